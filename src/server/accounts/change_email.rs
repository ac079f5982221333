//! Changing the address of an account.

use secrecy::SecretString;

use super::{
    emails::{self, Cause, Link, Site},
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

/// Changes the address. Where addresses are confirmed, a link is sent to the new one first.
///
/// # Errors
/// If the password wasn't entered recently, the address is malformed or taken, or this device has been signed out.
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
    let event = Event::new(current.session.user_id, state.clock.now(), EventKind::EmailChanged, &current.source(state));
    let (undo, next) = next_link(state, WEEK)?;
    let until = next.expires_at;
    let emails = |done: &Readdressed| about_new_address(state, done, &undo, until);
    let user = current.session.user_id;
    match rules::addresses::set_email(&state.storage, user, &email, &event, &actor, next, emails).await? {
        EmailChange::Changed { .. } => {
            state.mailer.wake();
            Ok(Changed::Done)
        }
        EmailChange::Taken | EmailChange::LinkInvalid => Err(AppError::EmailInUse.into()),
    }
}

/// Stores the person's own address in a new spelling. It is the same mailbox: nothing is sent.
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
    let event = Event::new(user, state.clock.now(), EventKind::EmailChanged, &current.source(state));
    let respelt = rules::addresses::respell_email(&state.storage, user, email, &event, actor).await?;
    if respelt { Ok(Changed::Done) } else { Err(AppError::SessionEnded.into()) }
}

/// The outcome of a change of address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    Done,
    EmailSent,
}

/// Sends a link to the new address or, if that has an account already, a notice to its holder. The current address
/// is notified in any case.
///
/// # Errors
/// If the database does not answer.
async fn send_email_change(
    state: &AppState,
    current: &CurrentSession,
    actor: &Actor,
    email: &EmailAddress,
) -> Result<(), Failure> {
    let user = current.session.user_id;
    let write = |to, content| state.mailer.write(Sender::Account(user), Some(user), to, &content);
    let site = Site::of(&state.config, current.account_language());
    let by = current.plain_source(state);
    let cause = Cause { by: &by, at: state.clock.now() };
    let asked = write(&current.email, emails::email_change_asked(&site, &current.email, email, cause));
    if !state.mailer.admit(Kind::EmailChange, email) {
        return Ok(state.mailer.send(asked.as_slice()).await?);
    }
    let holder = state.storage.find_user(email).await?;
    // Stored in any case, but sent only if the address is free: storing replaces an earlier link and takes time,
    // and neither may reveal whether somebody else has an account.
    let (url, link) = with_new_secret(state, unsaved_link(state, LinkPurpose::Email, Some(user), email.clone()))?;
    let content = match holder {
        Some(holder) => emails::already_signed_up(&Site::of(&state.config, holder.language), email, Kind::EmailChange),
        None => emails::confirm_email(&site, Link { url: &url, expires_at: link.expires_at }),
    };
    let emails: Vec<_> = asked.into_iter().chain(write(email, content)).collect();
    rules::links::add_email_link(&state.storage, &link, state.clock.now(), actor, &emails).await?;
    state.mailer.wake();
    Ok(())
}
