//! Addresses that a link would give back, in SQLite: they are kept for their account.

use std::time::Duration;

use sqlx::Sqlite;

use super::{links::insert, transaction::Transaction};
use crate::{
    model::Timestamp,
    server::{
        email::Email,
        ids::UserId,
        storage::{LinkPurpose, MailLink, NextLink, StorageError},
    },
};

/// How long an account must have had an address before it is kept: who changes from one to the next must not
/// keep each of them from the people whose they are.
const HELD: Duration = Duration::from_hours(24);

/// Keeps a link that gives an account back the address that it had `before`. Nobody else gets that address
/// as long as the link is good.
///
/// Where `email` is kept for this very account, the change is the undoing of an earlier one: what that and
/// later changes left behind is void, and nothing is kept for the address that is left. `false` if nothing was.
pub async fn keep_undo(
    transaction: &mut Transaction<'_, Sqlite>,
    user: UserId,
    before: &Email,
    email: &Email,
    since: Option<Timestamp>,
    next: NextLink,
    now: Timestamp,
) -> Result<bool, StorageError> {
    // Written otherwise, it still is the same.
    if before.key() == email.key() || undo_earlier(transaction, user, before, email, now).await? {
        return Ok(false);
    }
    if since.is_some_and(|since| now.since(since) < HELD) {
        return Ok(false);
    }
    let NextLink { hash, expires_at } = next;
    let purpose = LinkPurpose::Undo;
    let (user_id, email) = (Some(user), before.clone());
    let link = MailLink { hash, purpose, user_id, email, password_hash: None, device: None, expires_at };
    insert(transaction, &link, None).await?;
    sqlx::query("UPDATE mail_links SET kept_for = $2 WHERE link_hash = $1")
        .bind(hash.as_bytes())
        .bind(before.key())
        .execute(&mut **transaction)
        .await?;
    Ok(true)
}

/// Whether a change to `email` undoes an earlier one; then voids what that and later ones left behind, and
/// what was sent to `left`: its mailbox may be somebody else's.
async fn undo_earlier(
    transaction: &mut Transaction<'_, Sqlite>,
    user: UserId,
    left: &Email,
    email: &Email,
    now: Timestamp,
) -> Result<bool, StorageError> {
    let kept_until: Option<i64> = sqlx::query_scalar(
        "SELECT min(expires_at) FROM mail_links WHERE user_id = $1 AND kept_for = $2 AND expires_at > $3",
    )
    .bind(user.as_bytes())
    .bind(email.key())
    .bind(now.millis())
    .fetch_one(&mut **transaction)
    .await?;
    let Some(kept_until) = kept_until else { return Ok(false) };
    void_since(transaction, user, left, Timestamp::from_millis(kept_until)).await?;
    sqlx::query("UPDATE users SET email_since = NULL WHERE id = $1")
        .bind(user.as_bytes())
        .execute(&mut **transaction)
        .await?;
    Ok(true)
}

/// Voids the undoing of changes whose links are good until `kept_until` or longer, and what was sent to `left`.
pub async fn void_since(
    transaction: &mut Transaction<'_, Sqlite>,
    user: UserId,
    left: &Email,
    kept_until: Timestamp,
) -> Result<(), StorageError> {
    sqlx::query(
        "DELETE FROM mail_links WHERE user_id = $1
         AND ((purpose = 'undo' AND expires_at >= $2) OR (purpose IN ('disown', 'recognise') AND email = $3))",
    )
    .bind(user.as_bytes())
    .bind(kept_until.millis())
    .bind(left.as_str())
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

/// Whether somebody else may have this address back.
pub async fn is_kept_for_another(
    transaction: &mut Transaction<'_, Sqlite>,
    user: UserId,
    email: &Email,
    now: Timestamp,
) -> Result<bool, StorageError> {
    let found: Option<i64> = sqlx::query_scalar(
        "SELECT 1 FROM mail_links WHERE kept_for = $1 AND user_id <> $2 AND expires_at > $3 LIMIT 1",
    )
    .bind(email.key())
    .bind(user.as_bytes())
    .bind(now.millis())
    .fetch_optional(&mut **transaction)
    .await?;
    Ok(found.is_some())
}
