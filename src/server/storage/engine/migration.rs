//! The steps of a schema: which of them a database lacks, on either engine.

use sqlx::migrate::{Migrate, MigrateError, Migrator};

use crate::server::storage::{database::Step, error::StorageError};

/// Where sqlx keeps which steps were taken.
pub const TABLE: &str = "_sqlx_migrations";

/// The steps that a database lacks, in their order. It makes the table for them, where that isn't there:
/// roll it back.
///
/// # Errors
/// [`StorageError::Newer`] if it has a step that this program doesn't know; or if it does not answer.
pub async fn lacking(migrator: &Migrator, connection: &mut impl Migrate) -> Result<Vec<Step>, StorageError> {
    connection.ensure_migrations_table(TABLE).await?;
    compare(migrator, connection).await
}

/// The same, where that table is there: nothing is written.
///
/// # Errors
/// [`StorageError::Newer`] if it has a step that this program doesn't know; or if it does not answer.
pub async fn compare(migrator: &Migrator, connection: &mut impl Migrate) -> Result<Vec<Step>, StorageError> {
    let taken = connection.list_applied_migrations(TABLE).await?;
    if let Some(unknown) = taken.iter().find(|step| !migrator.version_exists(step.version)) {
        return Err(StorageError::Newer(unknown.version));
    }
    let lacking = migrator.iter().filter(|step| taken.iter().all(|taken| taken.version != step.version));
    Ok(lacking.map(|step| Step { version: step.version, description: step.description.to_string() }).collect())
}

/// What a failure of sqlx's means.
pub fn understood(error: MigrateError) -> StorageError {
    match error {
        MigrateError::VersionMissing(version) => StorageError::Newer(version),
        error => error.into(),
    }
}
