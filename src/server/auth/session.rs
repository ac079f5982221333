//! A new session, and the cookie that carries its token.

use std::time::Duration;

use axum::http::HeaderValue;

use crate::{
    model::{Persistence, Precision, Timestamp},
    server::{
        auth::client::Client,
        config::Config,
        failure::Failure,
        ids::{SessionId, UserId, generate_public_id},
        state::AppState,
        storage::{Session, TokenState},
    },
};

/// A session for the device behind a request; not yet stored.
///
/// Its id is new at every sign-in and after every change of the password (ASVS 7.2.4): nothing that
/// a browser held before becomes it.
///
/// # Errors
/// If the system provides no randomness.
pub fn new_session(
    state: &AppState,
    user_id: UserId,
    precision: Precision,
    client: &Client,
    persistence: Persistence,
) -> Result<Session, Failure> {
    let now = state.clock.now();
    let (idle_timeout, lifetime) = limits(&state.config, persistence);
    Ok(Session {
        id: SessionId::generate()?,
        device_id: generate_public_id()?,
        user_id,
        user_agent: client.user_agent.clone(),
        device: client.device.clone(),
        given_name: None,
        first_seen_at: now,
        confirmed_at: None,
        ip_address: client.ip_address,
        location: client.location(state, precision),
        flags: Vec::new(),
        persistence,
        signed_in_at: now,
        last_active_at: now,
        idle_timeout,
        expires_at: now.plus(lifetime),
        original_expires_at: None,
        reauthenticated_at: now,
        locked_at: None,
        token: TokenState { issued_at: now.seconds(), previous_at: None, seen: false },
    })
}

/// How long a session with this choice may be idle, and how long it lasts in all.
pub const fn limits(config: &Config, persistence: Persistence) -> (Duration, Duration) {
    match persistence {
        Persistence::Persistent => (config.kept_idle_timeout, config.absolute_lifetime),
        Persistence::BrowserSession => (config.idle_timeout, config.absolute_lifetime),
        Persistence::Shared => (config.shared_lifetime, config.shared_lifetime),
    }
}

/// The `Set-Cookie` with the token of `session` whose `iat` is `issued_at`.
///
/// # Errors
/// If the token can't be signed.
pub fn cookie(state: &AppState, session: &Session, issued_at: i64) -> Result<HeaderValue, Failure> {
    let issued = Timestamp::from_seconds(issued_at);
    let expires_at = issued.plus(state.config.token_lifetime).min(session.expires_at);
    let token = state.tokens.issue(session.user_id, &session.id, issued, expires_at)?;
    // Without 'Keep me signed in' it ends with the browser session; with it, after the idle timeout.
    let kept = (session.persistence == Persistence::Persistent)
        .then(|| session.idle_timeout.min(session.expires_at.since(issued)));
    Ok(state.cookie.set(token, kept))
}
