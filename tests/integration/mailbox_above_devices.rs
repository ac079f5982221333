//! The mailbox stands above every device: what it says holds, and nobody who was in the account, or floods it,
//! takes that from its owner.

use std::time::Duration;

use reqwest::{StatusCode, header::SET_COOKIE};

use crate::support::{
    Browser, CHROME, DAY, EMAIL, FIREFOX, PASSWORD, SAFARI, TestApp, code, link, location, overview, secret,
    sent_email, sent_emails, soon,
};

const OTHER: &str = "other@example.com";
const NEW: &str = "a wholly different sentence";

/// The path of the link in the newest email about a change of the address to `after`.
async fn undo_link(app: &TestApp, before: &str, after: &str) -> String {
    link(&sent_email(app, before, &format!("New address: {after}")).await)
}

async fn change_email(browser: &mut Browser, email: &str) {
    let response = browser.submit("/account/email", &[("email", email), ("password", PASSWORD)]).await;
    assert_eq!(response.status(), StatusCode::OK, "{email}");
}

#[tokio::test]
async fn who_changes_the_address_back_by_hand_leaves_the_other_mailbox_no_way_to_undo_that() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    change_email(&mut owner, OTHER).await;
    app.advance(2 * DAY);
    app.signed_in_fast(&owner).await;
    let mut owner = app.signed_in(SAFARI, OTHER).await;
    app.recognise(&mut owner).await;
    change_email(&mut owner, EMAIL).await;
    let text = sent_email(&app, OTHER, &format!("New address: {EMAIL}")).await;
    assert!(!text.contains("?link="), "the other mailbox gets no link: {text}");
    let links = "SELECT count(*) FROM mail_links WHERE purpose IN ('undo', 'disown')";
    assert_eq!(app.scalar::<i64>(links).await, 0, "and keeps none");
    assert!(owner.is_signed_in().await);
}

#[tokio::test]
async fn the_address_that_an_undo_takes_the_account_from_is_notified() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    change_email(&mut owner, OTHER).await;
    let undo = undo_link(&app, EMAIL, OTHER).await;
    let done = app.browser(SAFARI).submit_plainly("/account/undo", &[("link", secret(&undo))]).await;
    assert_eq!(location(&done), "/account/undo");
    sent_email(&app, OTHER, &format!("New address: {EMAIL}")).await;
}

