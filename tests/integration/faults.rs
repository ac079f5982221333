//! A store that does not answer: 503, and nothing that should not be.

use latchkey::server::storage::Lock;
use reqwest::{StatusCode, header::RETRY_AFTER};
use sqlx::{AssertSqlSafe, Executor};

use crate::support::{Browser, CHROME, EMAIL, FIREFOX, PASSWORD, TestApp, code, sqlite_only};

/// Every change is answered with 503, to a program and to a person, and leaves no trace.
async fn assert_unavailable(app: &TestApp, browser: &Browser, counts: (i64, i64)) {
    let new = [("email", "new@example.com"), ("password", PASSWORD)];
    let known = [("email", EMAIL), ("password", PASSWORD)];
    for (path, fields, who) in [
        ("/sign-up", new.as_slice(), &app.browser(FIREFOX)),
        ("/sign-in", known.as_slice(), &app.browser(FIREFOX)),
        ("/sign-in", known.as_slice(), browser),
        ("/devices/sign-out-others", &[], browser),
        ("/sign-out", &[], browser),
    ] {
        let response = who.clone().submit(path, fields).await;
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(response.headers().contains_key(RETRY_AFTER));
        assert!(response.headers().get("set-cookie").is_none(), "{path}: nobody is signed in or out by it");
        assert_eq!(code(response).await, "unavailable");
        let page = who.clone().submit_plainly(path, fields).await;
        assert_eq!(page.status(), StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(page.text().await.unwrap().contains("reach its data right now"), "{path}");
    }
    assert_eq!((app.count("users").await, app.count("sessions").await), counts);
}

#[tokio::test]
async fn a_full_disk_changes_nothing_and_says_so() {
    sqlite_only!();
    // SQLite's own limit on the file stands in for the disk's: the error is the same SQLITE_FULL.
    let app = TestApp::start().await;
    let mut writer = app.state.storage.begin(Lock::Nothing).await.unwrap();
    let pages: i64 = sqlx::query_scalar("PRAGMA page_count").fetch_one(&mut **writer.embedded()).await.unwrap();
    let limit = AssertSqlSafe(format!("PRAGMA max_page_count = {}", pages + 8));
    writer.embedded().execute(limit).await.unwrap();
    drop(writer);
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    let mut full = None;
    for number in 0..100 {
        let email = format!("{number}@example.com");
        let response = app.browser(FIREFOX).submit("/sign-up", &[("email", &email), ("password", PASSWORD)]).await;
        if response.status() != StatusCode::OK {
            full = Some(response);
            break;
        }
    }
    let full = full.expect("the file was never full");
    assert_eq!((full.status(), code(full).await.as_str()), (StatusCode::SERVICE_UNAVAILABLE, "unavailable"));
    assert_eq!(app.count("users").await, app.count("sessions").await, "no user without the session that came with it");
    assert!(browser.is_signed_in().await, "reading goes on");
    // Room, and without a restart everything is written again.
    app.execute("DELETE FROM users WHERE email LIKE '%@example.com' AND email <> 'ada@example.com'").await;
    let other = app.signed_in(FIREFOX, EMAIL).await;
    assert_eq!(browser.submit("/devices/sign-out-others", &[]).await.status(), StatusCode::OK);
    assert!(!other.clone().is_signed_in().await);
    app.signed_up(FIREFOX, "later@example.com").await;
    assert_eq!(browser.submit("/sign-out", &[]).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_locked_database_is_waited_for_a_while_then_reported() {
    let app = TestApp::start().await;
    let browser = app.signed_up(CHROME, EMAIL).await;
    let mut lock = app.connect().await;
    lock.hold_writers().await;
    assert!(browser.clone().is_signed_in().await, "reading goes on");
    assert_unavailable(&app, &browser, (1, 1)).await;
    lock.release_writers().await;
    assert_eq!(browser.clone().submit("/sign-out", &[]).await.status(), StatusCode::OK, "and then all is well");
}

#[tokio::test]
async fn a_read_only_database_shows_and_does_not_change() {
    sqlite_only!();
    let app = TestApp::start().await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    app.signed_in(FIREFOX, EMAIL).await;
    app.state.storage.close().await;
    let url = format!("--database-url=sqlite:{}?mode=ro", app.folder.database_file().display());
    let app = TestApp::over(app.folder, &[&url]).await;
    browser.moves_to(&app);
    assert!(browser.clone().is_signed_in().await);
    assert_unavailable(&app, &browser, (1, 2)).await;
}

#[tokio::test]
async fn a_database_that_is_gone_lets_nobody_through() {
    let app = TestApp::start().await;
    let browser = app.signed_up(CHROME, EMAIL).await;
    app.state.storage.close().await;
    let page = browser.clone().visit("/devices").await;
    assert_eq!(page.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.headers().get("set-cookie").is_none(), "the session may be alive: its cookie stays");
    let html = page.text().await.unwrap();
    assert!(html.contains("reach its data right now") && !html.contains("Chrome"));
    let call = browser.clone().submit("/devices/sign-out-others", &[]).await;
    assert_eq!((call.status(), code(call).await.as_str()), (StatusCode::SERVICE_UNAVAILABLE, "unavailable"));
    assert_eq!(app.browser(CHROME).visit("/sign-in").await.status(), StatusCode::OK, "what needs no data goes on");
}
