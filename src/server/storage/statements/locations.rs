//! Where devices were, and for how long.

use sqlx::{AssertSqlSafe, FromRow};

use crate::{
    model::{PublicId, Timestamp},
    server::{
        ids::UserId,
        location::Location,
        storage::{LocationRecord, Session, Storage, StorageError, Tx, execute, on, rows::LocationRow},
    },
};

/// Where a device was, as one row.
#[derive(Clone, Debug, FromRow)]
pub struct Visit {
    pub id: i64,
    pub ip_address: Option<String>,
    /// A label as it is stored.
    pub location: String,
    pub first_at: i64,
    pub last_at: i64,
}

impl Storage {
    /// Where a user's devices, or one of them, have been; the latest location first.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn list_locations(
        &self,
        user: UserId,
        device: Option<&PublicId>,
        limit: u32,
    ) -> Result<Vec<LocationRecord>, StorageError> {
        let rows: Vec<LocationRow> = on!(
            self.reader(),
            db,
            sqlx::query_as(
                "SELECT places.*, devices.confirmed_at IS NOT NULL AS recognised
                 FROM places JOIN devices ON devices.id = places.device_id
                 WHERE places.user_id = $1 AND (places.device_id = $2 OR $2 IS NULL)
                 ORDER BY places.last_at DESC, places.id DESC LIMIT $3",
            )
            .bind(user.as_bytes())
            .bind(device.map(PublicId::as_str))
            .bind(i64::from(limit))
            .fetch_all(db)
            .await?
        );
        Ok(rows.into_iter().map(LocationRecord::from).collect())
    }
}

/// A device's visits, the first row first.
pub async fn visits(tx: &mut Tx, device: &PublicId) -> Result<Vec<Visit>, StorageError> {
    Ok(on!(
        tx,
        db,
        sqlx::query_as(
            "SELECT id, ip_address, location, first_at, last_at FROM places WHERE device_id = $1 ORDER BY id"
        )
        .bind(device.as_str())
        .fetch_all(&mut **db)
        .await?
    ))
}

/// The visit of a device to a location from an address, or else one whose address was erased.
pub async fn find_visit(
    tx: &mut Tx,
    device: &PublicId,
    location: &str,
    address: &str,
) -> Result<Option<i64>, StorageError> {
    Ok(on!(
        tx,
        db,
        sqlx::query_scalar(
            "SELECT id FROM places WHERE device_id = $1 AND location = $2 AND (ip_address = $3 OR ip_address IS NULL)
             ORDER BY ip_address IS NULL, id LIMIT 1",
        )
        .bind(device.as_str())
        .bind(location)
        .bind(address)
        .fetch_optional(&mut **db)
        .await?
    ))
}

/// Adds a visit of a session's device to its location.
pub async fn insert(tx: &mut Tx, session: &Session, at: Timestamp) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query(
            "INSERT INTO places (device_id, user_id, ip_address, location, country, latitude, longitude, first_at,
                                 last_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        )
        .bind(session.device_id.as_str())
        .bind(session.user_id.as_bytes())
        .bind(session.ip_address.to_string())
        .bind(session.location.label.to_stored())
        .bind(&session.location.country)
        .bind(session.location.coordinates.map(|location| location.0))
        .bind(session.location.coordinates.map(|location| location.1))
        .bind(at.millis())
    );
    Ok(())
}

/// Continues a visit until `at`, under an address.
pub async fn extend(tx: &mut Tx, id: i64, address: &str, at: Timestamp) -> Result<(), StorageError> {
    execute!(tx, sqlx::query(
            "UPDATE places SET ip_address = $2, last_at = CASE WHEN last_at > $3 THEN last_at ELSE $3 END WHERE id = $1",
        )
        .bind(id)
        .bind(address)
        .bind(at.millis()));
    Ok(())
}

