//! A transaction on either engine, and how one SQL text runs on each of them.

use std::pin::Pin;

use sqlx::{PgPool, SqlitePool};

use super::{postgres, sqlite::transaction::Transaction};
use crate::{
    model::Timestamp,
    server::{email_address::EmailAddress, storage::error::StorageError},
};

/// One thing for each engine: connections, a transaction, a pool to read from.
pub enum Engine<S, P> {
    Sqlite(S),
    Postgres(P),
}

/// A transaction that writes. Dropped without a commit, it is rolled back.
pub type Tx = Engine<Transaction, postgres::Transaction>;

/// Where statements outside of a transaction go: each sees what was committed before it.
pub type Reader<'a> = Engine<&'a SqlitePool, &'a PgPool>;

/// What is done, within the transaction that opens it, with a database that was restored from a backup;
/// how many sessions that ended.
pub type OnRestored =
    for<'a> fn(&'a mut Tx, Timestamp) -> Pin<Box<dyn Future<Output = Result<usize, StorageError>> + Send + 'a>>;

/// Runs an expression on the engine in use: `on!(tx, db, sqlx::query(…).execute(&mut **db).await?.rows_affected())`.
///
/// `db` is the engine's own transaction or pool. Both arms must have one type, so what only one driver
/// knows (its result, its row) is turned into a value within the expression.
macro_rules! on {
    ($engine:expr, $db:ident, $run:expr) => {
        match $engine {
            $crate::server::storage::engine::tx::Engine::Sqlite($db) => $run,
            $crate::server::storage::engine::tx::Engine::Postgres($db) => $run,
        }
    };
}
pub(crate) use on;

/// Runs a statement that changes rows within a transaction; how many rows it changed.
macro_rules! execute {
    ($tx:expr, $query:expr) => {
        $crate::server::storage::engine::tx::on!($tx, db, $query.execute(&mut **db).await?.rows_affected())
    };
}
pub(crate) use execute;

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

    /// Locks addresses until the end of the transaction, whether or not an account has them: whether an address is
    /// free must not change between the read and the write.
    ///
    /// # Errors
    /// If the locks are not available in time.
    pub async fn lock_addresses(&mut self, addresses: &[&EmailAddress]) -> Result<(), StorageError> {
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

    /// The embedded engine's own, for what opens its file.
    pub fn embedded(&mut self) -> &mut Transaction {
        match self {
            Self::Sqlite(transaction) => transaction,
            Self::Postgres(_) => unreachable!("it was begun on the embedded engine"),
        }
    }
}
