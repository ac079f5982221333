//! What Latchkey keeps, behind one interface; `storage/` holds an implementation for each engine.
//!
//! Verbs: `add`, `find`, `list`, `count`, `set`, `end`, `take`. What is not there is `None` or
//! `false`, not an error. Each call is all or nothing, and its log entries are written with it.

mod devices;
pub mod sqlite;

pub use devices::{DeviceRecord, Devices, PlaceRecord};

use std::{net::IpAddr, sync::Arc, time::Duration};

use async_trait::async_trait;

use crate::{
    model::{Device, DeviceKind, EndReason, EventKind, Flag, Precision, PublicId, Stay, Timestamp},
    server::{
        email::Email,
        ids::{Digest, SessionId, UserId},
        location::Place,
        password::PasswordHash,
    },
};

/// A person with an account.
#[derive(Clone, Debug)]
pub struct User {
    pub id: UserId,
    pub email: Email,
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
    pub public_id: PublicId,
    pub user_id: UserId,
    /// As the device sent it, at most [`crate::server::device::MAX_USER_AGENT`] bytes.
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
    pub place: Place,
    /// What deserves a look, as far as it was found when it came up.
    pub flags: Vec<Flag>,
    pub stay: Stay,
    pub signed_in_at: Timestamp,
    pub last_active_at: Timestamp,
    /// It ends this long after its last activity.
    pub idle_timeout: Duration,
    /// Its end in any case.
    pub expires_at: Timestamp,
    /// When the password was last proved in it.
    pub proved_at: Timestamp,
    /// Since when it is asked for the password before anything else.
    pub locked_at: Option<Timestamp>,
    pub token: TokenState,
}

impl Session {
    /// What the person calls its device, else what it is.
    pub fn name(&self) -> String {
        self.given_name.clone().unwrap_or_else(|| self.device.name())
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
    pub email: Email,
    pub disabled: bool,
    pub precision: Precision,
}

/// What remains of a session that ended.
#[derive(Clone, Debug)]
pub struct EndedSession {
    pub public_id: PublicId,
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

/// Who does something, as the log tells it.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The device, if it is one that is known.
    pub device: Option<PublicId>,
    pub device_name: String,
    pub device_kind: DeviceKind,
    pub ip_address: IpAddr,
    pub place: Place,
}

/// A signed-in device that does something. It must still be signed in when it is done: the store
/// looks within the same transaction, else [`StorageError::ActorGone`].
#[derive(Clone, Debug)]
pub struct Actor {
    pub session: SessionId,
    pub origin: Origin,
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
    pub location: Option<String>,
    /// What of it deserves a look.
    pub flags: Vec<Flag>,
}

impl Event {
    /// Something that `origin` did, to itself or to the account.
    pub fn new(user_id: UserId, at: Timestamp, kind: EventKind, origin: &Origin) -> Self {
        Self {
            user_id,
            at,
            kind,
            reason: None,
            device: origin.device.clone(),
            device_name: Some(origin.device_name.clone()),
            device_kind: origin.device_kind,
            done_by: None,
            ip_address: Some(origin.ip_address),
            location: Some(origin.place.label.clone()),
            flags: Vec::new(),
        }
    }
}

/// Which sessions are to end.
#[derive(Clone, Copy, Debug)]
pub enum Which<'a> {
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
pub struct Ending<'a> {
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
    pub email: Email,
    /// Of the account that is to be made.
    pub password_hash: Option<PasswordHash>,
    /// The device that it signs out.
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

/// The device of a session that was started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Started {
    pub device: PublicId,
    /// Whether the account was never used on it before, or the person had said that it isn't theirs.
    pub is_new: bool,
}

/// What [`Users::add_user`] and [`Users::set_email`] found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Address {
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

/// Why the store did not answer. Whoever gets one must refuse the request: never fail open (ASVS 16.5.3).
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    #[error("the database did not answer: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the database could not be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The device that acts was signed out meanwhile.
    #[error("the session that acts has ended")]
    ActorGone,
    /// The password was changed, or the account disabled, while somebody signed in with it.
    #[error("the password has changed meanwhile")]
    PasswordChanged,
    #[error("a stored {0} can't be read")]
    Corrupt(&'static str),
    #[error("{0}")]
    Unsupported(String),
}

/// Accounts.
#[async_trait]
pub trait Users {
    /// Adds a user, and a first session if there is to be one.
    async fn add_user(
        &self,
        user: &User,
        event: &Event,
        session: Option<NewSession<'_>>,
    ) -> Result<Address, StorageError>;

    /// The user with this address, in whatever case it is written.
    async fn find_user(&self, email: &Email) -> Result<Option<User>, StorageError>;

    /// The user with this id.
    async fn find_user_by_id(&self, id: UserId) -> Result<Option<User>, StorageError>;

    /// All users, by their addresses.
    async fn list_users(&self) -> Result<Vec<User>, StorageError>;

    /// Gives a user another password. The session of `by` goes on as `new`; the others end, or have
    /// to prove the new password. `false` if there is no such user.
    async fn set_password(
        &self,
        user: UserId,
        hash: &PasswordHash,
        event: &Event,
        new: NewSession<'_>,
        by: &Actor,
        end_others: bool,
    ) -> Result<bool, StorageError>;

    /// Gives the user of a reset link another password, and ends all their sessions; the user's
    /// address. `None` if the link is used up, too old, or was sent to an address that is no longer
    /// the user's, or if the account is disabled.
    async fn reset_password(
        &self,
        link: &Digest,
        hash: &PasswordHash,
        now: Timestamp,
        by: &Origin,
    ) -> Result<Option<Email>, StorageError>;

