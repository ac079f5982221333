//! The embedded default: one SQLite file.
//!
//! One connection writes, several read. A commit is on the disk when it returns
//! (`synchronous=FULL`): at a power loss, a revoked session must not come back.

use std::{str::FromStr, time::Duration};

use async_trait::async_trait;
use sqlx::{
    FromRow, Sqlite, SqlitePool, Transaction,
    migrate::Migrator,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{AddUser, Session, SessionWithUser, Storage, StorageError, User};
use crate::{
    model::{Device, DeviceKind, PublicId, Timestamp},
    server::{
        email::Email,
        ids::{SessionId, UserId},
        password::PasswordHash,
    },
};

static MIGRATOR: Migrator = sqlx::migrate!("migrations/sqlite");

/// How long a statement waits for another process that holds the file before it gives up.
const BUSY_TIMEOUT: Duration = Duration::from_secs(2);
/// How long a request waits for a connection: past this it is told that the store is unavailable.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(3);
const READERS: u32 = 4;

/// SQLite's side of [`Storage`].
pub struct SqliteStorage {
    writer: SqlitePool,
    readers: SqlitePool,
}

impl SqliteStorage {
    /// Opens the file that `url` (`sqlite:PATH`) names, creating and migrating it as needed.
    ///
    /// # Errors
    /// If it can't be opened or brought up to date.
    pub async fn connect(url: &str) -> Result<Self, StorageError> {
        let options = SqliteConnectOptions::from_str(url)?.create_if_missing(!url.contains("mode=ro"));
        Self::connect_with(options).await
    }

    /// Opens the file that `options` name, with whatever else they ask of SQLite.
    ///
    /// # Errors
    /// If it can't be opened or brought up to date.
    pub async fn connect_with(options: SqliteConnectOptions) -> Result<Self, StorageError> {
        // sqlx sets busy_timeout first, which journal_mode needs: it takes a lock.
        let options = options
            .busy_timeout(BUSY_TIMEOUT)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true);
        let pool = || SqlitePoolOptions::new().acquire_timeout(ACQUIRE_TIMEOUT).test_before_acquire(false);
        let writer = pool().max_connections(1).connect_with(options.clone()).await?;
        MIGRATOR.run(&writer).await?;
        let readers = pool().max_connections(READERS).connect_with(options.pragma("query_only", "1")).await?;
        Ok(Self { writer, readers })
    }

    /// A transaction that will write: it takes the lock at its start, where waiting works.
    async fn begin(&self) -> Result<Transaction<'static, Sqlite>, sqlx::Error> {
        self.writer.begin_with("BEGIN IMMEDIATE").await
    }
}

#[async_trait]
impl Storage for SqliteStorage {
    async fn add_user(
        &self,
        user: &User,
        session: &Session,
        replaces: Option<&SessionId>,
    ) -> Result<AddUser, StorageError> {
        let mut transaction = self.begin().await?;
        let added = sqlx::query(
            "INSERT INTO users (id, email, email_key, password_hash, created_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (email_key) DO NOTHING",
        )
        .bind(user.id.as_bytes())
        .bind(user.email.as_str())
        .bind(user.email.key())
        .bind(user.password_hash.as_str())
        .bind(user.created_at.millis())
        .execute(&mut *transaction)
        .await?;
        if added.rows_affected() == 0 {
            return Ok(AddUser::EmailTaken);
        }
        insert_session(&mut transaction, session, replaces).await?;
        transaction.commit().await?;
        Ok(AddUser::Added)
    }

    async fn find_user(&self, email: &Email) -> Result<Option<User>, StorageError> {
        sqlx::query_as::<_, UserRow>("SELECT id, email, password_hash, created_at FROM users WHERE email_key = $1")
            .bind(email.key())
            .fetch_optional(&self.readers)
            .await?
            .map(User::try_from)
            .transpose()
    }

