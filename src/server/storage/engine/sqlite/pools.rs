//! The connections to the file: one that writes, several that read.
//!
//! A connection goes back to its pool only if it is known to be at rest. SQLite may roll a transaction
//! back by itself (`SQLITE_FULL`, `SQLITE_IOERR`, `SQLITE_NOMEM`: `lang_transaction.html`, 'Response To
//! Errors Within A Transaction'). sqlx counts on, its ROLLBACK fails, and each later BEGIN with it. Such
//! a connection is closed, and the next to ask gets a fresh one.

use std::{sync::Arc, time::Duration};

use sqlx::{
    Connection, Executor, Sqlite, SqliteConnection, SqlitePool,
    pool::PoolConnection,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};

use super::{
    changed,
    generation::GenerationFile,
    transaction::Transaction,
    view::{Slot, View},
};

/// How long a statement waits for another process that holds the file before it gives up.
pub const BUSY_TIMEOUT: Duration = Duration::from_secs(2);
/// How long a request waits for a connection before it is refused with 503.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(3);
const READERS: u32 = 4;

/// The one connection that writes. It is only available within a transaction, so that nothing is written into what
/// is left of a failed one.
pub struct Writer {
    pool: SqlitePool,
    /// Beside the file that it writes.
    pub generation: Arc<GenerationFile>,
    view: Slot,
}

impl Writer {
    /// Opens the connection.
    ///
    /// # Errors
    /// If the file can't be opened.
    pub async fn connect(options: SqliteConnectOptions, view: Slot) -> Result<Self, sqlx::Error> {
        let generation = Arc::new(GenerationFile::of(options.get_filename()));
        let pool = admitted(pool(), &view, true).max_connections(1).after_release(|connection, _| {
            Box::pin(async move {
                let at_rest = is_outside_transactions(connection).await;
                if !at_rest {
                    tracing::warn!("the writing connection was left in a transaction: it is replaced");
                }
                Ok(at_rest)
            })
        });
        Ok(Self { pool: pool.connect_with(options).await?, generation, view })
    }

    /// Has what it changes noted, and tells `view` of it, from now on.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn serve(&self, view: View) -> Result<Arc<View>, sqlx::Error> {
        let mut connection = self.acquire().await?;
        view.admit(&mut connection).await?;
        changed::note(&mut connection).await?;
        Ok(Arc::clone(self.view.get_or_init(|| Arc::new(view))))
    }

    /// A transaction that will write: it takes the lock at its start, where waiting works.
    ///
    /// # Errors
    /// If the lock, or the connection, is not available in time.
    pub async fn begin(&self) -> Result<Transaction, sqlx::Error> {
        let inner = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        Ok(Transaction::new(inner, Arc::clone(&self.generation), self.view.get().map(View::begin)))
    }

    /// The connection itself, for a database that can't be written.
    ///
    /// # Errors
    /// If it is not available in time.
    pub async fn acquire(&self) -> Result<PoolConnection<Sqlite>, sqlx::Error> {
        self.pool.acquire().await
    }

    /// Waits for the transaction under way, and closes the connection.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// Opens the connections that read.
///
/// # Errors
/// If the file can't be opened.
pub async fn readers(options: SqliteConnectOptions, view: &Slot) -> Result<SqlitePool, sqlx::Error> {
    // What a failed read left in the cache of its connection would be read again.
    let pool = admitted(pool(), view, false).max_connections(READERS).after_release(|connection, _| {
        Box::pin(async move { Ok(connection.lock_handle().await?.last_error().is_none()) })
    });
    pool.connect_with(options.pragma("query_only", "1")).await
}

fn pool() -> SqlitePoolOptions {
    SqlitePoolOptions::new().acquire_timeout(ACQUIRE_TIMEOUT).test_before_acquire(false)
}

/// Each new connection is looked at by the view, once there is one; the one that writes notes what it changes.
fn admitted(pool: SqlitePoolOptions, view: &Slot, writes: bool) -> SqlitePoolOptions {
    let view = Arc::clone(view);
    pool.after_connect(move |connection, _| {
        let view = view.get().cloned();
        Box::pin(async move {
            if let Some(view) = view {
                view.admit(connection).await?;
                if writes {
                    changed::note(connection).await?;
                }
            }
            Ok(())
        })
    })
}

/// Whether sqlx and SQLite agree that no transaction is open. A deferred BEGIN takes no lock and reads
/// nothing; it fails only within a transaction. It waits for the rollback that a dropped one queued.
async fn is_outside_transactions(connection: &mut SqliteConnection) -> bool {
    connection.execute("BEGIN; ROLLBACK").await.is_ok() && !connection.is_in_transaction()
}
