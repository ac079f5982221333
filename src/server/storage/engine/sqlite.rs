//! SQLite: the embedded default, one file.
//!
//! One connection writes, several read. A commit is on the disk when it returns
//! (`synchronous=FULL`): at a power loss, a revoked session must not come back.

pub mod alone;
mod backup;
mod changed;
mod email_keys;
mod examination;
mod generation;
mod opening;
mod pools;
mod restored;
pub mod transaction;
pub mod view;
mod wal_index;

use std::sync::Arc;

use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use self::{
    generation::Mark,
    opening::{bring_up_to_date, patiently, prepare_file},
    pools::{BUSY_TIMEOUT, Writer},
    transaction::Transaction,
    view::{Slot, View},
};
use crate::{
    model::Timestamp,
    server::storage::{
        database::{Database, Opening, Step},
        engine::tx::OnRestored,
        error::StorageError,
    },
};

pub use self::{backup::backup, examination::examine, opening::file_of};

/// The connections to one file.
pub struct Connections {
    writer: Writer,
    readers: SqlitePool,
    view: Arc<View>,
}

impl Connections {
    /// Opens `database`, and brings it up to date.
    ///
    /// # Errors
    /// If it isn't there though it must be, or can't be opened or brought up to date.
    pub async fn open(
        database: &Database,
        opening: Opening,
        now: Timestamp,
        on_restored: OnRestored,
    ) -> Result<Self, StorageError> {
        let options = with_settings(opening::options(database)?);
        prepare_file(&options, opening).await?;
        let slot = Slot::default();
        let writer = patiently(|| Writer::connect(options.clone(), Arc::clone(&slot))).await?;
        patiently(|| bring_up_to_date(&writer, now, on_restored)).await?;
        let view = writer.serve(patiently(|| View::open(&options)).await?).await?;
        let readers = patiently(|| pools::readers(options.clone(), &slot)).await?;
        email_keys::bring_up_to_date(&writer, &readers).await?;
        Ok(Self { writer, readers, view })
    }

    /// A transaction that will write: it takes the lock at its start, where waiting works.
    ///
    /// # Errors
    /// If the lock, or the connection, is not available in time.
    pub async fn begin(&self) -> Result<Transaction, sqlx::Error> {
        self.writer.begin().await
    }

    /// Where reads go.
    pub const fn readers(&self) -> &SqlitePool {
        &self.readers
    }

    /// What tells whether a row that was read is still what the file holds.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Finishes what is under way, and closes the connections.
    pub async fn close(&self) {
        self.view.close().await;
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

/// See [`super::migrate`].
///
/// # Errors
/// If there is none, it is another program's or a later version's, or can't be brought up to date.
pub async fn migrate(database: &Database, dry_run: bool) -> Result<Vec<Step>, StorageError> {
    let options = with_settings(opening::options(database)?);
    prepare_file(&options, Opening::Existing).await?;
    let writer = patiently(|| Writer::connect(options.clone(), Slot::default())).await?;
    let steps = patiently(|| opening::migrate(&writer, dry_run)).await?;
    writer.close().await;
    Ok(steps)
}

/// What every connection has. sqlx sets `busy_timeout` first, which `journal_mode` needs: it takes a lock.
fn with_settings(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options
        .busy_timeout(BUSY_TIMEOUT)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
}
