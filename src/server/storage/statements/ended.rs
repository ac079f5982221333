//! What remains of sessions that ended.

use sqlx::AssertSqlSafe;

use crate::{
    model::{EndReason, PublicId, Timestamp},
    server::{
        ids::{Digest, SessionId, UserId},
        storage::{EndedSession, Refusal, Storage, StorageError, Tx, execute, on, rows::EndedRow},
    },
};

impl Storage {
    /// A user's sessions that ended since, the last first, without those that the same browser replaced.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn list_ended(
        &self,
        user: UserId,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<EndedSession>, StorageError> {
        let rows: Vec<EndedRow> = on!(
            self.reader(),
            db,
            sqlx::query_as(
                "SELECT * FROM ended_sessions WHERE user_id = $1 AND ended_at > $2 AND reason <> $4
                 ORDER BY ended_at DESC, public_id LIMIT $3",
            )
            .bind(user.as_bytes())
            .bind(since.millis())
            .bind(i64::from(limit))
            .bind(<&str>::from(EndReason::Replaced))
            .fetch_all(db)
            .await?
        );
        rows.into_iter().map(EndedSession::try_from).collect()
    }

    /// What remains of the session whose id has this digest.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn find_ended(&self, session: &Digest) -> Result<Option<EndedSession>, StorageError> {
        let row: Option<EndedRow> = on!(
            self.reader(),
            db,
            sqlx::query_as("SELECT * FROM ended_sessions WHERE session_hash = $1")
                .bind(session.as_bytes())
                .fetch_optional(db)
                .await?
        );
        row.map(EndedSession::try_from).transpose()
    }

    /// Those of [`Self::list_ended`] whose device is not signed in at `now`.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn list_gone(
        &self,
        user: UserId,
        since: Timestamp,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<EndedSession>, StorageError> {
        let rows: Vec<EndedRow> = on!(
            self.reader(),
            db,
            sqlx::query_as(
                "SELECT * FROM ended_sessions WHERE user_id = $1 AND ended_at > $2 AND reason <> $4 AND NOT EXISTS (
                     SELECT 1 FROM sessions WHERE sessions.public_id = ended_sessions.public_id
                     AND sessions.expires_at > $5 AND sessions.last_active_at + sessions.idle_timeout > $5
                 ) ORDER BY ended_at DESC, public_id LIMIT $3",
            )
            .bind(user.as_bytes())
            .bind(since.millis())
            .bind(i64::from(limit))
            .bind(<&str>::from(EndReason::Replaced))
            .bind(now.millis())
            .fetch_all(db)
            .await?
        );
        rows.into_iter().map(EndedSession::try_from).collect()
    }
}

/// Keeps what remains of a session.
pub async fn insert(tx: &mut Tx, session: &SessionId, ended: &EndedSession) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query(
            "INSERT INTO ended_sessions (session_hash, public_id, user_id, device_name, device_kind, reason, ended_by,
                                         ended_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(session.digest().as_bytes().to_vec())
        .bind(ended.device_id.as_str())
        .bind(ended.user_id.as_bytes())
        .bind(&ended.device_name)
        .bind(ended.device_kind.as_str())
        .bind(<&str>::from(ended.reason))
        .bind(&ended.ended_by)
        .bind(ended.ended_at.millis())
    );
    Ok(())
}

/// When a device was last ended for one of two reasons.
pub async fn last_end(
    tx: &mut Tx,
    device: &PublicId,
    reasons: [EndReason; 2],
) -> Result<Option<Timestamp>, StorageError> {
    let at: Option<i64> = on!(
        tx,
        db,
        sqlx::query_scalar("SELECT max(ended_at) FROM ended_sessions WHERE public_id = $1 AND reason IN ($2, $3)")
            .bind(device.as_str())
            .bind(<&str>::from(reasons[0]))
            .bind(<&str>::from(reasons[1]))
            .fetch_one(&mut **db)
            .await?
    );
    Ok(at.map(Timestamp::from_millis))
}

/// Counts refusals of the token of a session that ended; what remains of it, if it is remembered.
pub async fn add_refusals(
    tx: &mut Tx,
    session: &SessionId,
    refusal: &Refusal,
) -> Result<Option<EndedSession>, StorageError> {
    let row: Option<EndedRow> = on!(
        tx,
        db,
        sqlx::query_as(
            "UPDATE ended_sessions SET refused = refused + $2, first_refused_at = coalesce(first_refused_at, $3),
                                       last_refused_at = $4
             WHERE session_hash = $1 RETURNING *",
        )
        .bind(session.digest().as_bytes().to_vec())
        .bind(i64::from(refusal.count))
        .bind(refusal.first_at.millis())
        .bind(refusal.last_at.millis())
        .fetch_optional(&mut **db)
        .await?
    );
    row.map(EndedSession::try_from).transpose()
}

/// Deletes up to `limit` of sessions that ended before `before`; how many.
pub async fn delete_old(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<u64, StorageError> {
    let statement = format!(
        "DELETE FROM ended_sessions
             WHERE session_hash IN (SELECT session_hash FROM ended_sessions WHERE ended_at < $1
                                  ORDER BY ended_at LIMIT $2 {})",
        tx.unheld()
    );
    Ok(execute!(tx, sqlx::query(AssertSqlSafe(statement)).bind(before.millis()).bind(i64::from(limit))))
}
