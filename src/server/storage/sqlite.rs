//! The embedded default: one SQLite file.
//!
//! One connection writes, several read. A commit is on the disk when it returns
//! (`synchronous=FULL`): at a power loss, a revoked session must not come back.

mod devices;
mod email_keys;
mod lifecycle;
mod log;
mod places;
mod rows;
mod sessions;
mod users;

use std::{fs::OpenOptions, io, os::unix::fs::OpenOptionsExt, path::Path, str::FromStr, time::Duration};

use async_trait::async_trait;
use sqlx::{
    Sqlite, SqlitePool, Transaction,
    migrate::Migrator,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{Storage, StorageError};

static MIGRATOR: Migrator = sqlx::migrate!("migrations/sqlite");

/// How long a statement waits for another process that holds the file before it gives up.
const BUSY_TIMEOUT: Duration = Duration::from_secs(2);
/// How long a request waits for a connection: past this it is told that the store is unavailable.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(3);
const READERS: u32 = 4;

/// SQLite's side of [`Storage`].
pub struct SqliteStorage {
    writer: SqlitePool,
    readers: SqlitePool,
}

impl SqliteStorage {
    /// Opens the file that `url` (`sqlite:PATH`) names, creating and migrating it as needed.
    ///
    /// # Errors
    /// If it can't be opened or brought up to date.
    pub async fn connect(url: &str) -> Result<Self, StorageError> {
        let options = SqliteConnectOptions::from_str(url)?.create_if_missing(!url.contains("mode=ro"));
        Self::connect_with(options).await
    }

    /// Opens the file that `options` name, with whatever else they ask of SQLite.
    ///
    /// # Errors
    /// If it can't be opened or brought up to date.
    pub async fn connect_with(options: SqliteConnectOptions) -> Result<Self, StorageError> {
        // sqlx sets busy_timeout first, which journal_mode needs: it takes a lock.
        let options = options
            .busy_timeout(BUSY_TIMEOUT)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true);
        keep_private(options.get_filename())?;
        let pool = || SqlitePoolOptions::new().acquire_timeout(ACQUIRE_TIMEOUT).test_before_acquire(false);
        let writer = pool().max_connections(1).connect_with(options.clone()).await?;
        MIGRATOR.run(&writer).await?;
        email_keys::bring_up_to_date(&writer).await?;
        let readers = pool().max_connections(READERS).connect_with(options.pragma("query_only", "1")).await?;
        Ok(Self { writer, readers })
    }

    /// A transaction that will write: it takes the lock at its start, where waiting works.
    async fn begin(&self) -> Result<Transaction<'static, Sqlite>, sqlx::Error> {
        self.writer.begin_with("BEGIN IMMEDIATE").await
    }
}

/// Makes the file for its owner alone, where it isn't there: SQLite gives those beside it the same mode.
fn keep_private(file: &Path) -> Result<(), sqlx::Error> {
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(file) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(sqlx::Error::Io(error)),
    }
}

#[async_trait]
impl Storage for SqliteStorage {
    async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}
