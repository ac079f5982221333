//! What is done to the rows of signed-in devices. It is reached through `sessions`.

use std::time::Duration;

use crate::{
    model::{PublicId, Timestamp},
    server::{
        ids::{SessionId, UserId},
        location::Location,
        storage::{Session, StorageError, TokenState, Tx, execute, on, rows::SessionRow},
    },
};

/// Adds a session.
pub async fn insert(tx: &mut Tx, session: &Session) -> Result<(), StorageError> {
    let Session { id, device_id, user_id, user_agent, device, ip_address, location, .. } = session;
    let TokenState { issued_at, previous_at, seen } = session.token;
    execute!(
        tx,
        sqlx::query(
            "INSERT INTO sessions (id, public_id, user_id, user_agent, browser, browser_version, os, os_version,
                                   device_kind, ip_address, location, stay, signed_in_at, last_active_at, idle_timeout,
                                   expires_at, proved_at, locked_at, token_issued_at, token_previous_at, token_seen,
                                   country, latitude, longitude)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                     $22, $23, $24)",
        )
        .bind(id.as_bytes())
        .bind(device_id.as_str())
        .bind(user_id.as_bytes())
        .bind(user_agent)
        .bind(&device.browser)
        .bind(&device.browser_version)
        .bind(&device.os)
        .bind(&device.os_version)
        .bind(device.kind.as_str())
        .bind(ip_address.to_string())
        .bind(location.label.to_stored())
        .bind(<&str>::from(session.persistence))
        .bind(session.signed_in_at.millis())
        .bind(session.last_active_at.millis())
        .bind(millis(session.idle_timeout))
        .bind(session.expires_at.millis())
        .bind(session.reauthenticated_at.millis())
        .bind(session.locked_at.map(Timestamp::millis))
        .bind(issued_at)
        .bind(previous_at)
        .bind(seen)
        .bind(&location.country)
        .bind(location.coordinates.map(|location| location.0))
        .bind(location.coordinates.map(|location| location.1))
    );
    Ok(())
}

/// Deletes a session; what it was, if it was there.
pub async fn delete(tx: &mut Tx, id: &SessionId) -> Result<Option<Session>, StorageError> {
    let row: Option<SessionRow> = on!(
        tx,
        db,
        sqlx::query_as("DELETE FROM sessions WHERE id = $1 RETURNING *")
            .bind(id.as_bytes())
            .fetch_optional(&mut **db)
            .await?
    );
    row.map(Session::try_from).transpose()
}

/// Deletes the session of a device; what it was, if it was there.
pub async fn delete_of_device(tx: &mut Tx, user: UserId, device: &PublicId) -> Result<Option<Session>, StorageError> {
    let row: Option<SessionRow> = on!(
        tx,
        db,
        sqlx::query_as("DELETE FROM sessions WHERE user_id = $1 AND public_id = $2 RETURNING *")
            .bind(user.as_bytes())
            .bind(device.as_str())
            .fetch_optional(&mut **db)
            .await?
    );
    row.map(Session::try_from).transpose()
}

/// Sets how long a session lives, and when the password was last entered in it.
pub async fn set_lifetime(tx: &mut Tx, session: &Session) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query("UPDATE sessions SET stay = $2, idle_timeout = $3, expires_at = $4, proved_at = $5 WHERE id = $1",)
            .bind(session.id.as_bytes())
            .bind(<&str>::from(session.persistence))
            .bind(millis(session.idle_timeout))
            .bind(session.expires_at.millis())
            .bind(session.reauthenticated_at.millis())
    );
    Ok(())
}

/// Ends a session at `until` at the latest.
pub async fn set_expiry(tx: &mut Tx, id: &SessionId, until: Timestamp) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query(
            "UPDATE sessions SET expires_at = $2, original_expires_at = COALESCE(original_expires_at, expires_at)
             WHERE id = $1",
        )
        .bind(id.as_bytes())
        .bind(until.millis())
    );
    Ok(())
}

