//! What Latchkey keeps, behind one interface; `storage/` holds an implementation for each engine.
//!
//! Verbs: `add`, `find`, `list`, `count`, `end`, `touch`. What is not there is `None`, not an error.

pub mod sqlite;

use std::{net::IpAddr, sync::Arc};

use async_trait::async_trait;

use crate::{
    model::{Device, PublicId, Timestamp},
    server::{
        email::Email,
        ids::{SessionId, UserId},
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
}

/// One signed-in device: its row in `sessions`.
#[derive(Clone, Debug)]
pub struct Session {
    pub id: SessionId,
    pub public_id: PublicId,
    pub user_id: UserId,
    /// As the device sent it, at most [`crate::server::device::MAX_USER_AGENT`] bytes.
    pub user_agent: String,
    pub device: Device,
    pub ip_address: IpAddr,
    pub location: String,
    pub signed_in_at: Timestamp,
    pub last_active_at: Timestamp,
    pub expires_at: Timestamp,
}

/// A session with what is shown of its user on each page.
#[derive(Clone, Debug)]
pub struct SessionWithUser {
    pub session: Session,
    pub email: Email,
}

/// What [`Storage::add_user`] found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddUser {
    Added,
    /// The address has an account already; nothing was written.
    EmailTaken,
}

/// Why the store did not answer. Whoever gets one must refuse the request: never fail open (ASVS 16.5.3).
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    #[error("the database did not answer: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the database could not be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error("a stored {0} can't be read")]
    Corrupt(&'static str),
    #[error("{0}")]
    Unsupported(String),
}

/// Users and sessions, kept.
#[async_trait]
pub trait Storage: Send + Sync {
    /// Adds a user together with a first session, which replaces session `replaces`: all or nothing.
    async fn add_user(
        &self,
        user: &User,
        session: &Session,
        replaces: Option<&SessionId>,
    ) -> Result<AddUser, StorageError>;

    /// The user with this address, in whatever case it is written.
    async fn find_user(&self, email: &Email) -> Result<Option<User>, StorageError>;

    /// Adds a session, and ends session `replaces` with it: all or nothing.
    async fn add_session(&self, session: &Session, replaces: Option<&SessionId>) -> Result<(), StorageError>;

    /// The session with this id, expired or not.
    async fn find_session(&self, id: &SessionId) -> Result<Option<SessionWithUser>, StorageError>;

    /// A session of `user` that had not expired at `now`, by its public id.
    async fn find_device(&self, user: UserId, id: &PublicId, now: Timestamp) -> Result<Option<Session>, StorageError>;

    /// The sessions of `user` that had not expired at `now`: `first` before all, then the last active.
    async fn list_sessions(
        &self,
        user: UserId,
        first: &SessionId,
        now: Timestamp,
        limit: u32,
        offset: u32,
    ) -> Result<Vec<Session>, StorageError>;

    /// How many sessions [`Self::list_sessions`] would list without a limit.
    async fn count_sessions(&self, user: UserId, now: Timestamp) -> Result<u32, StorageError>;

    /// Ends a session by its id. `false` if there was none.
    async fn end_session(&self, id: &SessionId) -> Result<bool, StorageError>;

    /// Ends a session of `user` by its public id. `false` if that user had none of that id.
    async fn end_device(&self, user: UserId, id: &PublicId) -> Result<bool, StorageError>;

    /// Ends all sessions of `user` but `keep`; how many it ended.
    async fn end_other_sessions(&self, user: UserId, keep: &SessionId) -> Result<u64, StorageError>;

    /// Notes last activity. It only ever updates: a session that ended meanwhile stays ended.
    async fn touch(&self, activity: &[(SessionId, Timestamp)]) -> Result<(), StorageError>;

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
