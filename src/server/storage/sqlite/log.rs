//! What happened, in SQLite.

use std::time::Duration;

use async_trait::async_trait;
use sqlx::{AssertSqlSafe, Sqlite};

use super::{
    SqliteStorage,
    lifecycle::require_live,
    places::wanted_precision,
    rows::{EndedRow, EventRow},
    transaction::Transaction,
};
use crate::{
    model::{EndReason, EventKind, Flag, PublicId, Timestamp},
    server::{
        ids::{SessionId, UserId},
        location::Label,
        recognition::GUARD,
        storage::{Actor, EndedSession, Event, Refusal, Retention, SecurityLog, StorageError},
    },
};

#[async_trait]
impl SecurityLog for SqliteStorage {
    async fn add_event(&self, event: &Event) -> Result<(), StorageError> {
        let mut transaction = self.begin().await?;
        insert_event(&mut transaction, event).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn add_event_by(&self, event: &Event, by: &Actor) -> Result<(), StorageError> {
        let mut transaction = self.begin().await?;
        require_live(&mut transaction, Some(by)).await?;
        insert_event(&mut transaction, event).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn list_events(&self, user: UserId, limit: u32, offset: u32) -> Result<Vec<Event>, StorageError> {
        let rows: Vec<EventRow> =
            sqlx::query_as("SELECT * FROM events WHERE user_id = $1 ORDER BY id DESC LIMIT $2 OFFSET $3")
                .bind(user.as_bytes())
                .bind(limit)
                .bind(offset)
                .fetch_all(&self.readers)
                .await?;
        rows.into_iter().map(Event::try_from).collect()
    }

    async fn list_events_of(
        &self,
        user: UserId,
        device: &PublicId,
        sign_ins: bool,
        limit: u32,
    ) -> Result<Vec<Event>, StorageError> {
        let rows: Vec<EventRow> = sqlx::query_as(
            "SELECT * FROM events WHERE user_id = $1 AND device_id = $2 AND (kind = $3) = $4
             ORDER BY id DESC LIMIT $5",
        )
        .bind(user.as_bytes())
        .bind(device.as_str())
        .bind(<&str>::from(EventKind::SignedIn))
        .bind(sign_ins)
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(Event::try_from).collect()
    }

    async fn count_events(&self, user: UserId) -> Result<u32, StorageError> {
        let count = sqlx::query_scalar("SELECT count(*) FROM events WHERE user_id = $1")
            .bind(user.as_bytes())
            .fetch_one(&self.readers)
            .await?;
        Ok(count)
    }

    async fn add_refusals(&self, refusals: &[(SessionId, Refusal)]) -> Result<(), StorageError> {
        let mut transaction = self.begin().await?;
        for (session, Refusal { count, first_at, last_at, origin }) in refusals {
            // The most that is read back.
            let ended: Option<EndedRow> = sqlx::query_as(
                "UPDATE ended_sessions
                 SET refused = min(refused + $2, 4294967295), first_refused_at = coalesce(first_refused_at, $3),
                     last_refused_at = $4
                 WHERE session_hash = $1 RETURNING *",
            )
            .bind(session.digest().as_bytes().to_vec())
            .bind(count)
            .bind(first_at.millis())
            .bind(last_at.millis())
            .fetch_optional(&mut *transaction)
            .await?;
            let Some(ended) = ended.map(EndedSession::try_from).transpose()? else { continue };
            // The first is told in the log; the rest is counted, or whoever holds the token could fill it.
            if ended.refused == *count {
                let mut event = Event::new(ended.user_id, *first_at, EventKind::TokenRefused, origin);
                event.device = Some(ended.public_id);
                event.device_name = Some(ended.device_name);
                event.device_kind = ended.device_kind;
                insert_event(&mut transaction, &event).await?;
            }
        }
        transaction.commit().await?;
        Ok(())
    }

    async fn list_ended(&self, user: UserId, since: Timestamp, limit: u32) -> Result<Vec<EndedSession>, StorageError> {
        let rows: Vec<EndedRow> = sqlx::query_as(
            "SELECT * FROM ended_sessions WHERE user_id = $1 AND ended_at > $2 AND reason <> $4
             ORDER BY ended_at DESC, public_id LIMIT $3",
        )
        .bind(user.as_bytes())
        .bind(since.millis())
        .bind(limit)
        // Whoever signed in again in the same browser signed nothing out.
        .bind(<&str>::from(EndReason::Replaced))
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(EndedSession::try_from).collect()
    }

    async fn forget(&self, now: Timestamp, retention: Retention, limit: u32) -> Result<u32, StorageError> {
        let before = |age: Duration| now.millis().saturating_sub(i64::try_from(age.as_millis()).unwrap_or(i64::MAX));
        let mut forgotten = 0;
        for (statement, bound) in [
            ("DELETE FROM events WHERE id IN (SELECT id FROM events WHERE at < $1 LIMIT $2)", before(retention.log)),
            (
                "UPDATE events SET ip_address = NULL
                 WHERE id IN (SELECT id FROM events WHERE at < $1 AND ip_address IS NOT NULL LIMIT $2)",
                before(retention.addresses),
            ),
            (
                "DELETE FROM ended_sessions
                 WHERE session_hash IN (SELECT session_hash FROM ended_sessions WHERE ended_at < $1 LIMIT $2)",
                before(retention.log),
            ),
            (
                "UPDATE places SET ip_address = NULL
                 WHERE id IN (SELECT id FROM places WHERE last_at < $1 AND ip_address IS NOT NULL LIMIT $2)",
                before(retention.addresses),
            ),
            (
                "DELETE FROM places WHERE id IN (SELECT id FROM places WHERE last_at < $1 LIMIT $2)",
                before(retention.log),
            ),
            (
                "DELETE FROM devices WHERE id IN (
                     SELECT id FROM devices WHERE last_seen_at < $1 AND NOT EXISTS (
                         SELECT 1 FROM sessions WHERE public_id = devices.id
                     ) LIMIT $2
                 )",
                // One that was recognised is waited for, however short the rest is kept.
                before(retention.log.max(GUARD)),
            ),
            (
                "DELETE FROM mail_links
                 WHERE link_hash IN (SELECT link_hash FROM mail_links WHERE expires_at <= $1 LIMIT $2)",
                now.millis(),
            ),
        ] {
            // One short transaction each: between them, whoever waits to write gets the turn.
            let mut transaction = self.begin().await?;
            let done = sqlx::query(AssertSqlSafe(statement)).bind(bound).bind(limit).execute(&mut *transaction).await?;
            transaction.commit().await?;
            forgotten += u32::try_from(done.rows_affected()).unwrap_or(u32::MAX);
        }
        Ok(forgotten)
    }
}

/// Adds an entry, within whatever it is about.
pub async fn insert_event(transaction: &mut Transaction<'_, Sqlite>, event: &Event) -> Result<(), StorageError> {
    let wanted = wanted_precision(transaction, event.user_id).await?;
    let location = event.location.as_ref().filter(|_| wanted <= event.precision);
    sqlx::query(
        "INSERT INTO events (user_id, at, kind, reason, device_id, device_name, device_kind, done_by, ip_address, location,
                             flags)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(event.user_id.as_bytes())
    .bind(event.at.millis())
    .bind(<&str>::from(event.kind))
    .bind(event.reason.map(<&str>::from))
    .bind(event.device.as_ref().map(PublicId::as_str))
    .bind(&event.device_name)
    .bind(event.device_kind.as_str())
    .bind(&event.done_by)
    .bind(event.ip_address.map(|address| address.to_string()))
    .bind(location.map(Label::to_stored))
    .bind(Flag::to_stored(&event.flags))
    .execute(&mut **transaction)
    .await?;
    Ok(())
}
