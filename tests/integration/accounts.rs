//! Signing up, in and out.

use std::time::Duration;

use reqwest::{StatusCode, header::RETRY_AFTER};

use crate::support::{CHROME, EMAIL, FIREFOX, PASSWORD, TestApp, code, location, session_cookie};

#[tokio::test]
async fn a_new_account_is_signed_in_and_sees_its_device() {
    let app = TestApp::start().await;
    let mut browser = app.browser(CHROME);
    let response = browser.submit_plainly("/sign-up", &[("email", EMAIL), ("password", PASSWORD)]).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(location(&response), "/devices");
    let page = browser.visit("/devices").await;
    assert_eq!(page.status(), StatusCode::OK);
    let html = page.text().await.unwrap();
    assert!(html.contains("Chrome on Windows") && html.contains("This device") && html.contains(EMAIL));
    assert!(html.contains("Just this one, so far") && html.contains("private window"), "a friendly empty state");
}

#[tokio::test]
async fn an_address_signs_in_in_whatever_case_it_is_written() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, "Ada.Lovelace@Example.com").await;
    let mut browser = app.browser(FIREFOX);
    let fields = [("email", " ADA.lovelace@EXAMPLE.COM "), ("password", PASSWORD)];
    assert_eq!(browser.submit("/sign-in", &fields).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_taken_address_is_told_and_what_was_typed_stays() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    let mut browser = app.browser(FIREFOX);
    let fields = [("email", "ADA@example.com"), ("password", "another good password")];
    let response = browser.submit("/sign-up", &fields).await;
    assert_eq!(response.status(), StatusCode::CONFLICT);
    assert_eq!(code(response).await, "email_taken");

    let page = browser.submit_plainly("/sign-up", &fields).await;
    assert_eq!(page.status(), StatusCode::CONFLICT);
    let html = page.text().await.unwrap();
    assert!(html.contains("There is already an account with this email address"));
    assert!(html.contains(r#"value="ADA@example.com""#), "the address is still there");
    assert!(!html.contains("another good password"), "a password never goes back");
    assert_eq!((app.count("users").await, app.count("sessions").await), (1, 1));
}

#[tokio::test]
async fn an_unknown_address_gets_the_answer_of_a_wrong_password() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    let mut answers = Vec::new();
    for fields in [
        [("email", EMAIL), ("password", "a wrong password")],
        [("email", "eve@example.com"), ("password", "a wrong password")],
    ] {
        let response = app.browser(FIREFOX).submit("/sign-in", &fields).await;
        let mut headers = response.headers().clone();
        headers.remove("date");
        answers.push((response.status(), headers, response.text().await.unwrap()));
    }
    assert_eq!(answers[0].0, StatusCode::UNAUTHORIZED);
    assert_eq!(answers[0], answers[1]);
    assert_eq!(app.count("sessions").await, 1);
}

#[tokio::test]
async fn what_is_wrong_with_a_form_is_told_field_by_field() {
    let app = TestApp::start().await;
    let long = "x7#".repeat(50);
    for (path, email, password, expected) in [
        ("/sign-up", "", PASSWORD, "email_invalid"),
        ("/sign-up", "ada", PASSWORD, "email_invalid"),
        ("/sign-up", "ada@example.com\r\nBcc: eve@example.com", PASSWORD, "email_invalid"),
        ("/sign-up", EMAIL, "", "password_missing"),
        ("/sign-up", EMAIL, "short", "password_too_short"),
        ("/sign-up", EMAIL, "password123", "password_too_common"),
        ("/sign-up", EMAIL, &long, "password_too_long"),
        ("/sign-in", "", PASSWORD, "email_invalid"),
        ("/sign-in", EMAIL, "", "password_missing"),
    ] {
        let mut browser = app.browser(CHROME);
        let fields = [("email", email), ("password", password)];
        let response = browser.submit(path, &fields).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{path} {email} {password}");
        assert_eq!(code(response).await, expected);
        let page = browser.submit_plainly(path, &fields).await;
        assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text().await.unwrap().contains(r#"aria-invalid="true""#));
        assert_eq!(browser.token, None);
    }
    assert_eq!(app.count("users").await, 0);
}

#[tokio::test]
async fn a_second_submit_of_the_same_form_makes_no_second_account() {
    let app = TestApp::start().await;
    let fields = [("email", EMAIL), ("password", PASSWORD)];
    let (mut one, mut two) = (app.browser(CHROME), app.browser(CHROME));
    let (first, second) = tokio::join!(one.submit("/sign-up", &fields), two.submit("/sign-up", &fields));
    let mut statuses = [first.status(), second.status()];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::OK, StatusCode::CONFLICT]);
    assert_eq!((app.count("users").await, app.count("sessions").await), (1, 1));
}

#[tokio::test]
async fn signing_out_ends_the_session_and_takes_the_cookie_back() {
    let app = TestApp::start().await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    let captured = browser.clone();
    let response = browser.submit_plainly("/sign-out", &[]).await;
    assert_eq!((response.status(), location(&response)), (StatusCode::SEE_OTHER, "/sign-in"));
    assert_eq!(session_cookie(response.headers()).as_deref(), Some(""));
    assert_eq!(app.count("sessions").await, 0);
    assert!(!captured.clone().is_signed_in().await, "the token that was copied before is worth nothing");
}

#[tokio::test]
async fn a_flood_of_sign_ins_is_asked_to_come_back_and_stalls_nobody_else() {
    let app = TestApp::with(&["--password-workers=1", "--password-queue=2"]).await;
    let mut signed_in = app.signed_up(CHROME, EMAIL).await;
    let flood: Vec<_> = (0..20)
        .map(|_| {
            let mut browser = app.browser(FIREFOX);
            tokio::spawn(async move {
                browser.submit("/sign-in", &[("email", EMAIL), ("password", "wrong password")]).await
            })
        })
        .collect();
    assert!(signed_in.is_signed_in().await);
    let mut busy = 0;
    for answer in flood {
        let response = answer.await.unwrap();
        if response.status() == StatusCode::SERVICE_UNAVAILABLE {
            assert!(response.headers()[RETRY_AFTER].to_str().unwrap().parse::<u32>().unwrap() > 0);
            assert_eq!(code(response).await, "busy");
            busy += 1;
        } else {
            assert!(matches!(response.status().as_u16(), 401 | 429), "{}", response.status());
        }
    }
    assert!(busy > 0, "none of 20 was turned away");
    app.advance(Duration::from_mins(15));
    app.signed_in(FIREFOX, EMAIL).await;
}

#[tokio::test]
async fn a_password_is_stored_as_owasp_asks() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    let hash: String = app.scalar("SELECT password_hash FROM users").await;
    assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
}
