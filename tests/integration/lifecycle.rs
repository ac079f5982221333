//! How long sessions and tokens live, and that nothing brings one back.

use latchkey::server::rules;
use std::time::Duration;

use latchkey::{
    model::{EndReason, Timestamp},
    server::{
        housekeeping,
        storage::{Revocation, SessionSelection},
    },
};
use reqwest::StatusCode;

use crate::support::{Browser, CHROME, DAY, EMAIL, FIREFOX, HOUR, MINUTE, PASSWORD, SAFARI, TestApp, location};

async fn signed_in(app: &TestApp, stay: &str) -> (Browser, String) {
    let mut browser = app.browser(FIREFOX);
    let fields = [("email", EMAIL), ("password", PASSWORD), ("stay", stay)];
    let response = browser.submit("/sign-in", &fields).await;
    assert_eq!(response.status(), StatusCode::OK);
    let cookie = response.headers()["set-cookie"].to_str().unwrap().to_owned();
    (browser, cookie)
}

/// The reason with which the last session ended.
async fn last_reason(app: &TestApp) -> String {
    app.scalar("SELECT reason FROM ended_sessions ORDER BY ended_at DESC LIMIT 1").await
}

#[tokio::test]
async fn a_device_ends_after_a_day_without_activity_and_with_the_browser() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    let (mut browser, cookie) = signed_in(&app, "browser").await;
    assert!(!cookie.contains("Max-Age"), "it ends with the browser: {cookie}");
    for _ in 0..3 {
        app.advance(DAY.checked_sub(MINUTE).unwrap());
        assert!(browser.is_signed_in_and_renewed().await, "activity keeps it");
        app.settle_activity(&browser).await;
    }
    app.advance(DAY);
    assert_eq!(location(&browser.visit("/devices").await), "/sign-in?reason=expired");
}

#[tokio::test]
async fn a_device_that_is_kept_may_be_idle_for_a_month_and_lives_three_at_most() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    let (mut browser, cookie) = signed_in(&app, "kept").await;
    assert!(cookie.contains(&format!("Max-Age={}", 30 * DAY.as_secs())), "{cookie}");
    for _ in 0..3 {
        app.advance(29 * DAY);
        assert!(browser.is_signed_in_and_renewed().await);
        app.settle_activity(&browser).await;
    }
    app.advance(3 * DAY);
    assert_eq!(location(&browser.visit("/devices").await), "/sign-in?reason=expired", "however active it was");
    housekeeping::sweep(&app.state).await.unwrap();
    assert_eq!(last_reason(&app).await, "expired");
}

#[tokio::test]
async fn a_shared_computer_ends_after_an_hour_whatever_is_done_on_it() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    let (mut browser, cookie) = signed_in(&app, "shared").await;
    assert!(!cookie.contains("Max-Age"), "{cookie}");
    app.advance(HOUR.checked_sub(MINUTE).unwrap());
    assert!(browser.is_signed_in_and_renewed().await);
    app.settle_activity(&browser).await;
    app.advance(MINUTE);
    assert_eq!(location(&browser.visit("/devices").await), "/sign-in?reason=expired");
}

#[tokio::test]
async fn a_token_is_renewed_within_a_live_session_and_the_old_one_stops_after_a_grace() {
    let app = TestApp::start().await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    let old = browser.token.clone();
    assert!(browser.is_signed_in_and_renewed().await);
    assert_eq!(browser.token, old, "not before its time");
    app.advance(20 * MINUTE);
    assert!(browser.is_signed_in_and_renewed().await, "an expired token of a live session is renewed");
    assert_ne!(browser.token, old);
    app.settle_activity(&browser).await;

    let mut copy = browser.clone();
    copy.token.clone_from(&old);
    app.advance(Duration::from_secs(59));
    assert!(copy.is_signed_in_and_renewed().await, "within the grace it still serves");
    assert_eq!(copy.token, old, "and is handed no other, for the browser has it");

    app.advance(Duration::from_secs(1));
    assert_eq!(location(&copy.visit("/devices").await), "/sign-in?reason=signed-out");
    assert_eq!(last_reason(&app).await, "token_reused");
    assert!(!browser.is_signed_in().await, "possible theft: the session has ended for both");
}

