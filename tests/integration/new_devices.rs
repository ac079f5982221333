//! Devices that were never seen before: reported, asked about, disowned.

use std::time::Duration;

use reqwest::StatusCode;

use crate::support::{
    CHROME, EMAIL, FIREFOX, PASSWORD, SAFARI, TestApp, code, link, location, names, overview, secret, sent_email,
    sent_emails, sign_in, soon,
};

#[tokio::test]
async fn a_new_device_is_reported_by_email_and_asked_about_on_the_others() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    assert!(sent_emails(&app, EMAIL).is_empty(), "the first device is the person's own");
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let text = sent_email(&app, EMAIL, "A new device signed in").await;
    assert!(text.contains("Device: Safari on iPhone") && text.contains("Location: Local network"), "{text}");
    assert!(text.contains("text/html") && text.contains("This wasn't me"));
    let id = phone.device_id().await;
    assert_eq!(names(&overview(&mut owner, "").await["unknown"]), ["Safari on iPhone"]);
    assert!(owner.visit("/devices").await.text().await.unwrap().contains("Needs your answer"));
    assert!(overview(&mut phone, "").await["unknown"].as_array().unwrap().is_empty(), "it can't vouch for itself");
    assert_eq!(owner.submit("/devices/confirm", &[("device", &id)]).await.status(), StatusCode::OK);
    assert!(overview(&mut owner, "").await["unknown"].as_array().unwrap().is_empty());
    // It is known from now on: no second email.
    phone.token = None;
    sign_in(&mut phone).await;
    app.state.last_seen.close().await;
    assert_eq!(sent_emails(&app, EMAIL).len(), 1);
}

#[tokio::test]
async fn the_link_in_the_email_signs_the_device_out_once_and_leads_to_a_new_password() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut thief = app.signed_in(FIREFOX, EMAIL).await;
    let path = link(&sent_email(&app, EMAIL, "A new device signed in").await);
    let anybody = || app.browser(SAFARI);
    // A program that looks at mail opens it, and a thief can't void it by a change of the password.
    for _ in 0..3 {
        let page = anybody().visit(&path).await;
        assert_eq!(page.status(), StatusCode::OK);
        assert!(page.text().await.unwrap().contains("Firefox on Linux"));
    }
    assert!(thief.is_signed_in().await);
    let fields = [("password", PASSWORD), ("new_password", "a wholly different sentence")];
    assert_eq!(code(thief.submit("/account/password", &fields).await).await, "ask_elsewhere");
    let done = anybody().submit_plainly("/devices/disown", &[("link", secret(&path))]).await;
    assert_eq!(location(&done), "/devices/disown");
    assert!(!thief.is_signed_in().await && owner.is_signed_in().await);
    let again = anybody().submit("/devices/disown", &[("link", secret(&path))]).await;
    assert_eq!((again.status(), code(again).await.as_str()), (StatusCode::NOT_FOUND, "link_invalid"));
    let reset = link(&sent_email(&app, EMAIL, "The person who used it knows your password").await);
    assert_eq!(anybody().visit(&reset).await.status(), StatusCode::OK);
    // Who comes back is told of again, once anybody may.
    app.execute("UPDATE users SET password_due_at = NULL").await;
    thief.token = None;
    sign_in(&mut thief).await;
    soon("a second email reports it", async || {
        let text = sent_emails(&app, EMAIL);
        (text.iter().filter(|text| text.contains("A new device signed in")).count() == 2).then_some(())
    })
    .await;
    let flags = overview(&mut owner, "").await["unknown"][0]["flags"].clone();
    assert_eq!(flags, serde_json::json!(["new", "returned"]));
}

#[tokio::test]
async fn not_me_signs_out_the_unknown_devices_and_goes_on_to_a_new_password() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut known = app.signed_in(SAFARI, EMAIL).await;
    let known_id = known.device_id().await;
    owner.submit("/devices/confirm", &[("device", &known_id)]).await;
    let mut first = app.signed_in(FIREFOX, EMAIL).await;
    let mut second = app.signed_in(FIREFOX, EMAIL).await;
    let id = first.device_id().await;
    let second_id = second.device_id().await;
    let page = owner.visit(&format!("/devices/not-me?device={id}")).await.text().await.unwrap();
    assert!(page.contains("Also sign out 1 other device"), "{page}");
    let done = owner.submit_plainly("/devices/not-me", &[("device", &id), ("others", &second_id)]).await;
    assert_eq!(location(&done), "/account/password");
    assert!(!first.is_signed_in().await && !second.is_signed_in().await);
    assert!(owner.is_signed_in().await && known.is_signed_in().await);
    let own = owner.device_id().await;
    let response = owner.submit("/devices/not-me", &[("device", &own)]).await;
    assert_eq!((response.status(), code(response).await.as_str()), (StatusCode::FORBIDDEN, "this_device"));
    let page = owner.visit(&format!("/devices/not-me?device={own}")).await.text().await.unwrap();
    assert!(!page.contains("<form method=\"post\" action=\"/devices/not-me\""), "what would be refused is not asked");
}

