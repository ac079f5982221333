//! The engines that can hold the data.
//!
//! This file and the folder beside it are the only ones that name an engine. A statement is written once,
//! in what both engines understand; `on!` compiles it for each, with the driver's own types.

pub mod copy;
mod migration;
pub mod postgres;
pub mod sqlite;
pub mod tx;

use std::path::Path;

pub use self::sqlite::{
    file_of,
    view::{Tag, View},
};
use self::tx::{Engine, OnRestored, Reader, Tx};
use super::{
    database::{Database, Examination, Lock, Opening, Step},
    error::StorageError,
};
use crate::model::Timestamp;

/// The connections to the database.
pub struct Connections(Engine<sqlite::Connections, postgres::Connections>);

impl Connections {
    /// Opens `database`, and brings its schema up to date.
    ///
    /// # Errors
    /// If it isn't there though it must be, or can't be opened or brought up to date.
    pub async fn open(
        database: &Database,
        opening: Opening,
        now: Timestamp,
        on_restored: OnRestored,
    ) -> Result<Self, StorageError> {
        Ok(Self(match database {
            Database::Server(server) => Engine::Postgres(postgres::Connections::open(server, opening).await?),
            Database::File(_) | Database::Url(_) => {
                Engine::Sqlite(sqlite::Connections::open(database, opening, now, on_restored).await?)
            }
        }))
    }

    /// A transaction that writes, with what `lock` asks for held until it ends.
    ///
    /// # Errors
    /// If the lock, or a connection, is not available in time.
    pub async fn begin(&self, lock: Lock<'_>) -> Result<Tx, StorageError> {
        Ok(match &self.0 {
            // SQLite has one writer: it holds everything.
            Engine::Sqlite(connections) => Engine::Sqlite(connections.begin().await?),
            Engine::Postgres(connections) => Engine::Postgres(connections.begin(lock).await?),
        })
    }

    /// Commits what `tx` did to one row of many, and begins again. Holding rows of several people at once
    /// could end in a deadlock where rows are locked one by one; SQLite's one writer has none.
    ///
    /// # Errors
    /// If it was not committed, as far as is known.
    pub async fn commit_and_continue(&self, tx: Tx) -> Result<Tx, StorageError> {
        match tx {
            Engine::Sqlite(_) => Ok(tx),
            Engine::Postgres(_) => {
                tx.commit().await?;
                self.begin(Lock::Nothing).await
            }
        }
    }

    /// Where reads go.
    pub fn reader(&self) -> Reader<'_> {
        match &self.0 {
            Engine::Sqlite(connections) => Engine::Sqlite(connections.readers()),
            Engine::Postgres(connections) => Engine::Postgres(connections.pool()),
        }
    }

    /// What tells whether a row that was read is still what the database holds, where that is known without asking
    /// the database. A server would have to tell each of its clients what others commit.
    pub fn view(&self) -> Option<&View> {
        match &self.0 {
            Engine::Sqlite(connections) => Some(connections.view()),
            Engine::Postgres(_) => None,
        }
    }

    /// Finishes what is under way and closes the database.
    pub async fn close(&self) {
        match &self.0 {
            Engine::Sqlite(connections) => connections.close().await,
            Engine::Postgres(connections) => connections.close().await,
        }
    }
}

/// See [`super::backup`].
///
/// # Errors
/// If it can't be made; a server has tools of its own for it.
pub async fn backup(database: &Database, file: &Path) -> Result<u64, StorageError> {
    match database {
        Database::Server(_) => Err(StorageError::Unsupported(
            "this database is on a server: back it up with pg_dump, and see docs/deployment.md".to_owned(),
        )),
        Database::File(_) | Database::Url(_) => sqlite::backup(database, file).await,
    }
}

/// See [`super::migrate`].
///
/// # Errors
/// If there is none, it is another program's or a later version's, or can't be brought up to date.
pub async fn migrate(database: &Database, dry_run: bool) -> Result<Vec<Step>, StorageError> {
    match database {
        Database::Server(server) => postgres::migrate(server, dry_run).await,
        Database::File(_) | Database::Url(_) => sqlite::migrate(database, dry_run).await,
    }
}

/// See [`super::examine`].
///
/// # Errors
/// If there is none, it is another program's or a later version's, or does not answer.
pub async fn examine(database: &Database) -> Result<Examination, StorageError> {
    match database {
        Database::Server(server) => postgres::examine(server).await,
        Database::File(_) | Database::Url(_) => sqlite::examine(database).await,
    }
}

/// See [`super::is_url`].
pub fn is_url(url: &str) -> bool {
    if is_file(url) {
        return url.strip_prefix("sqlite:").is_some_and(|path| !path.trim().is_empty());
    }
    ["postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme)) && postgres::is_url(url)
}

/// See [`super::is_file`].
pub fn is_file(url: &str) -> bool {
    url.starts_with("sqlite:")
}
