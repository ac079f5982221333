//! The embedded default: one SQLite file.
//!
//! One connection writes, several read. A commit is on the disk when it returns
//! (`synchronous=FULL`): at a power loss, a revoked session must not come back.

mod devices;
mod lifecycle;
mod log;
mod places;
mod pools;
mod rows;
mod sessions;
mod users;

use std::{fs::OpenOptions, io, os::unix::fs::OpenOptionsExt, path::Path, str::FromStr, time::Duration};

use async_trait::async_trait;
use sqlx::{
    Sqlite, SqlitePool, Transaction,
    migrate::Migrator,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use tokio::time::{sleep, timeout};

use self::pools::Writer;
use super::{Storage, StorageError};

static MIGRATOR: Migrator = sqlx::migrate!("migrations/sqlite");

/// How long a statement waits for another process that holds the file before it gives up.
const BUSY_TIMEOUT: Duration = Duration::from_secs(2);

/// How long a start waits for another process, and how often it looks.
const PATIENCE: Duration = Duration::from_mins(2);
const PAUSE: Duration = Duration::from_millis(50);

/// `SQLITE_BUSY`, `SQLITE_LOCKED` and `SQLITE_READONLY`.
const BUSY: u32 = 5;
const LOCKED: u32 = 6;
const READONLY: u32 = 8;

/// SQLite's side of [`Storage`].
pub struct SqliteStorage {
    writer: Writer,
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
        let writer = patiently(|| Writer::connect(options.clone())).await?;
        patiently(|| bring_up_to_date(&writer)).await?;
        let readers = patiently(|| pools::readers(options.clone())).await?;
        Ok(Self { writer, readers })
    }

    /// A transaction that will write: it takes the lock at its start, where waiting works.
    async fn begin(&self) -> Result<Transaction<'static, Sqlite>, sqlx::Error> {
        self.writer.begin().await
    }
}

/// Waits while another process opens or migrates the file: changing to WAL and folding it away take locks
/// that SQLite does not wait for, and a migration may take longer than [`BUSY_TIMEOUT`].
async fn patiently<T, E, F>(mut attempt: impl FnMut() -> F) -> Result<T, StorageError>
where
    F: Future<Output = Result<T, E>>,
    StorageError: From<E>,
{
    let mut waited = false;
    let waiting = async {
        loop {
            match attempt().await.map_err(StorageError::from) {
                Err(StorageError::Database(error)) if matches!(primary_code(&error), Some(BUSY | LOCKED)) => {
                    if !waited {
                        tracing::warn!("another process holds the database: waiting for it");
                    }
                    waited = true;
                    sleep(PAUSE).await;
                }
                done => return done,
            }
        }
    };
    timeout(PATIENCE, waiting).await.unwrap_or(Err(StorageError::Held(PATIENCE)))
}

/// Migrates the database. It holds the lock all the while, so that of two processes that start at once
/// one waits and finds the work done: sqlx takes no lock of its own in SQLite.
async fn bring_up_to_date(writer: &Writer) -> Result<(), StorageError> {
    match writer.begin().await {
        Ok(mut transaction) => {
            MIGRATOR.run(&mut *transaction).await?;
            transaction.commit().await?;
        }
        // Nothing to migrate, or an error that says so.
        Err(error) if primary_code(&error) == Some(READONLY) => MIGRATOR.run(&mut *writer.acquire().await?).await?,
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// SQLite's primary result code (<https://www.sqlite.org/rescode.html>): the low byte of the extended one.
fn primary_code(error: &sqlx::Error) -> Option<u32> {
    let code: u32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xff)
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