#[tokio::test]
async fn a_link_that_was_asked_for_while_the_owner_was_away_changes_nothing_once_the_owner_is_back() {
    let app = TestApp::with(&["--sign-up=confirm"]).await;
    let mut owner = app.browser(CHROME);
    owner.submit("/sign-up", &[("email", EMAIL), ("password", PASSWORD)]).await;
    let path = link(&sent_email(&app, EMAIL, "asked for an account at Latchkey").await);
    owner.submit("/sign-up/confirm", &[("link", secret(&path)), ("password", PASSWORD)]).await;
    app.advance(8 * DAY);
    let mut thief = app.signed_in(FIREFOX, EMAIL).await;
    change_email(&mut thief, OTHER).await;
    let path = link(&sent_email(&app, OTHER, "asked to use this address").await);
    let back = owner.submit("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    assert_eq!(back.status(), StatusCode::OK);
    let pressed = thief.submit("/sign-up/confirm", &[("link", secret(&path))]).await;
    assert_eq!(code(pressed).await, "link_invalid");
    change_email(&mut owner, "countess@example.com").await;
}

#[tokio::test]
async fn after_a_reset_no_device_is_recognised_that_was_so_before() {
    let app = TestApp::start().await;
    // Somebody else made the account, with the address of a person who takes it over by the mailbox.
    let squatter = app.signed_up(CHROME, EMAIL).await;
    app.browser(SAFARI).submit("/password/forgotten", &[("email", EMAIL)]).await;
    let path = link(&sent_email(&app, EMAIL, "reset the password").await);
    let fields = [("link", secret(&path)), ("password", NEW)];
    assert_eq!(app.browser(SAFARI).submit("/password/reset", &fields).await.status(), StatusCode::OK);
    let mut owner = app.browser(SAFARI);
    owner.submit("/sign-in", &[("email", EMAIL), ("password", NEW)]).await;
    assert_eq!(overview(&mut owner, "").await["may_judge"], true, "nobody is waited for");
    let mut back = squatter.clone();
    back.token = None;
    back.submit("/sign-in", &[("email", EMAIL), ("password", NEW)]).await;
    let own = owner.device_id().await;
    owner.submit("/devices/confirm", &[("device", &own)]).await;
    let refused = back.submit("/devices/sign-out", &[("device", &own)]).await;
    assert_eq!(code(refused).await, "ask_elsewhere");
    assert!(owner.is_signed_in().await);
}

#[tokio::test]
async fn the_holder_of_a_link_gets_through_whoever_guesses_behind_the_same_address() {
    let app = TestApp::with(&["--attempts-per-minute=5"]).await;
    app.signed_up(CHROME, EMAIL).await;
    app.signed_in(FIREFOX, EMAIL).await;
    let disown = link(&sent_email(&app, EMAIL, "This wasn't me").await);
    app.browser(SAFARI).submit("/password/forgotten", &[("email", EMAIL)]).await;
    let reset = link(&sent_email(&app, EMAIL, "reset the password").await);
    let mut last = StatusCode::OK;
    for number in 0..8 {
        let guess = [("link", format!("guess{number}"))];
        let fields: Vec<_> = guess.iter().map(|(name, value)| (*name, value.as_str())).collect();
        last = app.browser(SAFARI).submit("/devices/disown", &fields).await.status();
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS, "guesses are limited");
    let done = app.browser(SAFARI).submit("/devices/disown", &[("link", secret(&disown))]).await;
    assert_eq!(done.status(), StatusCode::OK);
    let fields = [("link", secret(&reset)), ("password", NEW)];
    assert_eq!(app.browser(SAFARI).submit("/password/reset", &fields).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn one_device_fills_the_log_no_further_and_uses_up_nothing_of_another() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut thief = app.signed_in(FIREFOX, EMAIL).await;
    let its = thief.device_id().await;
    let tonight = [("device", its.as_str()), ("when", "tonight")];
    let before = app.count("events").await;
    for _ in 0..5 {
        assert_eq!(thief.submit("/devices/sign-out", &tonight).await.status(), StatusCode::OK);
    }
    assert_eq!(app.count("events").await, before + 1, "what changes nothing is no entry");
    let mut last = StatusCode::OK;
    for number in 0..40 {
        let name = format!("Name {number}");
        last = thief.submit("/devices/rename", &[("device", &its), ("name", &name)]).await.status();
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(thief.submit("/devices/sign-out", &tonight).await.status(), StatusCode::TOO_MANY_REQUESTS);
    // Another device of the same thief begins with nothing; the owner's isn't concerned.
    let mut second = app.signed_in(SAFARI, EMAIL).await;
    let id = second.device_id().await;
    let refused = second.submit("/devices/rename", &[("device", &id), ("name", "Another")]).await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(owner.submit("/devices/confirm", &[("device", &its)]).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_device_that_asks_for_links_without_end_leaves_another_its_own() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    let mut thief = app.signed_in(FIREFOX, EMAIL).await;
    let mut last = None;
    for _ in 0..6 {
        last = Some(thief.submit("/devices/send-link", &[]).await);
    }
    let last = last.unwrap();
    assert_eq!(last.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(code(last).await, "too_many_emails");
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    assert_eq!(phone.submit("/devices/send-link", &[]).await.status(), StatusCode::OK);
    soon("the link for the phone", async || {
        sent_emails(&app, EMAIL).into_iter().find(|text| text.contains("Confirm a device") && text.contains("iPhone"))
    })
    .await;
}

#[tokio::test]
async fn cookies_of_devices_that_knew_an_earlier_password_are_strangers() {
    let app = TestApp::with(&["--attempts-per-minute=1000"]).await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut before = Vec::new();
    for _ in 0..4 {
        before.push(app.signed_in(FIREFOX, EMAIL).await);
    }
    app.advance(Duration::from_mins(1));
    let fields = [("password", PASSWORD), ("new_password", NEW), ("end_others", "yes")];
    assert_eq!(owner.submit("/account/password", &fields).await.status(), StatusCode::OK);
    owner.submit("/sign-out", &[]).await;
    let mut tried = 0;
    for browser in &mut before {
        browser.token = None;
        for guess in 0..6 {
            let password = format!("a wrong guess {guess}");
            let answer = browser.submit("/sign-in", &[("email", EMAIL), ("password", &password)]).await;
            tried += u32::from(answer.status() == StatusCode::UNAUTHORIZED);
        }
    }
    assert_eq!(tried, 5, "together they get what one stranger gets");
    let right = owner.submit("/sign-in", &[("email", EMAIL), ("password", NEW)]).await;
    assert_eq!(right.status(), StatusCode::OK, "the recognised one is still known");
}

#[tokio::test]
async fn a_form_that_was_sent_twice_takes_no_cookie_back() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let twin = owner.clone();
    let fields = [("password", PASSWORD), ("new_password", NEW)];
    assert_eq!(owner.submit("/account/password", &fields).await.status(), StatusCode::OK);
    for (plain, status) in [(true, StatusCode::SEE_OTHER), (false, StatusCode::UNAUTHORIZED)] {
        let mut twin = twin.clone();
        let late = if plain {
            twin.submit_plainly("/account/password", &fields).await
        } else {
            twin.submit("/account/password", &fields).await
        };
        assert_eq!(late.status(), status);
        assert_eq!(late.headers().get(SET_COOKIE), None, "it would delete what the first answer set");
    }
    assert!(owner.is_signed_in().await);
}

#[tokio::test]
async fn an_address_that_an_account_had_for_a_moment_is_free_for_its_person() {
    let app = TestApp::start().await;
    let mut squatter = app.signed_up(CHROME, EMAIL).await;
    for address in ["first@example.com", "second@example.com", "third@example.com"] {
        change_email(&mut squatter, address).await;
    }
    for address in ["first@example.com", "second@example.com"] {
        let answer = app.browser(SAFARI).submit("/sign-up", &[("email", address), ("password", PASSWORD)]).await;
        assert_eq!(answer.status(), StatusCode::OK, "{address}");
    }
    let own = app.browser(SAFARI).submit("/sign-up", &[("email", EMAIL), ("password", PASSWORD)]).await;
    assert_eq!(own.status(), StatusCode::CONFLICT, "the one that it was made with can be given back");
}
