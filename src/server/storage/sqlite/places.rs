//! Where devices were, in SQLite: how precisely, and for how long with the address.

use std::{collections::HashMap, net::IpAddr};

use sqlx::Sqlite;

use super::transaction::Transaction;
use crate::{
    model::{Precision, PublicId, Timestamp},
    server::{
        ids::UserId,
        location::Place,
        storage::{Session, StorageError},
    },
};

/// Places that are kept of one device.
const PLACES: u32 = 100;

/// What is kept of a user's places, so precisely from now on.
pub async fn relocate(
    transaction: &mut Transaction<'_, Sqlite>,
    user: UserId,
    precision: Precision,
    places: &[(IpAddr, Place)],
) -> Result<(), StorageError> {
    if precision != Precision::City {
        // What they say can't be made less precise without the address; the log keeps the rest.
        for statement in [
            "DELETE FROM places WHERE user_id = $1 AND ip_address IS NULL",
            "UPDATE events SET location = NULL WHERE user_id = $1 AND location IS NOT NULL",
        ] {
            sqlx::query(statement).bind(user.as_bytes()).execute(&mut **transaction).await?;
        }
    }
    let places: HashMap<String, &Place> = places.iter().map(|(address, place)| (address.to_string(), place)).collect();
    // Row by row and each by its key: a long history must not hold up whoever waits to write.
    let sessions: Vec<(Vec<u8>, String)> = sqlx::query_as("SELECT id, ip_address FROM sessions WHERE user_id = $1")
        .bind(user.as_bytes())
        .fetch_all(&mut **transaction)
        .await?;
    for (id, address) in sessions {
        let statement = "UPDATE sessions SET location = $2, country = $3, latitude = $4, longitude = $5 WHERE id = $1";
        place_binds(sqlx::query(statement).bind(id), places.get(&address).copied()).execute(&mut **transaction).await?;
    }
    let kept: Vec<(i64, String)> =
        sqlx::query_as("SELECT id, ip_address FROM places WHERE user_id = $1 AND ip_address IS NOT NULL")
            .bind(user.as_bytes())
            .fetch_all(&mut **transaction)
            .await?;
    for (id, address) in kept {
        let statement = "UPDATE places SET location = $2, country = $3, latitude = $4, longitude = $5 WHERE id = $1";
        place_binds(sqlx::query(statement).bind(id), places.get(&address).copied()).execute(&mut **transaction).await?;
    }
    Ok(())
}

type SqliteQuery<'q> = sqlx::query::Query<'q, Sqlite, sqlx::sqlite::SqliteArguments>;

/// A place as four columns; one that came in between, and was located more precisely, is not kept.
fn place_binds<'q>(query: SqliteQuery<'q>, place: Option<&Place>) -> SqliteQuery<'q> {
    let unknown = Place::not_kept();
    let place = place.unwrap_or(&unknown);
    query
        .bind(place.label.to_stored())
        .bind(place.country.clone())
        .bind(place.coordinates.map(|place| place.0))
        .bind(place.coordinates.map(|place| place.1))
}

/// How precise a person wants places kept by now.
pub async fn wanted_precision(
    transaction: &mut Transaction<'_, Sqlite>,
    user: UserId,
) -> Result<Precision, StorageError> {
    let wanted: Option<String> = sqlx::query_scalar("SELECT place_precision FROM users WHERE id = $1")
        .bind(user.as_bytes())
        .fetch_optional(&mut **transaction)
        .await?;
    Ok(wanted.and_then(|word| word.parse().ok()).unwrap_or(Precision::None))
}

/// A place no more precise than the person wants it kept by now: it was looked up before the
/// transaction began.
pub async fn coarsened(
    transaction: &mut Transaction<'_, Sqlite>,
    user: UserId,
    place: &Place,
) -> Result<Place, StorageError> {
    let wanted = wanted_precision(transaction, user).await?;
    Ok(if wanted <= place.precision { place.clone() } else { Place::not_kept() })
}

