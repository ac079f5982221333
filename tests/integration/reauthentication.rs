//! Re-authentication, the lock, and what remains of a device that was signed out.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::Value;

use crate::support::{
    CHROME, EMAIL, FIREFOX, MINUTE, PASSWORD, SAFARI, TestApp, code, location, reauthenticated_long_ago, soon,
};

#[tokio::test]
async fn seeing_the_devices_never_needs_the_password_and_signing_one_out_does() {
    let app = TestApp::start().await;
    let (mut owner, mut phone, device) = reauthenticated_long_ago(&app).await;
    assert_eq!(owner.devices().await.len(), 2);
    for (path, fields) in [
        ("/devices/sign-out", vec![("device", device.as_str())]),
        ("/devices/sign-out", vec![("device", device.as_str()), ("when", "tonight")]),
        ("/devices/sign-out", vec![("device", device.as_str()), ("when", "lock")]),
        ("/devices/sign-out-others", vec![]),
        ("/account/email", vec![("email", "new@example.com")]),
        ("/account/download", vec![]),
    ] {
        let response = owner.submit(path, &fields).await;
        assert_eq!(
            (response.status(), code(response).await.as_str()),
            (StatusCode::FORBIDDEN, "password_required"),
            "{path}"
        );
    }
    for path in ["/account/delete", "/account/password"] {
        let fields = [("password", "not the password"), ("new_password", "another good password")];
        let response = owner.submit(path, &fields).await;
        assert_eq!(code(response).await, "wrong_password", "{path}");
    }
    assert!(phone.is_signed_in().await);
}

#[tokio::test]
async fn the_password_is_asked_for_in_place_and_then_what_was_asked_is_done() {
    let app = TestApp::start().await;
    let (mut owner, mut phone, device) = reauthenticated_long_ago(&app).await;
    let page = owner.visit(&format!("/devices/sign-out?device={device}")).await.text().await.unwrap();
    assert!(page.contains("Current password"), "without JavaScript the page asks");
    let fields = [("device", device.as_str()), ("when", "now"), ("password", "not the password")];
    let wrong = owner.submit_plainly("/devices/sign-out", &fields).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let html = wrong.text().await.unwrap();
    assert!(html.contains("That password isn't right.") && html.contains(&device));
    assert!(phone.is_signed_in().await);

    let fields = [("device", device.as_str()), ("when", "now"), ("password", PASSWORD)];
    let right = owner.submit_plainly("/devices/sign-out", &fields).await;
    assert_eq!(location(&right), "/devices");
    assert!(!phone.is_signed_in().await);
    // And the next ten minutes it isn't asked again.
    assert_eq!(owner.submit("/devices/sign-out-others", &[]).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn wrong_passwords_on_a_device_wait_longer_and_longer_and_lock_nobody_else_out() {
    let app = TestApp::start().await;
    let (mut owner, mut thief, _) = reauthenticated_long_ago(&app).await;
    let mut last = None;
    for _ in 0..6 {
        last = Some(thief.submit("/devices/sign-out-others", &[("password", "a guess of mine")]).await);
    }
    let last = last.unwrap();
    assert_eq!(last.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(last.headers()["retry-after"].to_str().unwrap().parse::<u64>().unwrap() >= 1);
    let response = owner.submit("/devices/sign-out-others", &[("password", PASSWORD)]).await;
    assert_eq!(response.status(), StatusCode::OK, "the owner's device is counted by itself");
}

#[tokio::test]
async fn a_locked_device_keeps_its_place_and_shows_the_password_form_and_no_data() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let device = phone.device_id().await;
    let fields = [("device", device.as_str()), ("when", "lock")];
    assert_eq!(owner.submit("/devices/sign-out", &fields).await.status(), StatusCode::OK);
    assert_eq!(owner.devices().await.iter().filter(|device| device["locked"] == true).count(), 1);

    assert_eq!(location(&phone.visit("/devices?page=1").await), "/unlock?next=%2Fdevices%3Fpage%3D1");
    let call = phone.send(phone.request(Method::GET, "/api/devices?page=1")).await;
    assert_eq!((call.status(), code(call).await.as_str()), (StatusCode::FORBIDDEN, "device_locked"));
    let other = phone.submit("/devices/sign-out-others", &[("password", PASSWORD)]).await;
    assert_eq!(other.status(), StatusCode::FORBIDDEN, "even with the password it unlocks first");
    let form = phone.visit("/unlock").await.text().await.unwrap();
    assert!(form.contains("You locked this device") && !form.contains("Chrome 143"));
    let wrong = phone.submit_plainly("/unlock", &[("password", "not the password"), ("next", "/devices")]).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let right = phone.submit_plainly("/unlock", &[("password", PASSWORD), ("next", "/devices?page=1")]).await;
    assert_eq!(location(&right), "/devices?page=1");
    assert!(phone.is_signed_in().await);
}

#[tokio::test]
async fn a_device_can_be_signed_out_tonight() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let device = phone.device_id().await;
    let tonight = app.state.clock.now().plus(Duration::from_hours(3)).millis().to_string();
    let fields = [("device", device.as_str()), ("when", "tonight"), ("tonight", &tonight)];
    assert_eq!(owner.submit("/devices/sign-out", &fields).await.status(), StatusCode::OK);
    let devices = owner.devices().await;
    let ends: Vec<_> = devices.iter().filter(|device| !device["ends_at"].is_null()).collect();
    assert_eq!(ends.len(), 1);
    assert_eq!(ends[0]["ends_at"].to_string(), tonight);
    app.advance(Duration::from_hours(3).checked_sub(MINUTE).unwrap());
    phone.visit("/devices").await;
    assert!(phone.is_signed_in().await);
    app.advance(MINUTE);
    assert!(!phone.is_signed_in().await);
}

#[tokio::test]
async fn without_a_script_a_page_says_at_which_midnight_a_device_is_signed_out() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let device = phone.device_id().await;
    let html = owner.visit(&format!("/devices/sign-out?device={device}")).await.text().await.unwrap();
    assert!(html.contains("until midnight UTC (00:00 UTC)"), "{html}");
    let fields = [("device", device.as_str()), ("when", "tonight")];
    let done = location(&owner.submit_plainly("/devices/sign-out", &fields).await).to_owned();
    assert_eq!(done, "/devices");
    let html = owner.visit(&done).await.text().await.unwrap();
    assert!(html.contains("Safari on iPhone will be signed out tonight."), "{html}");
    let html = owner.visit(&format!("/devices/detail?device={device}")).await.text().await.unwrap();
    let state = html.split("It will be signed out on ").nth(1).unwrap().split("</p>").next().unwrap();
    assert!(state.contains(" at 00:00 UTC"), "{state}");
}

