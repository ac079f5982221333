//! The list of devices, and signing them out.

use std::time::Duration;

use reqwest::{Method, StatusCode};

use crate::support::{CHROME, EMAIL, FIREFOX, PASSWORD, SAFARI, TestApp, code, location, session_cookie};

#[tokio::test]
async fn this_device_comes_first_then_the_last_active() {
    let app = TestApp::start().await;
    let mut first = app.signed_up(CHROME, EMAIL).await;
    app.advance(Duration::from_mins(1));
    app.signed_in(SAFARI, EMAIL).await;
    app.advance(Duration::from_mins(1));
    app.signed_in(FIREFOX, EMAIL).await;
    let devices = first.devices().await;
    let names: Vec<_> = devices.iter().map(|device| device["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Chrome on Windows", "Firefox on Linux", "Safari on iPhone"]);
    let current: Vec<_> = devices.iter().map(|device| device["current"].as_bool().unwrap()).collect();
    assert_eq!(current, [true, false, false]);
}

#[tokio::test]
async fn a_device_that_is_signed_out_is_refused_at_once_while_the_others_go_on() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let mut laptop = app.signed_in(FIREFOX, EMAIL).await;
    let device = phone.device_id().await;
    let response = owner.submit("/devices/sign-out", &[("device", &device)]).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert!(response.headers().get("serverfnredirect").is_none(), "the island stays where it is");

    let captured = phone.clone();
    let page = phone.visit("/devices").await;
    assert_eq!((page.status(), location(&page)), (StatusCode::SEE_OTHER, "/sign-in?reason=signed-out"));
    assert_eq!(session_cookie(page.headers()).as_deref(), Some(""));
    let call = captured.request(Method::GET, "/api/devices?page=1").send().await.unwrap();
    assert_eq!(call.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(session_cookie(call.headers()).as_deref(), Some(""));
    assert_eq!(code(call).await, "session_ended");
    assert!(owner.is_signed_in().await && laptop.is_signed_in().await);
}

#[tokio::test]
async fn all_other_devices_are_signed_out_and_a_second_time_changes_nothing() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut others = [app.signed_in(SAFARI, EMAIL).await, app.signed_in(FIREFOX, EMAIL).await];
    let mut stranger = app.signed_up(CHROME, "eve@example.com").await;
    for expected in ["2", "0"] {
        let response = owner.submit("/devices/sign-out-others", &[]).await;
        assert_eq!((response.status(), response.text().await.unwrap().as_str()), (StatusCode::OK, expected));
        assert!(owner.is_signed_in().await);
    }
    for other in &mut others {
        assert!(!other.is_signed_in().await);
    }
    assert!(stranger.is_signed_in().await, "only this person's devices");
}

#[tokio::test]
async fn signing_out_does_not_reach_another_persons_device() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut stranger = app.signed_up(FIREFOX, "eve@example.com").await;
    let device = stranger.device_id().await;
    let mut answers = Vec::new();
    for device in [device.as_str(), "AAAAAAAAAAAAAAAA"] {
        let response = owner.submit("/devices/sign-out", &[("device", device)]).await;
        answers.push((response.status(), response.text().await.unwrap()));
        let page = owner.visit(&format!("/devices/sign-out?device={device}")).await;
        assert_eq!(page.status(), StatusCode::NOT_FOUND, "{device}");
        assert!(!page.text().await.unwrap().contains("Firefox"));
    }
    assert_eq!(answers[0].0, StatusCode::NOT_FOUND);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "another's or none: all the same");
    for malformed in ["malformed", "", "' OR 1=1 --"] {
        let response = owner.submit("/devices/sign-out", &[("device", malformed)]).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{malformed}");
        let page = owner.visit(&format!("/devices/sign-out?device={malformed}")).await;
        assert_eq!(page.status(), StatusCode::NOT_FOUND, "{malformed}");
    }
    assert!(stranger.is_signed_in().await);
    assert_eq!(app.count("sessions").await, 2);
}

#[tokio::test]
async fn a_second_submit_of_a_sign_out_finds_nothing_and_changes_nothing() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let device = app.signed_in(SAFARI, EMAIL).await.device_id().await;
    let mut statuses = Vec::new();
    for _ in 0..2 {
        statuses.push(owner.submit_plainly("/devices/sign-out", &[("device", &device)]).await.status());
    }
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::NOT_FOUND]);
    assert_eq!(app.count("sessions").await, 1);
}

