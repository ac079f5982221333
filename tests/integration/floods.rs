//! While others flood: who is known gets through, and the owner on a new network after a wait.

use std::time::Duration;

use reqwest::StatusCode;

use crate::support::{Browser, CHROME, EMAIL, FIREFOX, PASSWORD, SAFARI, TestApp};

const TRUSTED: &str = "--trusted-proxies=127.0.0.0/8";
const RIGHT: [(&str, &str); 2] = [("email", EMAIL), ("password", PASSWORD)];

fn from(app: &TestApp, address: String) -> Browser {
    let mut browser = app.browser(FIREFOX);
    browser.address = Some(Box::leak(address.into_boxed_str()));
    browser
}

/// The browser of `owner` without its session: its device cookie is left.
fn signed_out(owner: &Browser) -> Browser {
    let mut browser = owner.clone();
    browser.token = None;
    browser
}

/// 24 addresses guess until each is refused.
async fn guess(app: &TestApp) {
    for number in 1..=24 {
        for guess in 0..3 {
            let password = format!("a wrong guess {guess}");
            from(app, format!("198.51.100.{number}"))
                .submit("/sign-in", &[("email", EMAIL), ("password", &password)])
                .await;
        }
    }
}

#[tokio::test]
async fn guesses_from_many_addresses_cost_the_owner_a_wait_at_most() {
    let app = TestApp::with(&[TRUSTED]).await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    guess(&app).await;
    // What is left to networks without a failure, others have used up.
    for number in 1..=10 {
        let wrong = [("email", EMAIL), ("password", "a wrong guess")];
        from(&app, format!("203.0.113.{number}")).submit("/sign-in", &wrong).await;
    }
    let mut elsewhere = from(&app, "192.0.2.1".into());
    let waits = elsewhere.submit("/sign-in", &RIGHT).await;
    assert_eq!(waits.status(), StatusCode::TOO_MANY_REQUESTS);
    let wait: u64 = waits.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!(wait <= 2 * 144 + 1, "{wait}");
    // Its device cookie gets the owner through at once, from anywhere: also from where nobody else does.
    let shared = "198.51.100.24";
    let waits = from(&app, shared.into()).submit("/sign-in", &RIGHT).await;
    assert_eq!(waits.status(), StatusCode::TOO_MANY_REQUESTS);
    let mut known = signed_out(&owner);
    known.address = Some(shared);
    assert_eq!(known.submit("/sign-in", &RIGHT).await.status(), StatusCode::OK);
    app.advance(Duration::from_secs(wait));
    guess(&app).await;
    assert_eq!(elsewhere.submit("/sign-in", &RIGHT).await.status(), StatusCode::OK, "a turn is kept");
    let _ = owner.visit("/devices").await;
}

#[tokio::test]
async fn a_full_queue_of_passwords_keeps_nobody_out_who_is_known() {
    let app = TestApp::with(&[TRUSTED, "--password-workers=1", "--password-queue=8", "--reauth-lifetime=0s"]).await;
    let owner = app.signed_up(CHROME, EMAIL).await;
    let flood: Vec<_> = (0..60)
        .map(|number| {
            let mut client = from(&app, format!("198.51.100.{}", number % 4));
            tokio::spawn(async move {
                for round in 0..1000 {
                    let email = format!("{number}-{round}@example.com");
                    client.submit("/sign-in", &[("email", &email), ("password", PASSWORD)]).await;
                }
            })
        })
        .collect();
    tokio::time::sleep(Duration::from_secs(1)).await;
    for number in 0..5 {
        let mut known = signed_out(&owner);
        assert_eq!(known.submit("/sign-in", &RIGHT).await.status(), StatusCode::OK, "with the device cookie");
        let proved = known.submit("/account/download", &[("password", PASSWORD)]).await;
        assert_eq!(proved.status(), StatusCode::OK, "on a live session");
        let new = from(&app, format!("192.0.2.{number}")).submit("/sign-in", &RIGHT).await;
        assert_eq!(new.status(), StatusCode::OK, "on a new network");
    }
    for client in flood {
        client.abort();
    }
}

#[tokio::test]
async fn somebody_behind_the_same_address_keeps_no_known_device_from_its_password() {
    let app = TestApp::with(&["--attempts-per-minute=5"]).await;
    let mut owner = app.signed_up(SAFARI, EMAIL).await;
    let mut refused = None;
    for _ in 0..8 {
        refused = Some(app.browser(CHROME).submit_plainly("/password/forgotten", &[("email", EMAIL)]).await);
    }
    let refused = refused.unwrap();
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.headers().contains_key("retry-after"));
    assert!(refused.text().await.unwrap().contains(EMAIL), "what was typed is in the form");
    let proved = owner.submit("/devices/sign-out-others", &[("password", PASSWORD)]).await;
    assert_eq!(proved.status(), StatusCode::OK);
    let mut again = signed_out(&owner);
    assert_eq!(again.submit("/sign-in", &RIGHT).await.status(), StatusCode::OK);
}