    async fn add_session(&self, session: &Session, replaces: Option<&SessionId>) -> Result<(), StorageError> {
        let mut transaction = self.begin().await?;
        insert_session(&mut transaction, session, replaces).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn find_session(&self, id: &SessionId) -> Result<Option<SessionWithUser>, StorageError> {
        sqlx::query_as::<_, SessionWithUserRow>(
            "SELECT sessions.*, users.email FROM sessions JOIN users ON users.id = sessions.user_id
             WHERE sessions.id = $1",
        )
        .bind(id.as_bytes())
        .fetch_optional(&self.readers)
        .await?
        .map(SessionWithUser::try_from)
        .transpose()
    }

    async fn find_device(&self, user: UserId, id: &PublicId, now: Timestamp) -> Result<Option<Session>, StorageError> {
        sqlx::query_as::<_, SessionRow>(
            "SELECT * FROM sessions WHERE public_id = $1 AND user_id = $2 AND expires_at > $3",
        )
        .bind(id.as_str())
        .bind(user.as_bytes())
        .bind(now.millis())
        .fetch_optional(&self.readers)
        .await?
        .map(Session::try_from)
        .transpose()
    }

    async fn list_sessions(
        &self,
        user: UserId,
        first: &SessionId,
        now: Timestamp,
        limit: u32,
        offset: u32,
    ) -> Result<Vec<Session>, StorageError> {
        sqlx::query_as::<_, SessionRow>(
            "SELECT * FROM sessions WHERE user_id = $1 AND expires_at > $2
             ORDER BY id = $3 DESC, last_active_at DESC, signed_in_at DESC, public_id LIMIT $4 OFFSET $5",
        )
        .bind(user.as_bytes())
        .bind(now.millis())
        .bind(first.as_bytes())
        .bind(limit)
        .bind(offset)
        .fetch_all(&self.readers)
        .await?
        .into_iter()
        .map(Session::try_from)
        .collect()
    }

    async fn count_sessions(&self, user: UserId, now: Timestamp) -> Result<u32, StorageError> {
        let count = sqlx::query_scalar("SELECT count(*) FROM sessions WHERE user_id = $1 AND expires_at > $2")
            .bind(user.as_bytes())
            .bind(now.millis())
            .fetch_one(&self.readers)
            .await?;
        Ok(count)
    }

    async fn end_session(&self, id: &SessionId) -> Result<bool, StorageError> {
        let ended = sqlx::query("DELETE FROM sessions WHERE id = $1").bind(id.as_bytes()).execute(&self.writer).await?;
        Ok(ended.rows_affected() > 0)
    }

    async fn end_device(&self, user: UserId, id: &PublicId) -> Result<bool, StorageError> {
        let ended = sqlx::query("DELETE FROM sessions WHERE public_id = $1 AND user_id = $2")
            .bind(id.as_str())
            .bind(user.as_bytes())
            .execute(&self.writer)
            .await?;
        Ok(ended.rows_affected() > 0)
    }

    async fn end_other_sessions(&self, user: UserId, keep: &SessionId) -> Result<u64, StorageError> {
        let ended = sqlx::query("DELETE FROM sessions WHERE user_id = $1 AND id <> $2")
            .bind(user.as_bytes())
            .bind(keep.as_bytes())
            .execute(&self.writer)
            .await?;
        Ok(ended.rows_affected())
    }

    async fn touch(&self, activity: &[(SessionId, Timestamp)]) -> Result<(), StorageError> {
        let mut transaction = self.begin().await?;
        for (id, at) in activity {
            sqlx::query("UPDATE sessions SET last_active_at = $2 WHERE id = $1 AND last_active_at < $2")
                .bind(id.as_bytes())
                .bind(at.millis())
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

async fn insert_session(
    transaction: &mut Transaction<'_, Sqlite>,
    session: &Session,
    replaces: Option<&SessionId>,
) -> Result<(), StorageError> {
    if let Some(replaced) = replaces {
        sqlx::query("DELETE FROM sessions WHERE id = $1").bind(replaced.as_bytes()).execute(&mut **transaction).await?;
    }
    let Session { id, public_id, user_id, user_agent, device, ip_address, location, .. } = session;
    sqlx::query(
        "INSERT INTO sessions (id, public_id, user_id, user_agent, browser, browser_version, os, os_version,
                               device_kind, ip_address, location, signed_in_at, last_active_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(id.as_bytes())
    .bind(public_id.as_str())
    .bind(user_id.as_bytes())
    .bind(user_agent)
    .bind(&device.browser)
    .bind(&device.browser_version)
    .bind(&device.os)
    .bind(&device.os_version)
    .bind(device.kind.as_str())
    .bind(ip_address.to_string())
    .bind(location)
    .bind(session.signed_in_at.millis())
    .bind(session.last_active_at.millis())
    .bind(session.expires_at.millis())
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

#[derive(FromRow)]
struct UserRow {
    id: Vec<u8>,
    email: String,
    password_hash: String,
    created_at: i64,
}

impl TryFrom<UserRow> for User {
    type Error = StorageError;

    fn try_from(row: UserRow) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.id.try_into().map_err(|_| StorageError::Corrupt("user id"))?,
            email: stored_email(&row.email)?,
            password_hash: PasswordHash::from_stored(row.password_hash),
            created_at: Timestamp::from_millis(row.created_at),
        })
    }
}

#[derive(FromRow)]
struct SessionRow {
    id: Vec<u8>,
    public_id: String,
    user_id: Vec<u8>,
    user_agent: String,
    browser: Option<String>,
    browser_version: Option<String>,
    os: Option<String>,
    os_version: Option<String>,
    device_kind: String,
    ip_address: String,
    location: String,
    signed_in_at: i64,
    last_active_at: i64,
    expires_at: i64,
}

impl TryFrom<SessionRow> for Session {
    type Error = StorageError;

    fn try_from(row: SessionRow) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.id.try_into().map_err(|_| StorageError::Corrupt("session id"))?,
            public_id: row.public_id.parse().map_err(|_| StorageError::Corrupt("public id"))?,
            user_id: row.user_id.try_into().map_err(|_| StorageError::Corrupt("user id"))?,
            user_agent: row.user_agent,
            device: Device {
                browser: row.browser,
                browser_version: row.browser_version,
                os: row.os,
                os_version: row.os_version,
                kind: DeviceKind::from_stored(&row.device_kind),
            },
            ip_address: row.ip_address.parse().map_err(|_| StorageError::Corrupt("IP address"))?,
            location: row.location,
            signed_in_at: Timestamp::from_millis(row.signed_in_at),
            last_active_at: Timestamp::from_millis(row.last_active_at),
            expires_at: Timestamp::from_millis(row.expires_at),
        })
    }
}

#[derive(FromRow)]
struct SessionWithUserRow {
    #[sqlx(flatten)]
    session: SessionRow,
    email: String,
}

impl TryFrom<SessionWithUserRow> for SessionWithUser {
    type Error = StorageError;

    fn try_from(row: SessionWithUserRow) -> Result<Self, StorageError> {
        Ok(Self { session: row.session.try_into()?, email: stored_email(&row.email)? })
    }
}

fn stored_email(text: &str) -> Result<Email, StorageError> {
    text.parse().map_err(|_| StorageError::Corrupt("e-mail address"))
}
