//! Accounts in SQLite.

use async_trait::async_trait;
use sqlx::Sqlite;

use super::{
    SqliteStorage,
    lifecycle::{end_sessions, require_live, start_session},
    log::insert_event,
    rows::{LinkRow, UserRow},
    transaction::Transaction,
};
use crate::{
    model::{EndReason, EventKind, PublicId, Timestamp},
    server::{
        email::Email,
        ids::{Digest, UserId},
        password::PasswordHash,
        storage::{
            Actor, Address, Ending, Event, LinkPurpose, MailLink, NewSession, Origin, StorageError, User, Users, Which,
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
        let added = sqlx::query(
            "INSERT INTO users (id, email, email_key, password_hash, created_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (email_key) DO NOTHING",
        )
        .bind(user.id.as_bytes())
        .bind(user.email.as_str())
        .bind(user.email.key())
        .bind(user.password_hash.as_str())
        .bind(user.created_at.millis())
        .execute(&mut *transaction)
        .await?;
        if added.rows_affected() == 0 {
            return Ok(Address::Taken);
        }
        insert_event(&mut transaction, event).await?;
        if let Some(session) = session {
            start_session(&mut transaction, session).await?;
        }
        transaction.commit().await?;
        Ok(Address::Free)
    }

    async fn find_user(&self, email: &Email) -> Result<Option<User>, StorageError> {
        sqlx::query_as::<_, UserRow>("SELECT * FROM users WHERE email_key = $1")
            .bind(email.key())
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
        if !replace_password(&mut transaction, user, hash, event).await? {
            return Ok(false);
        }
        start_session(&mut transaction, new).await?;
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
        let taken: Option<LinkRow> = sqlx::query_as(
            "DELETE FROM mail_links WHERE link_hash = $1 AND purpose = 'reset' AND expires_at > $2 RETURNING *",
        )
        .bind(link.as_bytes())
        .bind(now.millis())
        .fetch_optional(&mut *transaction)
        .await?;
        let Some(taken) = taken.map(MailLink::try_from).transpose()? else { return Ok(None) };
        let Some(user) = taken.user_id else { return Ok(None) };
        if !is_address_of(&mut transaction, user, &taken.email).await? {
            return Ok(None);
        }
        let event = Event::new(user, now, EventKind::PasswordReset, by);
        replace_password(&mut transaction, user, hash, &event).await?;
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
        by: Option<&Actor>,
    ) -> Result<Address, StorageError> {
        let mut transaction = self.begin().await?;
        require_live(&mut transaction, by).await?;
        let holder: Option<Vec<u8>> = sqlx::query_scalar("SELECT id FROM users WHERE email_key = $1")
            .bind(email.key())
            .fetch_optional(&mut *transaction)
            .await?;
        if holder.is_some_and(|holder| holder != user.as_bytes()) {
            return Ok(Address::Taken);
        }
        sqlx::query("UPDATE users SET email = $2, email_key = $3 WHERE id = $1")
            .bind(user.as_bytes())
            .bind(email.as_str())
            .bind(email.key())
            .execute(&mut *transaction)
            .await?;
        // What was sent to the old address opens nothing any more.
        forget_links(&mut transaction, user).await?;
        insert_event(&mut transaction, event).await?;
        transaction.commit().await?;
        Ok(Address::Free)
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
            forget_links(&mut transaction, user).await?;
            let ending = Ending { reason: EndReason::Disabled, at: now, by: None };
            end_sessions(&mut transaction, Which::AllOf(user), ending).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    async fn delete_user(&self, user: UserId, by: Option<&Actor>) -> Result<bool, StorageError> {
        let mut transaction = self.begin().await?;
        require_live(&mut transaction, by).await?;
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

    async fn add_link(&self, link: &MailLink) -> Result<(), StorageError> {
        let mut transaction = self.begin().await?;
        match (link.purpose, link.user_id) {
            (LinkPurpose::Reset, Some(user)) if !is_address_of(&mut transaction, user, &link.email).await? => {
                return Ok(());
            }
            (LinkPurpose::Email, Some(user)) => {
                sqlx::query("DELETE FROM mail_links WHERE purpose = 'email' AND user_id = $1")
                    .bind(user.as_bytes())
                    .execute(&mut *transaction)
                    .await?;
            }
            // Several of the others may be under way: nobody voids somebody else's by asking.
            _ => {}
        }
        sqlx::query(
            "INSERT INTO mail_links (link_hash, purpose, user_id, email, password_hash, device_id, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(link.hash.as_bytes())
        .bind(<&str>::from(link.purpose))
        .bind(link.user_id.as_ref().map(UserId::as_bytes))
        .bind(link.email.as_str())
        .bind(link.password_hash.as_ref().map(PasswordHash::as_str))
        .bind(link.device.as_ref().map(PublicId::as_str))
        .bind(link.expires_at.millis())
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn find_link(
        &self,
        hash: &Digest,
        purpose: LinkPurpose,
        now: Timestamp,
    ) -> Result<Option<MailLink>, StorageError> {
        sqlx::query_as::<_, LinkRow>(
            "SELECT * FROM mail_links WHERE link_hash = $1 AND purpose = $2 AND expires_at > $3",
        )
        .bind(hash.as_bytes())
        .bind(<&str>::from(purpose))
        .bind(now.millis())
        .fetch_optional(&self.readers)
        .await?
        .map(MailLink::try_from)
        .transpose()
    }

    async fn take_link(
        &self,
        hash: &Digest,
        purpose: LinkPurpose,
        now: Timestamp,
    ) -> Result<Option<MailLink>, StorageError> {
        let mut transaction = self.begin().await?;
        let taken: Option<LinkRow> = sqlx::query_as(
            "DELETE FROM mail_links WHERE link_hash = $1 AND purpose = $2 AND expires_at > $3 RETURNING *",
        )
        .bind(hash.as_bytes())
        .bind(<&str>::from(purpose))
        .bind(now.millis())
        .fetch_optional(&mut *transaction)
        .await?;
        // Only a commit that is answered makes sure that it can't be taken again.
        transaction.commit().await?;
        taken.map(MailLink::try_from).transpose()
    }
}

/// Sets the password and voids every link that was sent to the user before.
async fn replace_password(
    transaction: &mut Transaction<'_, Sqlite>,
    user: UserId,
    hash: &PasswordHash,
    event: &Event,
) -> Result<bool, StorageError> {
    let changed = sqlx::query("UPDATE users SET password_hash = $2 WHERE id = $1")
        .bind(user.as_bytes())
        .bind(hash.as_str())
        .execute(&mut **transaction)
        .await?;
    if changed.rows_affected() == 0 {
        return Ok(false);
    }
    forget_links(transaction, user).await?;
    insert_event(transaction, event).await?;
    Ok(true)
}

/// Whether an address still is that of a user who is let in.
async fn is_address_of(
    transaction: &mut Transaction<'_, Sqlite>,
    user: UserId,
    email: &Email,
) -> Result<bool, StorageError> {
    let found: Option<i64> =
        sqlx::query_scalar("SELECT 1 FROM users WHERE id = $1 AND email_key = $2 AND disabled_at IS NULL")
            .bind(user.as_bytes())
            .bind(email.key())
            .fetch_optional(&mut **transaction)
            .await?;
    Ok(found.is_some())
}

/// Voids links to a new address: whoever is sent away may have asked for one. Those that reset the
/// password stay: they went to the person's own mailbox, and whoever is still in must not void them.
pub async fn forget_address_links(transaction: &mut Transaction<'_, Sqlite>, user: UserId) -> Result<(), StorageError> {
    sqlx::query("DELETE FROM mail_links WHERE user_id = $1 AND purpose = 'email'")
        .bind(user.as_bytes())
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

/// Voids every link that was sent to a user, but for those that only sign a device out: whoever got
/// in must not take these from the person.
pub async fn forget_links(transaction: &mut Transaction<'_, Sqlite>, user: UserId) -> Result<(), StorageError> {
    sqlx::query("DELETE FROM mail_links WHERE user_id = $1 AND purpose <> 'disown'")
        .bind(user.as_bytes())
        .execute(&mut **transaction)
        .await?;
    Ok(())
}