/// Notes that the device of a session was at its place at `at`.
pub async fn insert_place(
    transaction: &mut Transaction<'_, Sqlite>,
    session: &Session,
    at: Timestamp,
) -> Result<(), StorageError> {
    let address = session.ip_address.to_string();
    // A place whose address was wiped takes the one that is there now.
    let known = sqlx::query(
        "UPDATE places SET ip_address = $2, last_at = max(last_at, $4) WHERE id = (
             SELECT id FROM places WHERE device_id = $1 AND location = $3 AND (ip_address = $2 OR ip_address IS NULL)
             ORDER BY ip_address IS NULL LIMIT 1
         )",
    )
    .bind(session.public_id.as_str())
    .bind(&address)
    .bind(session.place.label.to_stored())
    .bind(at.millis())
    .execute(&mut **transaction)
    .await?;
    if known.rows_affected() > 0 {
        return Ok(());
    }
    sqlx::query(
        "INSERT INTO places (device_id, user_id, ip_address, location, country, latitude, longitude, first_at, last_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
    )
    .bind(session.public_id.as_str())
    .bind(session.user_id.as_bytes())
    .bind(&address)
    .bind(session.place.label.to_stored())
    .bind(&session.place.country)
    .bind(session.place.coordinates.map(|place| place.0))
    .bind(session.place.coordinates.map(|place| place.1))
    .bind(at.millis())
    .execute(&mut **transaction)
    .await?;
    // A device that changes its address all the time must not fill the disk.
    sqlx::query(
        "DELETE FROM places WHERE device_id = $1 AND id NOT IN (
             SELECT id FROM places WHERE device_id = $1 ORDER BY last_at DESC, id DESC LIMIT $2
         )",
    )
    .bind(session.public_id.as_str())
    .bind(PLACES)
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

/// Puts `place`, known by now, where that of the session's address stood.
pub async fn replace_place(
    transaction: &mut Transaction<'_, Sqlite>,
    session: &Session,
    place: &Place,
) -> Result<(), StorageError> {
    let statement = "UPDATE places SET location = $4, country = $5, latitude = $6, longitude = $7
                     WHERE device_id = $1 AND ip_address = $2 AND location = $3";
    let query = sqlx::query(statement)
        .bind(session.public_id.as_str())
        .bind(session.ip_address.to_string())
        .bind(session.place.label.to_stored());
    place_binds(query, Some(place)).execute(&mut **transaction).await?;
    Ok(())
}

/// Notes where the device of a session that ended was last, and when; what the person calls it.
pub async fn note_end(
    transaction: &mut Transaction<'_, Sqlite>,
    session: &Session,
) -> Result<Option<String>, StorageError> {
    insert_place(transaction, session, session.last_active_at).await?;
    let given_name =
        sqlx::query_scalar("UPDATE devices SET last_seen_at = max(last_seen_at, $2) WHERE id = $1 RETURNING name")
            .bind(session.public_id.as_str())
            .bind(session.last_active_at.millis())
            .fetch_optional(&mut **transaction)
            .await?;
    Ok(given_name.flatten())
}

/// Wipes the addresses of a device that is signed in no more.
///
/// What is left of several addresses in one place becomes one row.
pub async fn wipe_addresses(transaction: &mut Transaction<'_, Sqlite>, device: &PublicId) -> Result<(), StorageError> {
    let last: Option<i64> = sqlx::query_scalar("SELECT max(id) FROM places WHERE device_id = $1")
        .bind(device.as_str())
        .fetch_one(&mut **transaction)
        .await?;
    sqlx::query(
        "INSERT INTO places (device_id, user_id, location, country, latitude, longitude, first_at, last_at)
         SELECT device_id, user_id, location, country, latitude, longitude, min(first_at), max(last_at)
         FROM places WHERE device_id = $1 GROUP BY location",
    )
    .bind(device.as_str())
    .execute(&mut **transaction)
    .await?;
    sqlx::query("DELETE FROM places WHERE device_id = $1 AND id <= $2")
        .bind(device.as_str())
        .bind(last)
        .execute(&mut **transaction)
        .await?;
    Ok(())
}
