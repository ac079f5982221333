//! A copy of the database while it is in use.

use std::{
    fs::{self, File, OpenOptions},
    io,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};

use super::{
    BUSY_TIMEOUT,
    generation::new_lineage,
    opening::{options, patiently, require_there},
};
use crate::server::storage::{Database, StorageError};

/// Copies the database into `file` by `VACUUM INTO` (<https://www.sqlite.org/lang_vacuum.html>): one
/// snapshot, with what is still in the log, without what was deleted; whoever writes goes on meanwhile.
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
    let draft = Draft::beside(&file);
    patiently(|| copy(&options, &draft.0)).await.map_err(|error| match error {
        StorageError::File { source, .. } => failed(source),
        error => error,
    })?;
    draft.become_file(&file).map_err(failed)
}

/// Nobody but its owner can read it, from its first byte on.
async fn copy(options: &SqliteConnectOptions, draft: &Path) -> Result<(), StorageError> {
    let failed = |source| StorageError::File { path: draft.to_owned(), source };
    let _ = fs::remove_file(draft);
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(draft).map_err(failed)?;
    let name = draft.to_str().ok_or_else(|| failed(io::Error::other("the path must be valid UTF-8")))?;
    let mut connection = options.connect().await?;
    // It takes an empty file for none.
    sqlx::query("VACUUM INTO $1").bind(name).execute(&mut connection).await?;
    connection.close().await?;
    mark(draft).await
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

/// A file on its way, which goes if it doesn't arrive.
struct Draft(PathBuf);

impl Draft {
    fn beside(file: &Path) -> Self {
        let mut name = std::ffi::OsString::from(".");
        name.push(file.file_name().unwrap_or_default());
        name.push(format!(".{}", std::process::id()));
        Self(file.with_file_name(name))
    }

    /// Puts it in the place of `file`, where there is none, whole and on the disk; its size.
    fn become_file(self, file: &Path) -> io::Result<u64> {
        let draft = File::open(&self.0)?;
        draft.sync_all()?;
        if let Err(error) = fs::hard_link(&self.0, file) {
            if error.kind() == io::ErrorKind::AlreadyExists {
                return Err(error);
            }
            // A file system without links: the name is claimed, and then replaced.
            OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
            fs::rename(&self.0, file).inspect_err(|_| drop(fs::remove_file(file)))?;
        }
        if let Some(folder) = file.parent() {
            File::open(folder)?.sync_all()?;
        }
        Ok(draft.metadata()?.len())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}
