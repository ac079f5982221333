//! Devices: they outlive their sessions.

use sqlx::AssertSqlSafe;

use crate::{
    model::{DeviceKind, Flag, PublicId, Timestamp},
    server::{
        ids::{Digest, SessionId, UserId},
        storage::{DeviceRecord, Storage, StorageError, Tx, execute, on, rows::DeviceRow},
    },
};

/// What the database knows of the browser with a device cookie.
#[derive(Clone, Copy, Debug)]
pub struct CookieRecord {
    pub last_seen_at: Timestamp,
    pub is_confirmed: bool,
    pub is_disowned: bool,
    /// When the account's password was last changed or reset, as far as the log goes back.
    pub password_changed_at: Option<Timestamp>,
}

/// What decides whether the device of a session speaks for its account.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Whether it is recognised.
    pub recognised: bool,
    /// When a recognised device of the account was last active, this one or another.
    pub recognised_active_at: Option<Timestamp>,
}

const STANDING: &str = "
    SELECT devices.confirmed_at IS NOT NULL, (
        SELECT max(CASE WHEN live.last_active_at > recognised.last_seen_at THEN live.last_active_at
                        ELSE recognised.last_seen_at END)
        FROM devices AS recognised LEFT JOIN sessions AS live ON live.public_id = recognised.id
        WHERE recognised.user_id = devices.user_id AND recognised.confirmed_at IS NOT NULL
    )
    FROM sessions JOIN devices ON devices.id = sessions.public_id WHERE sessions.id = $1";

impl Storage {
    /// What is known of the browser with this device cookie, if it is one of the user's.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn find_cookie(&self, user: UserId, cookie: &Digest) -> Result<Option<CookieRecord>, StorageError> {
        let found: Option<(i64, bool, bool, Option<i64>)> = on!(
            self.reader(),
            db,
            sqlx::query_as(
                "SELECT last_seen_at, confirmed_at IS NOT NULL, disowned_at IS NOT NULL, (
                     SELECT max(at) FROM events WHERE user_id = $1 AND kind IN ('password_changed', 'password_reset')
                 ) FROM devices WHERE user_id = $1 AND cookie_hash = $2",
            )
            .bind(user.as_bytes())
            .bind(cookie.as_bytes())
            .fetch_optional(db)
            .await?
        );
        Ok(found.map(|(last_seen_at, is_confirmed, is_disowned, changed_at)| CookieRecord {
            last_seen_at: Timestamp::from_millis(last_seen_at),
            is_confirmed,
            is_disowned,
            password_changed_at: changed_at.map(Timestamp::from_millis),
        }))
    }

    /// The standing of the device of a session; none if it has ended.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn find_standing(&self, session: &SessionId) -> Result<Option<Standing>, StorageError> {
        let found = on!(self.reader(), db, sqlx::query_as(STANDING).bind(session.as_bytes()).fetch_optional(db).await?);
        Ok(found.map(standing_of))
    }

    /// One of a user's devices.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn find_device_record(&self, user: UserId, id: &PublicId) -> Result<Option<DeviceRecord>, StorageError> {
        let row: Option<DeviceRow> = on!(
            self.reader(),
            db,
            sqlx::query_as("SELECT * FROM devices WHERE id = $1 AND user_id = $2")
                .bind(id.as_str())
                .bind(user.as_bytes())
                .fetch_optional(db)
                .await?
        );
        row.map(DeviceRecord::try_from).transpose()
    }

    /// All of a user's, signed in or not, the last seen first.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn list_devices(&self, user: UserId) -> Result<Vec<DeviceRecord>, StorageError> {
        let rows: Vec<DeviceRow> = on!(
            self.reader(),
            db,
            sqlx::query_as("SELECT * FROM devices WHERE user_id = $1 ORDER BY last_seen_at DESC, id")
                .bind(user.as_bytes())
                .fetch_all(db)
                .await?
        );
        rows.into_iter().map(DeviceRecord::try_from).collect()
    }
}

