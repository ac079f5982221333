//! The records that are stored, as the rest of the server knows them, and the requests to store them.

use std::{net::IpAddr, time::Duration};

use crate::{
    model::{Device, DeviceKind, EndReason, EventKind, Flag, Language, Persistence, Precision, PublicId, Timestamp},
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
    /// Since when nobody can sign in to it.
    pub disabled_at: Option<Timestamp>,
    /// How precisely the locations of the person's devices are stored.
    pub precision: Precision,
    /// The language of its pages, if that is known.
    pub language: Option<Language>,
}

/// A signed-in device: its row in `sessions`.
#[derive(Clone, Debug)]
pub struct Session {
    pub id: SessionId,
    /// The id of its device, by which pages and links name it. The column keeps its first name, `public_id`.
    pub device_id: PublicId,
    pub user_id: UserId,
    /// As the device sent it, at most [`latchkey_user_agent::MAX_LENGTH`] bytes.
    pub user_agent: String,
    pub device: Device,
    /// Its device's given name.
    pub given_name: Option<String>,
    /// When its device signed in for the first time.
    pub first_seen_at: Timestamp,
    /// When the person confirmed its device.
    pub confirmed_at: Option<Timestamp>,
    /// Where it was active last.
    pub ip_address: IpAddr,
    pub location: Location,
    /// Flags raised so far; those that depend on the clock are added by [`crate::server::anomalies::flags_of`].
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
    /// Since when it is locked: it must enter the password before anything else.
    pub locked_at: Option<Timestamp>,
    pub token: TokenState,
}

impl Session {
    /// The device's given name, else what it is.
    pub fn name(&self) -> String {
        self.given_name.clone().unwrap_or_else(|| self.device.short_name())
    }
}

/// Which tokens of a session are valid: see [`crate::server::lifetime`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenState {
    /// `iat` of the newest.
    pub issued_at: i64,
    /// `iat` of the one before.
    pub previous_at: Option<i64>,
    /// Whether the newest has come back: the browser has stored it.
    pub seen: bool,
}

/// A session with what every request needs of its user.
#[derive(Clone, Debug)]
pub struct SessionWithUser {
    pub session: Session,
    pub email: EmailAddress,
    pub disabled: bool,
    /// Whether the password has to be replaced: somebody else knows it.
    pub password_due: bool,
    pub precision: Precision,
    /// The language of the account's pages, if that is known.
    pub language: Option<Language>,
}

/// The tombstone of an ended session.
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
    /// How often its token has been refused since.
    pub refused: u32,
    pub first_refused_at: Option<Timestamp>,
    pub last_refused_at: Option<Timestamp>,
}

/// How often the token of an ended session was refused, gathered over a short time.
#[derive(Clone, Debug)]
pub struct Refusal {
    pub count: u32,
    pub first_at: Timestamp,
    pub last_at: Timestamp,
    /// Where the first request came from.
    pub source: RequestSource,
}

/// Where an action came from, as the security log shows it.
#[derive(Clone, Debug)]
pub struct RequestSource {
    /// The device, if it is one that is known.
    pub device: Option<PublicId>,
    pub device_name: String,
    pub device_kind: DeviceKind,
    pub ip_address: IpAddr,
    pub location: Location,
}

impl RequestSource {
    /// The device of a session, where the session was last.
    pub fn of(session: &Session) -> Self {
        Self {
            device: Some(session.device_id.clone()),
            device_name: session.name(),
            device_kind: session.device.kind,
            ip_address: session.ip_address,
            location: session.location.clone(),
        }
    }
}

/// A signed-in device that does something. It must still be signed in then, which is checked within the same
/// transaction: see [`crate::server::rules::RuleError::ActorGone`].
#[derive(Clone, Debug)]
pub struct Actor {
    pub session: SessionId,
    pub source: RequestSource,
    /// Its re-authentication, for actions that require one.
    pub reauthentication: Option<Reauthentication>,
}

/// A recent entry of the password. It is only as good as the password that it was verified against, which may
/// change afterwards: the transaction that relies on it checks again.
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
    /// Why it was flagged.
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

/// Which sessions to revoke.
#[derive(Clone, Copy, Debug)]
pub enum SessionSelection<'a> {
    One(&'a SessionId),
    /// Some of this user's, by their devices.
    Devices(UserId, &'a [PublicId]),
    /// All of this user's but one.
    Others(UserId, &'a SessionId),
    /// All of this user's.
    AllOf(UserId),
    /// All sessions of all accounts.
    All,
}

/// Why, when and by which device sessions are revoked.
#[derive(Clone, Copy, Debug)]
pub struct Revocation<'a> {
    pub reason: EndReason,
    pub at: Timestamp,
    /// The device that revokes; `None` for the server and its operator.
    pub by: Option<&'a Actor>,
}

/// A one-time link sent by email.
#[derive(Clone, Debug)]
pub struct MailLink {
    pub hash: Digest,
    pub purpose: LinkPurpose,
    /// Its user; `None` if it confirms a sign-up.
    pub user_id: Option<UserId>,
    /// The address that the link confirms.
    pub email: EmailAddress,
    /// Of the account to be created.
    pub password_hash: Option<PasswordHash>,
    /// The device that it signs out or recognises.
    pub device: Option<PublicId>,
    pub expires_at: Timestamp,
}

/// The purpose of a one-time link; a link of one kind is never accepted as another (RFC 8725, section 3.12).
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
    /// Restores an address that was changed.
    Undo,
}

