//! Addresses at domains that aren't ASCII: browsers send them in one form, people and programs in another.

use reqwest::StatusCode;

use crate::support::{CHROME, FIREFOX, PASSWORD, TestApp, code, link, secret, sent_email, sqlite_only};

const TYPED: &str = "ada@bücher.example";
const ASCII: &str = "ada@xn--bcher-kva.example";

#[tokio::test]
async fn an_address_is_one_account_in_each_of_its_forms() {
    for (first, second) in [(TYPED, ASCII), (ASCII, TYPED)] {
        let app = TestApp::start().await;
        let mut owner = app.signed_up(CHROME, first).await;
        app.signed_in(FIREFOX, second).await;
        let again = app.browser(FIREFOX).submit("/sign-up", &[("email", second), ("password", PASSWORD)]).await;
        assert_eq!(code(again).await, "email_taken");
        let page = owner.visit("/account").await.text().await.unwrap();
        assert!(page.contains(first), "it is shown as it was written");
        // To the form that every mail server takes.
        app.browser(FIREFOX).submit("/password/forgotten", &[("email", second)]).await;
        let path = link(&sent_email(&app, ASCII, "reset the password").await);
        let fields = [("link", secret(&path)), ("password", "a wholly different sentence")];
        assert_eq!(app.browser(FIREFOX).submit("/password/reset", &fields).await.status(), StatusCode::OK);
    }
}

#[tokio::test]
async fn an_account_of_an_earlier_version_is_found_in_each_form() {
    sqlite_only!(); // No earlier version ran on another engine.
    let app = TestApp::start().await;
    app.signed_up(CHROME, TYPED).await;
    app.execute(&format!("UPDATE users SET email_key = '{TYPED}'")).await;
    app.state.storage.close().await;
    let TestApp { folder, .. } = app;
    let app = TestApp::over(folder, &[]).await;
    for form in [TYPED, ASCII] {
        app.signed_in(FIREFOX, form).await;
    }
    let response = app.browser(CHROME).submit("/sign-up", &[("email", ASCII), ("password", PASSWORD)]).await;
    assert_eq!(code(response).await, "email_taken");
}

#[tokio::test]
async fn two_accounts_of_an_earlier_version_with_one_address_both_stay() {
    sqlite_only!(); // No earlier version ran on another engine.
    let app = TestApp::start().await;
    app.signed_up(CHROME, TYPED).await;
    app.execute(&format!("UPDATE users SET email_key = '{TYPED}'")).await;
    let other = "another sentence of somebody";
    let fields = [("email", ASCII), ("password", other)];
    assert_eq!(app.browser(CHROME).submit("/sign-up", &fields).await.status(), StatusCode::OK);
    app.state.storage.close().await;
    let TestApp { folder, .. } = app;
    let app = TestApp::over(folder, &[]).await;
    app.signed_in(FIREFOX, TYPED).await;
    let response = app.browser(FIREFOX).submit("/sign-in", &fields).await;
    assert_eq!(response.status(), StatusCode::OK);
}
