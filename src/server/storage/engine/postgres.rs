//! PostgreSQL 13 or newer: for several servers on one database.
//!
//! Where SQLite has one writer, PostgreSQL locks rows. Each transaction that decides from what it read
//! locks the row of its user first ([`Lock`]), so that two of them take turns. The order of locks is the
//! same everywhere: the user, then addresses, then rows of that user. `FOR NO KEY UPDATE` lets rows that
//! refer to the user be added meanwhile.

mod identities;
mod opening;

use sqlx::{Executor, PgConnection, PgPool, Postgres};

use crate::server::{
    email_address::EmailAddress,
    storage::{
        database::{Lock, Opening, Server},
        error::StorageError,
    },
};

pub use self::{
    identities::move_identities,
    opening::{alone, examine, is_url, migrate},
};

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
    /// If there is no server, it is too old, or has no database for this `opening`; or if its schema can't
    /// be brought up to date.
    pub async fn open(server: &Server, opening: Opening) -> Result<Self, StorageError> {
        Ok(Self { pool: opening::open(server, opening).await? })
    }

    /// A transaction that holds what `lock` asks for.
    ///
    /// # Errors
    /// If the lock, or a connection, is not available in time.
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
/// If the locks are not available in time.
pub async fn lock_addresses(connection: &mut PgConnection, addresses: &[&EmailAddress]) -> Result<(), StorageError> {
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
