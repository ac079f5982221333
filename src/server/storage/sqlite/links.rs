//! One-time links in SQLite.

use async_trait::async_trait;
use sqlx::Sqlite;

use super::{
    SqliteStorage,
    authority::{forget_recognition, has_authority, require_authority},
    devices::{about, disown, find, note_recognised},
    kept_addresses::{keep_undo, void_since},
    lifecycle::{end_sessions, require_live},
    log::insert_event,
    rows::LinkRow,
    transaction::Transaction,
    users::{insert_user, replace_email},
};
use crate::{
    model::{EndReason, EventKind, PublicId, Timestamp},
    server::{
        email::Email,
        ids::{Digest, SessionId, UserId},
        password::PasswordHash,
        recognition::GUARD,
        storage::{
            Actor, Address, DisownedByLink, EmailChange, Ending, Event, LinkPurpose, Links, MailLink, NewSession,
            NextLink, Origin, StorageError, Undone, User, Which,
        },
    },
};

#[async_trait]
impl Links for SqliteStorage {
    async fn add_link(&self, link: &MailLink) -> Result<bool, StorageError> {
        let mut transaction = self.begin().await?;
        // Several links of a kind may be under way: nobody voids somebody else's by asking.
        if let (LinkPurpose::Reset, Some(user)) = (link.purpose, link.user_id)
            && !is_address_of(&mut transaction, user, &link.email).await?
        {
            return Ok(false);
        }
        insert(&mut transaction, link, None).await?;
        transaction.commit().await?;
        Ok(true)
    }

