//! The security log.

use sqlx::AssertSqlSafe;

use crate::{
    model::{EventKind, Flag, PublicId, Timestamp},
    server::{
        ids::UserId,
        location::Label,
        storage::{
            Event, Storage, StorageError, Tx, execute, on,
            rows::{EventRow, NumberedEventRow},
        },
    },
};

impl Storage {
    /// A user's entries, the newest first.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn list_events(&self, user: UserId, limit: u32, offset: u32) -> Result<Vec<Event>, StorageError> {
        let rows: Vec<EventRow> = on!(
            self.reader(),
            db,
            sqlx::query_as("SELECT * FROM events WHERE user_id = $1 ORDER BY id DESC LIMIT $2 OFFSET $3")
                .bind(user.as_bytes())
                .bind(i64::from(limit))
                .bind(i64::from(offset))
                .fetch_all(db)
                .await?
        );
        rows.into_iter().map(Event::try_from).collect()
    }

    /// A user's entries of these kinds, the newest first; `replaced`: with sessions that went on as another.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn list_events_of_kinds(
        &self,
        user: UserId,
        kinds: &[EventKind],
        replaced: bool,
        (limit, offset): (u32, u32),
    ) -> Result<Vec<Event>, StorageError> {
        let rows: Vec<EventRow> = on!(
            self.reader(),
            db,
            sqlx::query_as(AssertSqlSafe(format!(
                "SELECT * FROM events WHERE user_id = $1 AND {} ORDER BY id DESC LIMIT $2 OFFSET $3",
                of_kinds(kinds, replaced)
            )))
            .bind(user.as_bytes())
            .bind(i64::from(limit))
            .bind(i64::from(offset))
            .fetch_all(db)
            .await?
        );
        rows.into_iter().map(Event::try_from).collect()
    }

    /// A user's entries of these kinds that are older than the one with the id `before`, the newest first, each with
    /// its id; `replaced`: with sessions that went on as another.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn list_events_before(
        &self,
        user: UserId,
        kinds: &[EventKind],
        replaced: bool,
        before: i64,
        limit: u32,
    ) -> Result<Vec<(i64, Event)>, StorageError> {
        let rows: Vec<NumberedEventRow> = on!(
            self.reader(),
            db,
            sqlx::query_as(AssertSqlSafe(format!(
                "SELECT * FROM events WHERE user_id = $1 AND id < $2 AND {} ORDER BY id DESC LIMIT $3",
                of_kinds(kinds, replaced)
            )))
            .bind(user.as_bytes())
            .bind(before)
            .bind(i64::from(limit))
            .fetch_all(db)
            .await?
        );
        rows.into_iter().map(|row| Ok((row.id, row.event.try_into()?))).collect()
    }

    /// How many entries of these kinds a user has.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn count_events_of_kinds(
        &self,
        user: UserId,
        kinds: &[EventKind],
        replaced: bool,
    ) -> Result<u32, StorageError> {
        let count: i64 = on!(
            self.reader(),
            db,
            sqlx::query_scalar(AssertSqlSafe(format!(
                "SELECT count(*) FROM events WHERE user_id = $1 AND {}",
                of_kinds(kinds, replaced)
            )))
            .bind(user.as_bytes())
            .fetch_one(db)
            .await?
        );
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// What happened to one of a user's devices, the newest first: its `auth::sign_ins`, or all else.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn list_events_of(
        &self,
        user: UserId,
        device: &PublicId,
        sign_ins: bool,
        limit: u32,
    ) -> Result<Vec<Event>, StorageError> {
        let rows: Vec<EventRow> = on!(
            self.reader(),
            db,
            sqlx::query_as(
                "SELECT * FROM events WHERE user_id = $1 AND device_id = $2 AND (kind = $3) = $4
                 ORDER BY id DESC LIMIT $5",
            )
            .bind(user.as_bytes())
            .bind(device.as_str())
            .bind(<&str>::from(EventKind::SignedIn))
            .bind(sign_ins)
            .bind(i64::from(limit))
            .fetch_all(db)
            .await?
        );
        rows.into_iter().map(Event::try_from).collect()
    }
}

/// The words of the kinds are our own.
fn of_kinds(kinds: &[EventKind], replaced: bool) -> String {
    let words: Vec<_> = kinds.iter().map(|kind| format!("'{}'", <&str>::from(kind))).collect();
    let but = if replaced { "" } else { " AND (reason IS NULL OR reason <> 'replaced')" };
    format!("kind IN ({}){but}", words.join(", "))
}

/// Adds an entry.
pub async fn insert(tx: &mut Tx, event: &Event) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query(
            "INSERT INTO events (user_id, at, kind, reason, device_id, device_name, device_kind, done_by, ip_address,
                                 location, flags)
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
        .bind(event.location.as_ref().map(Label::to_stored))
        .bind(Flag::to_stored(&event.flags))
    );
    Ok(())
}

/// Erases the locations of a user's entries.
pub async fn erase_locations(tx: &mut Tx, user: UserId) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query("UPDATE events SET location = NULL WHERE user_id = $1 AND location IS NOT NULL")
            .bind(user.as_bytes())
    );
    Ok(())
}

/// Erases up to `limit` addresses of entries from before `before`; how many.
pub async fn erase_old_addresses(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<u64, StorageError> {
    let statement = format!(
        "UPDATE events SET ip_address = NULL
             WHERE id IN (SELECT id FROM events WHERE at < $1 AND ip_address IS NOT NULL ORDER BY at LIMIT $2
             {})",
        tx.unheld()
    );
    Ok(execute!(tx, sqlx::query(AssertSqlSafe(statement)).bind(before.millis()).bind(i64::from(limit))))
}

/// Deletes up to `limit` entries from before `before`; how many.
pub async fn delete_old(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<u64, StorageError> {
    let statement = format!(
        "DELETE FROM events WHERE id IN (SELECT id FROM events WHERE at < $1 ORDER BY at LIMIT $2 {})",
        tx.unheld()
    );
    Ok(execute!(tx, sqlx::query(AssertSqlSafe(statement)).bind(before.millis()).bind(i64::from(limit))))
}
