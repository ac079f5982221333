//! What is kept, as the rest of the server knows it, and what it is asked to do.

use std::{net::IpAddr, time::Duration};

use crate::{
    model::{Device, DeviceKind, EndReason, EventKind, Flag, Persistence, Precision, PublicId, Timestamp},
    server::{
        auth::password_hash::PasswordHash,
        email_address::EmailAddress,
        ids::{Digest, SessionId, UserId},
        location::{Label, Location},
    },
};

/// A person with an account.
#[derive(Clone, Debug)]
pub struct User {
    pub id: UserId,
    pub email: EmailAddress,
    pub password_hash: PasswordHash,
    pub created_at: Timestamp,
    /// Since when nobody gets in.
    pub disabled_at: Option<Timestamp>,
    /// How precise the places of the person's devices are kept.
    pub precision: Precision,
}

/// One signed-in device: its row in `sessions`.
#[derive(Clone, Debug)]
pub struct Session {
    pub id: SessionId,
    /// Its device's.
    pub device_id: PublicId,
    pub user_id: UserId,
    /// As the device sent it, at most [`latchkey_user_agent::MAX_LENGTH`] bytes.
    pub user_agent: String,
    pub device: Device,
    /// What the person calls its device.
    pub given_name: Option<String>,
    /// When its device signed in for the first time.
    pub first_seen_at: Timestamp,
    /// When the person said that its device is theirs.
    pub confirmed_at: Option<Timestamp>,
    /// Where it was active last.
    pub ip_address: IpAddr,
    pub location: Location,
    /// What deserves a look, as far as it was found when it came up.
    pub flags: Vec<Flag>,
    pub persistence: Persistence,
    pub signed_in_at: Timestamp,
    pub last_active_at: Timestamp,
    /// It ends this long after its last activity.
    pub idle_timeout: Duration,
    /// Its end in any case.
    pub expires_at: Timestamp,
    /// Its end in any case before it was set to end early.
    pub original_expires_at: Option<Timestamp>,
    /// When the password was last entered in it. The column keeps its first name, `proved_at`.
    pub reauthenticated_at: Timestamp,
    /// Since when it is asked for the password before anything else.
    pub locked_at: Option<Timestamp>,
    pub token: TokenState,
}

impl Session {
    /// What the person calls its device, else what it is.
    pub fn name(&self) -> String {
        self.given_name.clone().unwrap_or_else(|| self.device.short_name())
    }
}

/// Which tokens of a session are good: see [`crate::server::lifetime`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenState {
    /// `iat` of the newest.
    pub issued_at: i64,
    /// `iat` of the one before.
    pub previous_at: Option<i64>,
    /// Whether the newest has come back: the browser has it for sure.
    pub seen: bool,
}

/// A session with what every request needs of its user.
#[derive(Clone, Debug)]
pub struct SessionWithUser {
    pub session: Session,
    pub email: EmailAddress,
    pub disabled: bool,
    pub precision: Precision,
}

/// What remains of a session that ended.
#[derive(Clone, Debug)]
pub struct EndedSession {
    pub device_id: PublicId,
    pub user_id: UserId,
    pub device_name: String,
    pub device_kind: DeviceKind,
    pub reason: EndReason,
    /// The device that ended it, if it was another.
    pub ended_by: Option<String>,
    pub ended_at: Timestamp,
    /// How often its token was refused since.
    pub refused: u32,
    pub first_refused_at: Option<Timestamp>,
    pub last_refused_at: Option<Timestamp>,
}

/// How often the token of a session that ended was refused in a while.
#[derive(Clone, Debug)]
pub struct Refusal {
    pub count: u32,
    pub first_at: Timestamp,
    pub last_at: Timestamp,
    /// Where the first came from.
    pub source: RequestSource,
}

/// Who does something, as the log tells it.
#[derive(Clone, Debug)]
pub struct RequestSource {
    /// The device, if it is one that is known.
    pub device: Option<PublicId>,
    pub device_name: String,
    pub device_kind: DeviceKind,
    pub ip_address: IpAddr,
    pub location: Location,
}

