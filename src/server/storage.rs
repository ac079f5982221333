//! What Latchkey keeps, behind one interface; `storage/` holds an implementation for each engine.
//!
//! Verbs: `add`, `find`, `list`, `count`, `set`, `end`, `take`. What is not there is `None` or
//! `false`, not an error. Each call is all or nothing, and its log entries are written with it.

mod devices;
mod links;
mod records;
pub mod sqlite;

pub use devices::{DeviceRecord, Devices, PlaceRecord};
pub use links::{DisownedByLink, EmailChange, Links, NextLink, Undone};
pub use records::{
    Actor, Address, EndedSession, Ending, Event, LinkPurpose, MailLink, NewSession, Origin, Proof, Refusal, Retention,
    Session, SessionWithUser, Started, TokenState, User, Which,
};

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use async_trait::async_trait;

use crate::{
    model::{Flag, PublicId, Timestamp},
    server::{
        email::Email,
        ids::{Digest, NoRandomness, SessionId, UserId},
        password::PasswordHash,
    },
};

/// Where the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Database {
    /// An SQLite file; every character of its path stands for itself.
    File(PathBuf),
    /// What a URL names. In it, `%`, `?` and `#` in a path are written `%25`, `%3F` and `%23`.
    Url(String),
}

/// What a database is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// To make it, where there is none.
    Create,
    /// To use it: where there is none, the folder is a wrong one.
    Existing,
}

/// Why the store did not answer. Whoever gets one must refuse the request: never fail open (ASVS 16.5.3).
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    #[error("the database did not answer: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the database could not be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error("there is no database at {path}: start the server first, or set --data-dir", path = .0.display())]
    Missing(PathBuf),
    #[error("{path} is not a Latchkey database", path = .0.display())]
    Foreign(PathBuf),
    #[error("{path} can't be opened: {source}", path = path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("there is a file at {path} already: a backup overwrites none", path = .0.display())]
    Exists(PathBuf),
    #[error("it was restored from a backup ({0}), and can't be written, so that its sessions can't be ended")]
    Restored(&'static str),
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
    #[error("another process has held the database for {}", humantime::format_duration(*.0))]
    Held(Duration),
    /// The device that acts was signed out meanwhile.
    #[error("the session that acts has ended")]
    ActorGone,
    /// The device that acts was not recognised itself.
    #[error("the device that acts was not recognised")]
    NotRecognised,
    /// The password was changed, or the account disabled, while somebody signed in with it.
    #[error("the password has changed meanwhile")]
    PasswordChanged,
    /// The password was changed after somebody proved the one before.
    #[error("the password was changed after it was verified")]
    ProofOutdated,
    /// The device that acts has to prove the password again.
    #[error("the proof of the password was taken back")]
    ProofTakenBack,
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

    /// Gives a user another address, and keeps the link `undo` for the one before.
    async fn set_email(
        &self,
        user: UserId,
        email: &Email,
        event: &Event,
        by: &Actor,
        undo: NextLink,
    ) -> Result<EmailChange, StorageError>;

    /// Keeps a user's address in another spelling, which has the same key: links that went to the
    /// mailbox stay good. `false` if the address has become another meanwhile.
    async fn respell_email(&self, user: UserId, email: &Email, event: &Event, by: &Actor)
    -> Result<bool, StorageError>;

    /// Lets nobody in any more, and ends all sessions of the user; or lets them in again.
    async fn set_disabled(
        &self,
        user: UserId,
        disabled_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<bool, StorageError>;

    /// Deletes a user with all that is kept about them, sessions first. `false` if there is none.
    async fn delete_user(&self, user: UserId, at: Timestamp, by: &Actor) -> Result<bool, StorageError>;
}

/// Signed-in devices.
#[async_trait]
pub trait Sessions {
    /// Adds a session.
    async fn add_session(&self, new: NewSession<'_>) -> Result<Started, StorageError>;

    /// Adds a session, unless the same browser has just started `twin`: that one is shared, then, under the
    /// stricter of what the two asked for. See [`crate::server::sign_ins`].
    async fn add_session_beside(&self, new: NewSession<'_>, twin: &SessionId) -> Result<Started, StorageError>;

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

    /// Notes that the password was proved in a session, against `hash`; unlocks it. `false` if it ended
    /// meanwhile, and [`StorageError::ProofOutdated`] if the account has another password by then.
    async fn set_proved(
        &self,
        id: &SessionId,
        hash: &PasswordHash,
        at: Timestamp,
        event: Option<&Event>,
    ) -> Result<bool, StorageError>;

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

    /// Notes that a session is active from another address, or that the place of the one that it has is
    /// known by now. It only ever updates.
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

    /// Adds an entry for what `by` did.
    async fn add_event_by(&self, event: &Event, by: &Actor) -> Result<(), StorageError>;

    /// A user's entries, the newest first.
    async fn list_events(&self, user: UserId, limit: u32, offset: u32) -> Result<Vec<Event>, StorageError>;

    /// What happened to one of a user's devices, the newest first: its `sign_ins`, or all else.
    async fn list_events_of(
        &self,
        user: UserId,
        device: &PublicId,
        sign_ins: bool,
        limit: u32,
    ) -> Result<Vec<Event>, StorageError>;

    /// How many entries a user has.
    async fn count_events(&self, user: UserId) -> Result<u32, StorageError>;

    /// Notes how often tokens of sessions that ended were refused. Sessions that are not remembered are
    /// passed over.
    async fn add_refusals(&self, refusals: &[(SessionId, Refusal)]) -> Result<(), StorageError>;

    /// A user's sessions that ended since, the last first.
    async fn list_ended(&self, user: UserId, since: Timestamp, limit: u32) -> Result<Vec<EndedSession>, StorageError>;

    /// Forgets up to `limit` of each kind that have been kept long enough; how many they were.
    async fn forget(&self, now: Timestamp, retention: Retention, limit: u32) -> Result<u32, StorageError>;
}

/// Everything that is kept.
#[async_trait]
pub trait Storage: Users + Links + Sessions + Devices + SecurityLog + Send + Sync {
    /// Finishes what is under way and closes the database.
    async fn close(&self);
}

/// Opens the database and brings it up to date.
///
/// # Errors
/// If it isn't there though it must be, can't be opened or brought up to date, or if the engine is not
/// supported.
pub async fn open(database: &Database, opening: Opening, now: Timestamp) -> Result<Arc<dyn Storage>, StorageError> {
    match database {
        Database::Url(url) if !url.starts_with("sqlite:") => Err(StorageError::Unsupported(format!(
            "a database of the kind '{}' is not supported; use sqlite:PATH",
            url.split(':').next().unwrap_or_default()
        ))),
        Database::File(_) | Database::Url(_) => {
            Ok(Arc::new(sqlite::SqliteStorage::open(database, opening, now).await?))
        }
    }
}

/// Copies the database into `file`, which must not be there, while others go on using it; how many bytes
/// that is. The copy is consistent, for its owner alone, and known for a backup when it is opened.
///
/// # Errors
/// If `file` is there already or can't be written, or if the database isn't there or can't be read.
pub async fn backup(database: &Database, file: &Path) -> Result<u64, StorageError> {
    sqlite::backup(database, file).await
}
