//! What was done to a device, and taken back: that it is locked, signs out tonight, or was recognised.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{Browser, CHROME, EMAIL, FIREFOX, PASSWORD, SAFARI, TestApp, code, location, overview};

async fn undo(browser: &mut Browser, device: &str, what: &str) -> (StatusCode, String) {
    let response = browser.submit("/devices/undo", &[("device", device), ("what", what)]).await;
    let status = response.status();
    (status, if status.is_success() { String::new() } else { code(response).await })
}

/// How the owner sees the device with this id.
async fn shown(owner: &mut Browser, id: &str) -> Value {
    owner.devices().await.into_iter().find(|device| device["id"] == id).unwrap()
}

#[tokio::test]
async fn a_locked_device_says_so_everywhere_and_is_unlocked_from_another() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let id = phone.device_id().await;
    owner.submit("/devices/confirm", &[("device", &id)]).await;
    owner.submit("/devices/sign-out", &[("device", &id), ("when", "lock")]).await;
    assert_eq!(location(&phone.visit("/devices").await), "/unlock");
    let list = owner.visit("/devices").await.text().await.unwrap();
    assert!(list.contains("Locked") && list.contains("Unlock: Safari on iPhone"));
    let page = owner.visit(&format!("/devices/detail?device={id}")).await.text().await.unwrap();
    assert!(page.contains("Locked: it stays signed in") && page.contains("Unlock: Safari on iPhone"));
    let question = owner.visit(&format!("/devices/sign-out?device={id}")).await.text().await.unwrap();
    assert!(!question.contains("value=\"lock\"") && question.contains("value=\"tonight\""), "it is locked already");

    assert_eq!(undo(&mut owner, &id, "lock").await.0, StatusCode::OK);
    assert_eq!(phone.visit("/devices").await.status(), StatusCode::OK);
    assert_eq!(shown(&mut owner, &id).await["locked"], false);
    let log = owner.visit("/activity").await.text().await.unwrap();
    assert!(log.contains("Device unlocked"));
}

#[tokio::test]
async fn a_planned_sign_out_is_cancelled_and_the_device_stays_as_long_as_before() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.browser(SAFARI);
    phone.submit("/sign-in", &[("email", EMAIL), ("password", PASSWORD), ("stay", "kept")]).await;
    let id = phone.device_id().await;
    owner.submit("/devices/confirm", &[("device", &id)]).await;
    let expiry = "SELECT expires_at FROM sessions WHERE stay = 'kept'";
    let before: i64 = app.scalar(expiry).await;
    // Twice: the first end is what is restored.
    for hours in [9, 5] {
        let tonight = (app.state.clock.now().millis() + hours * 3_600_000).to_string();
        let fields = [("device", id.as_str()), ("when", "tonight"), ("tonight", &tonight)];
        assert_eq!(owner.submit("/devices/sign-out", &fields).await.status(), StatusCode::OK);
    }
    assert!(app.scalar::<i64>(expiry).await < before);
    assert_eq!(shown(&mut owner, &id).await["shortened"], true);
    assert!(owner.visit("/devices").await.text().await.unwrap().contains("Signs out tonight"));
    assert_eq!(undo(&mut owner, &id, "tonight").await.0, StatusCode::OK);
    assert_eq!(app.scalar::<i64>(expiry).await, before);
    assert_eq!(shown(&mut owner, &id).await["shortened"], false);
}

#[tokio::test]
async fn a_device_that_was_recognised_by_mistake_is_asked_about_again_with_its_flags_for_an_hour() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let id = phone.device_id().await;
    app.execute(&format!("UPDATE devices SET flags = 'new_country' WHERE id = '{id}'")).await;
    owner.submit("/devices/confirm", &[("device", &id)]).await;
    assert_eq!(shown(&mut owner, &id).await["flags"], json!([]));
    assert_eq!(undo(&mut owner, &id, "recognition").await.0, StatusCode::OK);
    let again = shown(&mut owner, &id).await;
    assert_eq!((&again["flags"], &again["asked"]), (&json!(["new", "new_country"]), &json!(true)));
    assert_eq!(overview(&mut phone, "").await["may_judge"], false, "it speaks for nothing again");

    owner.submit("/devices/confirm", &[("device", &id)]).await;
    app.advance(Duration::from_mins(61));
    assert!(owner.is_signed_in_and_renewed().await);
    assert_eq!(undo(&mut owner, &id, "recognition").await, (StatusCode::CONFLICT, "too_late".to_owned()));
}

#[tokio::test]
async fn only_a_device_that_speaks_for_the_account_and_the_password_take_things_back() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let id = phone.device_id().await;
    owner.submit("/devices/confirm", &[("device", &id)]).await;
    owner.submit("/devices/sign-out", &[("device", &id), ("when", "lock")]).await;
    let mut thief = app.signed_in(FIREFOX, EMAIL).await;
    for what in ["lock", "tonight", "recognition"] {
        assert_eq!(undo(&mut thief, &id, what).await, (StatusCode::FORBIDDEN, "ask_elsewhere".to_owned()), "{what}");
    }
    let mut stranger = app.signed_up(FIREFOX, "eve@example.com").await;
    for what in ["lock", "tonight", "recognition"] {
        assert_eq!(undo(&mut stranger, &id, what).await.1, "device_not_found", "{what}");
    }
    // The locked device itself gets nowhere but to its password.
    assert_eq!(undo(&mut phone, &id, "lock").await.1, "device_locked");

    app.advance(Duration::from_mins(11));
    owner.is_signed_in_and_renewed().await;
    assert_eq!(undo(&mut owner, &id, "lock").await.1, "password_required");
    let plain = owner.submit_plainly("/devices/undo", &[("device", &id), ("what", "lock")]).await;
    assert_eq!(plain.status(), StatusCode::FORBIDDEN);
    let page = plain.text().await.unwrap();
    assert!(page.contains("Unlock Safari on iPhone?") && page.contains("name=\"password\""), "{page}");
    let fields = [("device", id.as_str()), ("what", "lock"), ("password", PASSWORD)];
    assert_eq!(location(&owner.submit_plainly("/devices/undo", &fields).await), "/devices");
    assert_eq!(shown(&mut owner, &id).await["locked"], false);
}