/// The standing of the device of a session; none if it has ended.
pub async fn standing(tx: &mut Tx, session: &SessionId) -> Result<Option<Standing>, StorageError> {
    let found = on!(tx, db, sqlx::query_as(STANDING).bind(session.as_bytes()).fetch_optional(&mut **db).await?);
    Ok(found.map(standing_of))
}

fn standing_of((recognised, active_at): (bool, Option<i64>)) -> Standing {
    Standing { recognised, recognised_active_at: active_at.map(Timestamp::from_millis) }
}

/// One of a user's devices.
pub async fn find(tx: &mut Tx, user: UserId, id: &PublicId) -> Result<Option<DeviceRecord>, StorageError> {
    let row: Option<DeviceRow> = on!(
        tx,
        db,
        sqlx::query_as("SELECT * FROM devices WHERE id = $1 AND user_id = $2")
            .bind(id.as_str())
            .bind(user.as_bytes())
            .fetch_optional(&mut **db)
            .await?
    );
    row.map(DeviceRecord::try_from).transpose()
}

/// The device with this cookie.
pub async fn find_by_cookie(tx: &mut Tx, user: UserId, cookie: &Digest) -> Result<Option<DeviceRecord>, StorageError> {
    let row: Option<DeviceRow> = on!(
        tx,
        db,
        sqlx::query_as("SELECT * FROM devices WHERE user_id = $1 AND cookie_hash = $2")
            .bind(user.as_bytes())
            .bind(cookie.as_bytes())
            .fetch_optional(&mut **db)
            .await?
    );
    row.map(DeviceRecord::try_from).transpose()
}

/// Adds a device.
pub async fn insert(tx: &mut Tx, user: UserId, device: &DeviceRecord, cookie: &Digest) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query(
            "INSERT INTO devices (id, user_id, cookie_hash, label, kind, first_seen_at, last_seen_at, confirmed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(device.id.as_str())
        .bind(user.as_bytes())
        .bind(cookie.as_bytes())
        .bind(&device.label)
        .bind(device.kind.as_str())
        .bind(device.first_seen_at.millis())
        .bind(device.last_seen_at.millis())
        .bind(device.confirmed_at.map(Timestamp::millis))
    );
    Ok(())
}

/// Records that a device signed in, and what it is now. `false` if there is no such device.
pub async fn set_seen(
    tx: &mut Tx,
    id: &PublicId,
    label: &str,
    kind: DeviceKind,
    at: Timestamp,
) -> Result<bool, StorageError> {
    let seen = execute!(
        tx,
        sqlx::query("UPDATE devices SET last_seen_at = $2, label = $3, kind = $4 WHERE id = $1")
            .bind(id.as_str())
            .bind(at.millis())
            .bind(label)
            .bind(kind.as_str())
    );
    Ok(seen > 0)
}

/// Notes when a device was last active, unless a later moment is noted; what the person calls it.
pub async fn set_last_seen(tx: &mut Tx, id: &PublicId, at: Timestamp) -> Result<Option<String>, StorageError> {
    let name: Option<Option<String>> = on!(
        tx,
        db,
        sqlx::query_scalar(
            "UPDATE devices SET last_seen_at = CASE WHEN last_seen_at > $2 THEN last_seen_at ELSE $2 END
             WHERE id = $1 RETURNING name",
        )
        .bind(id.as_str())
        .bind(at.millis())
        .fetch_optional(&mut **db)
        .await?
    );
    Ok(name.flatten())
}

/// Sets what the person calls a device.
pub async fn set_name(tx: &mut Tx, id: &PublicId, name: Option<&str>) -> Result<(), StorageError> {
    execute!(tx, sqlx::query("UPDATE devices SET name = $2 WHERE id = $1").bind(id.as_str()).bind(name));
    Ok(())
}

