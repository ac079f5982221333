//! Another address for an account.

use secrecy::SecretString;

use super::{
    emails,
    links::{WEEK, next_link, unsaved_link, with_new_secret},
    mailbox::about_new_address,
};
use crate::{
    error::AppError,
    model::EventKind,
    server::{
        auth::{current::CurrentSession, reauth},
        email_address::EmailAddress,
        failure::Failure,
        mail::{Kind, Sender},
        rules,
        state::AppState,
        storage::{Actor, EmailChange, Event, LinkPurpose, Readdressed},
    },
};

/// Gives the person another address. Where addresses are confirmed, a link goes to the new one first.
///
/// # Errors
/// If the password wasn't proved, the address is malformed or taken, or this device was signed out
/// meanwhile.
pub async fn change_email(
    state: &AppState,
    current: &CurrentSession,
    email: &str,
    password: Option<SecretString>,
) -> Result<Changed, Failure> {
    let email: EmailAddress = email.parse().map_err(|_| AppError::EmailInvalid)?;
    let actor = reauth::require_recent(state, current, password).await?;
    // Before anything is sent or counted, so that a thief's device uses up nothing. The store looks again.
    if !rules::actor::has_authority(&state.storage, &current.session.id, state.clock.now()).await? {
        return Err(AppError::NewDeviceMayNotVouch.into());
    }
    if email.key() == current.email.key() {
        return respell_email(state, current, &actor, &email).await;
    }
    // Before anything is looked up: what it uses up must not tell whether somebody has the address.
    state.mailer.admit_account(&current.session.device_id, current.session.user_id)?;
    if state.config.confirms_addresses() {
        send_email_change(state, current, &actor, &email).await?;
        return Ok(Changed::EmailSent);
    }
    let event = Event::new(current.session.user_id, state.clock.now(), EventKind::EmailChanged, &current.source);
    let (undo, next) = next_link(state, WEEK)?;
    let emails = |done: &Readdressed| about_new_address(state, done, &undo);
    let user = current.session.user_id;
    match rules::addresses::set_email(&state.storage, user, &email, &event, &actor, next, emails).await? {
        EmailChange::Changed { .. } => {
            state.mailer.wake();
            Ok(Changed::Done)
        }
        EmailChange::Taken | EmailChange::LinkInvalid => Err(AppError::EmailInUse.into()),
    }
}

/// Keeps a person's own address as they write it now. It is the same mailbox: nothing is sent.
async fn respell_email(
    state: &AppState,
    current: &CurrentSession,
    actor: &Actor,
    email: &EmailAddress,
) -> Result<Changed, Failure> {
    if email.as_str() == current.email.as_str() {
        return Err(AppError::EmailUnchanged.into());
    }
    let user = current.session.user_id;
    state.throttle.admit_change(&current.session)?;
    let event = Event::new(user, state.clock.now(), EventKind::EmailChanged, &current.source);
    let respelt = rules::addresses::respell_email(&state.storage, user, email, &event, actor).await?;
    if respelt { Ok(Changed::Done) } else { Err(AppError::SessionEnded.into()) }
}

/// What came of a change of the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    Done,
    EmailSent,
}

/// Sends a link to the new address of a person, or tells its holder, where it has an account already.
/// The present address hears of it in any case.
///
/// # Errors
/// If the store does not answer.
async fn send_email_change(
    state: &AppState,
    current: &CurrentSession,
    actor: &Actor,
    email: &EmailAddress,
) -> Result<(), Failure> {
    let user = current.session.user_id;
    let write = |to, content| state.mailer.write(Sender::Account(user), Some(user), to, &content);
    let asked = write(&current.email, emails::email_change_asked(email, state.config.public_url().as_str()));
    if !state.mailer.admit(Kind::EmailChange, email) {
        return Ok(state.mailer.send(asked.as_slice()).await?);
    }
    let is_taken = state.storage.find_user(email).await?.is_some();
    // Kept in any case, and sent only where the address is free: it takes the place of an earlier one,
    // and takes time; neither must tell whether somebody else has an account.
    let (url, link) = with_new_secret(state, unsaved_link(state, LinkPurpose::Email, Some(user), email.clone()))?;
    let content = if is_taken {
        emails::already_signed_up(state.config.public_url().as_str(), Kind::EmailChange)
    } else {
        emails::confirm_email(&url)
    };
    let emails: Vec<_> = asked.into_iter().chain(write(email, content)).collect();
    rules::links::add_email_link(&state.storage, &link, state.clock.now(), actor, &emails).await?;
    state.mailer.wake();
    Ok(())
}
