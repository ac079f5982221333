//! After 'Not me': the password has to be replaced, and everything says so until it is.

use reqwest::StatusCode;

use crate::support::{CHROME, EMAIL, FIREFOX, PASSWORD, SAFARI, TestApp, code, link, secret, sent_email};

const TASK: &str = "Somebody else knows your password.";
const NEW: &str = "a wholly different sentence";

#[tokio::test]
async fn every_page_of_every_device_says_so_until_the_password_is_new() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let id = phone.device_id().await;
    owner.submit("/devices/confirm", &[("device", &id)]).await;
    let mut thief = app.signed_in(FIREFOX, EMAIL).await;
    let disowned = thief.device_id().await;
    assert!(!owner.visit("/devices").await.text().await.unwrap().contains(TASK));
    assert!(owner.visit("/account/password").await.text().await.unwrap().contains(">Cancel</a>"));
    owner.submit("/devices/not-me", &[("device", &disowned)]).await;
    assert!(owner.visit("/account/password").await.text().await.unwrap().contains(">Later</a>"));
    for browser in [&mut owner, &mut phone] {
        for path in ["/devices", "/activity", "/account", "/account/email", &format!("/devices/detail?device={id}")] {
            assert!(browser.visit(path).await.text().await.unwrap().contains(TASK), "{path}");
        }
    }
    let fields = [("password", PASSWORD), ("new_password", NEW)];
    assert_eq!(owner.submit("/account/password", &fields).await.status(), StatusCode::OK);
    for browser in [&mut owner, &mut phone] {
        assert!(!browser.visit("/devices").await.text().await.unwrap().contains(TASK));
    }
}

#[tokio::test]
async fn meanwhile_the_old_password_signs_in_on_recognised_devices_alone() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut thief = app.signed_in(FIREFOX, EMAIL).await;
    let disowned = thief.device_id().await;
    owner.submit("/devices/not-me", &[("device", &disowned)]).await;
    let fields = [("email", EMAIL), ("password", PASSWORD)];
    for browser in [&mut thief, &mut app.browser(SAFARI)] {
        let refused = browser.submit("/sign-in", &fields).await;
        assert_eq!((refused.status(), code(refused).await.as_str()), (StatusCode::FORBIDDEN, "password_due"));
    }
    owner.token = None;
    assert_eq!(owner.submit("/sign-in", &fields).await.status(), StatusCode::OK);
    // By email a new password is chosen anywhere, and lets in.
    let mut anywhere = app.browser(SAFARI);
    anywhere.submit("/password/forgotten", &[("email", EMAIL)]).await;
    let path = link(&sent_email(&app, EMAIL, "reset the password").await);
    let reset = [("link", secret(&path)), ("password", NEW)];
    assert_eq!(anywhere.submit("/password/reset", &reset).await.status(), StatusCode::OK);
    let fields = [("email", EMAIL), ("password", NEW)];
    assert_eq!(anywhere.submit("/sign-in", &fields).await.status(), StatusCode::OK);
    assert!(!anywhere.visit("/devices").await.text().await.unwrap().contains(TASK));
}

#[tokio::test]
async fn the_present_password_is_refused_as_the_new_one_wherever_one_is_set() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let fields = [("password", PASSWORD), ("new_password", PASSWORD)];
    let same = owner.submit("/account/password", &fields).await;
    assert_eq!((same.status(), code(same).await.as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "password_unchanged"));
    app.browser(SAFARI).submit("/password/forgotten", &[("email", EMAIL)]).await;
    let path = link(&sent_email(&app, EMAIL, "reset the password").await);
    let reset = |password| [("link", secret(&path)), ("password", password)];
    let same = app.browser(SAFARI).submit("/password/reset", &reset(PASSWORD)).await;
    assert_eq!(code(same).await, "password_unchanged");
    let other = app.browser(SAFARI).submit("/password/reset", &reset(NEW)).await;
    assert_eq!(other.status(), StatusCode::OK, "the link stays good");
}

#[tokio::test]
async fn password_managers_find_where_the_password_is_changed_and_whose_it_is() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let known = owner.visit("/.well-known/change-password").await;
    assert_eq!(
        (known.status(), known.headers()["location"].to_str().unwrap()),
        (StatusCode::SEE_OTHER, "/account/password")
    );
    app.browser(SAFARI).submit("/password/forgotten", &[("email", EMAIL)]).await;
    let reset = link(&sent_email(&app, EMAIL, "reset the password").await);
    for path in ["/account/password", "/account/delete", "/devices", reset.as_str()] {
        let page = if path == reset { app.browser(SAFARI).visit(path).await } else { owner.visit(path).await };
        let html = page.text().await.unwrap();
        let field =
            html.split("<input").find(|tag| tag.contains("name=\"username\"")).unwrap_or_else(|| panic!("{path}"));
        assert!(field.contains("type=\"text\"") && field.contains(&format!("value=\"{EMAIL}\"")), "{path}: {field}");
    }
    let html = owner.visit("/account/email").await.text().await.unwrap();
    assert!(html.contains("autocomplete=\"email\""), "the new address is not whose password it is");
}
