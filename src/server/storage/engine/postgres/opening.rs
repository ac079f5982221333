//! How the server is reached, and its database brought up to date.

use std::{fs, str::FromStr, time::Duration};

use secrecy::{ExposeSecret, SecretString};
use sqlx::{
    ConnectOptions, Connection, Executor, PgPool,
    migrate::{Migrate, Migrator},
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::server::storage::{
    database::{Examination, Opening, Server, Step},
    engine::migration::{self, compare, lacking, understood},
    error::StorageError,
};

static MIGRATOR: Migrator = sqlx::migrate!("migrations/postgres");

/// How long a request waits for a connection before it is refused with 503.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(3);

/// A connection that was in use this recently is not asked first whether it still works: that would make two
/// round trips of each request's one.
const TRUSTED_FOR: Duration = Duration::from_secs(1);

/// The oldest server that is tested with; `server_version_num` (PostgreSQL's manual, 'Preset Options').
const OLDEST: i32 = 130_000;

/// Settings of every connection: a request waits no longer for a lock than for a connection; a client stopped
/// within a transaction loses its locks; an acknowledged commit survives a power loss; no notice that a table
/// exists already.
const SETTINGS: &str = "SET lock_timeout = '3s'; SET idle_in_transaction_session_timeout = '30s';
                        SET synchronous_commit = 'on'; SET application_name = 'latchkey';
                        SET client_min_messages = 'warning'";

/// For who waits until another has taken the steps of the schema.
const PATIENCE: &str = "SET lock_timeout = '2min'";

/// Connects, and brings the schema up to date. Of several that start at once, one migrates and the others
/// wait: sqlx holds an advisory lock.
///
/// # Errors
/// If there is no server, it is too old, or has no database for this `opening`; or if its schema can't be
/// brought up to date.
pub async fn open(server: &Server, opening: Opening) -> Result<PgPool, StorageError> {
    let pool = connect(server, opening).await?;
    let mut connection = pool.acquire().await?;
    connection.execute(PATIENCE).await?;
    MIGRATOR.run(&mut *connection).await.map_err(understood)?;
    connection.execute(SETTINGS).await?;
    Ok(pool)
}

/// See [`super::super::migrate`].
///
/// # Errors
/// If there is no server, or its database is another program's or a later version's; or if it can't be
/// brought up to date.
pub async fn migrate(server: &Server, dry_run: bool) -> Result<Vec<Step>, StorageError> {
    let pool = connect(server, Opening::Create).await?;
    let mut connection = pool.acquire().await?;
    connection.execute(PATIENCE).await?;
    // The lock that the steps are taken under; its holder may take it again. Closing gives it back.
    connection.lock().await?;
    let mut transaction = connection.begin().await?;
    let steps = lacking(&MIGRATOR, &mut *transaction).await?;
    transaction.rollback().await?;
    if !dry_run {
        MIGRATOR.run(&mut *connection).await.map_err(understood)?;
    }
    connection.close().await?;
    pool.close().await;
    Ok(steps)
}

/// See [`super::super::examine`].
///
/// # Errors
/// If there is no server, or its database is empty, another program's or a later version's.
pub async fn examine(server: &Server) -> Result<Examination, StorageError> {
    let one = Server { connections: 1, ..server.clone() };
    let pool = connect(&one, Opening::Existing).await?;
    let mut connection = pool.acquire().await?;
    let lacking = compare(&MIGRATOR, &mut *connection).await?;
    connection.close().await?;
    pool.close().await;
    Ok(Examination { lacking, damage: None, restored: None })
}

/// One connection to a server whose database no other Latchkey is connected to, brought up to date.
///
/// # Errors
/// [`StorageError::InUse`] if another is; or if it can't be opened.
pub async fn alone(server: &Server) -> Result<PgPool, StorageError> {
    let one = Server { connections: 1, ..server.clone() };
    let pool = open(&one, Opening::Existing).await?;
    let others: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'latchkey' AND pid <> pg_backend_pid()",
    )
    .fetch_one(&pool)
    .await?;
    if others == 0 { Ok(pool) } else { Err(StorageError::InUse) }
}

/// Whether the driver understands a URL.
pub fn is_url(url: &str) -> bool {
    PgConnectOptions::from_str(url).is_ok()
}

fn options(server: &Server) -> Result<PgConnectOptions, StorageError> {
    let options = PgConnectOptions::from_str(server.url.expose_secret()).map_err(|error| {
        // The driver's message may quote the URL, and with it the password.
        StorageError::Unsupported(match error {
            sqlx::Error::Configuration(_) => "the URL of the database can't be understood".to_owned(),
            error => error.to_string(),
        })
    })?;
    let options = match &server.password_file {
        Some(file) => {
            let failed = |source| StorageError::File { path: file.clone(), source };
            let text = SecretString::from(fs::read_to_string(file).map_err(failed)?);
            options.password(text.expose_secret().trim_end_matches(['\r', '\n']))
        }
        None => options,
    };
    // Statements hold addresses and hashes: none is logged, however slow.
    Ok(options.disable_statement_logging())
}

async fn connect(server: &Server, opening: Opening) -> Result<PgPool, StorageError> {
    let pool = PgPoolOptions::new()
        .max_connections(server.connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(false)
        .before_acquire(|connection, at_rest| {
            Box::pin(async move {
                if at_rest.idle_for >= TRUSTED_FOR {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .after_connect(|connection, _| Box::pin(async move { connection.execute(SETTINGS).await.map(drop) }))
        .connect_with(options(server)?)
        .await?;
    let version: i32 =
        sqlx::query_scalar("SELECT current_setting('server_version_num')::integer").fetch_one(&pool).await?;
    if version < OLDEST {
        return Err(StorageError::Unsupported(format!(
            "PostgreSQL {} is too old: 13 or newer is needed",
            version / 10_000
        )));
    }
    require_ours(&pool, server, opening).await?;
    Ok(pool)
}

/// Nothing is done to another program's database, and nothing to an empty one but by what makes it. Tables of
/// an extension are nobody's.
async fn require_ours(pool: &PgPool, server: &Server, opening: Opening) -> Result<(), StorageError> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT relname::text FROM pg_class
         WHERE relnamespace = to_regnamespace(current_schema()::text) AND relkind IN ('r', 'p')
           AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')",
    )
    .fetch_all(pool)
    .await?;
    let server = server.described();
    if tables.iter().any(|table| table == migration::TABLE) || (tables.is_empty() && opening == Opening::Create) {
        Ok(())
    } else if tables.is_empty() {
        Err(StorageError::Empty(server))
    } else {
        Err(StorageError::Foreign(server.into()))
    }
}