#[tokio::test]
async fn a_closed_connection_keeps_no_email_from_being_sent() {
    use tokio::io::AsyncWriteExt;
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    let body = format!("email=ada%40example.com&password={}", PASSWORD.replace(' ', "+"));
    let request = format!(
        "POST /sign-in HTTP/1.1\r\nHost: {}\r\nUser-Agent: {FIREFOX}\r\nAccept: application/json\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        app.address,
        body.len()
    );
    // It is gone long before the password is verified; on a busy machine even before it is read.
    soon("one of them is read and goes on", async || {
        let mut connection = tokio::net::TcpStream::connect(app.address).await.unwrap();
        connection.write_all(request.as_bytes()).await.unwrap();
        tokio::time::sleep(Duration::from_millis(5)).await;
        drop(connection);
        tokio::time::sleep(Duration::from_millis(300)).await;
        (app.count("sessions").await > 1).then_some(())
    })
    .await;
    sent_email(&app, EMAIL, "A new device signed in").await;
}

#[tokio::test]
async fn a_new_device_answers_neither_for_itself_nor_against_the_others() {
    let app = TestApp::with(&["--reauth-lifetime=0s"]).await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut thief = app.signed_in(FIREFOX, EMAIL).await;
    let mut accomplice = app.signed_in(FIREFOX, EMAIL).await;
    let (own, its, others) = (owner.device_id().await, thief.device_id().await, accomplice.device_id().await);
    for (path, device) in [
        ("/devices/confirm", &its),
        ("/devices/confirm", &others),
        ("/devices/not-me", &own),
        ("/devices/not-me", &others),
    ] {
        let response = thief.submit(path, &[("device", device), ("password", PASSWORD)]).await;
        assert_eq!(
            (response.status(), code(response).await.as_str()),
            (StatusCode::FORBIDDEN, "ask_elsewhere"),
            "{path}"
        );
    }
    assert!(overview(&mut thief, "").await["unknown"].as_array().unwrap().is_empty());
    assert_eq!(overview(&mut owner, "").await["unknown"].as_array().unwrap().len(), 2);
    // A device that is known says so of itself with the password alone: its cookie may be a copy.
    app.advance(Duration::from_mins(1));
    let response = owner.submit("/devices/confirm", &[("device", &own)]).await;
    assert_eq!(code(response).await, "password_required");
    let response = owner.submit("/devices/confirm", &[("device", &own), ("password", PASSWORD)]).await;
    assert_eq!(response.status(), StatusCode::OK);
}

#[tokio::test]
async fn the_link_to_a_new_password_is_not_voided_by_whoever_is_still_in() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    let mut thief = app.signed_in(FIREFOX, EMAIL).await;
    let own = thief.device_id().await;
    app.browser(SAFARI).submit("/password/forgotten", &[("email", EMAIL)]).await;
    let path = link(&sent_email(&app, EMAIL, "reset the password").await);
    thief.submit("/devices/sign-out-others", &[]).await;
    thief.submit("/devices/sign-out", &[("device", &own)]).await;
    let fields = [("link", secret(&path)), ("password", "a wholly different sentence")];
    assert_eq!(app.browser(SAFARI).submit("/password/reset", &fields).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn not_me_signs_out_no_more_than_was_ticked_and_nothing_that_was_recognised() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut known = app.signed_in(SAFARI, EMAIL).await;
    let known_id = known.device_id().await;
    owner.submit("/devices/confirm", &[("device", &known_id)]).await;
    let mut first = app.signed_in(FIREFOX, EMAIL).await;
    let mut second = app.signed_in(FIREFOX, EMAIL).await;
    let mut third = app.signed_in(FIREFOX, EMAIL).await;
    let (id, next) = (first.device_id().await, third.device_id().await);
    owner.submit("/devices/not-me", &[("device", &id)]).await;
    assert!(!first.is_signed_in().await && second.is_signed_in().await && third.is_signed_in().await);
    owner.submit("/devices/not-me", &[("device", &next), ("others", &known_id)]).await;
    assert!(!third.is_signed_in().await && second.is_signed_in().await && known.is_signed_in().await);
}

