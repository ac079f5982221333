//! What Latchkey keeps.
//!
//! [`Storage`] reads, and begins transactions; `statements/` holds the statements, which read and write
//! rows and decide nothing; `engine/` what is particular to a database engine. What is decided stands in
//! [`crate::server::rules`]. What is not there is `None` or `false`, not an error.

mod engine;
mod error;
mod outgoing;
mod records;
mod rows;
pub(in crate::server) mod statements;

use std::{
    path::{Path, PathBuf},
    pin::Pin,
};

use secrecy::{ExposeSecret, SecretString};

use self::engine::{Connections, Reader, on};
pub use self::{
    engine::Tx,
    error::StorageError,
    outgoing::{LeasedEmail, OutgoingEmail, WaitingEmail, WaitingKind},
    records::{
        Actor, Address, DeviceRecord, DisownedByLink, EmailChange, EndedSession, Ending, Event, LinkPurpose, MailLink,
        NewSession, NextLink, Origin, PlaceRecord, Proof, Readdressed, Refusal, Restored, Retention, Session,
        SessionWithUser, Started, TokenState, Undone, User, Which,
    },
};
use crate::{
    model::Timestamp,
    server::ids::{Digest, SessionId, UserId},
};

/// Where the database is.
#[derive(Clone, Debug)]
pub enum Database {
    /// A file; every character of its path stands for itself.
    File(PathBuf),
    /// A file by its URL. In it, `%`, `?` and `#` in a path are written `%25`, `%3F` and `%23`.
    Url(String),
    /// A database server.
    Server(Server),
}

/// How to reach a database server.
#[derive(Clone, Debug)]
pub struct Server {
    /// `postgres://USER@HOST:PORT/NAME?sslmode=…`; it may hold the password.
    pub url: SecretString,
    /// The file with the password, where that is kept apart from the URL.
    pub password_file: Option<PathBuf>,
    /// At most this many connections.
    pub connections: u32,
}

impl Server {
    /// Its URL without the password and the parameters, which may hold one.
    pub fn described(&self) -> String {
        let Ok(mut url) = self.url.expose_secret().parse::<url::Url>() else { return "a server".to_owned() };
        let _ = url.set_password(None);
        url.set_query(None);
        url.set_fragment(None);
        url.to_string()
    }
}

/// What a database is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// To make it, where there is none.
    Create,
    /// To use it: where there is none, the folder is a wrong one.
    Existing,
}

/// What is done, within the transaction that opens it, with a database that was restored from a backup;
/// how many sessions that ended.
pub type OnRestored =
    for<'a> fn(&'a mut Tx, Timestamp) -> Pin<Box<dyn Future<Output = Result<usize, StorageError>> + Send + 'a>>;

/// What a transaction that writes holds until it ends, so that what it reads stays true.
///
/// Everything that a person has is locked by their row in `users`: two transactions of one person take
/// turns, those of different people don't wait for each other. An engine with one writer ignores it.
#[derive(Clone, Copy, Debug)]
pub enum Lock<'a> {
    /// A person.
    User(UserId),
    /// The person whose session this is.
    UserOfSession(&'a SessionId),
    /// The person whose one-time link this is.
    UserOfLink(&'a Digest),
    Everybody,
    /// For what a single statement does, or decides nothing.
    Nothing,
}

/// Everything that is kept.
pub struct Storage {
    connections: Connections,
}

impl Storage {
    /// Opens the database and brings it up to date.
    ///
    /// # Errors
    /// If it isn't there though it must be, or can't be opened or brought up to date.
    pub async fn open(
        database: &Database,
        opening: Opening,
        now: Timestamp,
        on_restored: OnRestored,
    ) -> Result<Self, StorageError> {
        Ok(Self { connections: Connections::open(database, opening, now, on_restored).await? })
    }

    /// Opens the file that `options` name, with whatever else they ask of the embedded engine.
    ///
    /// # Errors
    /// If it can't be opened or brought up to date.
    pub async fn open_file(
        options: sqlx::sqlite::SqliteConnectOptions,
        now: Timestamp,
        on_restored: OnRestored,
    ) -> Result<Self, StorageError> {
        Ok(Self { connections: Connections::open_file(options, now, on_restored).await? })
    }

    /// A transaction that writes. Dropped without a commit, it leaves everything as it was.
    ///
    /// # Errors
    /// If the lock, or a connection, is not to be had in time.
    pub async fn begin(&self, lock: Lock<'_>) -> Result<Tx, StorageError> {
        self.connections.begin(lock).await
    }

    /// Commits what `tx` did to one row of many, and begins again: see [`Tx::let_go`].
    ///
    /// # Errors
    /// If it was not committed, as far as is known.
    pub async fn let_go(&self, tx: Tx) -> Result<Tx, StorageError> {
        tx.let_go(&self.connections).await
    }

    /// Finishes what is under way and closes the database.
    pub async fn close(&self) {
        self.connections.close().await;
    }

    fn reader(&self) -> Reader<'_> {
        self.connections.reader()
    }
}

/// Copies the database into `file`, which must not be there, while others go on using it; how many bytes
/// that is. The copy is consistent, for its owner alone, and known for a backup when it is opened.
///
/// # Errors
/// If `file` is there already or can't be written, or if the database isn't there or can't be read.
pub async fn backup(database: &Database, file: &Path) -> Result<u64, StorageError> {
    engine::backup(database, file).await
}

/// Whether a URL names a database of a kind that is supported.
pub fn is_url(url: &str) -> bool {
    engine::is_url(url)
}

/// Whether a URL names a file of the embedded engine, not a server.
pub fn is_file(url: &str) -> bool {
    engine::is_file(url)
}

/// The file that a URL of the embedded engine names; none if it can't be understood.
pub fn file_of(url: &str) -> Option<PathBuf> {
    engine::file_of(url)
}
