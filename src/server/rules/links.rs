//! One-time links. A link is used up in the transaction of its action, which checks every condition: what was read
//! before may no longer hold.

use super::{
    RuleError, accounts, actor,
    addresses::{Replaced, replace_email, store_undo_link, void_since},
    devices::disown,
    log::{self, about},
    outgoing_mail, sessions,
};
use crate::{
    model::{EndReason, EventKind, Language, PublicId, Timestamp},
    server::{
        email_address::EmailAddress,
        ids::{Digest, UserId},
        recognition::GUARD,
        storage::{
            Actor, DisownedByLink, EmailAvailability, EmailChange, Event, LinkPurpose, Lock, MailLink, NewSession,
            NextLink, OutgoingEmail, Readdressed, RequestSource, Restored, Revocation, SessionSelection, Storage,
            StorageError, Undone, User,
            statements::{devices, links, users},
        },
    },
};

/// Stores a link, its log entry, and the email that contains it. `false`, and nothing is stored, if its address is
/// no longer its user's.
///
/// # Errors
/// If the database does not answer.
pub async fn add_link(
    storage: &Storage,
    link: &MailLink,
    event: Option<&Event>,
    emails: &[OutgoingEmail],
) -> Result<bool, StorageError> {
    let mut tx = storage.begin(link.user_id.map_or(Lock::Nothing, Lock::User)).await?;
    // Several links of a kind may be valid at once: nobody can void somebody else's by requesting one.
    if let (LinkPurpose::Reset, Some(user)) = (link.purpose, link.user_id)
        && !users::has_email(&mut tx, user, &link.email).await?
    {
        return Ok(false);
    }
    links::insert(&mut tx, link, None).await?;
    if let Some(event) = event {
        log::record(&mut tx, event).await?;
    }
    outgoing_mail::store(&mut tx, emails).await?;
    tx.commit().await?;
    Ok(true)
}

/// Stores a link to a new address that `by` requested, replacing an earlier one, and the emails about it. It works
/// as long as that session lives.
///
/// # Errors
/// If the device that acts may not, or if the database does not answer.
pub async fn add_email_link(
    storage: &Storage,
    link: &MailLink,
    now: Timestamp,
    by: &Actor,
    emails: &[OutgoingEmail],
) -> Result<(), RuleError> {
    let mut tx = storage.begin(Lock::UserOfSession(&by.session)).await?;
    actor::require_live(&mut tx, Some(by)).await?;
    actor::require_authority(&mut tx, by, now).await?;
    if let Some(user) = link.user_id {
        links::delete_of_user(&mut tx, user, LinkPurpose::Email).await?;
    }
    links::insert(&mut tx, link, Some(&by.session)).await?;
    outgoing_mail::store(&mut tx, emails).await?;
    tx.commit().await?;
    Ok(())
}

/// Creates the account of a link, which must have been requested with this address and password, and its first
/// session. `None` if the link was used or has expired.
///
/// # Errors
/// If the database does not answer.
pub async fn confirm_sign_up(
    storage: &Storage,
    link: &Digest,
    user: &User,
    event: &Event,
    session: NewSession<'_>,
) -> Result<Option<EmailAvailability>, RuleError> {
    let mut tx = storage.begin(Lock::Nothing).await?;
    let taken = links::take(&mut tx, link, LinkPurpose::SignUp, event.at).await?;
    let asked_for = taken.is_some_and(|taken| {
        taken.email.key() == user.email.key()
            && taken.password_hash.is_some_and(|hash| hash.as_str() == user.password_hash.as_str())
    });
    if !asked_for {
        return Ok(None);
    }
    let availability = accounts::insert_user(&mut tx, user, event, Some(session)).await?;
    if availability == EmailAvailability::Free {
        tx.commit().await?;
    }
    Ok(Some(availability))
}

/// Changes the user's address to the one that the link confirms. Stores the link `undo` for the previous address,
/// and the emails that report the change.
///
/// # Errors
/// If the database does not answer.
pub async fn confirm_email(
    storage: &Storage,
    link: &Digest,
    now: Timestamp,
    by: &RequestSource,
    undo: NextLink,
    emails: impl FnOnce(&Readdressed) -> Vec<OutgoingEmail>,
) -> Result<EmailChange, StorageError> {
    let mut tx = storage.begin(Lock::UserOfLink(link)).await?;
    // Somebody who was signed out may have requested it: the link ends with the requesting session.
    let Some((user, asker)) = links::asker(&mut tx, link, now).await? else { return Ok(EmailChange::LinkInvalid) };
    // It may have been requested while no recognised device was active, and be used when one is.
    if !actor::speaks_now(&mut tx, &asker, now).await? {
        return Ok(EmailChange::LinkInvalid);
    }
    let Some(taken) = links::take(&mut tx, link, LinkPurpose::Email, now).await? else {
        return Ok(EmailChange::LinkInvalid);
    };
    let event = Event::new(user, now, EventKind::EmailChanged, by);
    let Some(Replaced { before, since }) = replace_email(&mut tx, user, &taken.email, &event).await? else {
        return Ok(EmailChange::Taken);
    };
    let undoable = store_undo_link(&mut tx, user, &before, &taken.email, since, undo, now).await?;
    let language = users::language(&mut tx, user).await?;
    let done = Readdressed { user, before, after: taken.email, language, undoable };
    outgoing_mail::store(&mut tx, &emails(&done)).await?;
    tx.commit().await?;
    Ok(EmailChange::Changed { undoable })
}