#[tokio::test]
async fn a_known_device_that_comes_back_is_reported_as_unusual() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let id = phone.device_id().await;
    owner.submit("/devices/confirm", &[("device", &id)]).await;
    owner.submit("/devices/sign-out", &[("device", &id)]).await;
    phone.token = None;
    sign_in(&mut phone).await;
    let text = sent_email(&app, EMAIL, "An unusual sign-in").await;
    assert!(text.contains("Unusual: Signed in again") && text.contains("/devices/disown?link="), "{text}");
}

#[tokio::test]
async fn whoever_floods_an_account_with_devices_does_not_flood_its_mail() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    for _ in 0..6 {
        app.signed_in(FIREFOX, EMAIL).await;
    }
    soon("four emails are sent", async || (sent_emails(&app, EMAIL).len() == 4).then_some(())).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(sent_emails(&app, EMAIL).len(), 4);
    assert_eq!(overview(&mut owner, "").await["unknown"].as_array().unwrap().len(), 6, "the page asks of all");
}

/// What is collected is reported as housekeeping does it.
async fn report(app: &TestApp) {
    latchkey::server::accounts::report_sign_ins(&app.state).await.unwrap();
}

/// The emails that report several devices, once there are `count`.
async fn digests(app: &TestApp, count: usize) -> Vec<String> {
    soon(&format!("{count} digests are sent"), async || {
        let all = sent_emails(app, EMAIL);
        let digests: Vec<_> = all.into_iter().filter(|text| text.contains("Since the last email")).collect();
        (digests.len() == count).then_some(digests)
    })
    .await
}

#[tokio::test]
async fn devices_beyond_the_limit_are_reported_together_once_in_ten_minutes_and_none_is_lost() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    for _ in 0..4 {
        app.signed_in(FIREFOX, EMAIL).await;
    }
    let unreported = async || app.count("unreported_sign_ins").await;
    assert_eq!(unreported().await, 0, "these have an email each");
    for agent in [SAFARI, FIREFOX, SAFARI] {
        app.advance(Duration::from_mins(2));
        app.signed_in(agent, EMAIL).await;
    }
    assert_eq!(unreported().await, 3);
    app.advance(Duration::from_mins(5));
    report(&app).await;
    assert_eq!(unreported().await, 3, "not before ten minutes have passed");
    app.advance(Duration::from_mins(1));
    report(&app).await;
    let digest = digests(&app, 1).await.remove(0);
    assert!(digest.contains("Subject: 3 more devices signed in to Latchkey"), "{digest}");
    assert!(digest.contains("/devices") && digest.contains("/password/forgotten") && !digest.contains("?link="));
    assert_eq!(
        digest.matches("Device: Safari on iPhone").count() + digest.matches("Device: Firefox on Linux").count(),
        3
    );
    assert!(digest.contains("15 January 2027 at 08:02 UTC") && digest.contains("08:06 UTC"), "{digest}");
    for _ in 0..3 {
        report(&app).await;
    }
    assert_eq!((unreported().await, digests(&app, 1).await.len()), (0, 1), "once only");

    // While some wait, the next waits with them, whatever the limit would allow.
    app.signed_in(FIREFOX, EMAIL).await;
    app.advance(Duration::from_mins(10));
    report(&app).await;
    let second = digests(&app, 2).await;
    assert!(second.iter().any(|text| text.contains("1 more device signed in to your Latchkey account")), "{second:?}");
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(sent_emails(&app, EMAIL).len(), 6, "four at once, and two digests");
}

#[tokio::test]
async fn what_waits_to_be_reported_outlives_a_restart_and_two_servers_report_it_once() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    for _ in 0..6 {
        app.signed_in(FIREFOX, EMAIL).await;
    }
    app.state.close().await;
    let app = TestApp::over(app.folder, &[]).await;
    owner.moves_to(&app);
    assert_eq!(app.count("unreported_sign_ins").await, 2);
    // A limit that was forgotten with the process doesn't get ahead of those that wait.
    app.signed_in(SAFARI, EMAIL).await;
    assert_eq!(app.count("unreported_sign_ins").await, 3);
    // What the person wants kept no longer is not in the email either.
    assert_eq!(owner.submit("/account/privacy", &[("precision", "none")]).await.status(), StatusCode::OK);
    app.advance(Duration::from_mins(10));
    tokio::join!(report(&app), report(&app), report(&app));
    let digest = digests(&app, 1).await.remove(0);
    assert!(digest.contains("3 more devices") && !digest.contains("Local network"), "{digest}");
    // Who is gone gets none.
    for _ in 0..6 {
        app.signed_in(FIREFOX, EMAIL).await;
    }
    assert!(app.count("unreported_sign_ins").await > 0);
    assert_eq!(owner.submit("/account/delete", &[("password", PASSWORD)]).await.status(), StatusCode::OK);
    assert_eq!(app.count("unreported_sign_ins").await, 0);
}
