//! Signed-in devices in SQLite.

use std::time::Duration;

use async_trait::async_trait;
use sqlx::Sqlite;

use super::{
    SqliteStorage,
    authority::{require_authority_over, require_authority_over_others},
    devices::add_flags,
    lifecycle::{bury, done_to, end_sessions, require_live, start_session},
    log::insert_event,
    places::{coarsened, insert_place, replace_place},
    rows::{SessionRow, SessionWithUserRow},
    transaction::Transaction,
};
use crate::{
    model::{EndReason, EventKind, Flag, PublicId, Timestamp},
    server::{
        ids::{SessionId, UserId},
        password::PasswordHash,
        storage::{
            Actor, EndedSession, Ending, Event, NewSession, Origin, Session, SessionWithUser, Sessions, Started,
            StorageError, Which,
        },
    },
};

/// A last activity that is so much later than a request is from a time when the clock was ahead: it is
/// set right. Notes of one session are written in order, and seconds after they were made.
const AHEAD: Duration = Duration::from_mins(1);

#[async_trait]
impl Sessions for SqliteStorage {
    async fn add_session(&self, new: NewSession<'_>) -> Result<Started, StorageError> {
        let mut transaction = self.begin().await?;
        let started = start_session(&mut transaction, new, None).await?;
        transaction.commit().await?;
        Ok(started)
    }

    async fn add_session_beside(&self, new: NewSession<'_>, twin: &SessionId) -> Result<Started, StorageError> {
        let mut transaction = self.begin().await?;
        let started = start_session(&mut transaction, new, Some(twin)).await?;
        transaction.commit().await?;
        Ok(started)
    }

    async fn find_session(&self, id: &SessionId) -> Result<Option<SessionWithUser>, StorageError> {
        sqlx::query_as::<_, SessionWithUserRow>(
            "SELECT signed_in.*, users.email, users.disabled_at, users.place_precision
             FROM signed_in JOIN users ON users.id = signed_in.user_id WHERE signed_in.id = $1",
        )
        .bind(id.as_bytes())
        .fetch_optional(&self.readers)
        .await?
        .map(SessionWithUser::try_from)
        .transpose()
    }

    async fn find_device(&self, user: UserId, id: &PublicId, now: Timestamp) -> Result<Option<Session>, StorageError> {
        sqlx::query_as::<_, SessionRow>(
            "SELECT * FROM signed_in WHERE public_id = $1 AND user_id = $2
             AND expires_at > $3 AND last_active_at + idle_timeout > $3",
        )
        .bind(id.as_str())
        .bind(user.as_bytes())
        .bind(now.millis())
        .fetch_optional(&self.readers)
        .await?
        .map(Session::try_from)
        .transpose()
    }

    async fn list_sessions(&self, user: UserId, now: Timestamp) -> Result<Vec<Session>, StorageError> {
        sqlx::query_as::<_, SessionRow>(
            "SELECT * FROM signed_in WHERE user_id = $1 AND expires_at > $2 AND last_active_at + idle_timeout > $2
             ORDER BY last_active_at DESC, signed_in_at DESC, public_id",
        )
        .bind(user.as_bytes())
        .bind(now.millis())
        .fetch_all(&self.readers)
        .await?
        .into_iter()
        .map(Session::try_from)
        .collect()
    }

    async fn end(&self, which: Which<'_>, ending: Ending<'_>) -> Result<Vec<EndedSession>, StorageError> {
        let mut transaction = self.begin().await?;
        require_live(&mut transaction, ending.by).await?;
        match (ending.by, which) {
            (Some(by), Which::Others(user, keep)) => {
                require_authority_over_others(&mut transaction, by, user, keep, ending.at).await?;
            }
            (Some(by), Which::Devices(user, ids)) => {
                for id in ids {
                    require_authority_over(&mut transaction, by, user, id, ending.at).await?;
                }
            }
            _ => {}
        }
        let ended = end_sessions(&mut transaction, which, ending).await?;
        transaction.commit().await?;
        Ok(ended)
    }

