//! Opening the file for this process alone, so that nothing changes while it is copied.

use sqlx::{
    ConnectOptions, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteLockingMode, SqlitePoolOptions},
};

use super::{
    Connections,
    opening::{is_held, options, require_there},
    pools::BUSY_TIMEOUT,
};
use crate::{
    model::Timestamp,
    server::storage::{
        database::{Database, Opening},
        engine::tx::OnRestored,
        error::StorageError,
    },
};

/// One connection to the file, which is brought up to date as at every opening. It keeps all others out.
///
/// # Errors
/// [`StorageError::InUse`] if another process has it open; or if it isn't there or can't be opened.
pub async fn alone(database: &Database, now: Timestamp, on_restored: OnRestored) -> Result<SqlitePool, StorageError> {
    // Waiting for another process is no slow statement to tell of.
    let options = options(database)?.create_if_missing(false).busy_timeout(BUSY_TIMEOUT).disable_statement_logging();
    require_there(&options).await?;
    // Before anything is changed.
    exclusively(&options).await?.close().await;
    Connections::open(database, Opening::Existing, now, on_restored).await?.close().await;
    exclusively(&options).await
}

/// In WAL mode every connection has a shared lock on the file for as long as it is open. A connection that is
/// exclusive before its first access asks for the whole (<https://www.sqlite.org/pragma.html#pragma_locking_mode>).
async fn exclusively(options: &SqliteConnectOptions) -> Result<SqlitePool, StorageError> {
    let attempt = async {
        let options = options.clone().locking_mode(SqliteLockingMode::Exclusive);
        let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
        sqlx::query("SELECT count(*) FROM sqlite_master").execute(&pool).await?;
        Ok(pool)
    };
    attempt.await.map_err(|error| if is_held(&error) { StorageError::InUse } else { error.into() })
}
