//! Owners and their devices, as several tests start with them, and what the store knows of them.

use std::time::Duration;

use super::{Browser, CHROME, EMAIL, SAFARI, TestApp};
use latchkey::server::{
    ids::{SessionId, UserId},
    storage::{Actor, RequestSource, Session},
};

/// An owner whose re-authentication is too old; an unrecognised device of theirs, and its id.
pub async fn reauthenticated_long_ago(app: &TestApp) -> (Browser, Browser, String) {
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let device = phone.device_id().await;
    app.advance(Duration::from_mins(11));
    // Their tokens are renewed meanwhile.
    owner.visit("/devices").await;
    phone.visit("/devices").await;
    (owner, phone, device)
}

/// Whose session a browser holds, and which.
pub fn held_by(app: &TestApp, browser: &Browser) -> (UserId, SessionId) {
    let verified = app.state.tokens.verify(browser.token.as_deref().unwrap(), app.state.clock.now()).unwrap();
    (verified.user_id, verified.session_id)
}

/// The session of a browser, as the store has it.
pub async fn stored(app: &TestApp, browser: &Browser) -> Session {
    app.state.storage.find_session(&held_by(app, browser).1).await.unwrap().unwrap().session
}

/// A session that does something, without re-authentication.
pub fn actor(session: &Session) -> Actor {
    Actor { session: session.id.clone(), source: RequestSource::of(session), reauthentication: None }
}