/// Restores the address that a link was sent to, revokes all the user's sessions, and stores a link to a new
/// password, with the emails that report it. Devices recognised since the change no longer are, and the links of
/// later changes are void; those of earlier ones stay.
///
/// # Errors
/// If the database does not answer.
pub async fn undo_email(
    storage: &Storage,
    link: &Digest,
    now: Timestamp,
    by: &RequestSource,
    reset: NextLink,
    emails: impl FnOnce(&Restored) -> Vec<OutgoingEmail>,
) -> Result<Undone, StorageError> {
    let mut tx = storage.begin(Lock::UserOfLink(link)).await?;
    let Some(taken) = links::take(&mut tx, link, LinkPurpose::Undo, now).await? else {
        return Ok(Undone::LinkInvalid);
    };
    let Some(user) = taken.user_id else { return Ok(Undone::LinkInvalid) };
    let event = Event::new(user, now, EventKind::EmailRestored, by);
    let Some(Replaced { before: left, .. }) = replace_email(&mut tx, user, &taken.email, &event).await? else {
        return Ok(Undone::Taken);
    };
    if !users::has_email(&mut tx, user, &taken.email).await? {
        return Ok(Undone::LinkInvalid);
    }
    // Links of later changes must not undo this one.
    void_since(&mut tx, user, &left, taken.expires_at).await?;
    users::clear_email_since(&mut tx, user).await?;
    // The mailbox decides: an intruder may have recognised devices of their own.
    devices::clear_confirmed(&mut tx, user).await?;
    let revocation = Revocation { reason: EndReason::EmailRestored, at: now, by: None };
    sessions::revoke_sessions(&mut tx, SessionSelection::AllOf(user), revocation).await?;
    let language = users::language(&mut tx, user).await?;
    let done = Restored { user, email: taken.email.clone(), left, language };
    links::insert(&mut tx, &after(taken, LinkPurpose::Reset, reset), None).await?;
    outgoing_mail::store(&mut tx, &emails(&done)).await?;
    tx.commit().await?;
    Ok(Undone::Restored)
}

/// Confirms the device of a link as its user's. `None` if the link was used or has expired, if it was sent to an
/// address that is no longer the user's, or if the device has been disowned since.
///
/// # Errors
/// If the database does not answer.
pub async fn recognise_by_link(
    storage: &Storage,
    link: &Digest,
    now: Timestamp,
    by: &RequestSource,
) -> Result<Option<PublicId>, StorageError> {
    let mut tx = storage.begin(Lock::UserOfLink(link)).await?;
    let Some(taken) = links::take(&mut tx, link, LinkPurpose::Recognise, now).await? else { return Ok(None) };
    let Some((user, id)) = taken.user_id.zip(taken.device) else { return Ok(None) };
    if !users::has_email(&mut tx, user, &taken.email).await? {
        return Ok(None);
    }
    let sent_at = taken.expires_at.minus(GUARD);
    let Some(device) = devices::find(&mut tx, user, &id).await? else { return Ok(None) };
    if device.disowned_at.is_some_and(|disowned_at| disowned_at > sent_at) {
        return Ok(None);
    }
    devices::set_confirmed(&mut tx, &id, now).await?;
    log::record(&mut tx, &about(user, &device, EventKind::DeviceConfirmed, now, by)).await?;
    tx.commit().await?;
    Ok(Some(id))
}

/// Disowns the device of a link. Stores a link to a new password with its email, if the address is still the
/// account's. `None` if the link was used or has expired.
///
/// # Errors
/// If the database does not answer.
pub async fn disown_by_link(
    storage: &Storage,
    link: &Digest,
    now: Timestamp,
    by: &RequestSource,
    reset: NextLink,
    emails: impl FnOnce(UserId, &EmailAddress, Option<Language>) -> Vec<OutgoingEmail>,
) -> Result<Option<DisownedByLink>, StorageError> {
    let mut tx = storage.begin(Lock::UserOfLink(link)).await?;
    let Some(taken) = links::take(&mut tx, link, LinkPurpose::Disown, now).await? else { return Ok(None) };
    let Some((user, device)) = taken.user_id.zip(taken.device.clone()) else { return Ok(None) };
    let revocation = Revocation { reason: EndReason::Disowned, at: now, by: None };
    disown(&mut tx, user, std::slice::from_ref(&device), revocation).await?;
    let is_current = users::has_email(&mut tx, user, &taken.email).await?;
    if is_current {
        log::record(&mut tx, &Event::new(user, now, EventKind::ResetRequested, by)).await?;
        let language = users::language(&mut tx, user).await?;
        outgoing_mail::store(&mut tx, &emails(user, &taken.email, language)).await?;
        links::insert(&mut tx, &after(taken, LinkPurpose::Reset, reset), None).await?;
    }
    tx.commit().await?;
    Ok(Some(DisownedByLink { device, is_current }))
}

/// The link that comes after another, to the same mailbox.
fn after(link: MailLink, purpose: LinkPurpose, next: NextLink) -> MailLink {
    MailLink { hash: next.hash, purpose, expires_at: next.expires_at, device: None, password_hash: None, ..link }
}
