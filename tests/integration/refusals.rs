//! Tokens that are not accepted, and the messages that their bearers get.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use latchkey::server::auth::{
    key::{Keyring, SigningKey},
    token::Tokens,
};
use reqwest::{Method, StatusCode};

use crate::support::{CHROME, EMAIL, FIREFOX, PASSWORD, TestApp, code, location, session_cookie};

#[tokio::test]
async fn whatever_is_no_token_of_ours_is_refused_and_its_cookie_cleared() {
    let app = TestApp::start().await;
    let browser = app.signed_up(CHROME, EMAIL).await;
    let good = browser.token.clone().unwrap();
    let [header, claims, signature] = good.split('.').collect::<Vec<_>>().try_into().unwrap();
    let none = URL_SAFE_NO_PAD.encode(r#"{"typ":"session+jwt","alg":"none"}"#);
    let tampered = {
        let mut text = String::from_utf8(URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
        text = text.replace(r#""aud":"latchkey""#, r#""aud":"latchkex""#);
        format!("{header}.{}.{signature}", URL_SAFE_NO_PAD.encode(text))
    };
    for (what, token) in [
        ("garbage", "garbage".to_owned()),
        ("dots", "...".to_owned()),
        ("a long cookie", "A".repeat(4000)),
        ("no signature", format!("{header}.{claims}.")),
        ("alg none", format!("{none}.{claims}.")),
        ("tampered", tampered),
    ] {
        let mut bearer = app.browser(CHROME);
        bearer.token = Some(token.clone());
        let call = bearer.request(Method::GET, "/api/devices?page=1").send().await.unwrap();
        assert_eq!(call.status(), StatusCode::UNAUTHORIZED, "{what}");
        assert_eq!(session_cookie(call.headers()).as_deref(), Some(""), "{what}");
        assert_eq!(code(call).await, "session_invalid", "{what}");
        let page = bearer.visit("/devices").await;
        assert_eq!(location(&page), "/sign-in?reason=unverified", "{what}");
        assert_eq!(bearer.token, None, "{what}: the cookie is taken back");
    }
}

#[tokio::test]
async fn a_token_that_another_key_signed_is_refused_and_left_alone() {
    let app = TestApp::start().await;
    let browser = app.signed_up(CHROME, EMAIL).await;
    let now = app.state.clock.now();
    let verified = app.state.tokens.verify(browser.token.as_deref().unwrap(), now).unwrap();
    let tokens = Tokens::new(Keyring::of(SigningKey::new([9; 32])), "latchkey");
    let end = now.plus(std::time::Duration::from_mins(1));
    let mut bearer = app.browser(CHROME);
    bearer.token = Some(tokens.issue(verified.user_id, &verified.session_id, now, end).unwrap());
    let call = bearer.request(Method::GET, "/api/devices?page=1").send().await.unwrap();
    assert_eq!(session_cookie(call.headers()), None);
    assert_eq!(code(call).await, "session_invalid");
    assert_eq!(location(&bearer.visit("/devices").await), "/sign-in?reason=unverified");
    assert!(bearer.token.is_some());
}

#[tokio::test]
async fn a_session_belongs_to_its_user_alone() {
    let app = TestApp::start().await;
    let ada = app.signed_up(CHROME, EMAIL).await;
    let eve = app.signed_up(FIREFOX, "eve@example.com").await;
    let now = app.state.clock.now();
    let [ada, eve] = [ada, eve].map(|browser| app.state.tokens.verify(&browser.token.unwrap(), now).unwrap());
    let mixed = app.state.tokens.issue(eve.user_id, &ada.session_id, now, now.plus(std::time::Duration::from_mins(1)));
    let mut bearer = app.browser(FIREFOX);
    bearer.token = Some(mixed.unwrap());
    assert_eq!(location(&bearer.visit("/devices").await), "/sign-in?reason=unverified");
}

#[tokio::test]
async fn a_token_without_its_session_is_refused_though_it_has_not_expired() {
    let app = TestApp::start().await;
    let browser = app.signed_up(CHROME, EMAIL).await;
    app.execute("DELETE FROM sessions").await;
    assert!(app.state.tokens.verify(browser.token.as_deref().unwrap(), app.state.clock.now()).is_ok());
    assert!(!browser.clone().is_signed_in().await);
}

#[tokio::test]
async fn the_sign_in_page_says_why_and_returns_to_where_the_person_was_going() {
    let app = TestApp::start().await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    app.execute("DELETE FROM sessions").await;
    let refused = browser.visit("/devices?page=2").await;
    assert_eq!(location(&refused), "/sign-in?reason=signed-out&next=%2Fdevices%3Fpage%3D2");
    let page = browser.visit(location(&refused)).await.text().await.unwrap();
    assert!(page.contains("This device was signed out."));
    assert!(page.contains(r#"name="next" value="/devices?page=2""#));
    let fields = [("email", EMAIL), ("password", PASSWORD), ("next", "/devices?page=2")];
    assert_eq!(location(&browser.submit_plainly("/sign-in", &fields).await), "/devices?page=2");

    let page = app.browser(CHROME).visit("/sign-in?reason=expired").await.text().await.unwrap();
    assert!(page.contains("Your session expired."));
}

#[tokio::test]
async fn nobody_is_sent_to_another_site_after_signing_in() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    for elsewhere in
        ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example", "javascript:alert(1)"]
    {
        let fields = [("email", EMAIL), ("password", PASSWORD), ("next", elsewhere)];
        let response = app.browser(CHROME).submit_plainly("/sign-in", &fields).await;
        assert_eq!(location(&response), "/devices", "{elsewhere}");
        let query: String = url::form_urlencoded::byte_serialize(elsewhere.as_bytes()).collect();
        let page = app.browser(CHROME).visit(&format!("/sign-in?next={query}")).await.text().await.unwrap();
        assert!(page.contains(r#"name="next" value="/devices""#) && !page.contains("evil"), "{elsewhere}");
    }
}

#[tokio::test]
async fn somebody_who_was_never_here_is_asked_to_sign_in_without_reproach() {
    let app = TestApp::start().await;
    let mut browser = app.browser(CHROME);
    let page = browser.visit("/devices").await;
    assert_eq!((page.status(), location(&page)), (StatusCode::SEE_OTHER, "/sign-in"));
    let call = browser.submit("/devices/sign-out-others", &[]).await;
    assert_eq!(call.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(code(call).await, "sign_in_required");
}

#[tokio::test]
async fn somebody_who_is_signed_in_has_no_need_of_the_sign_in_page() {
    let app = TestApp::start().await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    for path in ["/sign-in", "/sign-up", "/"] {
        assert_eq!(location(&browser.visit(path).await), "/devices", "{path}");
    }
}