#[tokio::test]
async fn signing_this_device_out_by_its_id_takes_its_cookie_back() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let device = owner.device_id().await;
    let response = owner.submit_plainly("/devices/sign-out", &[("device", &device)]).await;
    assert_eq!((response.status(), location(&response)), (StatusCode::SEE_OTHER, "/sign-in"));
    assert_eq!(owner.token, None);
}

#[tokio::test]
async fn without_javascript_a_page_asks_and_the_list_says_it_is_done() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let device = app.signed_in(SAFARI, EMAIL).await.device_id().await;
    let list = owner.visit("/devices").await.text().await.unwrap();
    let link = format!("/devices/sign-out?device={device}");
    assert!(list.contains("Not me: Safari on iPhone"), "whose it is is asked first");
    let question = owner.visit(&link).await.text().await.unwrap();
    assert!(question.contains("Sign out Safari on iPhone?"));
    let response = owner.submit_plainly("/devices/sign-out", &[("device", &device)]).await;
    assert_eq!((response.status(), location(&response)), (StatusCode::SEE_OTHER, "/devices"));
    let list = owner.visit("/devices").await.text().await.unwrap();
    assert!(list.contains("Safari on iPhone is signed out.") && !list.contains(&format!("device-{device}")), "{list}");
    assert!(list.contains("Signed out by you from Chrome on Windows"), "it is among those that were signed out");
    let again = owner.visit("/devices").await.text().await.unwrap();
    assert!(!again.contains("Safari on iPhone is signed out."), "it is said once");

    app.signed_in(SAFARI, EMAIL).await;
    assert!(
        owner.visit("/devices/sign-out-others").await.text().await.unwrap().contains("Sign out all other devices?")
    );
    let response = owner.submit_plainly("/devices/sign-out-others", &[]).await;
    assert_eq!(location(&response), "/devices");
    assert_eq!(app.count("sessions").await, 1);
}

#[tokio::test]
async fn two_hundred_devices_come_in_pages_with_their_count() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let change = |number| {
        format!("browser = 'Device', browser_version = '{}', last_active_at = last_active_at - 1", 1000 + number)
    };
    app.connect().await.copy_session(199, change).await;
    let first = owner.visit("/devices").await.text().await.unwrap();
    assert!(first.contains("200 devices are signed in.") && first.contains("Page 1 of 10"));
    assert_eq!(first.matches("class=\"row-actions\"").count(), 19, "one of the twenty is this one");
    let last = owner.visit("/devices?page=10").await.text().await.unwrap();
    assert!(last.contains("Page 10 of 10") && last.contains("Device on Windows"));
    for beyond in ["11", "4294967295", "0"] {
        let page = owner.visit(&format!("/devices?page={beyond}")).await;
        assert_eq!(page.status(), StatusCode::OK, "{beyond}");
    }
}

#[tokio::test]
async fn nothing_that_a_page_carries_is_the_credential() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let phone = app.signed_in(SAFARI, EMAIL).await;
    let mut everything = String::new();
    for path in ["/devices", "/api/devices?page=1", "/devices/sign-out-others"] {
        everything += &owner.visit(path).await.text().await.unwrap();
    }
    for browser in [&owner, &phone] {
        let token = browser.token.as_deref().unwrap();
        let verified = app.state.tokens.verify(token, app.state.clock.now()).unwrap();
        for secret in [token, &verified.session_id.encode(), token.rsplit('.').next().unwrap()] {
            assert!(!everything.contains(secret));
        }
    }
    // And the public id lets nobody in.
    let mut guess = app.browser(FIREFOX);
    guess.token = Some(owner.device_id().await);
    assert!(!guess.is_signed_in().await);
}

#[tokio::test]
async fn a_device_cannot_write_html_into_the_list() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    for agent in ["<script>alert(1)</script>", "curl/<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>"] {
        let mut browser = app.browser(agent);
        browser.submit("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    }
    let html = owner.visit("/devices").await.text().await.unwrap();
    assert!(!html.contains("alert(1)"));
    assert_eq!(owner.devices().await.len(), 4);
}
