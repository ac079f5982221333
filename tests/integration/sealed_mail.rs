//! Emails that wait are secrets, which the database alone doesn't give away, and go with what they are about.

use latchkey::server::auth::key::Keyring;
use reqwest::StatusCode;

use crate::support::{CHROME, EMAIL, FIREFOX, HOUR, MINUTE, PASSWORD, TestApp, emails_wait, smtp_server, sqlite_only};

#[tokio::test]
async fn the_database_keeps_no_link_that_works() {
    let (server, mut emails) = smtp_server(&["451 not now"]).await;
    let app = TestApp::with(&[&server, "--sign-up=confirm"]).await;
    app.browser(CHROME).submit("/sign-up", &[("email", EMAIL), ("password", PASSWORD)]).await;
    let text = emails.recv().await.unwrap();
    assert!(text.contains("?link"), "{text}");
    emails_wait(&app, 1).await;
    let sealed: Vec<u8> = app.scalar("SELECT message FROM outgoing_mail").await;
    for part in [&b"link"[..], b"Subject", b"Latchkey"] {
        assert!(!sealed.windows(part.len()).any(|bytes| bytes == part));
    }
}

#[tokio::test]
async fn an_email_that_was_changed_in_the_database_is_dropped() {
    let (server, mut emails) = smtp_server(&["451 not now", "250 taken"]).await;
    let app = TestApp::with(&[&server, "--sign-up=open"]).await;
    app.signed_up(CHROME, EMAIL).await;
    app.browser(CHROME).submit("/password/forgotten", &[("email", EMAIL)]).await;
    emails.recv().await.unwrap();
    emails_wait(&app, 1).await;
    // Somebody who can write to the database wants the link.
    app.execute("UPDATE outgoing_mail SET recipient = 'eve@example.com'").await;
    app.advance(MINUTE);
    emails_wait(&app, 0).await;
    assert!(emails.try_recv().is_err());
}

#[tokio::test]
async fn a_rotated_key_loses_no_email_and_a_lost_one_those_that_wait() {
    for lost in [false, true] {
        let (server, mut emails) = smtp_server(&["451 not now", "250 taken"]).await;
        let app = TestApp::with(&[&server, "--sign-up=confirm"]).await;
        app.browser(CHROME).submit("/sign-up", &[("email", EMAIL), ("password", PASSWORD)]).await;
        let first = emails.recv().await.unwrap();
        emails_wait(&app, 1).await;
        let key = app.state.config.signing_key_file();
        if lost {
            std::fs::remove_file(&key).unwrap();
            Keyring::load_or_create(&key).unwrap();
        } else {
            Keyring::rotate(&key, app.state.clock.now(), HOUR).unwrap();
        }
        app.state.tokens.reload();
        app.advance(MINUTE);
        if lost {
            // It was tried before: another server's key would have been read before.
            emails_wait(&app, 0).await;
            assert!(emails.try_recv().is_err());
        } else {
            assert_eq!(emails.recv().await.unwrap(), first);
        }
    }
}

#[tokio::test]
async fn what_waits_about_an_account_goes_with_it() {
    let (server, mut emails) = smtp_server(&["451 not now"]).await;
    let app = TestApp::with(&[&server, "--sign-up=open"]).await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    app.signed_in(FIREFOX, EMAIL).await;
    emails.recv().await.unwrap();
    emails_wait(&app, 1).await;
    let response = owner.submit("/account/delete", &[("password", PASSWORD)]).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(app.count("outgoing_mail").await, 0);
}

#[tokio::test]
async fn in_a_restored_database_nothing_waits() {
    sqlite_only!();
    let (server, mut emails) = smtp_server(&["451 not now"]).await;
    let app = TestApp::with(&[&server, "--sign-up=confirm"]).await;
    app.browser(CHROME).submit("/sign-up", &[("email", EMAIL), ("password", PASSWORD)]).await;
    emails.recv().await.unwrap();
    emails_wait(&app, 1).await;
    app.state.close().await;
    std::fs::remove_file(app.folder.path().join("data/generation-latchkey.db")).unwrap();
    let app = TestApp::over(app.folder, &[&server]).await;
    assert_eq!(app.count("outgoing_mail").await, 0);
}
