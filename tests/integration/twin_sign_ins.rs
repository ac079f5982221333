//! One browser that signs in twice at once: whichever cookie it keeps, it is signed in.

use std::time::Duration;

use reqwest::StatusCode;

use crate::support::{Browser, CHROME, EMAIL, PASSWORD, TestApp};

/// Each takes two hashes of a password.
const ROUNDS: usize = 100;

async fn sign_in(browser: &mut Browser, stay: &str) -> StatusCode {
    browser.submit("/sign-in", &[("email", EMAIL), ("password", PASSWORD), ("stay", stay)]).await.status()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_sign_ins_at_once_with_one_device_cookie_either_token_is_good() {
    let app = TestApp::with(&["--password-workers=2"]).await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    for round in 0..ROUNDS {
        // By turns with a session that is over for the browser, and with one that both forms replace.
        if round % 2 == 0 {
            browser.token = None;
        }
        app.advance(Duration::from_mins(2));
        let (mut one, mut other) = (browser.clone(), browser.clone());
        let statuses = tokio::join!(sign_in(&mut one, "browser"), sign_in(&mut other, "browser"));
        assert_eq!(statuses, (StatusCode::OK, StatusCode::OK));
        assert!(one.is_signed_in().await && other.is_signed_in().await, "round {round}");
        // And not only for a while.
        app.advance(Duration::from_mins(5));
        assert!(one.is_signed_in().await && other.is_signed_in().await, "round {round}, later");
        assert_eq!(app.count("sessions").await, 1, "one row a device");
        browser.token.clone_from(if round % 3 == 0 { &one.token } else { &other.token });
    }
    assert_eq!(app.count("devices").await, 1);
}

#[tokio::test]
async fn twins_stay_as_short_as_the_shorter_of_them() {
    let app = TestApp::start().await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    app.advance(Duration::from_mins(2));
    browser.token = None;
    let (mut one, mut other) = (browser.clone(), browser.clone());
    tokio::join!(sign_in(&mut one, "kept"), sign_in(&mut other, "shared"));
    assert!(one.is_signed_in().await && other.is_signed_in().await);
    app.advance(Duration::from_mins(61));
    assert!(!one.is_signed_in().await && !other.is_signed_in().await);
}

#[tokio::test]
async fn signing_in_later_or_with_the_session_at_hand_ends_the_earlier_session() {
    let app = TestApp::start().await;
    let browser = app.signed_up(CHROME, EMAIL).await;
    // With the cookie that it got: it comes after that sign-in, not beside it.
    let mut again = browser.clone();
    sign_in(&mut again, "browser").await;
    assert_ne!(again.token, browser.token);
    assert!(again.is_signed_in().await && !browser.clone().is_signed_in().await);
    // Without it, but after the answer.
    let mut later = again.clone();
    later.token = None;
    sign_in(&mut later, "browser").await;
    assert!(later.is_signed_in().await && !again.is_signed_in().await);
    assert_eq!(app.count("sessions").await, 1);
    // Another program with a copy of the device cookie is no twin, at whatever moment it comes.
    let mut copy = later.clone();
    copy.token = None;
    "curl/8.5.0".clone_into(&mut copy.user_agent);
    tokio::join!(sign_in(&mut copy, "browser"), sign_in(&mut later, "browser"));
    assert!(copy.is_signed_in().await != later.is_signed_in().await);
    assert_eq!(app.count("sessions").await, 1);
}
