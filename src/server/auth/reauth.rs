//! Re-authentication: the password, entered recently, before sensitive actions (ASVS 7.5.1 to 7.5.3).
//!
//! Viewing devices never needs it. Actions that do take the password along: a dialog or page asks for it in place,
//! and the action is done in the same request.

use secrecy::{ExposeSecret, SecretString};

use super::{current::CurrentSession, password::Lane, throttle::Attempt};
use crate::{
    error::AppError,
    model::EventKind,
    server::{
        failure::Failure,
        rules,
        state::AppState,
        storage::{Actor, Event, Reauthentication},
    },
};

/// Succeeds if the password was entered within `--reauth-lifetime`, or is correct now. Returns the device as an
/// [`Actor`] with its re-authentication; the action must pass it on, since the re-authentication may be withdrawn
/// before the action is written.
///
/// # Errors
/// If the password was neither entered recently nor is correct now, or this device has been signed out.
pub async fn require_recent(
    state: &AppState,
    current: &CurrentSession,
    password: Option<SecretString>,
) -> Result<Actor, Failure> {
    match password.filter(|password| !password.expose_secret().is_empty()) {
        Some(password) => require(state, current, password).await,
        None if current.is_reauthenticated(state) => {
            let since = state.clock.now().minus(state.config.reauth_lifetime);
            Ok(Actor { reauthentication: Some(Reauthentication::Since(since)), ..current.actor(state) })
        }
        None => Err(AppError::PasswordRequired.into()),
    }
}

/// Succeeds if `password` is the person's; records that, and unlocks the device. As with [`require_recent`], the
/// action must pass the [`Actor`] on.
///
/// # Errors
/// If it isn't, or this device has been signed out.
pub async fn require(state: &AppState, current: &CurrentSession, password: SecretString) -> Result<Actor, Failure> {
    let attempt = Attempt::OnDevice(&current.session.device_id);
    let now = state.clock.now();
    let user = current.session.user_id;
    // Counted by device only: others behind the same address must not keep it from re-authenticating.
    state.throttle.begin(attempt, now)?;
    let hash = state.storage.find_user_by_id(user).await?.ok_or(AppError::SessionEnded)?.password_hash;
    let event = |kind| Event::new(user, now, kind, &current.source(state));
    let right = state
        .passwords
        .verify(password, Some(hash.clone()), Lane::known(&current.session.device_id))
        .await
        .inspect_err(|_| state.throttle.not_tried(attempt, now))?;
    if !right {
        rules::log::add_event(&state.storage, &event(EventKind::ReauthenticationFailed)).await?;
        tracing::warn!(device = %current.session.device_id, "a wrong password on a signed-in device");
        return Err(AppError::WrongPassword.into());
    }
    state.throttle.succeeded(attempt);
    let event = event(EventKind::Reauthenticated);
    if rules::sessions::set_reauthenticated(&state.storage, &current.session.id, &hash, now, Some(&event)).await? {
        Ok(Actor { reauthentication: Some(Reauthentication::Password(hash)), ..current.actor(state) })
    } else {
        Err(AppError::SessionEnded.into())
    }
}
