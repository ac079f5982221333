//! Sign-up where addresses are confirmed, and where there is none.

use latchkey::server::mail::{Sender, content::EmailContent};
use reqwest::StatusCode;

use crate::support::{
    CHROME, EMAIL, FIREFOX, HOUR, MINUTE, PASSWORD, TestApp, code, confirmed, link, location, secret, sent_email,
    sent_emails, smtp_server, soon,
};

#[tokio::test]
async fn with_confirmation_an_account_is_made_by_the_link_and_not_before() {
    let app = TestApp::with(&["--sign-up=confirm"]).await;
    let mut browser = app.browser(CHROME);
    let fields = [("email", EMAIL), ("password", PASSWORD)];
    let asked = browser.submit_plainly("/sign-up", &fields).await;
    assert_eq!(location(&asked), "/sign-up");
    assert_eq!((app.count("users").await, browser.token.clone()), (0, None));
    let path = link(&sent_email(&app, EMAIL, "asked for an account at Latchkey").await);
    assert_eq!(browser.visit(&path).await.status(), StatusCode::OK);
    assert_eq!(app.count("users").await, 0, "opening it does nothing");
    let fields = [("link", secret(&path)), ("password", PASSWORD)];
    let confirmed = browser.submit_plainly("/sign-up/confirm", &fields).await;
    assert_eq!(location(&confirmed), "/devices");
    assert!(browser.is_signed_in().await);
    let again = app.browser(FIREFOX).submit("/sign-up/confirm", &fields).await;
    assert_eq!(code(again).await, "link_invalid");
}

#[tokio::test]
async fn an_account_that_somebody_else_asked_for_is_not_made_by_its_holders_press() {
    let app = TestApp::with(&["--sign-up=confirm"]).await;
    let ask = |password| [("email", EMAIL), ("password", password)];
    app.browser(CHROME).submit("/sign-up", &ask(PASSWORD)).await;
    let mine = link(&sent_email(&app, EMAIL, "asked for an account at Latchkey").await);
    app.browser(FIREFOX).submit("/sign-up", &ask("the password of an attacker")).await;
    let theirs = soon("a second email comes", async || {
        sent_emails(&app, EMAIL).iter().map(|text| link(text)).find(|theirs| *theirs != mine)
    })
    .await;
    for fields in [vec![("link", secret(&theirs)), ("password", PASSWORD)], vec![("link", secret(&theirs))]] {
        let response = app.browser(CHROME).submit("/sign-up/confirm", &fields).await;
        assert!(response.status().is_client_error());
    }
    assert_eq!(app.count("users").await, 0);
    let response =
        app.browser(CHROME).submit("/sign-up/confirm", &[("link", secret(&mine)), ("password", PASSWORD)]).await;
    assert_eq!(response.status(), StatusCode::OK, "and the first link is not voided by a second request");
}

#[tokio::test]
async fn a_link_to_a_new_address_is_void_once_its_asker_is_sent_away() {
    for (path, fields) in [
        (
            "/account/password",
            vec![("password", PASSWORD), ("new_password", "a wholly different sentence"), ("end_others", "yes")],
        ),
        ("/devices/sign-out-others", vec![]),
    ] {
        let app = TestApp::with(&["--sign-up=confirm"]).await;
        let mut owner = confirmed(&app, EMAIL).await;
        let mut thief = app.signed_in(FIREFOX, EMAIL).await;
        app.recognise(&mut thief).await;
        thief.submit("/account/email", &[("email", "evil@example.com")]).await;
        let evil = link(&sent_email(&app, "evil@example.com", "use this address").await);
        sent_email(&app, EMAIL, "evil@example.com").await;
        assert_eq!(owner.submit(path, &fields).await.status(), StatusCode::OK);
        let response = app.browser(FIREFOX).submit("/sign-up/confirm", &[("link", secret(&evil))]).await;
        assert_eq!(code(response).await, "link_invalid", "{path}");
    }
}

#[tokio::test]
async fn with_confirmation_nobody_learns_whether_an_address_has_an_account() {
    let app = TestApp::with(&["--sign-up=confirm"]).await;
    confirmed(&app, EMAIL).await;
    let mut answers = Vec::new();
    for email in [EMAIL, "new@example.com"] {
        let response = app.browser(FIREFOX).submit("/sign-up", &[("email", email), ("password", PASSWORD)]).await;
        let mut headers = response.headers().clone();
        headers.remove("date");
        answers.push((response.status(), headers, response.text().await.unwrap()));
    }
    assert_eq!(answers[0], answers[1]);
    sent_email(&app, EMAIL, "You already have one").await;
}

