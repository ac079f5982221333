//! Owners and their devices, as several tests start with them, and what the store knows of them.

use std::time::Duration;

use latchkey::server::{
    ids::{SessionId, UserId},
    storage::{Actor, Origin, Session},
};
use reqwest::StatusCode;

use crate::{
    app::{Browser, CHROME, EMAIL, PASSWORD, SAFARI, TestApp},
    passwords::{letter, link, secret},
};

/// The browser of a new account whose address is confirmed by the link.
pub async fn confirmed(app: &TestApp, email: &str) -> Browser {
    let mut browser = app.browser(CHROME);
    browser.submit("/sign-up", &[("email", email), ("password", PASSWORD)]).await;
    let path = link(&letter(app, email, "asked for a Latchkey account").await);
    let response = browser.submit("/sign-up/confirm", &[("link", secret(&path)), ("password", PASSWORD)]).await;
    assert_eq!(response.status(), StatusCode::OK);
    browser
}

/// An owner whose proof of the password is too old; a device of theirs that isn't recognised, and its id.
pub async fn proved_long_ago(app: &TestApp) -> (Browser, Browser, String) {
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let device = phone.public_id().await;
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

/// A session that does something, without a proof of the password.
pub fn actor(session: &Session) -> Actor {
    let origin = Origin {
        device: Some(session.public_id.clone()),
        device_name: session.name(),
        device_kind: session.device.kind,
        ip_address: session.ip_address,
        place: session.place.clone(),
    };
    Actor { session: session.id.clone(), origin, proof: None }
}
