//! The clock was ahead for a while, then right again. Nobody waits until it has caught up, and nothing
//! that was done meanwhile is undone.

use std::time::Duration;

use reqwest::StatusCode;

use crate::support::{CHROME, EMAIL, FIREFOX, HOUR, PASSWORD, SAFARI, TestApp, soon};

#[tokio::test]
async fn whoever_was_renewed_while_the_clock_was_ahead_stays_signed_in_when_it_is_right_again() {
    let app = TestApp::start().await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    app.advance(2 * HOUR);
    assert!(browser.is_signed_in_and_renewed().await);
    let ahead = browser.clone();
    app.rewind(2 * HOUR);
    assert!(browser.is_signed_in_and_renewed().await, "its row vouches for it");
    assert_ne!(browser.token, ahead.token, "and it has a token of this hour");
    app.settle_activity(&browser).await;
    for _ in 0..2 {
        app.advance(Duration::from_mins(20));
        assert!(browser.is_signed_in_and_renewed().await, "and goes on as ever");
    }
    assert!(!ahead.clone().is_signed_in().await, "the one from then is refused");
}

#[tokio::test]
async fn somebody_who_signs_in_again_after_the_clock_was_ahead_gets_in() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    app.advance(2 * HOUR);
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    app.rewind(2 * HOUR);
    assert_eq!(phone.visit("/sign-in").await.status(), StatusCode::SEE_OTHER, "it is signed in");
    let response = phone.submit("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert!(phone.is_signed_in().await);
}

#[tokio::test]
async fn a_device_that_was_signed_out_while_the_clock_was_ahead_stays_out() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut before = app.signed_in(SAFARI, EMAIL).await;
    app.advance(2 * HOUR);
    let mut ahead = app.signed_in(FIREFOX, EMAIL).await;
    assert!(owner.is_signed_in_and_renewed().await);
    let password = ("password", PASSWORD);
    for device in [before.device_id().await, ahead.device_id().await] {
        let response = owner.submit("/devices/sign-out", &[("device", &device), password]).await;
        assert_eq!(response.status(), StatusCode::OK);
    }
    app.rewind(2 * HOUR);
    for device in [&mut before, &mut ahead] {
        let response = device.submit("/devices/sign-out-others", &[]).await;
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "not 503 for two hours");
    }
    assert!(owner.is_signed_in().await);
}

#[tokio::test]
async fn a_last_activity_from_the_future_is_set_right_by_the_next_request() {
    let app = TestApp::start().await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    app.advance(2 * HOUR);
    assert!(browser.is_signed_in_and_renewed().await);
    app.settle_activity(&browser).await;
    app.rewind(2 * HOUR);
    let now = app.state.clock.now().millis();
    soon("it is set right", async || {
        let device = browser.devices().await[0].clone();
        (device["last_active_at"].as_i64().unwrap() <= now).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_wait_that_began_while_the_clock_was_ahead_does_not_last_until_then() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    app.advance(2 * HOUR);
    let wrong = [("email", EMAIL), ("password", "a wrong password")];
    for _ in 0..6 {
        app.browser(FIREFOX).submit("/sign-in", &wrong).await;
    }
    app.rewind(2 * HOUR);
    app.signed_in(FIREFOX, EMAIL).await;
}