    async fn add_email_link(&self, link: &MailLink, now: Timestamp, by: &Actor) -> Result<(), StorageError> {
        let mut transaction = self.begin().await?;
        require_live(&mut transaction, Some(by)).await?;
        require_authority(&mut transaction, by, now).await?;
        sqlx::query("DELETE FROM mail_links WHERE purpose = 'email' AND user_id = $1")
            .bind(link.user_id.as_ref().map(UserId::as_bytes))
            .execute(&mut *transaction)
            .await?;
        insert(&mut transaction, link, Some(&by.session)).await?;
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

    async fn confirm_sign_up(
        &self,
        link: &Digest,
        user: &User,
        event: &Event,
        session: NewSession<'_>,
    ) -> Result<Option<Address>, StorageError> {
        let mut transaction = self.begin().await?;
        let taken = take(&mut transaction, link, LinkPurpose::SignUp, event.at).await?;
        let asked_for = taken.is_some_and(|taken| {
            taken.email.key() == user.email.key()
                && taken.password_hash.is_some_and(|hash| hash.as_str() == user.password_hash.as_str())
        });
        if !asked_for {
            return Ok(None);
        }
        let address = insert_user(&mut transaction, user, event, Some(session)).await?;
        if address == Address::Free {
            transaction.commit().await?;
        }
        Ok(Some(address))
    }

    async fn confirm_email(
        &self,
        link: &Digest,
        now: Timestamp,
        by: &Origin,
        undo: NextLink,
    ) -> Result<EmailChange, StorageError> {
        let mut transaction = self.begin().await?;
        // Whoever was sent away may have asked for it: the link ends with the session of its asker.
        let asked_for: Option<(Vec<u8>, Vec<u8>)> = sqlx::query_as(
            "SELECT users.id, sessions.id FROM mail_links
             JOIN sessions ON sessions.id = mail_links.asker AND sessions.user_id = mail_links.user_id
             JOIN users ON users.id = mail_links.user_id
             WHERE mail_links.link_hash = $1 AND mail_links.purpose = 'email' AND mail_links.expires_at > $2
               AND sessions.expires_at > $2 AND sessions.last_active_at + sessions.idle_timeout > $2
               AND sessions.locked_at IS NULL AND users.disabled_at IS NULL",
        )
        .bind(link.as_bytes())
        .bind(now.millis())
        .fetch_optional(&mut *transaction)
        .await?;
        let Some((user, asker)) = asked_for else { return Ok(EmailChange::LinkInvalid) };
        // It may have asked while no recognised device was active, and be pressed when one is.
        if !has_authority(&mut transaction, &asker, now).await? {
            return Ok(EmailChange::LinkInvalid);
        }
        let user: UserId = user.try_into().map_err(|_| StorageError::Corrupt("user id"))?;
        let Some(taken) = take(&mut transaction, link, LinkPurpose::Email, now).await? else {
            return Ok(EmailChange::LinkInvalid);
        };
        let event = Event::new(user, now, EventKind::EmailChanged, by);
        let Some((before, since)) = replace_email(&mut transaction, user, &taken.email, &event).await? else {
            return Ok(EmailChange::Taken);
        };
        let undoable = keep_undo(&mut transaction, user, &before, &taken.email, since, undo, now).await?;
        transaction.commit().await?;
        Ok(EmailChange::Changed { before, after: taken.email, undoable })
    }

    async fn undo_email(
        &self,
        link: &Digest,
        now: Timestamp,
        by: &Origin,
        reset: NextLink,
    ) -> Result<Undone, StorageError> {
        let mut transaction = self.begin().await?;
        let Some(taken) = take(&mut transaction, link, LinkPurpose::Undo, now).await? else {
            return Ok(Undone::LinkInvalid);
        };
        let Some(user) = taken.user_id else { return Ok(Undone::LinkInvalid) };
        let event = Event::new(user, now, EventKind::EmailRestored, by);
        let Some((left, _)) = replace_email(&mut transaction, user, &taken.email, &event).await? else {
            return Ok(Undone::Taken);
        };
        if !is_address_of(&mut transaction, user, &taken.email).await? {
            return Ok(Undone::LinkInvalid);
        }
        // Whoever changed it has had their say: what later changes left behind must not undo this one.
        void_since(&mut transaction, user, &left, taken.expires_at).await?;
        sqlx::query("UPDATE users SET email_since = NULL WHERE id = $1")
            .bind(user.as_bytes())
            .execute(&mut *transaction)
            .await?;
        forget_recognition(&mut transaction, user).await?;
        let ending = Ending { reason: EndReason::EmailRestored, at: now, by: None };
        end_sessions(&mut transaction, Which::AllOf(user), ending).await?;
        let email = taken.email.clone();
        insert(&mut transaction, &after(taken, LinkPurpose::Reset, reset), None).await?;
        transaction.commit().await?;
        Ok(Undone::Restored { email, left })
    }

    async fn recognise_by_link(
        &self,
        link: &Digest,
        now: Timestamp,
        by: &Origin,
    ) -> Result<Option<PublicId>, StorageError> {
        let mut transaction = self.begin().await?;
        let Some(taken) = take(&mut transaction, link, LinkPurpose::Recognise, now).await? else { return Ok(None) };
        let Some((user, id)) = taken.user_id.zip(taken.device) else { return Ok(None) };
        if !is_address_of(&mut transaction, user, &taken.email).await? {
            return Ok(None);
        }
        let disowned: Option<i64> = sqlx::query_scalar("SELECT 1 FROM devices WHERE id = $1 AND disowned_at > $2")
            .bind(id.as_str())
            .bind(taken.expires_at.minus(GUARD).millis())
            .fetch_optional(&mut *transaction)
            .await?;
        let Some(device) = find(&mut transaction, user, &id).await?.filter(|_| disowned.is_none()) else {
            return Ok(None);
        };
        note_recognised(&mut transaction, &id, now).await?;
        insert_event(&mut transaction, &about(user, &device, EventKind::DeviceConfirmed, now, by)).await?;
        transaction.commit().await?;
        Ok(Some(id))
    }

    async fn disown_by_link(
        &self,
        link: &Digest,
        now: Timestamp,
        reset: NextLink,
    ) -> Result<Option<DisownedByLink>, StorageError> {
        let mut transaction = self.begin().await?;
        let Some(taken) = take(&mut transaction, link, LinkPurpose::Disown, now).await? else { return Ok(None) };
        let Some((user, device)) = taken.user_id.zip(taken.device.clone()) else { return Ok(None) };
        let ending = Ending { reason: EndReason::Disowned, at: now, by: None };
        disown(&mut transaction, user, std::slice::from_ref(&device), ending).await?;
        let is_current = is_address_of(&mut transaction, user, &taken.email).await?;
        let email = is_current.then(|| taken.email.clone());
        if is_current {
            insert(&mut transaction, &after(taken, LinkPurpose::Reset, reset), None).await?;
        }
        transaction.commit().await?;
        Ok(Some(DisownedByLink { user, device, email }))
    }
}

/// The link, which can't be taken again once this is committed.
pub async fn take(
    transaction: &mut Transaction<'_, Sqlite>,
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
    .fetch_optional(&mut **transaction)
    .await?
    .map(MailLink::try_from)
    .transpose()
}

/// The link that comes after another, to the same mailbox.
fn after(link: MailLink, purpose: LinkPurpose, next: NextLink) -> MailLink {
    MailLink { hash: next.hash, purpose, expires_at: next.expires_at, device: None, password_hash: None, ..link }
}

/// Keeps a link, and the session that asked for it.
pub async fn insert(
    transaction: &mut Transaction<'_, Sqlite>,
    link: &MailLink,
    asker: Option<&SessionId>,
) -> Result<(), StorageError> {
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
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

/// Whether an address still is that of a user who is let in.
pub async fn is_address_of(
    transaction: &mut Transaction<'_, Sqlite>,
    user: UserId,
    email: &Email,
) -> Result<bool, StorageError> {
    let found: Option<i64> =
        sqlx::query_scalar("SELECT 1 FROM users WHERE id = $1 AND email_key IN ($2, $3) AND disabled_at IS NULL")
            .bind(user.as_bytes())
            .bind(email.key())
            .bind(email.former_key())
            .fetch_optional(&mut **transaction)
            .await?;
    Ok(found.is_some())
}

/// Voids what was asked for under another password or address: links to a new address, and `resets`, those
/// to a new password. What only takes an account back from somebody (disown, undo) or proves the mailbox
/// (recognise) stays: whoever got in must not take these from the person.
pub async fn forget_links(
    transaction: &mut Transaction<'_, Sqlite>,
    user: UserId,
    resets: bool,
) -> Result<(), StorageError> {
    sqlx::query("DELETE FROM mail_links WHERE user_id = $1 AND (purpose = 'email' OR (purpose = 'reset' AND $2))")
        .bind(user.as_bytes())
        .bind(resets)
        .execute(&mut **transaction)
        .await?;
    Ok(())
}
