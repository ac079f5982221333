//! The embedded default: one SQLite file.
//!
//! One connection writes, several read. A commit is on the disk when it returns
//! (`synchronous=FULL`): at a power loss, a revoked session must not come back.

mod authority;
mod backup;
mod devices;
mod email_keys;
mod generation;
mod kept_addresses;
mod known;
mod lifecycle;
mod links;
mod log;
mod opening;
mod places;
mod pools;
mod restored;
mod rows;
mod sessions;
mod transaction;
mod twins;
mod users;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use sqlx::{
    Sqlite, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use self::{
    generation::Mark,
    opening::{bring_up_to_date, patiently, prepare_file},
    pools::Writer,
    transaction::Transaction,
};
use super::{Database, Opening, Storage, StorageError};
use crate::{
    model::Timestamp,
    server::clock::{Clock, SystemClock},
};

pub use self::backup::backup;

/// How long a statement waits for another process that holds the file before it gives up.
const BUSY_TIMEOUT: Duration = Duration::from_secs(2);

/// SQLite's side of [`Storage`].
pub struct SqliteStorage {
    writer: Writer,
    readers: SqlitePool,
}

impl SqliteStorage {
    /// Opens `database`, and brings it up to date.
    ///
    /// # Errors
    /// If it isn't there though it must be, or can't be opened or brought up to date.
    pub async fn open(database: &Database, opening: Opening, now: Timestamp) -> Result<Self, StorageError> {
        Self::open_with(opening::options(database)?, opening, now).await
    }

    /// Opens the file that `options` name, with whatever else they ask of SQLite; makes it if need be.
    ///
    /// # Errors
    /// If it can't be opened or brought up to date.
    pub async fn connect_with(options: SqliteConnectOptions) -> Result<Self, StorageError> {
        Self::open_with(options, Opening::Create, SystemClock.now()).await
    }

    async fn open_with(options: SqliteConnectOptions, opening: Opening, now: Timestamp) -> Result<Self, StorageError> {
        let options = options.busy_timeout(BUSY_TIMEOUT);
        prepare_file(&options, opening).await?;
        // sqlx sets busy_timeout first, which journal_mode needs: it takes a lock.
        let options =
            options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full).foreign_keys(true);
        let writer = patiently(|| Writer::connect(options.clone())).await?;
        patiently(|| bring_up_to_date(&writer, now)).await?;
        let readers = patiently(|| pools::readers(options.clone())).await?;
        email_keys::bring_up_to_date(&writer, &readers).await?;
        Ok(Self { writer, readers })
    }

    /// A transaction that will write: it takes the lock at its start, where waiting works.
    async fn begin(&self) -> Result<Transaction<'static, Sqlite>, sqlx::Error> {
        self.writer.begin().await
    }
}

#[async_trait]
impl Storage for SqliteStorage {
    async fn close(&self) {
        self.readers.close().await;
        // What a request that was given up committed, and did not note.
        if let Ok(mut connection) = self.writer.acquire().await
            && let Ok(mark) = Mark::of(&mut connection).await
        {
            transaction::advance(Arc::clone(&self.writer.generation), mark).await;
        }
        self.writer.close().await;
    }
}
