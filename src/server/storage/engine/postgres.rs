//! PostgreSQL 13 or newer: for several servers on one database.
//!
//! Where SQLite has one writer, PostgreSQL locks rows. Each transaction that decides from what it read
//! locks the row of its user first ([`Lock`]), so that two of them take turns. The order of locks is the
//! same everywhere: the user, then addresses, then rows of that user. `FOR NO KEY UPDATE` lets rows that
//! refer to the user be added meanwhile.

use std::{fs, str::FromStr, time::Duration};

use secrecy::{ExposeSecret, SecretString};
use sqlx::{
    ConnectOptions, Executor, PgConnection, PgPool, Postgres,
    migrate::{MigrateError, Migrator},
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::server::{
    email::Email,
    storage::{
        database::{Lock, Server},
        error::StorageError,
    },
};

static MIGRATOR: Migrator = sqlx::migrate!("migrations/postgres");

/// How long a request waits for a connection before it is refused with 503.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(3);

/// The oldest server that is tested with; `server_version_num` (PostgreSQL's manual, 'Preset Options').
const OLDEST: i32 = 130_000;

/// What every connection is told: a request waits for a lock no longer than for a connection; a client that
/// was stopped in a transaction lets go of its locks; a commit that is answered outlives a power loss.
const SETTINGS: &str = "SET lock_timeout = '3s'; SET idle_in_transaction_session_timeout = '30s';
                        SET synchronous_commit = 'on'; SET application_name = 'latchkey'";

/// sqlx's own: dropped, it is rolled back before its connection is used again.
pub type Transaction = sqlx::Transaction<'static, Postgres>;

/// The connections to a server.
pub struct Connections {
    pool: PgPool,
}

impl Connections {
    /// Connects, and brings the schema up to date. Of several that start at once, one migrates and the
    /// others wait: sqlx holds an advisory lock.
    ///
    /// # Errors
    /// If there is no server, it is too old, or its schema can't be brought up to date.
    pub async fn open(server: &Server) -> Result<Self, StorageError> {
        let pool = PgPoolOptions::new()
            .max_connections(server.connections)
            .acquire_timeout(ACQUIRE_TIMEOUT)
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
        migrate(&pool).await?;
        Ok(Self { pool })
    }

    /// A transaction that holds what `lock` asks for.
    ///
    /// # Errors
    /// If the lock, or a connection, is not to be had in time.
    pub async fn begin(&self, lock: Lock<'_>) -> Result<Transaction, StorageError> {
        let mut transaction = self.pool.begin().await?;
        take(&mut transaction, lock).await?;
        Ok(transaction)
    }

    /// Where reads go.
    pub const fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Waits for what is under way, and closes the connections.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// Locks addresses by their keys, in one order for all.
///
/// # Errors
/// If the locks are not to be had in time.
pub async fn lock_addresses(connection: &mut PgConnection, addresses: &[&Email]) -> Result<(), StorageError> {
    let mut keys: Vec<String> =
        addresses.iter().flat_map(|email| [email.key().to_owned(), email.former_key()]).collect();
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        // Two addresses with one hash wait for each other, which is slow, never wrong.
        sqlx::query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))")
            .bind(key)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
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

async fn migrate(pool: &PgPool) -> Result<(), StorageError> {
    MIGRATOR.run(pool).await.map_err(|error| match error {
        MigrateError::VersionMissing(version) => StorageError::Newer(version),
        error => error.into(),
    })
}

async fn take(connection: &mut PgConnection, lock: Lock<'_>) -> Result<(), StorageError> {
    const USER: &str = "SELECT id FROM users WHERE id = $1 FOR NO KEY UPDATE";
    const OF_SESSION: &str =
        "SELECT id FROM users WHERE id = (SELECT user_id FROM sessions WHERE id = $1) FOR NO KEY UPDATE";
    const OF_LINK: &str =
        "SELECT id FROM users WHERE id = (SELECT user_id FROM mail_links WHERE link_hash = $1) FOR NO KEY UPDATE";
    match lock {
        Lock::Nothing => {}
        Lock::User(user) => {
            sqlx::query(USER).bind(user.as_bytes()).execute(connection).await?;
        }
        Lock::UserOfSession(session) => {
            sqlx::query(OF_SESSION).bind(session.as_bytes()).execute(connection).await?;
        }
        Lock::UserOfLink(link) => {
            sqlx::query(OF_LINK).bind(link.as_bytes()).execute(connection).await?;
        }
        // It waits for those that hold one user, and keeps new ones waiting.
        Lock::Everybody => {
            connection.execute("LOCK TABLE users IN EXCLUSIVE MODE").await?;
        }
    }
    Ok(())
}
