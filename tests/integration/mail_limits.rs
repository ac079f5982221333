//! Email as a weapon: how much of it somebody can cause, and that it costs nobody else theirs.

use reqwest::StatusCode;

use crate::support::{
    CHROME, EMAIL, FIREFOX, PASSWORD, SAFARI, TestApp, code, confirmed, link, secret, sent_email, sent_emails, soon,
};

const VICTIM: &str = "victim@example.com";

/// Emails to anybody that are there once no more come.
async fn all_sent(app: &TestApp) -> Vec<String> {
    let count = || sent_emails(app, "").len();
    let mut before = usize::MAX;
    soon("no more emails come", async || {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        let now = count();
        (std::mem::replace(&mut before, now) == now).then_some(())
    })
    .await;
    sent_emails(app, "")
}

#[tokio::test]
async fn sign_ups_with_somebodys_address_leave_them_their_reset_and_their_notices() {
    let app = TestApp::with(&["--sign-up=confirm"]).await;
    let mut owner = confirmed(&app, EMAIL).await;
    for _ in 0..8 {
        app.browser(FIREFOX).submit("/sign-up", &[("email", EMAIL), ("password", PASSWORD)]).await;
    }
    app.browser(SAFARI).submit("/password/forgotten", &[("email", EMAIL)]).await;
    sent_email(&app, EMAIL, "reset the password").await;
    owner.submit("/account/password", &[("password", PASSWORD), ("new_password", "a wholly different sentence")]).await;
    sent_email(&app, EMAIL, "password of your Latchkey account was changed").await;
    let sign_ups = all_sent(&app).await.iter().filter(|text| text.contains("account at Latchkey with this")).count();
    assert_eq!(sign_ups, 4, "and of the flood a few are sent");
}

#[tokio::test]
async fn a_reset_that_others_asked_for_without_end_leaves_the_person_a_link_that_works() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    for _ in 0..12 {
        assert_eq!(app.browser(FIREFOX).submit("/password/forgotten", &[("email", EMAIL)]).await.status(), 200);
    }
    assert_eq!(all_sent(&app).await.len(), 4);
    let path = link(&sent_email(&app, EMAIL, "reset the password").await);
    let fields = [("link", secret(&path)), ("password", "a wholly different sentence")];
    assert_eq!(app.browser(CHROME).submit("/password/reset", &fields).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_client_that_asks_for_one_address_after_another_sends_a_few_and_learns_why() {
    for mode in ["--sign-up=confirm", "--sign-up=open"] {
        let app = TestApp::with(&[mode]).await;
        let mut owner =
            if mode.ends_with("confirm") { confirmed(&app, EMAIL).await } else { app.signed_up(CHROME, EMAIL).await };
        let before = all_sent(&app).await.len();
        let mut taken = 0;
        for number in 0..100 {
            let email = format!("stranger{number}@example.com");
            let response = owner.submit("/account/email", &[("email", &email)]).await;
            if response.status() == StatusCode::OK {
                taken += 1;
                continue;
            }
            let wait: u64 = response.headers()["retry-after"].to_str().unwrap().parse().unwrap();
            assert!((1..=601).contains(&wait), "{wait}");
            assert_eq!(
                (response.status(), code(response).await.as_str()),
                (StatusCode::TOO_MANY_REQUESTS, "too_many_emails")
            );
        }
        assert_eq!(taken, 4, "{mode}");
        let page = owner.submit_plainly("/account/email", &[("email", "one-more@example.com")]).await;
        assert_eq!(page.status(), StatusCode::TOO_MANY_REQUESTS);
        assert!(page.text().await.unwrap().contains("Too many emails were requested"));
        let sent = all_sent(&app).await.len() - before;
        assert!(sent <= 8, "{mode}: {sent}");
    }
}

#[tokio::test]
async fn a_flood_on_one_device_keeps_neither_another_device_nor_another_account_from_a_change() {
    let app = TestApp::with(&["--sign-up=confirm"]).await;
    let mut owner = confirmed(&app, EMAIL).await;
    let mut thief = app.signed_in(FIREFOX, EMAIL).await;
    app.recognise(&mut thief).await;
    let mut other = confirmed(&app, "eve@example.com").await;
    for number in 0..50 {
        thief.submit("/account/email", &[("email", &format!("{number}@example.com"))]).await;
    }
    for browser in [&mut owner, &mut other] {
        let response = browser.submit("/account/email", &[("email", "mine@example.com")]).await;
        assert_eq!(response.status(), StatusCode::OK);
    }
    sent_email(&app, "mine@example.com", "use this address").await;
}

#[tokio::test]
async fn changing_to_a_victims_address_and_away_sends_them_few_whoever_does_it() {
    let app = TestApp::start().await;
    for attacker in 0..4 {
        let mut attacker = app.signed_up(FIREFOX, &format!("attacker{attacker}@example.com")).await;
        for round in 0..6 {
            attacker.submit("/account/email", &[("email", VICTIM)]).await;
            attacker.submit("/account/email", &[("email", &format!("away{round}@example.com"))]).await;
        }
    }
    let sent = all_sent(&app).await.iter().filter(|text| text.contains(&format!("To: {VICTIM}"))).count();
    assert!((1..=4).contains(&sent), "{sent}");
}

#[tokio::test]
async fn one_network_asks_for_so_many_emails_of_a_kind() {
    let app = TestApp::with(&["--sign-up=confirm"]).await;
    let mut statuses = Vec::new();
    for number in 0..40 {
        let email = format!("{number}@example.com");
        let response = app.browser(FIREFOX).submit("/password/forgotten", &[("email", &email)]).await;
        statuses.push(response.status().as_u16());
    }
    assert_eq!((statuses[..30].iter().all(|status| *status == 200), statuses[39]), (true, 429));
    let response = app.browser(FIREFOX).submit("/sign-up", &[("email", EMAIL), ("password", PASSWORD)]).await;
    assert_eq!(response.status(), StatusCode::OK, "resets don't use up the sign-ups");
}
