//! One token of a session that ended, asked again and again: counted, and in nobody's way.

use latchkey::server::rules;
use std::{sync::Arc, time::Duration};

use latchkey::model::{EndReason, PublicId};
use latchkey::server::{
    ids::SessionId,
    last_seen::LastSeen,
    storage::{RequestSource, Revocation, SessionSelection},
};
use reqwest::Method;
use serde_json::Value;

use crate::support::{CHROME, EMAIL, FIREFOX, Running, SAFARI, TestApp, json_client, soon};

#[tokio::test]
async fn a_flood_of_refusals_of_one_session_loses_no_note_of_another() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let now = app.state.clock.now();
    let id = |token: &str| app.state.tokens.verify(token, now).unwrap().session_id;
    let live = id(owner.token.as_deref().unwrap());
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let gone: SessionId = id(phone.token.as_deref().unwrap());
    let device: PublicId = phone.device_id().await.parse().unwrap();
    let session = app.state.storage.find_session(&live).await.unwrap().unwrap().session;
    let revocation = Revocation { reason: EndReason::SignedOutRemotely, at: now, by: None };
    let selection = SessionSelection::Devices(session.user_id, std::slice::from_ref(&device));
    assert_eq!(rules::sessions::revoke(&app.state.storage, selection, revocation).await.unwrap().len(), 1);
    app.advance(Duration::from_mins(5));
    let now = app.state.clock.now();
    let source = RequestSource {
        device: None,
        device_name: session.name(),
        device_kind: session.device.kind,
        ip_address: session.ip_address,
        location: session.location.clone(),
    };
    let last_seen = LastSeen::start(Arc::clone(&app.state.storage));
    // More than any queue holds, before the writer has its turn; then what another session notes.
    for _ in 0..20_000 {
        last_seen.refused(gone.clone(), now, || source.clone());
    }
    last_seen.active(&session, source.ip_address, now, || source.clone());
    last_seen.close().await;
    let after = app.state.storage.find_session(&live).await.unwrap().unwrap().session;
    assert_eq!(after.last_active_at, now, "last activity of another was lost");
    let recently_signed_out: Vec<Value> =
        owner.send(owner.request(Method::GET, "/api/receipts")).await.json().await.unwrap();
    assert_eq!(recently_signed_out[0]["refused"], 20_000, "what a person is shown is true");
    let entries: Value = owner.send(owner.request(Method::GET, "/api/activity?page=1")).await.json().await.unwrap();
    let logged = entries["entries"].as_array().unwrap().iter().filter(|entry| entry["kind"] == "token_refused");
    assert_eq!(logged.count(), 1);
}

#[tokio::test]
async fn what_could_not_be_written_is_counted_when_it_can_be_again() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(FIREFOX, EMAIL).await;
    let device = phone.device_id().await;
    owner.submit("/devices/sign-out", &[("device", &device)]).await;
    let mut lock = app.connect().await;
    lock.hold_writers().await;
    for _ in 0..3 {
        phone.clone().visit("/devices").await;
    }
    // Longer than the writer waits for the lock.
    tokio::time::sleep(Duration::from_secs(5)).await;
    lock.release_writers().await;
    soon("all three are counted", async || {
        let recently_signed_out: Vec<Value> =
            owner.send(owner.request(Method::GET, "/api/receipts")).await.json().await.unwrap();
        (recently_signed_out[0]["refused"] == 3).then_some(())
    })
    .await;
}

#[tokio::test]
async fn refused_requests_are_a_line_of_the_log_together_not_each() {
    let folder = tempfile::tempdir().unwrap();
    let running = Running::start(folder.path(), &[]);
    let client = json_client();
    let instance = std::fs::read_to_string(folder.path().join("data/instance")).unwrap();
    let cookie = format!("latchkey-{}=a.b.c", instance.trim());
    for _ in 0..200 {
        let request = client.get(format!("{}/api/devices?page=1", running.url)).header("cookie", &cookie);
        assert_eq!(request.send().await.unwrap().status(), reqwest::StatusCode::UNAUTHORIZED);
    }
    let counted = || {
        let log = running.log.lock().unwrap().clone();
        let lines = log.lines().filter(|line| line.contains("requests were refused"));
        let counts = lines.map(|line| line.split("requests=").nth(1).unwrap().trim().parse::<u32>().unwrap());
        counts.collect::<Vec<_>>()
    };
    soon("all are counted in the log", async || (counted().iter().sum::<u32>() == 200).then_some(())).await;
    assert!(counted().len() <= 20, "{:?}", counted());
}
