//! What the sign-in page knows of a browser: for that browser alone, and nothing where somebody else may sit.

use latchkey::server::ids::Digest;
use reqwest::StatusCode;

use crate::support::{Browser, CHROME, DAY, EMAIL, FIREFOX, PASSWORD, SAFARI, TestApp, location};

async fn sign_in(browser: &mut Browser, email: &str, stay: &str) {
    let fields = [("email", email), ("password", PASSWORD), ("stay", stay)];
    assert_eq!(browser.submit("/sign-in", &fields).await.status(), StatusCode::OK);
}

/// Whether its sign-in page has 'Keep me signed in' ticked, and which address it has filled in.
async fn offered(browser: &mut Browser) -> (bool, Option<String>) {
    let html = browser.visit("/sign-in").await.text().await.unwrap();
    let input = |name: &str| {
        let tag = html.split("<input").find(|tag| tag.contains(&format!("name=\"{name}\""))).unwrap();
        tag.split('>').next().unwrap().to_owned()
    };
    let email = input("email").split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    (input("stay").contains("checked"), email.filter(|email| !email.is_empty()))
}

#[tokio::test]
async fn the_choice_to_stay_signed_in_is_offered_again_where_it_was_made() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    let mut laptop = app.browser(FIREFOX);
    sign_in(&mut laptop, EMAIL, "kept").await;
    laptop.submit("/sign-out", &[]).await;
    assert_eq!(offered(&mut laptop).await, (true, None), "who signs out here leaves no address");
    assert_eq!(offered(&mut app.browser(FIREFOX)).await, (false, None), "nobody else is offered it");
    sign_in(&mut laptop, EMAIL, "browser").await;
    laptop.submit("/sign-out", &[]).await;
    assert_eq!(offered(&mut laptop).await, (false, None));
    // What an error shows again is what was sent.
    sign_in(&mut laptop, EMAIL, "kept").await;
    laptop.submit("/sign-out", &[]).await;
    let fields = [("email", EMAIL), ("password", "a guess of somebody else")];
    let html = laptop.submit_plainly("/sign-in", &fields).await.text().await.unwrap();
    assert!(!html.contains("checked"), "{html}");
}

#[tokio::test]
async fn an_address_is_filled_in_after_a_session_ran_out_and_after_no_other_end() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    let mut laptop = app.browser(FIREFOX);
    sign_in(&mut laptop, EMAIL, "kept").await;
    // It was closed, and its cookie went; the session may still be there.
    let mut closed = laptop.clone();
    closed.token = None;
    assert_eq!(offered(&mut closed).await, (true, None));
    app.advance(31 * DAY);
    assert_eq!(offered(&mut closed).await, (true, Some(EMAIL.to_owned())));
    latchkey::server::housekeeping::sweep(&app.state).await.unwrap();
    assert_eq!(offered(&mut closed).await, (true, Some(EMAIL.to_owned())), "also once it is swept up");
    assert_eq!(offered(&mut app.browser(FIREFOX)).await, (false, None), "not in another browser");
    let shared = closed.visit("/sign-in?shared=yes").await.text().await.unwrap();
    assert!(!shared.contains(EMAIL), "{shared}");
    // Somebody else signs in in that browser, and leaves: neither is known any more.
    app.signed_up(SAFARI, "eve@example.com").await;
    sign_in(&mut closed, "eve@example.com", "kept").await;
    closed.submit("/sign-out", &[]).await;
    assert_eq!(offered(&mut closed).await, (true, None));
    let remembered: i64 = app.scalar("SELECT count(*) FROM devices WHERE browser_hash IS NOT NULL").await;
    assert_eq!(remembered, 3, "the two that signed up, and one for this browser");
}

#[tokio::test]
async fn a_shared_computer_is_forgotten() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    let mut library = app.browser(FIREFOX);
    sign_in(&mut library, EMAIL, "kept").await;
    library.token = None;
    sign_in(&mut library, EMAIL, "shared").await;
    library.token = None;
    app.advance(31 * DAY);
    assert_eq!(offered(&mut library).await, (false, None));
    let mut closed = app.browser(SAFARI);
    sign_in(&mut closed, EMAIL, "browser").await;
    closed.token = None;
    app.advance(31 * DAY);
    assert_eq!(offered(&mut closed).await, (false, None), "nor does a browser say whose it was that was just closed");
}

#[tokio::test]
async fn who_was_signed_out_from_elsewhere_reads_from_where_and_nobody_else_does() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.browser(SAFARI);
    sign_in(&mut phone, EMAIL, "kept").await;
    let id = phone.device_id().await;
    let mut copy = app.browser(FIREFOX);
    copy.token.clone_from(&phone.token);
    assert_eq!(owner.submit("/devices/sign-out", &[("device", &id)]).await.status(), StatusCode::OK);
    let to = phone.visit("/devices").await;
    assert_eq!((location(&to), &phone.token), ("/sign-in?reason=signed-out", &None));
    let html = phone.visit("/sign-in?reason=signed-out").await.text().await.unwrap();
    for words in [
        "Signed out from",
        "<bdi translate=\"no\">Chrome on Windows</bdi>",
        "15 January 2027 at 08:00 UTC",
        "Wasn't you?",
    ] {
        assert!(html.contains(words), "{words} in {html}");
    }
    assert!(html.contains("href=\"/password/forgotten\">Change your password"), "{html}");
    assert!(!html.contains(EMAIL), "nobody said yet that it is theirs");
    assert!(!phone.visit("/sign-in").await.text().await.unwrap().contains("Signed out from"), "only where it is why");
    // Whatever else somebody sends, they read what everybody may.
    let mut stranger = app.browser(FIREFOX);
    for guess in [None, Some("garbage".to_owned()), Some(Digest::of(b"a guess").encode())] {
        stranger.ended = guess;
        let html = stranger.visit("/sign-in?reason=signed-out").await.text().await.unwrap();
        assert!(html.contains("This device was signed out.") && !html.contains("Chrome on Windows"), "{html}");
    }
    // A form that was sent keeps the cookie: the page that follows reads it.
    assert_eq!(
        copy.submit("/devices/rename", &[("device", &id), ("name", "x")]).await.status(),
        StatusCode::UNAUTHORIZED
    );
    let html = copy.visit("/sign-in?reason=signed-out").await.text().await.unwrap();
    assert!(html.contains("Signed out from"), "{html}");
    let cookie = phone.ended.unwrap();
    assert!(cookie.len() == 43 && !cookie.contains('.'), "no token: {cookie}");
}

#[tokio::test]
async fn who_is_not_its_person_does_not_read_who_signed_them_out() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut thief = app.browser(SAFARI);
    sign_in(&mut thief, EMAIL, "kept").await;
    let id = thief.device_id().await;
    owner.submit("/devices/not-me", &[("device", &id)]).await;
    thief.visit("/devices").await;
    let html = thief.visit("/sign-in?reason=signed-out").await.text().await.unwrap();
    assert!(html.contains("This device was signed out.") && !html.contains("Chrome"), "{html}");
    assert!(!html.contains(EMAIL), "{html}");
}
