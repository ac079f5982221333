//! Knowing the browser again that signs in, in SQLite.

use sqlx::Sqlite;

use super::transaction::Transaction;

use crate::{
    model::PublicId,
    server::{
        ids::Digest,
        storage::{Session, StorageError},
    },
};

/// Devices that are kept of one person, besides those that are signed in.
const DEVICES: u32 = 500;

/// What is known of the device of a session that starts.
pub struct Recognised {
    pub device: PublicId,
    /// Whether the account was never used on it before, or the person had said that it isn't theirs.
    pub is_new: bool,
    /// What the person calls it.
    pub given_name: Option<String>,
    /// Whether the person had signed it out.
    pub sent_away: bool,
}

/// The device of a session that starts: the one with this cookie, or a new one.
pub async fn recognise(
    transaction: &mut Transaction<'_, Sqlite>,
    session: &Session,
    cookie: &Digest,
    is_first: bool,
) -> Result<Recognised, StorageError> {
    let at = session.signed_in_at.millis();
    let label = session.device.name();
    let known: Option<(String, Option<i64>, Option<String>)> = sqlx::query_as(
        "UPDATE devices SET last_seen_at = $3, label = $4, kind = $5 WHERE user_id = $1 AND cookie_hash = $2
         RETURNING id, disowned_at, name",
    )
    .bind(session.user_id.as_bytes())
    .bind(cookie.as_bytes())
    .bind(at)
    .bind(&label)
    .bind(session.device.kind.as_str())
    .fetch_optional(&mut **transaction)
    .await?;
    if let Some((id, disowned_at, given_name)) = known {
        let device: PublicId = id.parse().map_err(|_| StorageError::Corrupt("public id"))?;
        // Since the person last said that it is theirs; what it did itself meanwhile hides nothing.
        let sent_away: Option<i64> = sqlx::query_scalar(
            "SELECT 1 FROM ended_sessions WHERE public_id = $1 AND reason IN ('signed_out_remotely', 'disowned')
             AND ended_at >= coalesce((SELECT confirmed_at FROM devices WHERE id = $1 AND confirmed_at <= $2), 0)
             LIMIT 1",
        )
        .bind(device.as_str())
        // What was said while the clock was ahead hides nothing that was done after.
        .bind(at)
        .fetch_optional(&mut **transaction)
        .await?;
        let sent_away = sent_away.is_some();
        return Ok(Recognised { device, is_new: disowned_at.is_some(), given_name, sent_away });
    }
    sqlx::query(
        "INSERT INTO devices (id, user_id, cookie_hash, label, kind, first_seen_at, last_seen_at, confirmed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7)",
    )
    .bind(session.public_id.as_str())
    .bind(session.user_id.as_bytes())
    .bind(cookie.as_bytes())
    .bind(&label)
    .bind(session.device.kind.as_str())
    .bind(at)
    .bind(is_first.then_some(at))
    .execute(&mut **transaction)
    .await?;
    // Whoever signs in without the cookie again and again must not fill the disk, nor push out those
    // that were recognised.
    sqlx::query(
        "DELETE FROM devices WHERE user_id = $1 AND id IN (
             SELECT id FROM devices WHERE user_id = $1 ORDER BY confirmed_at IS NULL, last_seen_at DESC, id
             LIMIT -1 OFFSET $2
         ) AND NOT EXISTS (SELECT 1 FROM sessions WHERE public_id = devices.id)",
    )
    .bind(session.user_id.as_bytes())
    .bind(DEVICES)
    .execute(&mut **transaction)
    .await?;
    Ok(Recognised { device: session.public_id.clone(), is_new: !is_first, given_name: None, sent_away: false })
}
