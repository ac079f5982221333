//! Whose sessions a transaction changed.
//!
//! The connection that writes notes it by triggers of its own: no statement can forget to, nor can what happens by
//! foreign keys or by other triggers. They are temporary (<https://www.sqlite.org/lang_createtrigger.html>, 'TEMP
//! Triggers on Non-TEMP Tables'): they exist in this connection alone, in memory, and are no part of the schema.

use sqlx::{Executor, SqliteConnection};

use crate::server::{ids::UserId, storage::error::StorageError};

/// The tables that a check of a session reads (`Storage::find_session`), and where each says whose its rows are.
const TABLES: [(&str, &str); 3] = [("users", "id"), ("sessions", "user_id"), ("devices", "user_id")];

/// Makes `connection` note the changes that it makes, unless it does already. Nothing is done where the tables are
/// not there yet.
///
/// # Errors
/// If the database does not answer.
pub async fn note(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let tables: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM main.sqlite_master WHERE type = 'table' AND name IN ('users', 'sessions', 'devices')",
    )
    .fetch_one(&mut *connection)
    .await?;
    if usize::try_from(tables) != Ok(TABLES.len()) {
        return Ok(());
    }
    // With recursive triggers, REPLACE fires those of the rows that it deletes (lang_conflict.html, 'REPLACE').
    connection.execute("PRAGMA temp_store = MEMORY; PRAGMA recursive_triggers = 1; BEGIN").await?;
    connection
        .execute("CREATE TEMP TABLE IF NOT EXISTS changed_users (user_id BLOB NOT NULL PRIMARY KEY) WITHOUT ROWID")
        .await?;
    for (table, column) in TABLES {
        for (operation, row) in [("INSERT", "NEW"), ("UPDATE", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")] {
            let trigger = format!(
                "CREATE TEMP TRIGGER IF NOT EXISTS note_{table}_{operation}_{row} AFTER {operation} ON main.{table}
                 BEGIN
                     INSERT INTO changed_users (user_id)
                     SELECT {row}.{column} WHERE {row}.{column} NOT IN (SELECT user_id FROM changed_users);
                 END"
            );
            connection.execute(sqlx::AssertSqlSafe(trigger)).await?;
        }
    }
    connection.execute("COMMIT").await?;
    Ok(())
}

/// Whose sessions the transaction that is open changed.
///
/// # Errors
/// If the connection does not note it, or does not answer.
pub async fn take(connection: &mut SqliteConnection) -> Result<Vec<UserId>, StorageError> {
    let users: Vec<Vec<u8>> =
        sqlx::query_scalar("DELETE FROM temp.changed_users RETURNING user_id").fetch_all(connection).await?;
    users.into_iter().map(|user| user.try_into().map_err(|_| StorageError::Corrupt("user id"))).collect()
}
