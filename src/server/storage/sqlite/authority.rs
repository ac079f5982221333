//! Who may do what to an account, in SQLite: see [`crate::server::recognition`].

use sqlx::Sqlite;

use super::transaction::Transaction;

use crate::{
    model::{PublicId, Timestamp},
    server::{
        ids::{SessionId, UserId},
        recognition::GUARD,
        storage::{Actor, StorageError},
    },
};

/// Whether a session's device is recognised, or none that is was active after `$2`; no row if it has ended.
pub const HAS_AUTHORITY: &str = "
    SELECT devices.confirmed_at IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM devices AS recognised LEFT JOIN sessions AS live ON live.public_id = recognised.id
        WHERE recognised.user_id = devices.user_id AND recognised.confirmed_at IS NOT NULL
          AND max(recognised.last_seen_at, coalesce(live.last_active_at, 0)) > $2
    )
    FROM sessions JOIN devices ON devices.id = sessions.public_id WHERE sessions.id = $1";

/// Since when the activity of a recognised device counts.
pub fn guarded_since(at: Timestamp) -> i64 {
    at.minus(GUARD).millis()
}

/// Refuses a device that nobody recognised, while one that somebody did was active lately.
pub async fn require_authority(
    transaction: &mut Transaction<'_, Sqlite>,
    by: &Actor,
    at: Timestamp,
) -> Result<(), StorageError> {
    match authority(transaction, by.session.as_bytes(), at).await? {
        Some(true) => Ok(()),
        Some(false) => Err(StorageError::NotRecognised),
        None => Err(StorageError::ActorGone),
    }
}

/// Whether the session with this id still lives, and its device speaks for the account.
pub async fn has_authority(
    transaction: &mut Transaction<'_, Sqlite>,
    session: &[u8],
    at: Timestamp,
) -> Result<bool, StorageError> {
    Ok(authority(transaction, session, at).await? == Some(true))
}

async fn authority(
    transaction: &mut Transaction<'_, Sqlite>,
    session: &[u8],
    at: Timestamp,
) -> Result<Option<bool>, StorageError> {
    let found = sqlx::query_scalar(HAS_AUTHORITY).bind(session).bind(guarded_since(at));
    Ok(found.fetch_optional(&mut **transaction).await?)
}

/// Takes from every device of a user that it was recognised: the mailbox spoke, and whoever was in the account
/// before may have recognised their own.
pub async fn forget_recognition(transaction: &mut Transaction<'_, Sqlite>, user: UserId) -> Result<(), StorageError> {
    sqlx::query("UPDATE devices SET confirmed_at = NULL WHERE user_id = $1")
        .bind(user.as_bytes())
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

/// The same, where what is done is done to a recognised device, and another than itself.
pub async fn require_authority_over(
    transaction: &mut Transaction<'_, Sqlite>,
    by: &Actor,
    user: UserId,
    device: &PublicId,
    at: Timestamp,
) -> Result<(), StorageError> {
    let recognised: Option<i64> = sqlx::query_scalar(
        "SELECT 1 FROM devices WHERE id = $1 AND user_id = $2 AND confirmed_at IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM sessions WHERE sessions.id = $3 AND sessions.public_id = devices.id)",
    )
    .bind(device.as_str())
    .bind(user.as_bytes())
    .bind(by.session.as_bytes())
    .fetch_optional(&mut **transaction)
    .await?;
    match recognised {
        Some(_) => require_authority(transaction, by, at).await,
        None => Ok(()),
    }
}

/// The same, where it is done to all sessions of a user but one.
pub async fn require_authority_over_others(
    transaction: &mut Transaction<'_, Sqlite>,
    by: &Actor,
    user: UserId,
    keep: &SessionId,
    at: Timestamp,
) -> Result<(), StorageError> {
    let recognised: Option<i64> = sqlx::query_scalar(
        "SELECT 1 FROM signed_in WHERE user_id = $1 AND id <> $2 AND confirmed_at IS NOT NULL LIMIT 1",
    )
    .bind(user.as_bytes())
    .bind(keep.as_bytes())
    .fetch_optional(&mut **transaction)
    .await?;
    match recognised {
        Some(_) => require_authority(transaction, by, at).await,
        None => Ok(()),
    }
}

/// Whether the device of a session that acts is recognised itself.
pub async fn is_recognised(
    transaction: &mut Transaction<'_, Sqlite>,
    session: &SessionId,
) -> Result<bool, StorageError> {
    let found: Option<i64> = sqlx::query_scalar("SELECT 1 FROM signed_in WHERE id = $1 AND confirmed_at IS NOT NULL")
        .bind(session.as_bytes())
        .fetch_optional(&mut **transaction)
        .await?;
    Ok(found.is_some())
}
