//! Signed-in devices: what is found of them. What changes them stands in `session_changes.rs`.

use crate::{
    model::{PublicId, Timestamp},
    server::{
        ids::{SessionId, UserId},
        storage::{
            Session, SessionWithUser, Storage, StorageError, Tx, on,
            rows::{SessionRow, SessionWithUserRow},
        },
    },
};

pub use super::session_changes::*;

impl Storage {
    /// The session with this id, expired or not.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn find_session(&self, id: &SessionId) -> Result<Option<SessionWithUser>, StorageError> {
        let row: Option<SessionWithUserRow> = on!(
            self.reader(),
            db,
            sqlx::query_as(
                "SELECT signed_in.*, users.email, users.disabled_at, users.password_due_at, users.place_precision,
                 users.language FROM signed_in JOIN users ON users.id = signed_in.user_id WHERE signed_in.id = $1",
            )
            .bind(id.as_bytes())
            .fetch_optional(db)
            .await?
        );
        row.map(SessionWithUser::try_from).transpose()
    }

    /// A live session of `user`, by its public id.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn find_device(
        &self,
        user: UserId,
        id: &PublicId,
        now: Timestamp,
    ) -> Result<Option<Session>, StorageError> {
        let row: Option<SessionRow> = on!(
            self.reader(),
            db,
            sqlx::query_as(
                "SELECT * FROM signed_in WHERE public_id = $1 AND user_id = $2
                 AND expires_at > $3 AND last_active_at + idle_timeout > $3",
            )
            .bind(id.as_str())
            .bind(user.as_bytes())
            .bind(now.millis())
            .fetch_optional(db)
            .await?
        );
        row.map(Session::try_from).transpose()
    }

    /// The live sessions of `user`, the last active first.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn list_sessions(&self, user: UserId, now: Timestamp) -> Result<Vec<Session>, StorageError> {
        let rows: Vec<SessionRow> = on!(
            self.reader(),
            db,
            sqlx::query_as(
                "SELECT * FROM signed_in WHERE user_id = $1 AND expires_at > $2 AND last_active_at + idle_timeout > $2
                 ORDER BY last_active_at DESC, signed_in_at DESC, public_id",
            )
            .bind(user.as_bytes())
            .bind(now.millis())
            .fetch_all(db)
            .await?
        );
        rows.into_iter().map(Session::try_from).collect()
    }

    /// Up to `limit` sessions that have expired at `now`, and as many that were idle for too long; and whose they
    /// are.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn list_expired(&self, now: Timestamp, limit: u32) -> Result<Vec<(UserId, SessionId)>, StorageError> {
        // Each half by an index of its own: with an OR the whole table is read.
        let rows: Vec<(Vec<u8>, Vec<u8>)> = on!(
            self.reader(),
            db,
            sqlx::query_as(
                "SELECT user_id, id FROM (
                     SELECT user_id, id FROM sessions WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2
                 ) AS expired
                 UNION
                 SELECT user_id, id FROM (
                     SELECT user_id, id FROM sessions WHERE last_active_at + idle_timeout <= $1
                     ORDER BY last_active_at + idle_timeout LIMIT $2
                 ) AS idle
                 ORDER BY user_id, id",
            )
            .bind(now.millis())
            .bind(i64::from(limit))
            .fetch_all(db)
            .await?
        );
        rows.into_iter()
            .map(|(user, id)| {
                Ok((
                    user.try_into().map_err(|_| StorageError::Corrupt("user id"))?,
                    id.try_into().map_err(|_| StorageError::Corrupt("session id"))?,
                ))
            })
            .collect()
    }
}

/// A session, with what is known of its device; live or not.
pub async fn find(tx: &mut Tx, id: &SessionId) -> Result<Option<Session>, StorageError> {
    let row: Option<SessionRow> = on!(
        tx,
        db,
        sqlx::query_as("SELECT * FROM signed_in WHERE id = $1").bind(id.as_bytes()).fetch_optional(&mut **db).await?
    );
    row.map(Session::try_from).transpose()
}

/// The session of a device, live or not.
pub async fn find_of_device(tx: &mut Tx, user: UserId, device: &PublicId) -> Result<Option<Session>, StorageError> {
    let row: Option<SessionRow> = on!(
        tx,
        db,
        sqlx::query_as("SELECT * FROM signed_in WHERE public_id = $1 AND user_id = $2")
            .bind(device.as_str())
            .bind(user.as_bytes())
            .fetch_optional(&mut **db)
            .await?
    );
    row.map(Session::try_from).transpose()
}

/// A user's sessions, live or not; all users' if there is none.
pub async fn ids(tx: &mut Tx, user: Option<UserId>) -> Result<Vec<SessionId>, StorageError> {
    let rows: Vec<Vec<u8>> = match user {
        Some(user) => on!(
            tx,
            db,
            sqlx::query_scalar("SELECT id FROM sessions WHERE user_id = $1 ORDER BY id")
                .bind(user.as_bytes())
                .fetch_all(&mut **db)
                .await?
        ),
        None => on!(tx, db, sqlx::query_scalar("SELECT id FROM sessions ORDER BY id").fetch_all(&mut **db).await?),
    };
    rows.into_iter().map(|id| id.try_into().map_err(|_| StorageError::Corrupt("session id"))).collect()
}

/// A user's live sessions beyond the first `keep`, in this order: those whose device is recognised before the
/// others, then the last active first.
pub async fn list_beyond(tx: &mut Tx, user: UserId, keep: u32, now: Timestamp) -> Result<Vec<Session>, StorageError> {
    // SQLite knows OFFSET only after a LIMIT.
    let rows: Vec<SessionRow> = on!(
        tx,
        db,
        sqlx::query_as(
            "SELECT * FROM signed_in WHERE user_id = $1 AND expires_at > $3 AND last_active_at + idle_timeout > $3
             ORDER BY confirmed_at IS NULL, last_active_at DESC, signed_in_at DESC, public_id
             LIMIT 9223372036854775807 OFFSET $2",
        )
        .bind(user.as_bytes())
        .bind(i64::from(keep))
        .bind(now.millis())
        .fetch_all(&mut **db)
        .await?
    );
    rows.into_iter().map(Session::try_from).collect()
}

/// Whether a user has a session on a recognised device, besides `session`.
pub async fn has_other_recognised(tx: &mut Tx, user: UserId, session: &SessionId) -> Result<bool, StorageError> {
    Ok(on!(
        tx,
        db,
        sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM signed_in WHERE user_id = $1 AND id <> $2 AND confirmed_at IS NOT NULL)",
        )
        .bind(user.as_bytes())
        .bind(session.as_bytes())
        .fetch_one(&mut **db)
        .await?
    ))
}

/// A user's sessions, and the address of each.
pub async fn addresses(tx: &mut Tx, user: UserId) -> Result<Vec<(SessionId, String)>, StorageError> {
    let rows: Vec<(Vec<u8>, String)> = on!(
        tx,
        db,
        sqlx::query_as("SELECT id, ip_address FROM sessions WHERE user_id = $1 ORDER BY id")
            .bind(user.as_bytes())
            .fetch_all(&mut **db)
            .await?
    );
    rows.into_iter()
        .map(|(id, address)| Ok((id.try_into().map_err(|_| StorageError::Corrupt("session id"))?, address)))
        .collect()
}
