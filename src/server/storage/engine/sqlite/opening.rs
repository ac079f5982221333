//! How the file is found, opened and brought up to date, whatever other process does the same.

use std::{
    fs, io,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use sqlx::{ConnectOptions, Connection, migrate::Migrator, sqlite::SqliteConnectOptions};
use tokio::time::{Instant, sleep};

use super::{
    generation::Beside,
    pools::Writer,
    restored::{check, settle},
};
use crate::{
    model::Timestamp,
    server::{
        private_files,
        storage::{
            database::{Database, Opening, Step},
            engine::{
                migration::{self, lacking, understood},
                tx::{OnRestored, Tx},
            },
            error::StorageError,
        },
    },
};

pub(super) static MIGRATOR: Migrator = sqlx::migrate!("migrations/sqlite");

/// How long an opening waits for another process that holds the file, and how often it tries.
const PATIENCE: Duration = Duration::from_mins(2);
const PAUSE: Duration = Duration::from_millis(50);

/// `SQLITE_BUSY`, `SQLITE_LOCKED` and `SQLITE_READONLY` (<https://www.sqlite.org/rescode.html>).
const BUSY: u32 = 5;
const LOCKED: u32 = 6;
const READONLY: u32 = 8;

/// What SQLite puts beside the file while it is open.
const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// How to reach `database`. A path goes to SQLite as it is, but absolute: one that began with `file:`
/// would be taken for a URI.
///
/// # Errors
/// If the URL is none, or there is no current folder.
pub fn options(database: &Database) -> Result<SqliteConnectOptions, StorageError> {
    Ok(match database {
        Database::File(path) => {
            let path = std::path::absolute(path).map_err(sqlx::Error::Io)?;
            SqliteConnectOptions::new().filename(path).create_if_missing(true)
        }
        Database::Url(url) => SqliteConnectOptions::from_str(url)?.create_if_missing(!url.contains("mode=ro")),
        Database::Server(_) => {
            return Err(StorageError::Unsupported("this is about a file: a server has none".to_owned()));
        }
    })
}

/// The file that a URL of SQLite names; none if it can't be understood.
pub fn file_of(url: &str) -> Option<PathBuf> {
    url.parse().ok().map(|options: SqliteConnectOptions| options.get_filename().to_path_buf())
}

/// Makes sure that the file is there and Latchkey's, or may be made, and that it is its owner's alone.
///
/// # Errors
/// [`StorageError::Missing`] if it must be there and isn't, [`StorageError::Foreign`] if it is another
/// program's; or if it can't be made or kept private.
pub async fn prepare_file(options: &SqliteConnectOptions, opening: Opening) -> Result<(), StorageError> {
    let file = options.get_filename();
    // sqlx's name for a database in memory.
    if file.to_str().is_some_and(|name| name.starts_with("file:")) {
        return Ok(());
    }
    let failed = |source| StorageError::File { path: file.to_owned(), source };
    match opening {
        Opening::Create => private_files::make_private(file).map_err(failed)?,
        Opening::Existing if !file.exists() => return Err(StorageError::Missing(file.to_owned())),
        Opening::Existing => {}
    }
    patiently(|| require_ours(options, opening)).await.map_err(|error| named(error, file))?;
    for file in std::iter::once(file.to_owned()).chain(COMPANIONS.map(|suffix| beside(file, suffix))) {
        close_to_others(&file).map_err(failed)?;
    }
    Ok(())
}

/// Takes from others what a copy, or a loose umask, let them read: it holds the credentials of sessions.
fn close_to_others(file: &Path) -> io::Result<()> {
    let mode = match fs::metadata(file) {
        Ok(metadata) => metadata.permissions().mode(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let others = mode & 0o077;
    if others == 0 {
        return Ok(());
    }
    fs::set_permissions(file, fs::Permissions::from_mode(mode & 0o700))?;
    tracing::warn!(file = %file.display(), "other users could open the database: it is closed to them now");
    Ok(())
}

/// The file with `suffix` after its name.
pub fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Tries again while another process opens or migrates the file: changing to WAL and folding it away take
/// locks that SQLite does not wait for, and a migration may take longer than a statement waits.
///
/// # Errors
/// [`StorageError::Held`] if it is held for too long; or what went wrong.
pub async fn patiently<T, E, F>(mut attempt: impl FnMut() -> F) -> Result<T, StorageError>
where
    F: Future<Output = Result<T, E>>,
    StorageError: From<E>,
{
    let mut since = None;
    loop {
        match attempt().await.map_err(StorageError::from) {
            Err(StorageError::Database(error)) if is_held(&error) => {
                if since.is_none() {
                    tracing::info!("another process holds the database: waiting for it");
                }
                if since.get_or_insert_with(Instant::now).elapsed() > PATIENCE {
                    return Err(StorageError::Held(PATIENCE));
                }
                sleep(PAUSE).await;
            }
            done => return done,
        }
    }
}

/// Migrates the database, and settles whether it was restored. It holds the lock all the while, so that of
/// two processes that start at once one waits and finds the work done: sqlx takes no lock of its own in
/// SQLite.
///
/// # Errors
/// If it can't be written though it must.
pub async fn bring_up_to_date(writer: &Writer, now: Timestamp, on_restored: OnRestored) -> Result<(), StorageError> {
    let file = &writer.generation;
    let mut tx = Tx::Sqlite(writer.begin().await?);
    MIGRATOR.run(&mut **tx.embedded()).await.map_err(understood)?;
    match settle(&mut tx, file, now, on_restored).await {
        Ok(mark) => {
            if let Tx::Sqlite(transaction) = tx {
                transaction.commit_unmarked().await?;
            }
            // Nothing is written where there is nothing new: the disk may be full, or not to be written.
            if file.read()? == Beside::Mark(mark.clone()) { Ok(()) } else { file.replace(&mark) }
        }
        // BEGIN IMMEDIATE does not fail where nothing can be written.
        Err(StorageError::Database(error)) if primary_code(&error) == Some(READONLY) => {
            check(tx.embedded(), file).await
        }
        Err(error) => Err(error),
    }
}

/// Takes the steps that the schema lacks, or only finds them; nothing else. The next opening does the rest.
///
/// # Errors
/// If a later version wrote it, or it can't be written though it must.
pub async fn migrate(writer: &Writer, dry_run: bool) -> Result<Vec<Step>, StorageError> {
    let mut transaction = writer.begin().await?;
    let steps = lacking(&MIGRATOR, &mut *transaction).await?;
    if !dry_run && !steps.is_empty() {
        MIGRATOR.run(&mut *transaction).await.map_err(understood)?;
        transaction.commit_unmarked().await?;
    }
    Ok(steps)
}

/// Makes sure that there is a database of Latchkey.
///
/// # Errors
/// [`StorageError::Missing`] or [`StorageError::Foreign`] if there is none.
pub async fn require_there(options: &SqliteConnectOptions) -> Result<(), StorageError> {
    if !options.get_filename().exists() {
        return Err(StorageError::Missing(options.get_filename().to_owned()));
    }
    let file = options.get_filename();
    patiently(|| require_ours(options, Opening::Existing)).await.map_err(|error| named(error, file))
}

/// The error with the name of the file, which SQLite leaves out.
fn named(error: StorageError, file: &Path) -> StorageError {
    match error {
        StorageError::Database(source) => StorageError::Unreadable { path: file.to_owned(), source },
        error => error,
    }
}

/// Nothing is done to another program's database, and nothing to an empty one but by what makes it. It is
/// opened as it is: changing to WAL would be a change.
async fn require_ours(options: &SqliteConnectOptions, opening: Opening) -> Result<(), StorageError> {
    let mut connection = options.connect().await?;
    let tables: Vec<String> =
        sqlx::query_scalar("SELECT name FROM sqlite_master WHERE type = 'table'").fetch_all(&mut connection).await?;
    connection.close().await?;
    let ours = tables.iter().any(|table| table == migration::TABLE);
    if ours || (tables.is_empty() && opening == Opening::Create) {
        Ok(())
    } else {
        Err(StorageError::Foreign(options.get_filename().to_owned()))
    }
}

/// Whether another connection stands in the way.
pub fn is_held(error: &sqlx::Error) -> bool {
    matches!(primary_code(error), Some(BUSY | LOCKED))
}

/// SQLite's primary result code: the low byte of the extended one.
fn primary_code(error: &sqlx::Error) -> Option<u32> {
    let code: u32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xff)
}