/// A signed-in device that does something. It must still be signed in when it is done: the store
/// looks within the same transaction, else [`StorageError::ActorGone`].
#[derive(Clone, Debug)]
pub struct Actor {
    pub session: SessionId,
    pub source: RequestSource,
    /// What it proved first, where that is asked for.
    pub reauthentication: Option<Reauthentication>,
}

/// A proof of the password. It is as good as the password that it was verified against: the store looks
/// again within the transaction that it stands for, for the password may change after it was verified.
#[derive(Clone, Debug)]
pub enum Reauthentication {
    /// Within this request, against this hash: [`StorageError::ReauthenticationOutdated`] if the account has another.
    Password(PasswordHash),
    /// Within this session, at this moment or later: [`StorageError::ReauthenticationWithdrawn`] if that is so no more.
    Since(Timestamp),
}

/// An entry of the security log.
#[derive(Clone, Debug)]
pub struct Event {
    pub user_id: UserId,
    pub at: Timestamp,
    pub kind: EventKind,
    /// Why a session ended, where that is what happened.
    pub reason: Option<EndReason>,
    /// The device that it happened to.
    pub device: Option<PublicId>,
    pub device_name: Option<String>,
    pub device_kind: DeviceKind,
    /// The device that did it, if it was another.
    pub done_by: Option<String>,
    pub ip_address: Option<IpAddr>,
    pub location: Option<Label>,
    /// How precisely that was looked up: the store keeps it only if the person wants as much kept.
    pub precision: Precision,
    /// What of it deserves a look.
    pub flags: Vec<Flag>,
}

impl Event {
    /// Something that `source` did, to itself or to the account.
    pub fn new(user_id: UserId, at: Timestamp, kind: EventKind, source: &RequestSource) -> Self {
        Self {
            user_id,
            at,
            kind,
            reason: None,
            device: source.device.clone(),
            device_name: Some(source.device_name.clone()),
            device_kind: source.device_kind,
            done_by: None,
            ip_address: Some(source.ip_address),
            location: Some(source.location.label.clone()),
            precision: source.location.precision,
            flags: Vec::new(),
        }
    }
}

/// Which sessions are to end.
#[derive(Clone, Copy, Debug)]
pub enum SessionSelection<'a> {
    One(&'a SessionId),
    /// Some of this user's, by their devices.
    Devices(UserId, &'a [PublicId]),
    /// All of this user's but one.
    Others(UserId, &'a SessionId),
    /// All of this user's.
    AllOf(UserId),
    /// Everybody's.
    All,
}

/// How sessions end.
#[derive(Clone, Copy, Debug)]
pub struct Revocation<'a> {
    pub reason: EndReason,
    pub at: Timestamp,
    /// The device that does it; none where it is the server or whoever runs it.
    pub by: Option<&'a Actor>,
}

/// A one-time link that was sent by e-mail.
#[derive(Clone, Debug)]
pub struct MailLink {
    pub hash: Digest,
    pub purpose: LinkPurpose,
    /// Whose it is; nobody's yet where it confirms a sign-up.
    pub user_id: Option<UserId>,
    /// The address that the link proves.
    pub email: EmailAddress,
    /// Of the account that is to be made.
    pub password_hash: Option<PasswordHash>,
    /// The device that it signs out or recognises.
    pub device: Option<PublicId>,
    pub expires_at: Timestamp,
}

/// What a one-time link is for; one kind never passes for another (RFC 8725, section 3.12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum LinkPurpose {
    Reset,
    SignUp,
    Email,
    /// 'This wasn't me': signs a device out.
    Disown,
    /// 'This was me': recognises a device.
    Recognise,
    /// Gives the account back an address that was changed.
    Undo,
}

