//! The address of an account: who may have it, and how a change is undone.

use std::time::Duration;

use super::{RuleError, actor, log, outgoing_mail};
use crate::{
    model::Timestamp,
    server::{
        email_address::EmailAddress,
        ids::UserId,
        storage::{
            Actor, EmailChange, Event, LinkPurpose, Lock, MailLink, NextLink, OutgoingEmail, Readdressed, Storage,
            StorageError, Tx,
            statements::{links, users},
        },
    },
};

/// How long an account must have had an address before it is reserved: changing through several addresses must not
/// block them for their owners.
const HELD: Duration = Duration::from_hours(24);

/// Changes a user's address. Stores the link `undo` for the previous address, and the emails that report the
/// change.
///
/// # Errors
/// If the device that acts may not, or if the database does not answer.
pub async fn set_email(
    storage: &Storage,
    user: UserId,
    email: &EmailAddress,
    event: &Event,
    by: &Actor,
    undo: NextLink,
    emails: impl FnOnce(&Readdressed) -> Vec<OutgoingEmail>,
) -> Result<EmailChange, RuleError> {
    let mut tx = storage.begin(Lock::User(user)).await?;
    actor::require_live(&mut tx, Some(by)).await?;
    actor::require_authority(&mut tx, by, event.at).await?;
    let Some(Replaced { before, since }) = replace_email(&mut tx, user, email, event).await? else {
        return Ok(EmailChange::Taken);
    };
    let undoable = store_undo_link(&mut tx, user, &before, email, since, undo, event.at).await?;
    let language = users::language(&mut tx, user).await?;
    let done = Readdressed { user, before, after: email.clone(), language, undoable };
    outgoing_mail::store(&mut tx, &emails(&done)).await?;
    tx.commit().await?;
    Ok(EmailChange::Changed { undoable })
}

/// Stores a user's address in another spelling with the same key: links sent to the mailbox stay valid. `false` if
/// the address has changed.
///
/// # Errors
/// If the device that acts may not, or if the database does not answer.
pub async fn respell_email(
    storage: &Storage,
    user: UserId,
    email: &EmailAddress,
    event: &Event,
    by: &Actor,
) -> Result<bool, RuleError> {
    let mut tx = storage.begin(Lock::User(user)).await?;
    actor::require_live(&mut tx, Some(by)).await?;
    actor::require_authority(&mut tx, by, event.at).await?;
    if !users::set_spelling(&mut tx, user, email).await? {
        return Ok(false);
    }
    log::record(&mut tx, event).await?;
    tx.commit().await?;
    Ok(true)
}

/// The address that an account had before.
pub struct Replaced {
    pub before: EmailAddress,
    /// Since when it was theirs, unless from the beginning.
    pub since: Option<Timestamp>,
}

/// Changes a user's address. `None` if it is taken: nothing may be committed then.
pub(super) async fn replace_email(
    tx: &mut Tx,
    user: UserId,
    email: &EmailAddress,
    event: &Event,
) -> Result<Option<Replaced>, StorageError> {
    let Some((before, since)) = users::email(tx, user).await? else { return Ok(None) };
    tx.lock_addresses(&[&before, email]).await?;
    if users::holder(tx, email).await?.is_some_and(|holder| holder != user)
        || links::is_kept_for_another(tx, user, email, event.at).await?
    {
        return Ok(None);
    }
    users::set_email(tx, user, email, event.at).await?;
    // Links sent to the old address no longer work.
    delete_links(tx, user, true).await?;
    log::record(tx, event).await?;
    Ok(Some(Replaced { before, since }))
}

/// Stores a link that restores the address `before`. Nobody else gets that address while the link is valid.
///
/// If `email` is reserved for this account, the change undoes an earlier one: the links of that and later changes
/// are voided, and no link is stored for the address that is left. `false` if none was stored.
pub(super) async fn store_undo_link(
    tx: &mut Tx,
    user: UserId,
    before: &EmailAddress,
    email: &EmailAddress,
    since: Option<Timestamp>,
    next: NextLink,
    now: Timestamp,
) -> Result<bool, StorageError> {
    // In another spelling it is still the same address.
    if before.key() == email.key() || undo_earlier(tx, user, before, email, now).await? {
        return Ok(false);
    }
    if since.is_some_and(|since| now.since(since) < HELD) {
        return Ok(false);
    }
    let NextLink { hash, expires_at } = next;
    let purpose = LinkPurpose::Undo;
    let (user_id, email) = (Some(user), before.clone());
    let link = MailLink { hash, purpose, user_id, email, password_hash: None, device: None, expires_at };
    links::insert(tx, &link, None).await?;
    links::reserve_address(tx, &hash, before).await?;
    Ok(true)
}

/// Whether a change to `email` undoes an earlier one; if so, voids the links of that and later changes, and links
/// sent to `left`: its mailbox may be somebody else's.
async fn undo_earlier(
    tx: &mut Tx,
    user: UserId,
    left: &EmailAddress,
    email: &EmailAddress,
    now: Timestamp,
) -> Result<bool, StorageError> {
    let Some(reserved_until) = links::reserved_until(tx, user, email, now).await? else { return Ok(false) };
    void_since(tx, user, left, reserved_until).await?;
    users::clear_email_since(tx, user).await?;
    Ok(true)
}

/// Voids undo links that are valid until `reserved_until` or longer, and links sent to `left`.
pub(super) async fn void_since(
    tx: &mut Tx,
    user: UserId,
    left: &EmailAddress,
    reserved_until: Timestamp,
) -> Result<(), StorageError> {
    links::delete_expiring_from(tx, user, LinkPurpose::Undo, reserved_until).await?;
    links::delete_sent_to(tx, user, LinkPurpose::Disown, left).await?;
    links::delete_sent_to(tx, user, LinkPurpose::Recognise, left).await
}

/// Voids links requested under the previous password or address: those to a new address and, with `resets`, those
/// to a new password. Links that take the account back (disown, undo) or prove access to the mailbox (recognise)
/// stay: an intruder must not take these from the owner.
pub(super) async fn delete_links(tx: &mut Tx, user: UserId, resets: bool) -> Result<(), StorageError> {
    links::delete_of_user(tx, user, LinkPurpose::Email).await?;
    if resets {
        links::delete_of_user(tx, user, LinkPurpose::Reset).await?;
    }
    Ok(())
}
