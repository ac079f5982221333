//! Addresses that a link would give back, in SQLite: they are kept for their account.

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

/// Keeps a link that gives an account back the address that it had `before`. Nobody else gets that address
/// as long as the link is good.
pub async fn keep_undo(
    transaction: &mut Transaction<'_, Sqlite>,
    user: UserId,
    before: &Email,
    email: &Email,
    next: NextLink,
) -> Result<(), StorageError> {
    // Written otherwise, it still is the same.
    if before.key() == email.key() {
        return Ok(());
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
