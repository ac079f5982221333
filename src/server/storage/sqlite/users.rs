//! Accounts in SQLite.

use async_trait::async_trait;
use sqlx::{Sqlite, Transaction};

use super::{
    SqliteStorage,
    log::insert_event,
    rows::{LinkRow, UserRow},
    sessions::{end_sessions, require_live, start_session},
};
use crate::{
    model::{EndReason, Timestamp},
    server::{
        email::Email,
        ids::{Digest, UserId},
        password::PasswordHash,
        storage::{
            Actor, Address, AfterPassword, Ending, Event, LinkPurpose, MailLink, NewSession, StorageError, User, Users,
            Which,
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
        then: AfterPassword<'_>,
    ) -> Result<bool, StorageError> {
        let mut transaction = self.begin().await?;
        let changed = sqlx::query("UPDATE users SET password_hash = $2 WHERE id = $1")
            .bind(user.as_bytes())
            .bind(hash.as_str())
            .execute(&mut *transaction)
            .await?;
        if changed.rows_affected() == 0 {
            return Ok(false);
        }
        // A link that would set the password again is void.
        sqlx::query("DELETE FROM mail_links WHERE user_id = $1 AND purpose = 'reset'")
            .bind(user.as_bytes())
            .execute(&mut *transaction)
            .await?;
        insert_event(&mut transaction, event).await?;
        match then {
            AfterPassword::EndAll(ending) => {
                end_sessions(&mut transaction, Which::AllOf(user), ending).await?;
            }
            AfterPassword::GoOn(new, by, others) => {
                require_live(&mut transaction, Some(by)).await?;
                start_session(&mut transaction, new).await?;
                if others {
                    let ending = Ending { reason: EndReason::PasswordChanged, at: event.at, by: None };
                    end_sessions(&mut transaction, Which::Others(user, &new.session.id), ending).await?;
                }
            }
        }
        transaction.commit().await?;
        Ok(true)
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
        sqlx::query("DELETE FROM mail_links WHERE user_id = $1")
            .bind(user.as_bytes())
            .execute(&mut *transaction)
            .await?;
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
        forget_links(&mut transaction, link).await?;
        sqlx::query(
            "INSERT INTO mail_links (link_hash, purpose, user_id, email, password_hash, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(link.hash.as_bytes())
        .bind(<&str>::from(link.purpose))
        .bind(link.user_id.as_ref().map(UserId::as_bytes))
        .bind(link.email.as_str())
        .bind(link.password_hash.as_ref().map(PasswordHash::as_str))
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
        sqlx::query_as::<_, LinkRow>(
            "DELETE FROM mail_links WHERE link_hash = $1 AND purpose = $2 AND expires_at > $3 RETURNING *",
        )
        .bind(hash.as_bytes())
        .bind(<&str>::from(purpose))
        .bind(now.millis())
        .fetch_optional(&self.writer)
        .await?
        .map(MailLink::try_from)
        .transpose()
    }
}

async fn forget_links(transaction: &mut Transaction<'_, Sqlite>, link: &MailLink) -> Result<(), StorageError> {
    let earlier = match link.user_id {
        Some(user) => sqlx::query("DELETE FROM mail_links WHERE purpose = $1 AND user_id = $2")
            .bind(<&str>::from(link.purpose))
            .bind(user.as_bytes().to_vec()),
        None => sqlx::query("DELETE FROM mail_links WHERE purpose = $1 AND user_id IS NULL AND lower(email) = $2")
            .bind(<&str>::from(link.purpose))
            .bind(link.email.key().to_owned()),
    };
    earlier.execute(&mut **transaction).await?;
    Ok(())
}
