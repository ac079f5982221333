//! Emails are rows before they are sent: what is done and what is sent about it stand or fall together.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use latchkey::server::{
    clock::Clock,
    ids::{Digest, EmailId},
    mail::{Kind, Sender, content::EmailContent},
    rules::outgoing_mail::{self, MOST},
    state::AppState,
    storage::OutgoingEmail,
};
use reqwest::StatusCode;
use tokio::sync::mpsc::UnboundedReceiver;

use crate::support::{
    CHROME, EMAIL, FIREFOX, HOUR, MINUTE, PASSWORD, TestApp, code, emails_wait, sent_email, sent_emails, smtp_server,
    smtp_server_at, soon,
};

const NEW: &str = "a wholly different sentence";

/// The Message-ID of an email.
fn message_id(text: &str) -> &str {
    text.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap()
}

/// How often each email came, until none has come for a while.
async fn all_that_come(emails: &mut UnboundedReceiver<String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    while let Ok(Some(text)) = tokio::time::timeout(Duration::from_secs(2), emails.recv()).await {
        *counts.entry(message_id(&text).to_owned()).or_default() += 1;
    }
    counts
}

/// An email of this kind by this sender, which nobody can read.
fn junk(kind: &'static str, sender: usize, app: &TestApp) -> OutgoingEmail {
    OutgoingEmail {
        id: EmailId::generate().unwrap(),
        user_id: None,
        recipient: EMAIL.parse().unwrap(),
        kind,
        sender: Digest::of(&sender.to_be_bytes()),
        key_id: String::new(),
        message: vec![0],
        created_at: app.state.clock.now(),
    }
}

#[tokio::test]
async fn no_email_is_sent_for_what_was_rolled_back_and_nothing_is_done_without_its_email() {
    for table in ["events", "outgoing_mail"] {
        let app = TestApp::start().await;
        let mut owner = app.signed_up(CHROME, EMAIL).await;
        app.connect().await.break_table(table, "INSERT").await;
        let change = [("password", PASSWORD), ("new_password", NEW)];
        let sign_in = [("email", EMAIL), ("password", PASSWORD)];
        let address = [("email", "new@example.com")];
        let mut anybody = app.browser(FIREFOX);
        for (path, fields, browser) in [
            ("/account/password", change.as_slice(), &mut owner.clone()),
            ("/account/email", &address, &mut owner),
            ("/sign-in", &sign_in, &mut anybody),
        ] {
            let response = browser.submit(path, fields).await;
            let status = response.status();
            assert_eq!(
                (status, code(response).await.as_str()),
                (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
                "{table}: {path}"
            );
        }
        assert_eq!((app.count("outgoing_mail").await, app.count("sessions").await), (0, 1), "{table}");
        assert_eq!(app.count("mail_links").await, 0, "{table}");
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert!(sent_emails(&app, "").is_empty(), "{table}");
        app.state.storage.find_user(&EMAIL.parse().unwrap()).await.unwrap().expect("the address is the same");
    }
}

#[tokio::test]
async fn what_was_sent_is_no_row_any_more() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    app.signed_in(FIREFOX, EMAIL).await;
    sent_email(&app, EMAIL, "A new device signed in").await;
    emails_wait(&app, 0).await;
    assert_eq!(sent_emails(&app, "").len(), 1);
}

/// Waits until this many tries of both emails have failed, and none is in progress.
async fn try_fails(app: &TestApp, tries: i64) {
    let failed = "SELECT count(*) FROM outgoing_mail WHERE leased_until = 0 AND last_error IS NOT NULL AND tries";
    soon(&format!("try {tries} fails"), async || {
        (app.scalar::<i64>(&format!("{failed} = {tries}")).await == 2).then_some(())
    })
    .await;
}

#[tokio::test]
async fn emails_wait_while_the_mail_server_is_down_and_all_leave_when_it_is_back() {
    // Nobody listens there, until it is back.
    let port = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let app = TestApp::with(&[&format!("--smtp-url=smtp://127.0.0.1:{port}"), "--sign-up=open"]).await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    app.signed_in(FIREFOX, EMAIL).await;
    owner.submit("/account/password", &[("password", PASSWORD), ("new_password", NEW)]).await;
    // Tries after 1, 2, 4 … minutes, within an hour.
    for (tries, minutes) in [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 32)] {
        try_fails(&app, tries).await;
        app.advance((MINUTE * minutes).saturating_sub(Duration::from_secs(1)));
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert_eq!(app.scalar::<i64>("SELECT max(tries) FROM outgoing_mail").await, tries, "not sooner");
        app.advance(Duration::from_secs(1));
    }
    // The clock must not move while one is under way: its lease would end.
    try_fails(&app, 7).await;
    emails_wait(&app, 2).await;
    let (_, mut back) = smtp_server_at(port, &["250 taken"]).await;
    app.advance(HOUR);
    let came = all_that_come(&mut back).await;
    assert_eq!(came.values().copied().collect::<Vec<_>>(), [1, 1]);
    emails_wait(&app, 0).await;
}

#[tokio::test]
async fn the_download_of_an_account_has_the_emails_that_wait_to_be_sent_about_it() {
    let port = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let app = TestApp::with(&[&format!("--smtp-url=smtp://127.0.0.1:{port}"), "--sign-up=open"]).await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut other = app.signed_up(CHROME, "other@example.com").await;
    app.signed_in(FIREFOX, EMAIL).await;
    for (browser, wait) in [(&mut owner, &[EMAIL][..]), (&mut other, &[])] {
        let response = browser.submit_plainly("/account/download", &[("password", PASSWORD)]).await;
        let all: serde_json::Value = response.json().await.unwrap();
        let recipients: Vec<_> = all["waiting_emails"].as_array().unwrap().iter().map(|email| &email["to"]).collect();
        assert_eq!(recipients, wait);
    }
}

