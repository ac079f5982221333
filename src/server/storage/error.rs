//! What can go wrong with the database.

use std::{io, path::PathBuf, time::Duration};

use crate::server::ids::NoRandomness;

/// Why the database did not answer. The caller must refuse the request: never fail open (ASVS 16.5.3).
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    #[error("the database did not answer: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the database could not be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error("there is no database at {path}: start the server first, or set --data-dir", path = .0.display())]
    Missing(PathBuf),
    #[error("there is nothing in {0}: start the server first, or run `latchkey migrate`")]
    Empty(String),
    #[error("{path} is not a Latchkey database", path = .0.display())]
    Foreign(PathBuf),
    #[error("{path} can't be read as a database: {source}", path = path.display())]
    Unreadable { path: PathBuf, source: sqlx::Error },
    #[error("{path} can't be opened: {source}", path = path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("there is already a file at {path}: a backup overwrites nothing", path = .0.display())]
    Exists(PathBuf),
    #[error("it was restored from a backup ({0}), and can't be written, so that its sessions can't be ended")]
    Restored(&'static str),
    #[error("it is in use: stop the server first, so that nothing changes meanwhile")]
    InUse,
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
    #[error("another process has held the database for {}", humantime::format_duration(*.0))]
    Held(Duration),
    /// A later version wrote it.
    #[error(
        "the database is from a newer version of Latchkey (its schema has step {0}, which this program does not know): run that version"
    )]
    Newer(i64),
    #[error("a stored {0} can't be read")]
    Corrupt(&'static str),
    #[error("{0}")]
    Unsupported(String),
}

/// Why nothing was copied from one database to another.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    #[error("--from: {0}")]
    Source(StorageError),
    #[error("--to: {0}")]
    Target(StorageError),
    #[error("--from and --to are both files: stop the server, and copy the data folder instead")]
    BothFiles,
    #[error("--from and --to are both on servers: use pg_dump instead")]
    BothServers,
    #[error("--to: its table {0} has rows already, and a copy is only made into an empty database")]
    NotEmpty(&'static str),
    #[error("nothing was copied: {table}: {error}")]
    Table { table: &'static str, error: sqlx::Error },
    #[error("nothing was copied: of {sent} rows in {table}, {arrived} arrived")]
    Counts { table: &'static str, sent: i64, arrived: i64 },
}
