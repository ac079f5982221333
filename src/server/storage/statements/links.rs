//! One-time links that are sent by email.

use sqlx::AssertSqlSafe;

use crate::{
    model::{PublicId, Timestamp},
    server::{
        auth::password_hash::PasswordHash,
        email_address::EmailAddress,
        ids::{Digest, SessionId, UserId},
        storage::{LinkPurpose, MailLink, Storage, StorageError, Tx, execute, on, rows::LinkRow},
    },
};

impl Storage {
    /// The link, if it has not expired at `now`.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn find_link(
        &self,
        hash: &Digest,
        purpose: LinkPurpose,
        now: Timestamp,
    ) -> Result<Option<MailLink>, StorageError> {
        let row: Option<LinkRow> = on!(
            self.reader(),
            db,
            sqlx::query_as("SELECT * FROM mail_links WHERE link_hash = $1 AND purpose = $2 AND expires_at > $3")
                .bind(hash.as_bytes())
                .bind(<&str>::from(purpose))
                .bind(now.millis())
                .fetch_optional(db)
                .await?
        );
        row.map(MailLink::try_from).transpose()
    }
}

/// Keeps a link, and the session that asked for it.
pub async fn insert(tx: &mut Tx, link: &MailLink, asker: Option<&SessionId>) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query(
            "INSERT INTO mail_links (link_hash, purpose, user_id, email, password_hash, device_id, expires_at, asker)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(link.hash.as_bytes())
        .bind(<&str>::from(link.purpose))
        .bind(link.user_id.as_ref().map(UserId::as_bytes))
        .bind(link.email.as_str())
        .bind(link.password_hash.as_ref().map(PasswordHash::as_str))
        .bind(link.device.as_ref().map(PublicId::as_str))
        .bind(link.expires_at.millis())
        .bind(asker.map(SessionId::as_bytes))
    );
    Ok(())
}

/// Deletes the link, if it has not expired at `now`; what it was.
pub async fn take(
    tx: &mut Tx,
    hash: &Digest,
    purpose: LinkPurpose,
    now: Timestamp,
) -> Result<Option<MailLink>, StorageError> {
    let row: Option<LinkRow> = on!(
        tx,
        db,
        sqlx::query_as("DELETE FROM mail_links WHERE link_hash = $1 AND purpose = $2 AND expires_at > $3 RETURNING *",)
            .bind(hash.as_bytes())
            .bind(<&str>::from(purpose))
            .bind(now.millis())
            .fetch_optional(&mut **db)
            .await?
    );
    row.map(MailLink::try_from).transpose()
}

/// The user and the session that asked for a link to a new address, if both are still good: the account is
/// not disabled, the session is live and not locked.
pub async fn asker(tx: &mut Tx, link: &Digest, now: Timestamp) -> Result<Option<(UserId, SessionId)>, StorageError> {
    let found: Option<(Vec<u8>, Vec<u8>)> = on!(
        tx,
        db,
        sqlx::query_as(
            "SELECT users.id, sessions.id FROM mail_links
             JOIN sessions ON sessions.id = mail_links.asker AND sessions.user_id = mail_links.user_id
             JOIN users ON users.id = mail_links.user_id
             WHERE mail_links.link_hash = $1 AND mail_links.purpose = 'email' AND mail_links.expires_at > $2
               AND sessions.expires_at > $2 AND sessions.last_active_at + sessions.idle_timeout > $2
               AND sessions.locked_at IS NULL AND users.disabled_at IS NULL",
        )
        .bind(link.as_bytes())
        .bind(now.millis())
        .fetch_optional(&mut **db)
        .await?
    );
    found
        .map(|(user, session)| {
            Ok((
                user.try_into().map_err(|_| StorageError::Corrupt("user id"))?,
                session.try_into().map_err(|_| StorageError::Corrupt("session id"))?,
            ))
        })
        .transpose()
}