#[tokio::test]
async fn an_answer_that_got_lost_signs_nobody_out() {
    let app = TestApp::start().await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    app.advance(20 * MINUTE);
    let before = browser.clone();
    // The server renewed it, and the browser never heard of it.
    assert!(before.clone().is_signed_in_and_renewed().await);
    app.advance(2 * HOUR);
    assert!(browser.is_signed_in_and_renewed().await);
    assert_ne!(browser.token, before.token);
}

#[tokio::test]
async fn concurrent_requests_across_a_renewal_sign_nobody_out() {
    let app = TestApp::start().await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    for _ in 0..5 {
        app.advance(16 * MINUTE);
        let requests = (0..40).map(|_| {
            let mut browser = browser.clone();
            tokio::spawn(async move { (browser.visit("/devices").await.status(), browser.token) })
        });
        let mut tokens = std::collections::HashSet::new();
        for request in requests.collect::<Vec<_>>() {
            let (status, token) = request.await.unwrap();
            assert_eq!(status, StatusCode::OK);
            tokens.insert(token.unwrap());
        }
        tokens.remove(browser.token.as_ref().unwrap());
        assert_eq!(tokens.len(), 1, "all were handed the same new one");
        browser.token = tokens.into_iter().next();
        app.settle_activity(&browser).await;
    }
}

#[tokio::test]
async fn at_the_limit_the_device_that_was_idle_the_longest_is_signed_out() {
    let app = TestApp::with(&["--session-limit=3"]).await;
    let mut first = app.signed_up(CHROME, EMAIL).await;
    let mut others = Vec::new();
    for _ in 0..3 {
        app.advance(MINUTE);
        let mut other = app.signed_in(FIREFOX, EMAIL).await;
        // One that nobody recognised would push out none that was: see evicted_owner.rs.
        app.recognise(&mut other).await;
        others.push(other);
    }
    // The fourth was recognised only once it had a slot beyond the limit: it leaves, and comes back.
    let last = others.last_mut().unwrap();
    last.submit("/sign-out", &[]).await;
    app.advance(MINUTE);
    let response = last.submit("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(app.count("sessions").await, 3);
    assert!(!first.is_signed_in().await);
    assert!(others[0].is_signed_in().await);
    assert_eq!(last_reason(&app).await, "limit");
}

#[tokio::test]
async fn expired_rows_are_swept_in_batches_and_the_log_keeps_what_they_were() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    app.connect().await.copy_session(250, |_| "expires_at = 1".to_owned()).await;
    housekeeping::sweep(&app.state).await.unwrap();
    assert_eq!(app.count("sessions").await, 1);
    assert_eq!(app.count("ended_sessions").await, 250);
    let addresses = "SELECT count(*) FROM events WHERE kind = 'session_ended' AND ip_address IS NOT NULL";
    assert_eq!(app.scalar::<i64>(addresses).await, 0, "ended sessions keep no address");
}

#[tokio::test]
async fn the_log_is_forgotten_after_its_time_and_addresses_before() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    let with_address = "SELECT count(*) FROM events WHERE ip_address IS NOT NULL";
    assert_eq!(app.scalar::<i64>(with_address).await, 2);
    app.advance(31 * DAY);
    housekeeping::sweep(&app.state).await.unwrap();
    assert_eq!(app.scalar::<i64>(with_address).await, 0);
    assert_eq!(app.count("events").await, 3, "sign-up, sign-in, and the timeout");
    app.advance(181 * DAY);
    housekeeping::sweep(&app.state).await.unwrap();
    assert_eq!((app.count("events").await, app.count("ended_sessions").await), (0, 0));
}

#[tokio::test]
async fn the_log_can_only_be_added_to() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    for change in ["kind = 'signed_in'", "at = 1", "device_name = 'x'", "ip_address = '192.0.2.1'"] {
        let statement = format!("UPDATE events SET {change} WHERE kind = 'signed_up'");
        assert!(app.connect().await.try_execute(&statement).await.is_err(), "{change}");
    }
}