/// A session that is to be added.
#[derive(Clone, Copy, Debug)]
pub struct NewSession<'a> {
    pub session: &'a Session,
    /// By what its browser is known again: the device with this cookie, or a new one. None where the
    /// device is that of the session already.
    pub cookie: Option<&'a Digest>,
    /// Whether it comes with the account itself: its device is the person's beyond doubt.
    pub is_first: bool,
    /// The one that the same browser held: it ends with it.
    pub replaces: Option<&'a SessionId>,
    /// Past so many live sessions of its user, those that were idle the longest end too.
    pub limit: u32,
    /// What the password was verified against. If the account has another by then, or was disabled,
    /// the session is not started: [`StorageError::PasswordChanged`].
    pub password_hash: &'a PasswordHash,
    pub event: &'a Event,
}

/// A session that was started.
#[derive(Clone, Debug)]
pub struct StartedSession {
    /// As it is kept: the one that was asked for; or, where the same browser signed in twice at once, the
    /// one that the other request started.
    pub session: Session,
    /// Whether the account was never used on it before, or the person had said that it isn't theirs.
    pub is_new: bool,
    /// What else of it deserves a look.
    pub flags: Vec<Flag>,
}

/// What [`crate::server::rules::accounts::add_user`] found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailAvailability {
    Free,
    /// It has an account already; nothing was written.
    Taken,
}

/// How long what is kept is kept.
#[derive(Clone, Copy, Debug)]
pub struct Retention {
    /// Entries of the security log, and what remains of ended sessions.
    pub log: Duration,
    /// The addresses in the log.
    pub addresses: Duration,
}

/// A browser, or whatever else signed in to an account.
#[derive(Clone, Debug)]
pub struct DeviceRecord {
    pub id: PublicId,
    /// What the person calls it.
    pub given_name: Option<String>,
    /// What it was at its last sign-in.
    pub label: String,
    pub kind: DeviceKind,
    pub first_seen_at: Timestamp,
    pub last_seen_at: Timestamp,
    /// When the person said that it is theirs.
    pub confirmed_at: Option<Timestamp>,
    /// When the person said that it is not.
    pub disowned_at: Option<Timestamp>,
}

impl DeviceRecord {
    /// What the person calls it, else what it is.
    pub fn name(&self) -> String {
        self.given_name.clone().unwrap_or_else(|| self.label.clone())
    }
}

/// Where a device was, and how long.
#[derive(Clone, Debug)]
pub struct LocationRecord {
    /// Until it is wiped.
    pub ip_address: Option<IpAddr>,
    pub location: Location,
    pub first_at: Timestamp,
    pub last_at: Timestamp,
    /// Whether the person said that the device is theirs.
    pub recognised: bool,
}

/// An account that has another address.
#[derive(Clone, Debug)]
pub struct Readdressed {
    pub user: UserId,
    pub before: EmailAddress,
    pub after: EmailAddress,
    /// Whether the link that gives the earlier address back was kept.
    pub undoable: bool,
}

/// What came of a change of the address.
#[derive(Clone, Debug)]
pub enum EmailChange {
    Changed {
        /// Whether the link that gives the earlier address back was kept.
        undoable: bool,
    },
    /// Another account has the address, or may have it back; nothing was written, and a link stays good.
    Taken,
    /// The link is used up or too old, its asker is no longer signed in, or the account is disabled.
    LinkInvalid,
}

/// A link that is kept along with what is done, by its hash.
#[derive(Clone, Copy, Debug)]
pub struct NextLink {
    pub hash: Digest,
    pub expires_at: Timestamp,
}

/// An account that has an earlier address again.
#[derive(Clone, Debug)]
pub struct Restored {
    pub user: UserId,
    /// The link that was kept goes there.
    pub email: EmailAddress,
    /// The address that it no longer has.
    pub left: EmailAddress,
}

/// What came of a link that undoes a change of the address.
#[derive(Clone, Debug)]
pub enum Undone {
    Restored,
    Taken,
    LinkInvalid,
}

/// What came of a link that disowns a device.
#[derive(Clone, Debug)]
pub struct DisownedByLink {
    pub device: PublicId,
    /// Whether the account still has the address, and a link to a new password was kept.
    pub is_current: bool,
}
