//! Accounts in SQLite.

use async_trait::async_trait;
use sqlx::Sqlite;

use super::{
    SqliteStorage,
    authority::{forget_recognition, is_recognised, require_authority},
    kept_addresses::{is_kept_for_another, keep_undo},
    lifecycle::{end_sessions, require_live, start_session},
    links::{forget_links, is_address_of, take},
    log::insert_event,
    rows::UserRow,
    transaction::Transaction,
};
use crate::{
    model::{EndReason, EventKind, Timestamp},
    server::{
        email::Email,
        ids::{Digest, UserId},
        password::PasswordHash,
        storage::{
            Actor, Address, EmailChange, Ending, Event, LinkPurpose, NewSession, NextLink, Origin, StorageError, User,
            Users, Which,
        },
    },
};

#[async_trait]
impl Users for SqliteStorage {
    async fn add_user(
        &self,
        user: &User,
        event: &Event,
        session: Option<NewSession<'_>>,
    ) -> Result<Address, StorageError> {
        let mut transaction = self.begin().await?;
        let address = insert_user(&mut transaction, user, event, session).await?;
        if address == Address::Free {
            transaction.commit().await?;
        }
        Ok(address)
    }

    async fn find_user(&self, email: &Email) -> Result<Option<User>, StorageError> {
        // By the key of an earlier version too: see `email_keys`.
        sqlx::query_as::<_, UserRow>(
            "SELECT * FROM users WHERE email_key IN ($1, $2) ORDER BY email_key = $2 DESC LIMIT 1",
        )
        .bind(email.key())
        .bind(email.former_key())
        .fetch_optional(&self.readers)
        .await?
        .map(User::try_from)
        .transpose()
    }

    async fn find_user_by_id(&self, id: UserId) -> Result<Option<User>, StorageError> {
        sqlx::query_as::<_, UserRow>("SELECT * FROM users WHERE id = $1")
            .bind(id.as_bytes())
            .fetch_optional(&self.readers)
            .await?
            .map(User::try_from)
            .transpose()
    }

    async fn list_users(&self) -> Result<Vec<User>, StorageError> {
        let rows: Vec<UserRow> =
            sqlx::query_as("SELECT * FROM users ORDER BY email_key").fetch_all(&self.readers).await?;
        rows.into_iter().map(User::try_from).collect()
    }

