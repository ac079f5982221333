//! Changing and resetting the password, the address, and leaving for good.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use latchkey::server::{
    ids::{Digest, SessionId, generate_public_id},
    rules::{self, outgoing_mail::Attached},
    storage::{LinkPurpose, MailLink, NewSession, Session},
};
use reqwest::StatusCode;
use serde_json::Value;

use crate::support::{
    Browser, CHROME, EMAIL, FIREFOX, PASSWORD, SAFARI, TestApp, code, link, location, secret, sent_email,
};

const NEW: &str = "a wholly different sentence";

async fn can_sign_in(app: &TestApp, email: &str, password: &str) -> bool {
    app.browser(FIREFOX).submit("/sign-in", &[("email", email), ("password", password)]).await.status()
        == StatusCode::OK
}

#[tokio::test]
async fn a_changed_password_signs_other_devices_out_and_this_one_goes_on_under_a_new_id() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let before = owner.clone();
    let fields = [("password", PASSWORD), ("new_password", NEW), ("end_others", "yes")];
    let response = owner.submit_plainly("/account/password", &fields).await;
    assert_eq!(location(&response), "/account");
    assert_ne!(owner.token, before.token);
    assert!(owner.is_signed_in().await && !phone.is_signed_in().await);
    assert!(!before.clone().is_signed_in().await, "the old id is worth nothing");
    assert!(can_sign_in(&app, EMAIL, NEW).await && !can_sign_in(&app, EMAIL, PASSWORD).await);
    let email = sent_email(&app, EMAIL, "password of your Latchkey account was changed").await;
    assert!(email.contains("Device: Chrome on Windows") && email.contains("Signed out: 1 device\r\n"), "{email}");
}

#[tokio::test]
async fn other_devices_may_be_kept_when_the_password_changes() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let fields = [("password", PASSWORD), ("new_password", NEW)];
    assert_eq!(owner.submit("/account/password", &fields).await.status(), StatusCode::OK);
    assert!(owner.is_signed_in().await && phone.is_signed_in().await);
    assert_eq!(app.count("sessions").await, 2);
}

#[tokio::test]
async fn a_new_password_must_be_as_good_as_the_first() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    for (new, expected) in
        [("short", "password_too_short"), ("password123", "password_too_common"), ("", "password_missing")]
    {
        let response = owner.submit("/account/password", &[("password", PASSWORD), ("new_password", new)]).await;
        assert_eq!(code(response).await, expected);
    }
    assert!(can_sign_in(&app, EMAIL, PASSWORD).await);
}

#[tokio::test]
async fn a_forgotten_password_is_reset_by_a_link_that_works_once_and_signs_everything_out() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut anybody = app.browser(FIREFOX);
    let asked = anybody.submit_plainly("/password/forgotten", &[("email", EMAIL)]).await;
    assert_eq!(location(&asked), "/password/forgotten");
    let path = link(&sent_email(&app, EMAIL, "reset the password").await);
    let page = anybody.visit(&path).await;
    assert_eq!(page.status(), StatusCode::OK);
    assert!(owner.is_signed_in().await, "opening it does nothing");

    let weak = anybody.submit("/password/reset", &[("link", secret(&path)), ("password", "password1")]).await;
    assert_eq!(code(weak).await, "password_too_common");
    let fields = [("link", secret(&path)), ("password", NEW)];
    let done = anybody.submit_plainly("/password/reset", &fields).await;
    assert_eq!(location(&done), "/sign-in");
    assert!(!owner.is_signed_in().await && anybody.token.is_none());
    assert!(can_sign_in(&app, EMAIL, NEW).await && !can_sign_in(&app, EMAIL, PASSWORD).await);
    let again = anybody.submit("/password/reset", &fields).await;
    assert_eq!((again.status(), code(again).await.as_str()), (StatusCode::NOT_FOUND, "link_invalid"));
    assert_eq!(anybody.visit(&path).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_reset_link_is_kept_as_a_hash_and_ends_after_half_an_hour() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    let mut anybody = app.browser(FIREFOX);
    anybody.submit("/password/forgotten", &[("email", EMAIL)]).await;
    let path = link(&sent_email(&app, EMAIL, "reset the password").await);
    let stored: Vec<u8> = app.scalar("SELECT link_hash FROM mail_links").await;
    assert_eq!(stored.len(), 32);
    assert_ne!(stored, URL_SAFE_NO_PAD.decode(secret(&path)).unwrap(), "a hash of it alone is kept");
    if let Ok(file) = std::fs::read(app.folder.database_file()) {
        assert!(!file.windows(secret(&path).len()).any(|window| window == secret(&path).as_bytes()));
    }
    app.advance(std::time::Duration::from_mins(30));
    let late = anybody.submit("/password/reset", &[("link", secret(&path)), ("password", NEW)]).await;
    assert_eq!(code(late).await, "link_invalid");
    // A link of another purpose is none for this one, and no other text is.
    for wrong in ["", "x", "' OR 1=1 --", &"A".repeat(43)] {
        let response = anybody.submit("/password/reset", &[("link", wrong), ("password", NEW)]).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{wrong}");
    }
}