#[tokio::test]
async fn an_email_that_no_server_took_for_a_day_is_given_up() {
    let (server, mut emails) = smtp_server(&["451 not now"]).await;
    let app = TestApp::with(&[&server, "--sign-up=open"]).await;
    app.signed_up(CHROME, EMAIL).await;
    app.signed_in(FIREFOX, EMAIL).await;
    emails.recv().await.unwrap();
    emails_wait(&app, 1).await;
    app.advance(HOUR * 23);
    emails.recv().await.unwrap();
    emails_wait(&app, 1).await;
    app.advance(HOUR);
    emails.recv().await.unwrap();
    emails_wait(&app, 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_on_one_database_send_each_email_once() {
    let (server, mut emails) = smtp_server(&["250 taken"]).await;
    let app = TestApp::with(&[&server, "--sign-up=open"]).await;
    let clock: Arc<dyn Clock> = app.state.clock.clone();
    let other = AppState::open((*app.state.config).clone(), clock).await.unwrap();
    let text = EmailContent { subject: "Hello".into(), ..EmailContent::default() };
    for number in 0..60 {
        let to = format!("person{number}@example.com").parse().unwrap();
        let email = app.state.mailer.write(Sender::Recipient, None, &to, &text).unwrap();
        app.state.mailer.send(&[email]).await.unwrap();
        other.mailer.wake();
    }
    let came = all_that_come(&mut emails).await;
    assert_eq!((came.len(), came.values().all(|count| *count == 1)), (60, true), "{came:?}");
    emails_wait(&app, 0).await;
    other.close().await;
}

#[tokio::test]
async fn an_email_whose_server_died_is_taken_over_when_its_lease_ends() {
    let app = TestApp::with(&["--sign-up=open"]).await;
    app.signed_up(CHROME, EMAIL).await;
    app.state.mailer.close().await;
    app.signed_in(FIREFOX, EMAIL).await;
    // A server that took it, and never comes back to it.
    let now = app.state.clock.now();
    let taken = outgoing_mail::take(&app.state.storage, "new_device", now).await.unwrap().unwrap();
    assert!(
        outgoing_mail::take(&app.state.storage, "new_device", now).await.unwrap().is_none(),
        "it has it for itself"
    );
    let other = AppState::open((*app.state.config).clone(), app.state.clock.clone()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(sent_emails(&app, EMAIL).is_empty());
    app.advance(outgoing_mail::LEASE);
    other.mailer.wake();
    let text = sent_email(&app, EMAIL, "A new device signed in").await;
    assert!(message_id(&text).contains(&taken.id.to_string()), "it says which one it is");
    emails_wait(&app, 0).await;
    other.close().await;
}

#[tokio::test]
async fn what_waits_is_bounded_and_whoever_has_most_loses_one() {
    let app = TestApp::start().await;
    app.state.mailer.close().await;
    let most = usize::try_from(MOST).unwrap();
    // Three people, and a flood by a fourth.
    let mut emails: Vec<_> = (1..=3).map(|person| junk("sign_up", person, &app)).collect();
    emails.extend((0..most + 20).map(|_| junk("sign_up", 0, &app)));
    emails.extend((1..=5).map(|person| junk("reset", person, &app)));
    outgoing_mail::add(&app.state.storage, &emails).await.unwrap();
    let pruned = outgoing_mail::prune(&app.state.storage, app.state.clock.now()).await.unwrap();
    assert_eq!(pruned.dropped, [("sign_up".to_owned(), 23)]);
    let kinds = app.state.storage.list_waiting_kinds().await.unwrap();
    let count = |word: &str| kinds.iter().find(|waiting| waiting.kind == word).unwrap().count;
    assert_eq!((count("sign_up"), count("reset")), (MOST, 5));
    let senders: i64 = app.scalar("SELECT count(DISTINCT sender) FROM outgoing_mail WHERE kind = 'sign_up'").await;
    assert_eq!(senders, 4, "nobody else lost one");
}

#[tokio::test]
async fn a_clock_that_was_ahead_keeps_no_email_back() {
    let (server, mut emails) = smtp_server(&["451 not now", "250 taken"]).await;
    let app = TestApp::with(&[&server, "--sign-up=confirm"]).await;
    app.advance(HOUR * 1000);
    app.browser(CHROME).submit("/sign-up", &[("email", EMAIL), ("password", PASSWORD)]).await;
    let first = emails.recv().await.unwrap();
    emails_wait(&app, 1).await;
    app.rewind(HOUR * 1000);
    app.state.mailer.wake();
    assert_eq!(emails.recv().await.unwrap(), first);
}

#[tokio::test]
async fn a_flood_of_one_kind_holds_up_no_other() {
    let (server, mut emails) = smtp_server(&["451 not now"]).await;
    let app = TestApp::with(&[&server]).await;
    app.state.mailer.close().await;
    let mut all: Vec<_> = (0..500).map(|_| junk("sign_up", 0, &app)).collect();
    for kind in [Kind::Reset, Kind::PasswordChanged] {
        let text = EmailContent { kind, subject: "Hello".into(), ..EmailContent::default() };
        all.extend(app.state.mailer.write(Sender::Recipient, None, &EMAIL.parse().unwrap(), &text));
    }
    outgoing_mail::add(&app.state.storage, &all).await.unwrap();
    let other = AppState::open((*app.state.config).clone(), app.state.clock.clone()).await.unwrap();
    for _ in 0..2 {
        emails.recv().await.unwrap();
    }
    let untried: i64 = app.scalar("SELECT count(*) FROM outgoing_mail WHERE tries = 0").await;
    assert!(untried > 250, "most of the flood is still to be tried: {untried}");
    other.close().await;
}
