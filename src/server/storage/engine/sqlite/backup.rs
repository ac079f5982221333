//! A copy of the database while it is in use.

use std::{
    fs::{File, Permissions},
    io,
    os::unix::fs::PermissionsExt,
    path::Path,
};

use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};
use tempfile::NamedTempFile;

use super::{
    generation::new_lineage,
    opening::{options, patiently, require_there},
    pools::BUSY_TIMEOUT,
};
use crate::server::{
    private_files::folder_of,
    storage::{database::Database, error::StorageError},
};

/// Copies the database into `file` by `VACUUM INTO` (<https://www.sqlite.org/lang_vacuum.html>): one
/// snapshot, with what is still in the log, without what was deleted; writing goes on meanwhile.
///
/// # Errors
/// If `file` is there or can't be made, or if the database isn't there or can't be read.
pub async fn backup(database: &Database, file: &Path) -> Result<u64, StorageError> {
    let file = std::path::absolute(file).map_err(|source| StorageError::File { path: file.to_owned(), source })?;
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::AlreadyExists => StorageError::Exists(file.clone()),
        _ => StorageError::File { path: file.clone(), source },
    };
    if file.symlink_metadata().is_ok() {
        return Err(StorageError::Exists(file));
    }
    let options = options(database)?.create_if_missing(false).busy_timeout(BUSY_TIMEOUT);
    require_there(&options).await?;
    let draft = patiently(|| copy(&options, &file)).await?;
    put(draft, &file).map_err(failed)
}

/// The copy, in a draft beside `file`: its name can't be guessed, and nobody but its owner can read it, from its
/// first byte on. It goes if it doesn't become the file.
async fn copy(options: &SqliteConnectOptions, file: &Path) -> Result<NamedTempFile, StorageError> {
    let failed = |source| StorageError::File { path: file.to_owned(), source };
    let mut builder = tempfile::Builder::new();
    let draft = builder.prefix(".latchkey-").permissions(Permissions::from_mode(0o600));
    let draft = draft.tempfile_in(folder_of(file)).map_err(failed)?;
    let name = draft.path().to_str().ok_or_else(|| failed(io::Error::other("the path must be valid UTF-8")))?;
    let mut connection = options.connect().await?;
    // It takes an empty file for none.
    sqlx::query("VACUUM INTO $1").bind(name).execute(&mut connection).await?;
    connection.close().await?;
    mark(draft.path()).await?;
    Ok(draft)
}

/// Gives the copy a lineage of its own: whatever file it is put beside, it is known not to be the database
/// that was served last.
async fn mark(draft: &Path) -> Result<(), StorageError> {
    let mut copy = SqliteConnectOptions::new().filename(draft).connect().await?;
    let kept: Option<i64> =
        sqlx::query_scalar("SELECT 1 FROM sqlite_master WHERE name = 'generation'").fetch_optional(&mut copy).await?;
    // One that an earlier version wrote has none, and is known by that.
    if kept.is_some() {
        sqlx::query("UPDATE generation SET lineage = $1").bind(new_lineage()?).execute(&mut copy).await?;
    }
    Ok(copy.close().await?)
}

/// Puts the draft in the place of `file`, where there is none, whole and on the disk; its size.
fn put(draft: NamedTempFile, file: &Path) -> io::Result<u64> {
    draft.as_file().sync_all()?;
    let kept = draft.persist_noclobber(file).map_err(|error| error.error)?;
    File::open(folder_of(file))?.sync_all()?;
    Ok(kept.metadata()?.len())
}
