//! Changing the password of an account.

use axum::http::HeaderValue;
use secrecy::SecretString;

use super::emails::{self, Cause, Site};
use crate::{
    error::AppError,
    model::{EventKind, Language},
    server::{
        auth::{client::Client, current::CurrentSession, password::Lane, password_hash::PasswordHash, reauth, session},
        email_address::EmailAddress,
        failure::Failure,
        ids::UserId,
        mail::Sender,
        rules,
        state::AppState,
        storage::{Event, NewSession, OutgoingEmail, Reauthentication, RequestSource},
    },
};

/// Changes the password, given the old one. Returns the cookie of the session that this device continues in.
///
/// # Errors
/// If the old one is wrong, the new one is not good enough, or this device has been signed out.
pub async fn change_password(
    state: &AppState,
    current: &CurrentSession,
    old: SecretString,
    new_password: SecretString,
    end_others: bool,
    client: Client,
) -> Result<HeaderValue, Failure> {
    let actor = reauth::require(state, current, old).await?;
    let lane = Lane::known(&current.session.device_id);
    if let Some(Reauthentication::Password(present)) = &actor.reauthentication {
        require_different(state, &new_password, present, lane).await?;
    }
    let hash = state.passwords.hash_new(new_password, &current.email, lane).await?;
    let user = current.session.user_id;
    let mut session = session::new_session(state, user, current.precision, &client, current.session.persistence)?;
    // The same device, a new id: it is no longer signed in than it was.
    session.expires_at = session.expires_at.min(current.session.expires_at);
    session.device_id = current.session.device_id.clone();
    session.given_name.clone_from(&current.session.given_name);
    session.flags.clone_from(&current.session.flags);
    let cookie = session::cookie(state, &session, session.token.issued_at)?;
    let [changed, signed_in] = [EventKind::PasswordChanged, EventKind::SignedIn]
        .map(|kind| Event::new(user, session.signed_in_at, kind, &current.source(state)));
    let replaces = Some(&current.session.id);
    let limit = state.config.session_limit;
    let new = NewSession {
        session: &session,
        cookie: None,
        browser: None,
        is_first: false,
        replaces,
        limit,
        password_hash: &hash,
        event: &signed_in,
    };
    // By what the device is: what it is called, somebody who is signed in may have chosen.
    let source = RequestSource { device_name: session.device.short_name(), ..current.source(state) };
    let emails = |ended| about_new_password(state, (user, &current.email, current.account_language()), &source, ended);
    if !rules::accounts::set_password(&state.storage, &hash, &changed, new, &actor, end_others, emails).await? {
        return Err(AppError::SessionEnded.into());
    }
    state.mailer.wake();
    tracing::info!(device = %current.session.device_id, end_others, "the password was changed");
    Ok(cookie)
}

/// Reports a new password; `ended` devices were signed out.
pub fn about_new_password(
    state: &AppState,
    (user, email, language): (UserId, &EmailAddress, Option<Language>),
    by: &RequestSource,
    ended: usize,
) -> Vec<OutgoingEmail> {
    let cause = Cause { by, at: state.clock.now() };
    let content = emails::password_changed(&Site::of(&state.config, language), email, cause, ended);
    state.mailer.write(Sender::Recipient, Some(user), email, &content).into_iter().collect()
}

/// Refuses the current password as the new one: anyone who knows it would still know it.
///
/// # Errors
/// If it is the same, or the server is busy.
pub async fn require_different(
    state: &AppState,
    new: &SecretString,
    present: &PasswordHash,
    lane: Lane,
) -> Result<(), Failure> {
    if state.passwords.verify(new.clone(), Some(present.clone()), lane).await? {
        return Err(AppError::PasswordUnchanged.into());
    }
    Ok(())
}