/// Has a session end when it would have ended before [`set_expiry`]; `false` if it was not set to end early.
pub async fn restore_expiry(tx: &mut Tx, id: &SessionId) -> Result<bool, StorageError> {
    let restored = execute!(
        tx,
        sqlx::query(
            "UPDATE sessions SET expires_at = original_expires_at, original_expires_at = NULL
             WHERE id = $1 AND original_expires_at IS NOT NULL",
        )
        .bind(id.as_bytes())
    );
    Ok(restored > 0)
}

/// Unlocks a session, without a proof of the password in it.
pub async fn unlock(tx: &mut Tx, id: &SessionId) -> Result<(), StorageError> {
    execute!(tx, sqlx::query("UPDATE sessions SET locked_at = NULL WHERE id = $1").bind(id.as_bytes()));
    Ok(())
}

/// Locks a session, and takes back its proof of the password.
pub async fn lock(tx: &mut Tx, id: &SessionId, at: Timestamp) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query("UPDATE sessions SET locked_at = $2, proved_at = 0 WHERE id = $1")
            .bind(id.as_bytes())
            .bind(at.millis())
    );
    Ok(())
}

/// Records that the password was entered in a session, and unlocks it.
pub async fn set_reauthenticated(tx: &mut Tx, id: &SessionId, at: Timestamp) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query("UPDATE sessions SET proved_at = $2, locked_at = NULL WHERE id = $1")
            .bind(id.as_bytes())
            .bind(at.millis())
    );
    Ok(())
}

/// Withdraws the re-authentication of all of a user's sessions but `keep`.
pub async fn clear_reauthentications(tx: &mut Tx, user: UserId, keep: &SessionId) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query("UPDATE sessions SET proved_at = 0 WHERE user_id = $1 AND id <> $2")
            .bind(user.as_bytes())
            .bind(keep.as_bytes())
    );
    Ok(())
}

/// Makes `to` the `iat` of the newest token, if it still is `from`.
pub async fn renew(tx: &mut Tx, id: &SessionId, from: i64, to: i64) -> Result<bool, StorageError> {
    let renewed = execute!(
        tx,
        sqlx::query(
            "UPDATE sessions SET token_issued_at = $3, token_previous_at = $2, token_seen = $4
             WHERE id = $1 AND token_issued_at = $2",
        )
        .bind(id.as_bytes())
        .bind(from)
        .bind(to)
        .bind(false)
    );
    Ok(renewed > 0)
}

/// Records that the token with this `iat` has come back, if it is the newest.
pub async fn set_token_seen(tx: &mut Tx, id: &SessionId, issued_at: i64) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query("UPDATE sessions SET token_seen = $3 WHERE id = $1 AND token_issued_at = $2")
            .bind(id.as_bytes())
            .bind(issued_at)
            .bind(true)
    );
    Ok(())
}

/// Notes last activity, unless a later one is noted; what is later than `ahead` is taken for a mistake.
pub async fn touch(tx: &mut Tx, id: &SessionId, at: Timestamp, ahead: Timestamp) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query(
            "UPDATE sessions SET last_active_at = $2 WHERE id = $1 AND (last_active_at < $2 OR last_active_at > $3)",
        )
        .bind(id.as_bytes())
        .bind(at.millis())
        .bind(ahead.millis())
    );
    Ok(())
}

/// Sets where a session is active.
pub async fn set_location(tx: &mut Tx, session: &Session) -> Result<(), StorageError> {
    let Session { id, ip_address, location, .. } = session;
    execute!(
        tx,
        sqlx::query(
            "UPDATE sessions SET ip_address = $2, location = $3, country = $4, latitude = $5, longitude = $6
             WHERE id = $1",
        )
        .bind(id.as_bytes())
        .bind(ip_address.to_string())
        .bind(location.label.to_stored())
        .bind(&location.country)
        .bind(location.coordinates.map(|location| location.0))
        .bind(location.coordinates.map(|location| location.1))
    );
    Ok(())
}

/// Sets what is kept of the location of a session's address.
pub async fn relocate(tx: &mut Tx, id: &SessionId, location: &Location) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query("UPDATE sessions SET location = $2, country = $3, latitude = $4, longitude = $5 WHERE id = $1")
            .bind(id.as_bytes())
            .bind(location.label.to_stored())
            .bind(&location.country)
            .bind(location.coordinates.map(|location| location.0))
            .bind(location.coordinates.map(|location| location.1))
    );
    Ok(())
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
