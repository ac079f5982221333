//! What a copy needs of PostgreSQL alone.

use sqlx::{AssertSqlSafe, PgConnection};

/// Has the database go on numbering after the rows that came with their numbers.
///
/// # Errors
/// If it does not answer.
pub async fn move_identities(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    let identities: Vec<(String, String)> = sqlx::query_as(
        "SELECT table_name::text, column_name::text FROM information_schema.columns
         WHERE table_schema = current_schema() AND is_identity = 'YES'",
    )
    .fetch_all(&mut *connection)
    .await?;
    for (table, column) in identities {
        let past = format!(
            "SELECT setval(pg_get_serial_sequence('{table}', '{column}'), max({column})) FROM {table}
             HAVING max({column}) IS NOT NULL"
        );
        sqlx::query(AssertSqlSafe(past)).execute(&mut *connection).await?;
    }
    Ok(())
}