/// Erases the address of a visit, which lasted from `first_at` to `last_at` (milliseconds since the epoch).
pub async fn erase_address(tx: &mut Tx, id: i64, first_at: i64, last_at: i64) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query("UPDATE places SET ip_address = NULL, first_at = $2, last_at = $3 WHERE id = $1")
            .bind(id)
            .bind(first_at)
            .bind(last_at)
    );
    Ok(())
}

/// Deletes a visit.
pub async fn delete(tx: &mut Tx, id: i64) -> Result<(), StorageError> {
    execute!(tx, sqlx::query("DELETE FROM places WHERE id = $1").bind(id));
    Ok(())
}

/// Deletes the visits of a device but the last `keep`.
pub async fn delete_beyond(tx: &mut Tx, device: &PublicId, keep: u32) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query(
            "DELETE FROM places WHERE device_id = $1 AND id NOT IN (
                 SELECT id FROM places WHERE device_id = $1 ORDER BY last_at DESC, id DESC LIMIT $2
             )",
        )
        .bind(device.as_str())
        .bind(i64::from(keep))
    );
    Ok(())
}

/// A user's visits whose address is known, and the address of each.
pub async fn addresses(tx: &mut Tx, user: UserId) -> Result<Vec<(i64, String)>, StorageError> {
    Ok(on!(
        tx,
        db,
        sqlx::query_as("SELECT id, ip_address FROM places WHERE user_id = $1 AND ip_address IS NOT NULL ORDER BY id",)
            .bind(user.as_bytes())
            .fetch_all(&mut **db)
            .await?
    ))
}

/// Sets what is kept of the location of a visit.
pub async fn relocate(tx: &mut Tx, id: i64, location: &Location) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query("UPDATE places SET location = $2, country = $3, latitude = $4, longitude = $5 WHERE id = $1")
            .bind(id)
            .bind(location.label.to_stored())
            .bind(&location.country)
            .bind(location.coordinates.map(|location| location.0))
            .bind(location.coordinates.map(|location| location.1))
    );
    Ok(())
}

/// Puts `location` where that of the address of a session stood.
pub async fn replace(tx: &mut Tx, session: &Session, location: &Location) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query(
            "UPDATE places SET location = $4, country = $5, latitude = $6, longitude = $7
             WHERE device_id = $1 AND ip_address = $2 AND location = $3",
        )
        .bind(session.device_id.as_str())
        .bind(session.ip_address.to_string())
        .bind(session.location.label.to_stored())
        .bind(location.label.to_stored())
        .bind(&location.country)
        .bind(location.coordinates.map(|location| location.0))
        .bind(location.coordinates.map(|location| location.1))
    );
    Ok(())
}

/// Deletes a user's visits whose address was erased.
pub async fn delete_without_address(tx: &mut Tx, user: UserId) -> Result<(), StorageError> {
    execute!(tx, sqlx::query("DELETE FROM places WHERE user_id = $1 AND ip_address IS NULL").bind(user.as_bytes()));
    Ok(())
}

/// Erases up to `limit` addresses of visits that ended before `before`; how many.
pub async fn erase_old_addresses(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<u64, StorageError> {
    let statement = format!(
        "UPDATE places SET ip_address = NULL
             WHERE id IN (SELECT id FROM places WHERE last_at < $1 AND ip_address IS NOT NULL ORDER BY last_at LIMIT $2
             {})",
        tx.unheld()
    );
    Ok(execute!(tx, sqlx::query(AssertSqlSafe(statement)).bind(before.millis()).bind(i64::from(limit))))
}

/// Deletes up to `limit` visits that ended before `before`; how many.
pub async fn delete_old(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<u64, StorageError> {
    let statement = format!(
        "DELETE FROM places WHERE id IN (SELECT id FROM places WHERE last_at < $1 ORDER BY last_at LIMIT $2 {})",
        tx.unheld()
    );
    Ok(execute!(tx, sqlx::query(AssertSqlSafe(statement)).bind(before.millis()).bind(i64::from(limit))))
}