/// A session that is to be added.
#[derive(Clone, Copy, Debug)]
pub struct NewSession<'a> {
    pub session: &'a Session,
    /// The digest of the cookie by which its browser is recognised: the device with this cookie, or a new one.
    /// `None` if the session names its device already.
    pub cookie: Option<&'a Digest>,
    /// What the sign-in page knows its browser by. `None` leaves what is remembered as it is.
    pub browser: Option<Digest>,
    /// Whether it is created together with the account: its device is recognised.
    pub is_first: bool,
    /// The session that the same browser had: it is replaced.
    pub replaces: Option<&'a SessionId>,
    /// The most live sessions of a user; beyond it, those idle the longest end.
    pub limit: u32,
    /// The hash that the password was verified against. If the account's has changed, or it was disabled, the
    /// session is not started: [`StorageError::PasswordChanged`].
    pub password_hash: &'a PasswordHash,
    pub event: &'a Event,
}

/// A session that was started.
#[derive(Clone, Debug)]
pub struct StartedSession {
    /// The stored session: the requested one, or the one that a concurrent sign-in of the same browser started.
    pub session: Session,
    /// Whether the account was never used on it before, or the person had disowned it.
    pub is_new: bool,
    /// Other flags of this sign-in.
    pub flags: Vec<Flag>,
    /// Whether earlier sign-ins of the account wait to be reported: this one then waits with them.
    pub others_wait: bool,
}

/// A sign-in that no email has reported yet.
#[derive(Clone, Debug)]
pub struct UnreportedSignIn {
    pub device: PublicId,
    pub device_name: String,
    pub location: Option<Label>,
    pub flags: Vec<Flag>,
    pub at: Timestamp,
}

/// What [`crate::server::rules::accounts::add_user`] found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailAvailability {
    Free,
    /// It has an account already; nothing was written.
    Taken,
}

/// How long data is kept.
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
    /// Its given name.
    pub given_name: Option<String>,
    /// What it was at its last sign-in.
    pub label: String,
    pub kind: DeviceKind,
    pub first_seen_at: Timestamp,
    pub last_seen_at: Timestamp,
    /// When the person confirmed it.
    pub confirmed_at: Option<Timestamp>,
    /// When the person disowned it.
    pub disowned_at: Option<Timestamp>,
}

impl DeviceRecord {
    /// Its given name, else what it is.
    pub fn name(&self) -> String {
        self.given_name.clone().unwrap_or_else(|| self.label.clone())
    }
}

/// What is remembered of a browser that is not signed in.
#[derive(Clone, Debug)]
pub struct RememberedBrowser {
    /// The account that was used last in it.
    pub email: EmailAddress,
    /// How long it was to stay signed in.
    pub persistence: Persistence,
    /// Whether the person confirmed the device.
    pub is_recognised: bool,
    /// Whether the person disowned it, or nobody can sign in to the account.
    pub is_shut_out: bool,
    /// Whether it has a session, and whether that has expired.
    pub session: Option<SessionLeft>,
    /// Why the last session before that ended.
    pub last_end: Option<EndReason>,
}

/// A row of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionLeft {
    Live,
    /// It is to be swept up.
    Expired,
}

/// Where a device was, and for how long.
#[derive(Clone, Debug)]
pub struct LocationRecord {
    /// `None` once it was erased.
    pub ip_address: Option<IpAddr>,
    pub location: Location,
    pub first_at: Timestamp,
    pub last_at: Timestamp,
    /// Whether the person confirmed the device.
    pub recognised: bool,
}

/// A change of an account's address.
#[derive(Clone, Debug)]
pub struct Readdressed {
    pub user: UserId,
    pub before: EmailAddress,
    pub after: EmailAddress,
    /// Of the account.
    pub language: Option<Language>,
    /// Whether the link that restores the previous address was stored.
    pub undoable: bool,
}

/// The outcome of a change of address.
#[derive(Clone, Debug)]
pub enum EmailChange {
    Changed {
        /// Whether the link that restores the previous address was stored.
        undoable: bool,
    },
    /// Another account has the address, or may restore it; nothing was written, and a link stays valid.
    Taken,
    /// The link was used or has expired, the device that requested it is no longer signed in, or the account is
    /// disabled.
    LinkInvalid,
}

/// A link to be stored together with a change.
#[derive(Clone, Copy, Debug)]
pub struct NextLink {
    pub hash: Digest,
    pub expires_at: Timestamp,
}

/// An account whose address was restored.
#[derive(Clone, Debug)]
pub struct Restored {
    pub user: UserId,
    /// The restored address; the stored link is sent there.
    pub email: EmailAddress,
    /// The address that it no longer has.
    pub left: EmailAddress,
    /// Of the account.
    pub language: Option<Language>,
}

/// The outcome of a link that undoes a change of address.
#[derive(Clone, Debug)]
pub enum Undone {
    Restored,
    Taken,
    LinkInvalid,
}

/// The outcome of a link that disowns a device.
#[derive(Clone, Debug)]
pub struct DisownedByLink {
    pub device: PublicId,
    /// Whether the account still has the address, so that a link to a new password was stored.
    pub is_current: bool,
}