    /// Gives a user another address.
    async fn set_email(
        &self,
        user: UserId,
        email: &Email,
        event: &Event,
        by: Option<&Actor>,
    ) -> Result<Address, StorageError>;

    /// Lets nobody in any more, and ends all sessions of the user; or lets them in again.
    async fn set_disabled(
        &self,
        user: UserId,
        disabled_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<bool, StorageError>;

    /// Deletes a user with all that is kept about them, sessions first. `false` if there is none.
    async fn delete_user(&self, user: UserId, by: Option<&Actor>) -> Result<bool, StorageError>;

    /// Keeps a link; one that confirms a new address in place of an earlier one. A link to an address
    /// that is no longer the user's is not kept.
    async fn add_link(&self, link: &MailLink) -> Result<(), StorageError>;

    /// The link, if it has not expired at `now`.
    async fn find_link(
        &self,
        hash: &Digest,
        purpose: LinkPurpose,
        now: Timestamp,
    ) -> Result<Option<MailLink>, StorageError>;

    /// The link, which can't be taken again.
    async fn take_link(
        &self,
        hash: &Digest,
        purpose: LinkPurpose,
        now: Timestamp,
    ) -> Result<Option<MailLink>, StorageError>;
}

/// Signed-in devices.
#[async_trait]
pub trait Sessions {
    /// Adds a session.
    async fn add_session(&self, new: NewSession<'_>) -> Result<Started, StorageError>;

    /// The session with this id, expired or not.
    async fn find_session(&self, id: &SessionId) -> Result<Option<SessionWithUser>, StorageError>;

    /// A live session of `user`, by its public id.
    async fn find_device(&self, user: UserId, id: &PublicId, now: Timestamp) -> Result<Option<Session>, StorageError>;

    /// The live sessions of `user`, the last active first.
    async fn list_sessions(&self, user: UserId, now: Timestamp) -> Result<Vec<Session>, StorageError>;

    /// Ends sessions; those that ended.
    async fn end(&self, which: Which<'_>, ending: Ending<'_>) -> Result<Vec<EndedSession>, StorageError>;

    /// Ends up to `limit` sessions that had expired at `now`; how many they were.
    async fn end_expired(&self, now: Timestamp, limit: u32) -> Result<u32, StorageError>;

    /// Makes `to` the `iat` of the session's newest token, if it still is `from`: of several requests
    /// one wins.
    async fn renew(&self, id: &SessionId, from: i64, to: i64) -> Result<bool, StorageError>;

    /// Notes that the password was proved in a session; unlocks it. `false` if it ended meanwhile.
    async fn set_proved(&self, id: &SessionId, at: Timestamp, event: Option<&Event>) -> Result<bool, StorageError>;

    /// Asks a device of `user` for the password before anything else. `false` if there is none.
    async fn set_locked(&self, user: UserId, id: &PublicId, at: Timestamp, by: &Actor) -> Result<bool, StorageError>;

    /// Ends a device of `user` at `until`, if it would not end earlier. `false` if there is none.
    async fn set_expiry(
        &self,
        user: UserId,
        id: &PublicId,
        until: Timestamp,
        now: Timestamp,
        by: &Actor,
    ) -> Result<bool, StorageError>;

    /// Notes last activity. It only ever updates: a session that ended meanwhile stays ended.
    async fn touch(&self, activity: &[(SessionId, Timestamp)]) -> Result<(), StorageError>;

    /// Notes that a session is active from another address. It only ever updates.
    async fn set_place(
        &self,
        id: &SessionId,
        at: Timestamp,
        origin: &Origin,
        flags: &[Flag],
    ) -> Result<(), StorageError>;

    /// Notes that the token of this `iat` has come back.
    async fn token_seen(&self, tokens: &[(SessionId, i64)]) -> Result<(), StorageError>;
}

/// What happened.
#[async_trait]
pub trait SecurityLog {
    /// Adds an entry.
    async fn add_event(&self, event: &Event) -> Result<(), StorageError>;

    /// A user's entries, the newest first.
    async fn list_events(&self, user: UserId, limit: u32, offset: u32) -> Result<Vec<Event>, StorageError>;

    /// What happened to one of a user's devices, the newest first.
    async fn list_events_of(&self, user: UserId, device: &PublicId, limit: u32) -> Result<Vec<Event>, StorageError>;

    /// How many entries a user has.
    async fn count_events(&self, user: UserId) -> Result<u32, StorageError>;

    /// Notes that an ended session's token was refused. `false` if no such session ended.
    async fn add_refusal(&self, session: &SessionId, at: Timestamp, origin: &Origin) -> Result<bool, StorageError>;

    /// A user's sessions that ended since, the last first.
    async fn list_ended(&self, user: UserId, since: Timestamp, limit: u32) -> Result<Vec<EndedSession>, StorageError>;

    /// Forgets up to `limit` of each kind that have been kept long enough; how many they were.
    async fn forget(&self, now: Timestamp, retention: Retention, limit: u32) -> Result<u32, StorageError>;
}

/// Everything that is kept.
#[async_trait]
pub trait Storage: Users + Sessions + Devices + SecurityLog + Send + Sync {
    /// Finishes what is under way and closes the database.
    async fn close(&self);
}

/// Opens the database that `url` names, creating and migrating it as needed.
///
/// # Errors
/// If it can't be opened or brought up to date, or if the engine is not supported.
pub async fn connect(url: &str) -> Result<Arc<dyn Storage>, StorageError> {
    match url.split_once(':').map(|(scheme, _)| scheme) {
        Some("sqlite") => Ok(Arc::new(sqlite::SqliteStorage::connect(url).await?)),
        scheme => Err(StorageError::Unsupported(format!(
            "a database of the kind '{}' is not supported; use sqlite:PATH",
            scheme.unwrap_or_default()
        ))),
    }
}