#[tokio::test]
async fn asking_for_a_reset_does_not_tell_whether_there_is_an_account() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    let mut answers = Vec::new();
    for email in [EMAIL, "nobody@example.com"] {
        let response = app.browser(FIREFOX).submit("/password/forgotten", &[("email", email)]).await;
        let mut headers = response.headers().clone();
        headers.remove("date");
        answers.push((response.status(), headers, response.text().await.unwrap()));
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn the_address_changes_and_the_old_one_is_notified() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    app.signed_up(FIREFOX, "eve@example.com").await;
    let taken = owner.submit("/account/email", &[("email", "EVE@example.com")]).await;
    assert_eq!(code(taken).await, "email_in_use");
    assert_eq!(owner.submit("/account/email", &[("email", "countess@example.com")]).await.status(), StatusCode::OK);
    assert!(can_sign_in(&app, "countess@example.com", PASSWORD).await && !can_sign_in(&app, EMAIL, PASSWORD).await);
    sent_email(&app, EMAIL, "countess@example.com").await;
}

#[tokio::test]
async fn a_person_can_download_what_is_kept_and_no_secret_is_among_it() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    app.signed_up(FIREFOX, "eve@example.com").await;
    let response = owner.submit_plainly("/account/download", &[]).await;
    assert_eq!(response.headers()["content-disposition"], "attachment; filename=latchkey.json");
    let text = response.text().await.unwrap();
    let all: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(all["account"]["email"], EMAIL);
    assert_eq!((all["devices"].as_array().unwrap().len(), all["activity"].as_array().unwrap().len()), (1, 3));
    assert!(!text.contains("argon2") && !text.contains(owner.token.as_deref().unwrap()) && !text.contains("eve@"));
}

#[tokio::test]
async fn a_deleted_account_leaves_nothing_behind() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone: Browser = app.signed_in(SAFARI, EMAIL).await;
    let mut stranger = app.signed_up(FIREFOX, "eve@example.com").await;
    let device = app.signed_in(FIREFOX, EMAIL).await.device_id().await;
    owner.submit("/devices/sign-out", &[("device", &device)]).await;
    owner.submit("/password/forgotten", &[("email", EMAIL)]).await;
    sent_email(&app, EMAIL, "reset the password").await;
    let response = owner.submit_plainly("/account/delete", &[("password", PASSWORD)]).await;
    assert_eq!(location(&response), "/sign-in");
    assert!(!owner.is_signed_in().await && !phone.is_signed_in().await && stranger.is_signed_in().await);
    assert_eq!((app.count("users").await, app.count("sessions").await, app.count("ended_sessions").await), (1, 1, 0));
    assert_eq!(app.count("events").await, 2, "the stranger's");
    assert!(!can_sign_in(&app, EMAIL, PASSWORD).await);
}

#[tokio::test]
async fn signing_out_clears_what_the_browser_kept() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let response = owner.submit_plainly("/sign-out", &[]).await;
    assert_eq!(response.headers()["clear-site-data"], "\"storage\"");
}