/// Marks a device as its user's, and clears its flags.
pub async fn set_confirmed(tx: &mut Tx, id: &PublicId, at: Timestamp) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query(
            "UPDATE devices SET confirmed_at = $2, disowned_at = NULL, flags = '', confirmed_before = confirmed_at,
                                disowned_before = disowned_at, flags_before = flags WHERE id = $1",
        )
        .bind(id.as_str())
        .bind(at.millis())
    );
    Ok(())
}

/// Takes back [`set_confirmed`]: what was known of the device before is known again, beside what came up since.
pub async fn restore_unconfirmed(tx: &mut Tx, id: &PublicId) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query(
            "UPDATE devices SET confirmed_at = confirmed_before, disowned_at = disowned_before,
                                flags = CASE WHEN flags = '' THEN COALESCE(flags_before, '') ELSE flags END,
                                confirmed_before = NULL, disowned_before = NULL, flags_before = NULL WHERE id = $1",
        )
        .bind(id.as_str())
    );
    Ok(())
}

/// Marks a device as not its user's.
pub async fn set_disowned(tx: &mut Tx, user: UserId, id: &PublicId, at: Timestamp) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query("UPDATE devices SET confirmed_at = NULL, disowned_at = $3 WHERE id = $1 AND user_id = $2")
            .bind(id.as_str())
            .bind(user.as_bytes())
            .bind(at.millis())
    );
    Ok(())
}

/// Takes from every device of a user that it was recognised.
pub async fn clear_confirmed(tx: &mut Tx, user: UserId) -> Result<(), StorageError> {
    execute!(tx, sqlx::query("UPDATE devices SET confirmed_at = NULL WHERE user_id = $1").bind(user.as_bytes()));
    Ok(())
}

/// The flags of a device.
pub async fn flags(tx: &mut Tx, id: &PublicId) -> Result<Vec<Flag>, StorageError> {
    let flags: Option<String> = on!(
        tx,
        db,
        sqlx::query_scalar("SELECT flags FROM devices WHERE id = $1")
            .bind(id.as_str())
            .fetch_optional(&mut **db)
            .await?
    );
    Ok(flags.map(|flags| Flag::from_stored(&flags)).unwrap_or_default())
}

/// Sets the flags of a device.
pub async fn set_flags(tx: &mut Tx, id: &PublicId, flags: &[Flag]) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query("UPDATE devices SET flags = $2 WHERE id = $1").bind(id.as_str()).bind(Flag::to_stored(flags))
    );
    Ok(())
}

/// Deletes a user's devices that are not signed in beyond the first `keep`, in this order: those that are
/// recognised before the others, then the last seen first. One of them stays in any case: `new`.
pub async fn delete_beyond(tx: &mut Tx, user: UserId, keep: u32, new: &PublicId) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query(
            "DELETE FROM devices WHERE user_id = $1 AND id IN (
                 SELECT id FROM devices WHERE user_id = $1 ORDER BY confirmed_at IS NULL, last_seen_at DESC, id
                 LIMIT 9223372036854775807 OFFSET $2
             ) AND id <> $3 AND NOT EXISTS (SELECT 1 FROM sessions WHERE public_id = devices.id)",
        )
        .bind(user.as_bytes())
        .bind(i64::from(keep))
        .bind(new.as_str())
    );
    Ok(())
}

/// Deletes up to `limit` devices that are not signed in and were last seen before `before`; how many.
pub async fn delete_unseen(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<u64, StorageError> {
    let statement = format!(
        "DELETE FROM devices WHERE id IN (
                 SELECT id FROM devices WHERE last_seen_at < $1
                 AND NOT EXISTS (SELECT 1 FROM sessions WHERE public_id = devices.id)
                 ORDER BY last_seen_at LIMIT $2 {}
             )",
        tx.unheld()
    );
    Ok(execute!(tx, sqlx::query(AssertSqlSafe(statement)).bind(before.millis()).bind(i64::from(limit))))
}
