//! The engines that can hold the data, and how one SQL text runs on each of them.
//!
//! This file and the folder beside it are the only ones that name an engine. A statement is written once,
//! in what both engines understand; [`on!`] compiles it for each, with the driver's own types.

pub mod postgres;
pub mod sqlite;

use std::path::Path;

use sqlx::{PgPool, SqlitePool};

pub use self::sqlite::file_of;
use super::{Database, Lock, OnRestored, Opening, StorageError};
use crate::{model::Timestamp, server::email::Email};

/// One thing for each engine: connections, a transaction, a pool to read from.
pub enum Engine<S, P> {
    Sqlite(S),
    Postgres(P),
}

/// A transaction that writes. Dropped without a commit, it is rolled back.
pub type Tx = Engine<sqlite::Transaction, postgres::Transaction>;

/// Where statements outside of a transaction go: each sees what was committed before it.
pub type Reader<'a> = Engine<&'a SqlitePool, &'a PgPool>;

/// The connections to the database.
pub struct Connections(Engine<sqlite::Connections, postgres::Connections>);

/// Runs an expression on the engine in use: `on!(tx, db, sqlx::query(…).execute(&mut **db).await?.rows_affected())`.
///
/// `db` is the engine's own transaction or pool. Both arms must have one type, so what only one driver
/// knows (its result, its row) is turned into a value within the expression.
macro_rules! on {
    ($engine:expr, $db:ident, $run:expr) => {
        match $engine {
            $crate::server::storage::engine::Engine::Sqlite($db) => $run,
            $crate::server::storage::engine::Engine::Postgres($db) => $run,
        }
    };
}
pub(super) use on;

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
            Database::Server(server) => Engine::Postgres(postgres::Connections::open(server).await?),
            Database::File(_) | Database::Url(_) => {
                Engine::Sqlite(sqlite::Connections::open(database, opening, now, on_restored).await?)
            }
        }))
    }

    /// Opens the SQLite file that `options` name, with whatever else they ask of the engine.
    ///
    /// # Errors
    /// If it can't be opened or brought up to date.
    pub async fn open_file(
        options: sqlx::sqlite::SqliteConnectOptions,
        now: Timestamp,
        on_restored: OnRestored,
    ) -> Result<Self, StorageError> {
        let connections = sqlite::Connections::open_with(options, Opening::Create, now, on_restored).await?;
        Ok(Self(Engine::Sqlite(connections)))
    }

    /// A transaction that writes, with what `lock` asks for held until it ends.
    ///
    /// # Errors
    /// If the lock, or a connection, is not to be had in time.
    pub async fn begin(&self, lock: Lock<'_>) -> Result<Tx, StorageError> {
        Ok(match &self.0 {
            // SQLite has one writer: it holds everything.
            Engine::Sqlite(connections) => Engine::Sqlite(connections.begin().await?),
            Engine::Postgres(connections) => Engine::Postgres(connections.begin(lock).await?),
        })
    }

    /// Where reads go.
    pub fn reader(&self) -> Reader<'_> {
        match &self.0 {
            Engine::Sqlite(connections) => Engine::Sqlite(connections.readers()),
            Engine::Postgres(connections) => Engine::Postgres(connections.pool()),
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

impl Tx {
    /// Commits. What it did is on the disk when this returns.
    ///
    /// # Errors
    /// If it was not committed, as far as is known.
    pub async fn commit(self) -> Result<(), StorageError> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await,
            Self::Postgres(transaction) => Ok(transaction.commit().await?),
        }
    }

    /// Holds addresses until the end, whoever has them: whether one is free must not change between the
    /// look and the write.
    ///
    /// # Errors
    /// If the locks are not to be had in time.
    pub async fn lock_addresses(&mut self, addresses: &[&Email]) -> Result<(), StorageError> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(transaction) => postgres::lock_addresses(transaction, addresses).await,
        }
    }

    /// What a selection of rows of many people that are to be changed ends with: those that another transaction
    /// holds are left out. Waiting for one of them while holding others could end in a deadlock where rows are
    /// locked one by one; SQLite's one writer has none.
    pub const fn unheld(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "",
            Self::Postgres(_) => "FOR UPDATE SKIP LOCKED",
        }
    }

    /// Commits what was done to one row of many, and begins again. Holding rows of several people at once
    /// could end in a deadlock where rows are locked one by one; SQLite's one writer has none.
    ///
    /// # Errors
    /// If it was not committed, as far as is known.
    pub async fn let_go(self, connections: &Connections) -> Result<Self, StorageError> {
        match self {
            Self::Sqlite(_) => Ok(self),
            Self::Postgres(_) => {
                self.commit().await?;
                connections.begin(Lock::Nothing).await
            }
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