#[tokio::test]
async fn with_confirmation_a_new_address_is_confirmed_first() {
    let app = TestApp::with(&["--sign-up=confirm"]).await;
    let mut owner = confirmed(&app, EMAIL).await;
    let asked = owner.submit_plainly("/account/email", &[("email", "countess@example.com")]).await;
    assert_eq!(location(&asked), "/account");
    assert!(
        app.browser(FIREFOX)
            .submit("/sign-in", &[("email", EMAIL), ("password", PASSWORD)])
            .await
            .status()
            .is_success()
    );
    let path = link(&sent_email(&app, "countess@example.com", "use this address").await);
    let confirmed = owner.submit_plainly("/sign-up/confirm", &[("link", secret(&path))]).await;
    assert_eq!(location(&confirmed), "/account");
    let fields = [("email", "countess@example.com"), ("password", PASSWORD)];
    assert!(app.browser(FIREFOX).submit("/sign-in", &fields).await.status().is_success());
}

#[tokio::test]
async fn where_sign_up_is_closed_nobody_makes_an_account() {
    let app = TestApp::with(&["--sign-up=closed"]).await;
    let response = app.browser(CHROME).submit("/sign-up", &[("email", EMAIL), ("password", PASSWORD)]).await;
    assert_eq!((response.status(), code(response).await.as_str()), (StatusCode::FORBIDDEN, "sign_up_closed"));
    let page = app.browser(CHROME).visit("/sign-up").await.text().await.unwrap();
    assert!(page.contains("the administrator of this server") && !page.contains("<input id="));
    assert_eq!(app.count("users").await, 0);
}

#[tokio::test]
async fn one_address_may_try_so_often_a_minute() {
    let app = TestApp::with(&["--attempts-per-minute=5"]).await;
    let mut statuses = Vec::new();
    for number in 0..7 {
        let email = format!("{number}@example.com");
        let response = app.browser(CHROME).submit("/password/forgotten", &[("email", &email)]).await;
        statuses.push(response.status().as_u16());
    }
    assert_eq!(statuses, [200, 200, 200, 200, 200, 429, 429]);
    let page = app.browser(CHROME).submit_plainly("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    assert_eq!(page.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(page.headers()["retry-after"].to_str().unwrap().parse::<u64>().unwrap() <= 60);
    assert!(page.text().await.unwrap().contains("Too many attempts"), "a readable page");
}

#[tokio::test]
async fn guessing_the_password_of_an_account_gets_slower_and_slower() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    let wrong = [("email", EMAIL), ("password", "a wrong password")];
    for _ in 0..5 {
        assert_eq!(app.browser(FIREFOX).submit("/sign-in", &wrong).await.status(), StatusCode::UNAUTHORIZED);
    }
    let waits = app.browser(FIREFOX).submit("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    assert_eq!(waits.status(), StatusCode::TOO_MANY_REQUESTS, "even with the right one");
    app.advance(std::time::Duration::from_secs(1));
    app.signed_in(FIREFOX, EMAIL).await;
}

#[tokio::test]
async fn with_an_smtp_server_emails_go_there_and_addresses_are_confirmed() {
    let (server, mut emails) = smtp_server(&["250 taken"]).await;
    let app = TestApp::with(&[&server, "--mail-from=Keys <keys@example.com>"]).await;
    app.browser(CHROME).submit("/sign-up", &[("email", EMAIL), ("password", PASSWORD)]).await;
    assert_eq!(app.count("users").await, 0);
    let text = emails.recv().await.unwrap();
    assert!(text.contains(&format!("To: {EMAIL}")) && text.contains("keys@example.com"), "{text}");
    assert!(text.contains("/sign-up/confirm?link"));
}

#[tokio::test]
async fn an_email_that_is_deferred_is_retried_and_one_that_is_refused_is_not() {
    let (server, mut emails) = smtp_server(&["451 not now", "250 taken", "550 never"]).await;
    let app = TestApp::with(&[&server]).await;
    send(&app).await;
    let first = emails.recv().await.unwrap();
    soon("it is put off", async || {
        (app.scalar::<i64>("SELECT count(*) FROM outgoing_mail WHERE leased_until = 0").await == 1).then_some(())
    })
    .await;
    app.advance(MINUTE);
    assert_eq!(emails.recv().await.unwrap(), first, "the same email");
    send(&app).await;
    emails.recv().await.unwrap();
    soon("it is given up", async || (app.count("outgoing_mail").await == 0).then_some(())).await;
    app.advance(HOUR);
    assert!(emails.try_recv().is_err(), "it was refused for good");
}

#[tokio::test]
async fn an_email_that_waits_when_the_server_stops_is_sent_after_the_next_start() {
    let (server, mut emails) = smtp_server(&["451 not now", "250 taken"]).await;
    let app = TestApp::with(&[&server]).await;
    send(&app).await;
    let first = emails.recv().await.unwrap();
    app.state.close().await;
    let app = TestApp::over(app.folder, &[&server]).await;
    app.advance(MINUTE);
    assert_eq!(emails.recv().await.unwrap(), first);
}

/// Has an email sent that comes with nothing else.
async fn send(app: &TestApp) {
    let text = EmailContent { subject: "Hello".into(), ..EmailContent::default() };
    let email = app.state.mailer.write(Sender::Recipient, None, &EMAIL.parse().unwrap(), &text).unwrap();
    app.state.mailer.send(&[email]).await.unwrap();
}