#[tokio::test]
async fn a_receipt_says_who_signed_a_device_out_and_how_often_it_was_refused() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let device = phone.device_id().await;
    owner.submit("/devices/sign-out", &[("device", &device)]).await;
    for _ in 0..3 {
        app.advance(MINUTE);
        phone.clone().visit("/devices").await;
    }
    app.state.last_seen.close().await;
    let recently_signed_out: Vec<Value> =
        owner.send(owner.request(Method::GET, "/api/receipts")).await.json().await.unwrap();
    assert_eq!(recently_signed_out.len(), 1);
    let sign_out = &recently_signed_out[0];
    assert_eq!(sign_out["device_name"], "Safari on iPhone");
    assert_eq!(sign_out["reason"], "signed_out_remotely");
    assert_eq!(sign_out["ended_by"], "Chrome on Windows");
    assert_eq!(sign_out["refused"], 3);
    assert_eq!(sign_out["last_refused_at"].as_i64().unwrap() - sign_out["first_refused_at"].as_i64().unwrap(), 120_000);
    let html = owner.visit("/devices").await.text().await.unwrap();
    for text in ["Signed out by you from Chrome on Windows", "It tried to open the site", " 3 times, last"] {
        assert!(html.contains(text), "{text}: {html}");
    }
}

#[tokio::test]
async fn recent_activity_tells_what_happened_and_is_the_persons_alone() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    app.signed_up(FIREFOX, "eve@example.com").await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    app.browser(FIREFOX).submit("/sign-in", &[("email", EMAIL), ("password", "a wrong password")]).await;
    let device = phone.device_id().await;
    owner.submit("/devices/sign-out", &[("device", &device)]).await;
    phone.visit("/devices").await;
    app.state.last_seen.close().await;
    // What is noted beside an answer comes a moment later.
    soon("eight events are written", async || (app.count("events").await == 8).then_some(())).await;
    let log: Value = owner.send(owner.request(Method::GET, "/api/activity?page=1")).await.json().await.unwrap();
    let mut kinds: Vec<_> =
        log["entries"].as_array().unwrap().iter().map(|entry| entry["kind"].as_str().unwrap()).collect();
    kinds.sort_unstable();
    // The first sign-in and the account that it made are one entry.
    let expected = ["session_ended", "sign_in_failed", "signed_in", "signed_up", "token_refused"];
    assert_eq!(kinds, expected);
    let html = owner.visit("/activity").await.text().await.unwrap();
    for text in
        ["<h1>Activity</h1>", "Failed sign-in", "Refused a device that was signed out", "Local network", "127.0.0.1"]
    {
        assert!(html.contains(text), "{text}");
    }
}
