//! The cookies for a browser that signs in.

use std::time::Duration;

use axum::http::HeaderValue;

use crate::{
    model::Persistence,
    server::{
        auth::{client::Client, session},
        failure::Failure,
        ids::DeviceSecret,
        state::AppState,
        storage::{Event, NewSession, Session, User},
    },
};

/// How long a browser is recognised: as long as browsers keep any cookie (RFC 6265bis, section 5.5).
const DEVICE_COOKIE: Duration = Duration::from_hours(400 * 24);

/// The cookies for a browser that signs in: the session's cookie, and the device's.
pub type Cookies = [HeaderValue; 2];

/// What the device cookie of a browser says: what it said before, or something new.
///
/// # Errors
/// If the system provides no randomness.
pub fn device_secret(client: &Client) -> Result<DeviceSecret, Failure> {
    Ok(match &client.device_cookie {
        Some(secret) => secret.clone(),
        None => DeviceSecret::generate()?,
    })
}

/// The cookies of a session that was started on this device.
///
/// On a shared computer the device cookie ends with the browser, too, unless it was there before.
pub fn cookies(
    state: &AppState,
    session: &Session,
    client: &Client,
    secret: &DeviceSecret,
) -> Result<Cookies, Failure> {
    let kept = (session.persistence != Persistence::Shared || client.device_cookie.is_some()).then_some(DEVICE_COOKIE);
    let session = session::cookie(state, session, session.token.issued_at)?;
    Ok([session, state.device_cookie.set(secret.encode(), kept)])
}

/// The new session of a sign-in, as it is to be stored.
pub fn new_session<'a>(
    state: &AppState,
    session: &'a Session,
    user: &'a User,
    client: &'a Client,
    event: &'a Event,
) -> NewSession<'a> {
    let (replaces, limit) = (client.current_session.as_ref(), state.config.session_limit);
    NewSession {
        session,
        cookie: None,
        browser: None,
        is_first: false,
        replaces,
        limit,
        password_hash: &user.password_hash,
        event,
    }
}