    async fn end_expired(&self, now: Timestamp, limit: u32) -> Result<u32, StorageError> {
        let mut transaction = self.begin().await?;
        let rows: Vec<SessionRow> = sqlx::query_as(
            "DELETE FROM sessions WHERE id IN (
                 SELECT id FROM sessions WHERE expires_at <= $1 OR last_active_at + idle_timeout <= $1 LIMIT $2
             ) RETURNING *",
        )
        .bind(now.millis())
        .bind(limit)
        .fetch_all(&mut *transaction)
        .await?;
        let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        for row in rows {
            let session = Session::try_from(row)?;
            let reason = if session.expires_at <= now { EndReason::Expired } else { EndReason::Idle };
            bury(&mut transaction, &session, Ending { reason, at: now, by: None }).await?;
        }
        transaction.commit().await?;
        Ok(count)
    }

    async fn renew(&self, id: &SessionId, from: i64, to: i64) -> Result<bool, StorageError> {
        let mut transaction = self.begin().await?;
        let renewed = sqlx::query(
            "UPDATE sessions SET token_issued_at = $3, token_previous_at = $2, token_seen = 0
             WHERE id = $1 AND token_issued_at = $2",
        )
        .bind(id.as_bytes())
        .bind(from)
        .bind(to)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(renewed.rows_affected() > 0)
    }

    async fn set_proved(
        &self,
        id: &SessionId,
        hash: &PasswordHash,
        at: Timestamp,
        event: Option<&Event>,
    ) -> Result<bool, StorageError> {
        let mut transaction = self.begin().await?;
        let current: Option<String> = sqlx::query_scalar(
            "SELECT users.password_hash FROM sessions JOIN users ON users.id = sessions.user_id
             WHERE sessions.id = $1 AND users.disabled_at IS NULL",
        )
        .bind(id.as_bytes())
        .fetch_optional(&mut *transaction)
        .await?;
        match current {
            None => return Ok(false),
            // Verified before somebody changed it: it proves nothing any more.
            Some(current) if current != hash.as_str() => return Err(StorageError::ProofOutdated),
            Some(_) => {}
        }
        sqlx::query("UPDATE sessions SET proved_at = $2, locked_at = NULL WHERE id = $1")
            .bind(id.as_bytes())
            .bind(at.millis())
            .execute(&mut *transaction)
            .await?;
        if let Some(event) = event {
            insert_event(&mut transaction, event).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    async fn set_locked(&self, user: UserId, id: &PublicId, at: Timestamp, by: &Actor) -> Result<bool, StorageError> {
        let mut transaction = self.begin().await?;
        require_live(&mut transaction, Some(by)).await?;
        require_authority_over(&mut transaction, by, user, id, at).await?;
        // What was proved before counts no more: the lock is there to ask again.
        let locked: Option<SessionRow> = sqlx::query_as(
            "UPDATE sessions SET locked_at = $3, proved_at = 0
             WHERE public_id = $1 AND user_id = $2 AND locked_at IS NULL RETURNING *",
        )
        .bind(id.as_str())
        .bind(user.as_bytes())
        .bind(at.millis())
        .fetch_optional(&mut *transaction)
        .await?;
        let Some(session) = locked.map(Session::try_from).transpose()? else {
            return is_signed_in(&mut transaction, user, id).await;
        };
        insert_event(&mut transaction, &done_to(&session, EventKind::DeviceLocked, at, by)).await?;
        transaction.commit().await?;
        Ok(true)
    }

    async fn set_expiry(
        &self,
        user: UserId,
        id: &PublicId,
        until: Timestamp,
        now: Timestamp,
        by: &Actor,
    ) -> Result<bool, StorageError> {
        let mut transaction = self.begin().await?;
        require_live(&mut transaction, Some(by)).await?;
        require_authority_over(&mut transaction, by, user, id, now).await?;
        let shortened: Option<SessionRow> = sqlx::query_as(
            "UPDATE sessions SET expires_at = $3 WHERE public_id = $1 AND user_id = $2 AND expires_at > $3 RETURNING *",
        )
        .bind(id.as_str())
        .bind(user.as_bytes())
        .bind(until.millis())
        .fetch_optional(&mut *transaction)
        .await?;
        let Some(session) = shortened.map(Session::try_from).transpose()? else {
            return is_signed_in(&mut transaction, user, id).await;
        };
        insert_event(&mut transaction, &done_to(&session, EventKind::DeviceShortened, now, by)).await?;
        transaction.commit().await?;
        Ok(true)
    }

    async fn touch(&self, activity: &[(SessionId, Timestamp)]) -> Result<(), StorageError> {
        let mut transaction = self.begin().await?;
        for (id, at) in activity {
            sqlx::query(
                "UPDATE sessions SET last_active_at = $2 WHERE id = $1 AND (last_active_at < $2 OR last_active_at > $3)",
            )
                .bind(id.as_bytes())
                .bind(at.millis())
                .bind(at.plus(AHEAD).millis())
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    async fn set_place(
        &self,
        id: &SessionId,
        at: Timestamp,
        origin: &Origin,
        flags: &[Flag],
    ) -> Result<(), StorageError> {
        let mut transaction = self.begin().await?;
        let before: Option<SessionRow> = sqlx::query_as("SELECT * FROM signed_in WHERE id = $1")
            .bind(id.as_bytes())
            .fetch_optional(&mut *transaction)
            .await?;
        let Some(before) = before.map(Session::try_from).transpose()? else { return Ok(()) };
        insert_place(&mut transaction, &before, before.last_active_at).await?;
        let found: Vec<Flag> = flags.iter().copied().filter(|flag| !before.flags.contains(flag)).collect();
        let session = Session {
            ip_address: origin.ip_address,
            place: coarsened(&mut transaction, before.user_id, &origin.place).await?,
            ..before.clone()
        };
        if session.ip_address == before.ip_address {
            replace_place(&mut transaction, &before, &session.place).await?;
        }
        sqlx::query(
            "UPDATE sessions SET ip_address = $2, location = $3, country = $4, latitude = $5, longitude = $6,
                                 last_active_at = CASE WHEN last_active_at > $8 THEN $7 ELSE max(last_active_at, $7) END
             WHERE id = $1",
        )
        .bind(id.as_bytes())
        .bind(session.ip_address.to_string())
        .bind(session.place.label.to_stored())
        .bind(&session.place.country)
        .bind(session.place.coordinates.map(|place| place.0))
        .bind(session.place.coordinates.map(|place| place.1))
        .bind(at.millis())
        .bind(at.plus(AHEAD).millis())
        .execute(&mut *transaction)
        .await?;
        insert_place(&mut transaction, &session, at).await?;
        add_flags(&mut transaction, &session.public_id, &found).await?;
        if !found.is_empty() {
            let mut event = Event::new(session.user_id, at, EventKind::DeviceMoved, origin);
            event.flags = found;
            insert_event(&mut transaction, &event).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    async fn token_seen(&self, tokens: &[(SessionId, i64)]) -> Result<(), StorageError> {
        let mut transaction = self.begin().await?;
        for (id, issued_at) in tokens {
            sqlx::query("UPDATE sessions SET token_seen = 1 WHERE id = $1 AND token_issued_at = $2")
                .bind(id.as_bytes())
                .bind(issued_at)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

/// Whether a device of a user is signed in: then it is already as it was to be.
async fn is_signed_in(
    transaction: &mut Transaction<'_, Sqlite>,
    user: UserId,
    id: &PublicId,
) -> Result<bool, StorageError> {
    let found: Option<i64> = sqlx::query_scalar("SELECT 1 FROM sessions WHERE public_id = $1 AND user_id = $2")
        .bind(id.as_str())
        .bind(user.as_bytes())
        .fetch_optional(&mut **transaction)
        .await?;
    Ok(found.is_some())
}