    async fn set_password(
        &self,
        user: UserId,
        hash: &PasswordHash,
        event: &Event,
        new: NewSession<'_>,
        by: &Actor,
        end_others: bool,
    ) -> Result<bool, StorageError> {
        let mut transaction = self.begin().await?;
        require_live(&mut transaction, Some(by)).await?;
        require_authority(&mut transaction, by, event.at).await?;
        let void_resets = is_recognised(&mut transaction, &by.session).await?;
        if !replace_password(&mut transaction, user, hash, event, void_resets).await? {
            return Ok(false);
        }
        start_session(&mut transaction, new, None).await?;
        if end_others {
            let ending = Ending { reason: EndReason::PasswordChanged, at: event.at, by: None };
            end_sessions(&mut transaction, Which::Others(user, &new.session.id), ending).await?;
        } else {
            // What they proved was the old one.
            sqlx::query("UPDATE sessions SET proved_at = 0 WHERE user_id = $1 AND id <> $2")
                .bind(user.as_bytes())
                .bind(new.session.id.as_bytes())
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    async fn reset_password(
        &self,
        link: &Digest,
        hash: &PasswordHash,
        now: Timestamp,
        by: &Origin,
    ) -> Result<Option<Email>, StorageError> {
        let mut transaction = self.begin().await?;
        let Some(taken) = take(&mut transaction, link, LinkPurpose::Reset, now).await? else { return Ok(None) };
        let Some(user) = taken.user_id else { return Ok(None) };
        if !is_address_of(&mut transaction, user, &taken.email).await? {
            return Ok(None);
        }
        let event = Event::new(user, now, EventKind::PasswordReset, by);
        replace_password(&mut transaction, user, hash, &event, true).await?;
        forget_recognition(&mut transaction, user).await?;
        let ending = Ending { reason: EndReason::PasswordReset, at: now, by: None };
        end_sessions(&mut transaction, Which::AllOf(user), ending).await?;
        transaction.commit().await?;
        Ok(Some(taken.email))
    }

    async fn set_email(
        &self,
        user: UserId,
        email: &Email,
        event: &Event,
        by: &Actor,
        undo: NextLink,
    ) -> Result<EmailChange, StorageError> {
        let mut transaction = self.begin().await?;
        require_live(&mut transaction, Some(by)).await?;
        require_authority(&mut transaction, by, event.at).await?;
        let Some((before, since)) = replace_email(&mut transaction, user, email, event).await? else {
            return Ok(EmailChange::Taken);
        };
        let undoable = keep_undo(&mut transaction, user, &before, email, since, undo, event.at).await?;
        transaction.commit().await?;
        Ok(EmailChange::Changed { before, after: email.clone(), undoable })
    }

    async fn respell_email(
        &self,
        user: UserId,
        email: &Email,
        event: &Event,
        by: &Actor,
    ) -> Result<bool, StorageError> {
        let mut transaction = self.begin().await?;
        require_live(&mut transaction, Some(by)).await?;
        require_authority(&mut transaction, by, event.at).await?;
        let changed = sqlx::query("UPDATE users SET email = $2 WHERE id = $1 AND email_key = $3")
            .bind(user.as_bytes())
            .bind(email.as_str())
            .bind(email.key())
            .execute(&mut *transaction)
            .await?;
        if changed.rows_affected() == 0 {
            return Ok(false);
        }
        insert_event(&mut transaction, event).await?;
        transaction.commit().await?;
        Ok(true)
    }

    async fn set_disabled(
        &self,
        user: UserId,
        disabled_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<bool, StorageError> {
        let mut transaction = self.begin().await?;
        let changed = sqlx::query("UPDATE users SET disabled_at = $2 WHERE id = $1")
            .bind(user.as_bytes())
            .bind(disabled_at.map(Timestamp::millis))
            .execute(&mut *transaction)
            .await?;
        if changed.rows_affected() == 0 {
            return Ok(false);
        }
        if disabled_at.is_some() {
            forget_links(&mut transaction, user, true).await?;
            let ending = Ending { reason: EndReason::Disabled, at: now, by: None };
            end_sessions(&mut transaction, Which::AllOf(user), ending).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    async fn delete_user(&self, user: UserId, at: Timestamp, by: &Actor) -> Result<bool, StorageError> {
        let mut transaction = self.begin().await?;
        require_live(&mut transaction, Some(by)).await?;
        require_authority(&mut transaction, by, at).await?;
        for statement in [
            "DELETE FROM sessions WHERE user_id = $1",
            "DELETE FROM devices WHERE user_id = $1",
            "DELETE FROM places WHERE user_id = $1",
            "DELETE FROM ended_sessions WHERE user_id = $1",
            "DELETE FROM mail_links WHERE user_id = $1",
            "DELETE FROM events WHERE user_id = $1",
        ] {
            sqlx::query(statement).bind(user.as_bytes()).execute(&mut *transaction).await?;
        }
        let deleted =
            sqlx::query("DELETE FROM users WHERE id = $1").bind(user.as_bytes()).execute(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(deleted.rows_affected() > 0)
    }
}

/// Adds a user, and a first session if there is to be one. Nothing is to be committed if the address is taken.
pub async fn insert_user(
    transaction: &mut Transaction<'_, Sqlite>,
    user: &User,
    event: &Event,
    session: Option<NewSession<'_>>,
) -> Result<Address, StorageError> {
    if is_kept_for_another(transaction, user.id, &user.email, event.at).await? {
        return Ok(Address::Taken);
    }
    let added = sqlx::query(
        "INSERT INTO users (id, email, email_key, password_hash, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (email_key) DO NOTHING",
    )
    .bind(user.id.as_bytes())
    .bind(user.email.as_str())
    .bind(user.email.key())
    .bind(user.password_hash.as_str())
    .bind(user.created_at.millis())
    .execute(&mut **transaction)
    .await?;
    if added.rows_affected() == 0 {
        return Ok(Address::Taken);
    }
    insert_event(transaction, event).await?;
    if let Some(session) = session {
        start_session(transaction, session, None).await?;
    }
    Ok(Address::Free)
}

/// Gives a user another address; the one before, and since when it was theirs, unless from the beginning. None
/// if it is taken: nothing is to be committed then.
pub async fn replace_email(
    transaction: &mut Transaction<'_, Sqlite>,
    user: UserId,
    email: &Email,
    event: &Event,
) -> Result<Option<(Email, Option<Timestamp>)>, StorageError> {
    let holder: Option<Vec<u8>> = sqlx::query_scalar("SELECT id FROM users WHERE email_key = $1")
        .bind(email.key())
        .fetch_optional(&mut **transaction)
        .await?;
    if holder.is_some_and(|holder| holder != user.as_bytes())
        || is_kept_for_another(transaction, user, email, event.at).await?
    {
        return Ok(None);
    }
    let (before, since): (String, Option<i64>) = sqlx::query_as("SELECT email, email_since FROM users WHERE id = $1")
        .bind(user.as_bytes())
        .fetch_one(&mut **transaction)
        .await?;
    sqlx::query("UPDATE users SET email = $2, email_key = $3, email_since = $4 WHERE id = $1")
        .bind(user.as_bytes())
        .bind(email.as_str())
        .bind(email.key())
        .bind(event.at.millis())
        .execute(&mut **transaction)
        .await?;
    // What was sent to the old address opens nothing any more.
    forget_links(transaction, user, true).await?;
    insert_event(transaction, event).await?;
    let before = Email::from_stored(&before).map_err(|_| StorageError::Corrupt("email address"))?;
    Ok(Some((before, since.map(Timestamp::from_millis))))
}

/// Sets the password, and voids what was asked for under the one before. `void_resets`: and the links to a
/// new password, which a device that nobody recognised must leave alone.
async fn replace_password(
    transaction: &mut Transaction<'_, Sqlite>,
    user: UserId,
    hash: &PasswordHash,
    event: &Event,
    void_resets: bool,
) -> Result<bool, StorageError> {
    let changed = sqlx::query("UPDATE users SET password_hash = $2 WHERE id = $1")
        .bind(user.as_bytes())
        .bind(hash.as_str())
        .execute(&mut **transaction)
        .await?;
    if changed.rows_affected() == 0 {
        return Ok(false);
    }
    forget_links(transaction, user, void_resets).await?;
    insert_event(transaction, event).await?;
    Ok(true)
}
