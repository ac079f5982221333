//! Accounts and their passwords.

use super::{RuleError, actor, addresses::delete_links, log, outgoing_mail, sessions, start::start_session};
use crate::{
    model::{EndReason, EventKind, Timestamp},
    server::{
        auth::password_hash::PasswordHash,
        ids::{Digest, UserId},
        storage::{
            Actor, EmailAvailability, Event, LinkPurpose, Lock, NewSession, OutgoingEmail, RequestSource, Revocation,
            SessionSelection, Storage, StorageError, Tx, User,
            statements::{self, devices, links, users},
        },
    },
};

/// Adds a user, and a first session if there is to be one.
///
/// # Errors
/// If the database does not answer.
pub async fn add_user(
    storage: &Storage,
    user: &User,
    event: &Event,
    session: Option<NewSession<'_>>,
) -> Result<EmailAvailability, RuleError> {
    let mut tx = storage.begin(Lock::Nothing).await?;
    let availability = insert_user(&mut tx, user, event, session).await?;
    if availability == EmailAvailability::Free {
        tx.commit().await?;
    }
    Ok(availability)
}

/// Adds a user, and a first session if there is to be one. Nothing is to be committed if the address is taken.
pub(super) async fn insert_user(
    tx: &mut Tx,
    user: &User,
    event: &Event,
    session: Option<NewSession<'_>>,
) -> Result<EmailAvailability, RuleError> {
    tx.lock_addresses(&[&user.email]).await?;
    if links::is_kept_for_another(tx, user.id, &user.email, event.at).await? || !users::insert(tx, user).await? {
        return Ok(EmailAvailability::Taken);
    }
    log::record(tx, event).await?;
    if let Some(session) = session {
        start_session(tx, session, None).await?;
    }
    Ok(EmailAvailability::Free)
}

/// Changes a user's password and stores the `emails` that report it: how many devices were signed out is passed to
/// them. The session of `by` continues as `new`; the
/// others end, or have to re-authenticate with the new password. `false` if there is no such user.
///
/// # Errors
/// If the device that acts may not, or if the database does not answer.
pub async fn set_password(
    storage: &Storage,
    hash: &PasswordHash,
    event: &Event,
    new: NewSession<'_>,
    by: &Actor,
    end_others: bool,
    emails: impl FnOnce(usize) -> Vec<OutgoingEmail>,
) -> Result<bool, RuleError> {
    let user = new.session.user_id;
    let mut tx = storage.begin(Lock::User(user)).await?;
    actor::require_live(&mut tx, Some(by)).await?;
    actor::require_authority(&mut tx, by, event.at).await?;
    let void_resets = actor::is_recognised(&mut tx, &by.session).await?;
    if !replace_password(&mut tx, user, hash, event, void_resets).await? {
        return Ok(false);
    }
    start_session(&mut tx, new, None).await?;
    let ended = if end_others {
        let revocation = Revocation { reason: EndReason::PasswordChanged, at: event.at, by: None };
        sessions::revoke_sessions(&mut tx, SessionSelection::Others(user, &new.session.id), revocation).await?.len()
    } else {
        // They re-authenticated with the old password.
        statements::sessions::clear_reauthentications(&mut tx, user, &new.session.id).await?;
        0
    };
    outgoing_mail::store(&mut tx, &emails(ended)).await?;
    tx.commit().await?;
    Ok(true)
}

/// Sets a new password by a reset link, revokes all the user's sessions, and stores the `emails` that report it, to
/// which it passes how many those were.
/// `false` if the link was used, has expired, or was sent to an address that is no longer the user's, or if the
/// account is disabled.
///
/// # Errors
/// If the database does not answer.
pub async fn reset_password(
    storage: &Storage,
    link: &Digest,
    hash: &PasswordHash,
    now: Timestamp,
    by: &RequestSource,
    emails: impl FnOnce(usize) -> Vec<OutgoingEmail>,
) -> Result<bool, StorageError> {
    let mut tx = storage.begin(Lock::UserOfLink(link)).await?;
    let Some(taken) = links::take(&mut tx, link, LinkPurpose::Reset, now).await? else { return Ok(false) };
    let Some(user) = taken.user_id else { return Ok(false) };
    if !users::has_email(&mut tx, user, &taken.email).await? {
        return Ok(false);
    }
    let event = Event::new(user, now, EventKind::PasswordReset, by);
    replace_password(&mut tx, user, hash, &event, true).await?;
    // The mailbox decides: an intruder may have recognised devices of their own.
    devices::clear_confirmed(&mut tx, user).await?;
    let revocation = Revocation { reason: EndReason::PasswordReset, at: now, by: None };
    let ended = sessions::revoke_sessions(&mut tx, SessionSelection::AllOf(user), revocation).await?;
    outgoing_mail::store(&mut tx, &emails(ended.len())).await?;
    tx.commit().await?;
    Ok(true)
}

/// Sets the password, and voids links requested under the previous one; with `void_resets` also links to a new
/// password, which an unrecognised device must not void.
async fn replace_password(
    tx: &mut Tx,
    user: UserId,
    hash: &PasswordHash,
    event: &Event,
    void_resets: bool,
) -> Result<bool, StorageError> {
    if !users::set_password_hash(tx, user, hash).await? {
        return Ok(false);
    }
    delete_links(tx, user, void_resets).await?;
    log::record(tx, event).await?;
    Ok(true)
}

/// Disables a user and revokes all their sessions, or enables them again. `false` if there is no such user.
///
/// # Errors
/// If the database does not answer.
pub async fn set_disabled(
    storage: &Storage,
    user: UserId,
    disabled_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<bool, StorageError> {
    let mut tx = storage.begin(Lock::User(user)).await?;
    if !users::set_disabled_at(&mut tx, user, disabled_at).await? {
        return Ok(false);
    }
    if disabled_at.is_some() {
        delete_links(&mut tx, user, true).await?;
        let revocation = Revocation { reason: EndReason::Disabled, at: now, by: None };
        sessions::revoke_sessions(&mut tx, SessionSelection::AllOf(user), revocation).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Deletes a user with everything stored about them, sessions first. `false` if there is none. `by` is `None` for the
/// operator.
///
/// # Errors
/// If the device that acts may not, or if the database does not answer.
pub async fn delete_user(
    storage: &Storage,
    user: UserId,
    at: Timestamp,
    by: Option<&Actor>,
) -> Result<bool, RuleError> {
    let mut tx = storage.begin(Lock::User(user)).await?;
    actor::require_live(&mut tx, by).await?;
    if let Some(by) = by {
        actor::require_authority(&mut tx, by, at).await?;
    }
    let deleted = users::delete(&mut tx, user).await?;
    tx.commit().await?;
    Ok(deleted)
}
