//! A look at the file that changes nothing, and makes no file beside it.

use sqlx::{ConnectOptions, Connection};

use super::{
    generation::{GenerationFile, Mark, Verdict, judge},
    opening::{MIGRATOR, beside, options, require_there},
    pools::BUSY_TIMEOUT,
};
use crate::server::storage::{
    database::{Database, Examination},
    engine::migration::compare,
    error::StorageError,
};

/// See [`super::super::examine`].
///
/// # Errors
/// If there is none, it is another program's or a later version's, or can't be read.
pub async fn examine(database: &Database) -> Result<Examination, StorageError> {
    let options = options(database)?.create_if_missing(false).read_only(true).busy_timeout(BUSY_TIMEOUT);
    let file = options.get_filename().to_path_buf();
    // A process that has the database open keeps this file. Where it isn't, nobody changes the database, and SQLite
    // need not make it.
    let is_open = beside(&file, "-wal").exists();
    let options = options.immutable(!is_open).disable_statement_logging();
    require_there(&options).await?;
    let mut connection = options.connect().await?;
    let lacking = compare(&MIGRATOR, &mut connection).await?;
    let checked: String = sqlx::query_scalar("PRAGMA quick_check(1)").fetch_one(&mut connection).await?;
    let kept: Option<i64> = sqlx::query_scalar("SELECT 1 FROM sqlite_master WHERE name = 'generation'")
        .fetch_optional(&mut connection)
        .await?;
    let mut restored = None;
    if kept.is_some()
        && let Verdict::Restored(why) = judge(&GenerationFile::of(&file).read()?, &Mark::of(&mut connection).await?)
    {
        restored = Some(why);
    }
    connection.close().await?;
    Ok(Examination { lacking, damage: Some(checked).filter(|found| found != "ok"), restored })
}