#[tokio::test]
async fn a_sign_in_in_flight_with_the_old_password_starts_nothing_after_a_change() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let now = app.state.clock.now();
    let verified = app.state.tokens.verify(owner.token.as_deref().unwrap(), now).unwrap();
    // The thief's sign-in has verified the old password …
    let before = app.state.storage.find_user_by_id(verified.user_id).await.unwrap().unwrap();
    let session = app.state.storage.find_session(&verified.session_id).await.unwrap().unwrap().session;
    let thief = Session { id: SessionId::generate().unwrap(), device_id: generate_public_id().unwrap(), ..session };
    // … and comes to its row after the change.
    let fields = [("password", PASSWORD), ("new_password", NEW), ("end_others", "yes")];
    assert_eq!(owner.submit("/account/password", &fields).await.status(), StatusCode::OK);
    let event = app.state.storage.list_events(verified.user_id, 1, 0).await.unwrap().remove(0);
    let password_hash = &before.password_hash;
    let new = NewSession {
        session: &thief,
        cookie: None,
        browser: None,
        is_first: false,
        replaces: None,
        limit: 50,
        password_hash,
        event: &event,
    };
    assert!(matches!(
        rules::start::add_session(&app.state.storage, new, |_| Attached::default()).await,
        Err(rules::RuleError::PasswordChanged)
    ));
    assert_eq!(app.count("sessions").await, 1);
}

#[tokio::test]
async fn a_reset_link_to_an_address_that_is_no_longer_the_persons_is_void() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let now = app.state.clock.now();
    let verified = app.state.tokens.verify(owner.token.as_deref().unwrap(), now).unwrap();
    assert_eq!(owner.submit("/account/email", &[("email", "countess@example.com")]).await.status(), StatusCode::OK);
    // A request that had read the old address comes to keep its link only now.
    let late = MailLink {
        hash: Digest::of(b"late"),
        purpose: LinkPurpose::Reset,
        user_id: Some(verified.user_id),
        email: EMAIL.parse().unwrap(),
        password_hash: None,
        device: None,
        expires_at: now.plus(std::time::Duration::from_mins(30)),
    };
    rules::links::add_link(&app.state.storage, &late, None, &[]).await.unwrap();
    let response = app.browser(FIREFOX).submit("/password/reset", &[("link", "late"), ("password", NEW)]).await;
    assert_eq!(code(response).await, "link_invalid");
    assert!(owner.is_signed_in().await);
}

#[tokio::test]
async fn devices_that_stay_signed_in_must_enter_the_new_password() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut thief = app.signed_in(SAFARI, EMAIL).await;
    owner.submit("/account/password", &[("password", PASSWORD), ("new_password", NEW)]).await;
    let response = thief.submit("/devices/sign-out-others", &[]).await;
    assert_eq!(code(response).await, "password_required");
    assert!(owner.is_signed_in().await);
}

#[tokio::test]
async fn a_new_password_is_judged_while_it_is_typed_and_not_without_end() {
    let app = TestApp::start().await;
    let mut browser = app.browser(CHROME);
    let html = browser.visit("/sign-up").await.text().await.unwrap();
    assert!(html.contains("data-advice=\"password\"") && html.contains("data-suggest=\"password\" hidden"), "{html}");
    let mut advice = async |password: &str| {
        let fields = [("password", password), ("email", "grace.hopper@example.com")];
        let response = browser.submit("/password/advice", &fields).await;
        (response.status(), response.json::<Value>().await.unwrap())
    };
    let (status, said) = advice("grace.hopper").await;
    assert_eq!((status, said["score"].as_u64().unwrap() < 2), (StatusCode::OK, true), "{said}");
    assert!(said["words"].as_str().unwrap().starts_with("Easy to guess. "), "{said}");
    assert_eq!(advice("acid tulip remark cobra zesty").await.1["words"], "Strong.");
    assert_eq!(advice("").await.1["words"], "Enter your password.");
    let mut refused = false;
    for _ in 0..40 {
        refused |= advice("acid").await.0 == StatusCode::TOO_MANY_REQUESTS;
    }
    assert!(refused, "each takes time of the server");
    // It is no attempt at an account.
    app.signed_up(FIREFOX, EMAIL).await;
}