/// Deletes a user's links for one purpose.
pub async fn delete_of_user(tx: &mut Tx, user: UserId, purpose: LinkPurpose) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query("DELETE FROM mail_links WHERE user_id = $1 AND purpose = $2")
            .bind(user.as_bytes())
            .bind(<&str>::from(purpose))
    );
    Ok(())
}

/// Deletes a user's links for one purpose that went to an address.
pub async fn delete_sent_to(
    tx: &mut Tx,
    user: UserId,
    purpose: LinkPurpose,
    email: &EmailAddress,
) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query("DELETE FROM mail_links WHERE user_id = $1 AND purpose = $2 AND email = $3")
            .bind(user.as_bytes())
            .bind(<&str>::from(purpose))
            .bind(email.as_str())
    );
    Ok(())
}

/// Deletes a user's links for one purpose that expire at `from` or later.
pub async fn delete_expiring_from(
    tx: &mut Tx,
    user: UserId,
    purpose: LinkPurpose,
    from: Timestamp,
) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query("DELETE FROM mail_links WHERE user_id = $1 AND purpose = $2 AND expires_at >= $3")
            .bind(user.as_bytes())
            .bind(<&str>::from(purpose))
            .bind(from.millis())
    );
    Ok(())
}

/// Deletes the links about a device.
pub async fn delete_of_device(tx: &mut Tx, device: &PublicId) -> Result<(), StorageError> {
    execute!(tx, sqlx::query("DELETE FROM mail_links WHERE device_id = $1").bind(device.as_str()));
    Ok(())
}

/// Deletes everybody's links for one purpose.
pub async fn delete_all(tx: &mut Tx, purpose: LinkPurpose) -> Result<(), StorageError> {
    execute!(tx, sqlx::query("DELETE FROM mail_links WHERE purpose = $1").bind(<&str>::from(purpose)));
    Ok(())
}

/// Keeps the address of a link for its user.
pub async fn reserve_address(tx: &mut Tx, link: &Digest, email: &EmailAddress) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query("UPDATE mail_links SET kept_for = $2 WHERE link_hash = $1").bind(link.as_bytes()).bind(email.key())
    );
    Ok(())
}

/// When the first link expires that keeps an address for a user.
pub async fn reserved_until(
    tx: &mut Tx,
    user: UserId,
    email: &EmailAddress,
    now: Timestamp,
) -> Result<Option<Timestamp>, StorageError> {
    let until: Option<i64> = on!(
        tx,
        db,
        sqlx::query_scalar(
            "SELECT min(expires_at) FROM mail_links WHERE user_id = $1 AND kept_for = $2 AND expires_at > $3",
        )
        .bind(user.as_bytes())
        .bind(email.key())
        .bind(now.millis())
        .fetch_one(&mut **db)
        .await?
    );
    Ok(until.map(Timestamp::from_millis))
}

/// Whether an address is kept for somebody else than `user`.
pub async fn is_kept_for_another(
    tx: &mut Tx,
    user: UserId,
    email: &EmailAddress,
    now: Timestamp,
) -> Result<bool, StorageError> {
    Ok(on!(
        tx,
        db,
        sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM mail_links WHERE kept_for = $1 AND user_id <> $2 AND expires_at > $3)",
        )
        .bind(email.key())
        .bind(user.as_bytes())
        .bind(now.millis())
        .fetch_one(&mut **db)
        .await?
    ))
}

/// Deletes up to `limit` links that have expired at `now`; how many.
pub async fn delete_expired(tx: &mut Tx, now: Timestamp, limit: u32) -> Result<u64, StorageError> {
    let statement = format!(
        "DELETE FROM mail_links
             WHERE link_hash IN (SELECT link_hash FROM mail_links WHERE expires_at <= $1
                               ORDER BY expires_at LIMIT $2 {})",
        tx.unheld()
    );
    Ok(execute!(tx, sqlx::query(AssertSqlSafe(statement)).bind(now.millis()).bind(i64::from(limit))))
}
