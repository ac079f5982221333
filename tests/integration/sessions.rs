//! The life of a session's row.

use latchkey::server::rules;
use std::time::Duration;

use latchkey::{
    model::EndReason,
    server::{
        ids::SessionId,
        last_seen::LastSeen,
        storage::{RequestSource, Revocation, SessionSelection},
    },
};
use reqwest::{Method, StatusCode};

use crate::support::{CHROME, DAY, EMAIL, FIREFOX, MINUTE, PASSWORD, SAFARI, TestApp, soon};

#[tokio::test]
async fn each_sign_in_makes_one_row_that_tells_its_device() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    app.signed_in(SAFARI, EMAIL).await;
    let ids: Vec<Vec<u8>> = app.connect().await.list("SELECT id FROM sessions").await;
    assert_eq!(ids.len(), 2);
    assert!(ids[0] != ids[1] && ids.iter().all(|id| id.len() * 8 >= 128));
    for (column, expected) in [
        ("user_agent", SAFARI),
        ("browser", "Safari"),
        ("browser_version", "26"),
        ("os", "iPhone"),
        ("device_kind", "phone"),
        ("ip_address", "127.0.0.1"),
        ("location", "Local network"),
    ] {
        let stored: String = app.scalar(&format!("SELECT {column} FROM sessions WHERE browser = 'Safari'")).await;
        assert_eq!(stored, expected, "{column}");
    }
    for (number, expected) in [
        ("last_active_at - signed_in_at", Duration::ZERO),
        ("expires_at - signed_in_at", 90 * DAY),
        ("idle_timeout", DAY),
    ] {
        let stored: i64 = app.scalar(&format!("SELECT {number} FROM sessions WHERE browser = 'Safari'")).await;
        assert_eq!(stored, i64::try_from(expected.as_millis()).unwrap(), "{number}");
    }
}

#[tokio::test]
async fn signing_in_again_in_a_browser_replaces_its_session() {
    let app = TestApp::start().await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    let before = browser.clone();
    let fields = [("email", EMAIL), ("password", PASSWORD)];
    assert_eq!(browser.submit("/sign-in", &fields).await.status(), StatusCode::OK);
    assert_ne!(browser.token, before.token, "a new session, not the old one again");
    assert_eq!(app.count("sessions").await, 1);
    assert!(!before.clone().is_signed_in().await);
    assert!(browser.is_signed_in().await);
}

#[tokio::test]
async fn a_failed_sign_in_leaves_the_session_that_the_browser_holds() {
    let app = TestApp::start().await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    let fields = [("email", EMAIL), ("password", "a wrong password")];
    assert_eq!(browser.submit("/sign-in", &fields).await.status(), StatusCode::UNAUTHORIZED);
    assert!(browser.is_signed_in().await);
}

#[tokio::test]
async fn an_expired_row_is_refused_though_its_token_would_do() {
    let app = TestApp::start().await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    app.execute("UPDATE sessions SET expires_at = 1").await;
    let response = browser.visit("/devices").await;
    assert_eq!(response.headers()["location"], "/sign-in?reason=expired");
}

async fn last_active(app: &TestApp) -> i64 {
    app.scalar("SELECT last_active_at FROM sessions").await
}

/// Waits for the task that writes in the background.
async fn written(app: &TestApp, before: i64) -> i64 {
    soon("last activity is written", async || Some(last_active(app).await).filter(|now| *now != before)).await
}

#[tokio::test]
async fn last_activity_is_written_at_most_once_a_minute() {
    let app = TestApp::start().await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    let first = last_active(&app).await;
    app.advance(MINUTE.checked_sub(Duration::from_secs(1)).unwrap());
    assert!(browser.is_signed_in().await);
    app.advance(Duration::from_secs(1));
    for _ in 0..5 {
        assert!(browser.is_signed_in().await);
    }
    // Had the first of these requests left a note, it would have been written, 59 seconds late.
    assert_eq!(written(&app, first).await - first, 60_000);
    app.advance(Duration::from_secs(30));
    assert!(browser.is_signed_in().await);
    app.state.last_seen.close().await;
    assert_eq!(last_active(&app).await - first, 60_000, "what is noted is written before the end, and this was not");
}

#[tokio::test]
async fn what_is_noted_is_written_before_the_server_ends() {
    let app = TestApp::start().await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    let first = last_active(&app).await;
    app.advance(5 * MINUTE);
    assert!(browser.is_signed_in().await);
    app.state.last_seen.close().await;
    assert_eq!(last_active(&app).await - first, 300_000);
}

#[tokio::test]
async fn a_late_note_of_activity_brings_no_session_back() {
    let app = TestApp::start().await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    let id: Vec<u8> = app.scalar("SELECT id FROM sessions").await;
    let id = SessionId::try_from(id).unwrap();
    let session = app.state.storage.find_session(&id).await.unwrap().unwrap().session;
    let last_seen = LastSeen::start(app.state.storage.clone());
    app.advance(5 * MINUTE);
    let device_kind = session.device.kind;
    let (ip_address, location) = (session.ip_address, session.location.clone());
    let source = RequestSource { device: None, device_name: session.name(), device_kind, ip_address, location };
    last_seen.active(&session, source.ip_address, app.state.clock.now(), || source.clone());
    // From another address, too.
    let elsewhere = RequestSource { ip_address: [192, 0, 2, 1].into(), ..source };
    last_seen.active(&session, elsewhere.ip_address, app.state.clock.now(), || elsewhere.clone());
    last_seen.token_seen(&session);
    let revocation = Revocation { reason: EndReason::SignedOut, at: app.state.clock.now(), by: None };
    assert_eq!(
        rules::sessions::revoke(&app.state.storage, SessionSelection::One(&id), revocation).await.unwrap().len(),
        1
    );
    last_seen.close().await;
    assert_eq!(app.count("sessions").await, 0);
    assert!(!browser.is_signed_in().await);
}

#[tokio::test]
async fn a_browser_that_reuses_an_ended_token_gets_nothing_from_any_path() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut thief = app.signed_in(FIREFOX, EMAIL).await;
    let device = thief.device_id().await;
    assert_eq!(owner.submit("/devices/sign-out", &[("device", &device)]).await.status(), StatusCode::OK);
    let token = thief.token.clone();
    for (method, path) in [
        (Method::GET, "/devices"),
        (Method::GET, "/devices/sign-out?device=x"),
        (Method::GET, "/devices/sign-out-others"),
        (Method::GET, "/api/devices?page=1"),
        (Method::GET, "/api/device?device=x"),
        (Method::POST, "/devices/sign-out"),
        (Method::POST, "/devices/sign-out-others"),
        (Method::POST, "/sign-out"),
    ] {
        thief.token.clone_from(&token);
        let response = thief.send(thief.request(method, path).header("accept", "application/json")).await;
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{path}");
    }
    assert!(owner.is_signed_in().await);
}