#[tokio::test]
async fn nothing_that_is_in_flight_brings_an_ended_session_back() {
    let app = TestApp::start().await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    let now = app.state.clock.now();
    let verified = app.state.tokens.verify(browser.token.as_deref().unwrap(), now).unwrap();
    let id = verified.session_id;
    let hash = app.state.storage.find_user_by_id(verified.user_id).await.unwrap().unwrap().password_hash;
    // Everything that a request does later was prepared while the session lived …
    let revocation = Revocation { reason: EndReason::SignedOutRemotely, at: now, by: None };
    assert_eq!(
        rules::sessions::revoke(&app.state.storage, SessionSelection::One(&id), revocation).await.unwrap().len(),
        1
    );
    // … and comes after its end.
    let later = Timestamp::from_millis(now.millis() + 1);
    rules::sessions::touch(&app.state.storage, &[(id.clone(), later)]).await.unwrap();
    rules::sessions::token_seen(&app.state.storage, &[(id.clone(), verified.issued_at)]).await.unwrap();
    assert!(!rules::sessions::renew(&app.state.storage, &id, verified.issued_at, later.seconds() + 1).await.unwrap());
    assert!(!rules::sessions::set_reauthenticated(&app.state.storage, &id, &hash, later, None).await.unwrap());
    assert_eq!(
        rules::sessions::revoke(&app.state.storage, SessionSelection::One(&id), revocation).await.unwrap().len(),
        0
    );
    assert_eq!(app.count("sessions").await, 0);
    assert!(!browser.is_signed_in().await);
}

#[tokio::test]
async fn of_two_devices_that_sign_each_other_out_one_stays() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    for _ in 0..20 {
        let (mut one, mut two) = (app.signed_in(FIREFOX, EMAIL).await, app.signed_in(SAFARI, EMAIL).await);
        app.recognise(&mut one).await;
        app.recognise(&mut two).await;
        let (a, b) = (one.clone(), two.clone());
        let submit =
            |mut browser: Browser| async move { browser.submit("/devices/sign-out-others", &[]).await.status() };
        let (first, second) = tokio::join!(tokio::spawn(submit(a)), tokio::spawn(submit(b)));
        let statuses = [first.unwrap(), second.unwrap()];
        assert!(statuses.contains(&StatusCode::OK) && statuses.contains(&StatusCode::UNAUTHORIZED), "{statuses:?}");
        assert_ne!(one.is_signed_in().await, two.is_signed_in().await, "the one that was first");
    }
}

#[tokio::test]
async fn once_a_revocation_is_answered_none_of_a_hundred_requests_is_accepted() {
    let app = TestApp::start().await;
    let owner = app.signed_up(CHROME, EMAIL).await;
    for _ in 0..200 {
        let id = {
            let mut thief = app.signed_in_fast(&owner).await;
            let device = thief.device_id().await;
            let revoked = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
            let requests: Vec<_> = (0..100)
                .map(|_| {
                    let (thief, revoked) = (thief.clone(), revoked.clone());
                    tokio::spawn(async move {
                        // Asked before it is sent: what is sent after the answer must be refused.
                        let after = revoked.load(std::sync::atomic::Ordering::SeqCst);
                        let response = thief.request(reqwest::Method::GET, "/api/receipts").send().await.unwrap();
                        (after, response.status())
                    })
                })
                .collect();
            let answer = owner.clone().submit("/devices/sign-out", &[("device", &device)]).await;
            assert_eq!(answer.status(), StatusCode::OK);
            revoked.store(true, std::sync::atomic::Ordering::SeqCst);
            for request in requests {
                let (after, status) = request.await.unwrap();
                assert!(!after || status == StatusCode::UNAUTHORIZED);
            }
            assert!(!thief.is_signed_in().await);
            device
        };
        assert_eq!(id.len(), 16);
    }
}
