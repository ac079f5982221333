//! A change of the address: what it tells of others, and what a mere other spelling is.

use reqwest::StatusCode;

use crate::support::{
    CHROME, EMAIL, FIREFOX, PASSWORD, TestApp, code, confirmed, link, location, secret, sent_email, sent_emails, soon,
};

/// What somebody can see of asking for `wanted`: the answer, the emails to their own mailbox, whether
/// the link that they had before still works, and how many entries the log has.
async fn seen(wanted: &str) -> (StatusCode, String, String, usize, String, i64) {
    let app = TestApp::with(&["--sign-up=confirm"]).await;
    confirmed(&app, "taken@example.com").await;
    let mut asker = confirmed(&app, EMAIL).await;
    asker.submit("/account/email", &[("email", "asker2@example.com")]).await;
    let earlier = link(&sent_email(&app, "asker2@example.com", "use this address").await);
    sent_email(&app, EMAIL, "asker2@example.com").await;
    let response = asker.submit("/account/email", &[("email", wanted)]).await;
    let status = response.status();
    let body = response.text().await.unwrap();
    let note = sent_email(&app, EMAIL, wanted).await;
    // Its HTML says all that its text says; the lines between the two are random.
    let words = note.split("<!DOCTYPE").nth(1).unwrap().split("</html>").next().unwrap().replace(wanted, "WANTED");
    let own = sent_emails(&app, EMAIL).len();
    let response = asker.submit("/sign-up/confirm", &[("link", secret(&earlier))]).await;
    (status, body, words, own, code(response).await, app.count("events").await)
}

#[tokio::test]
async fn with_confirmation_asking_for_an_address_tells_nothing_of_who_has_it() {
    let [free, taken] = [seen("freee@example.com").await, seen("taken@example.com").await];
    assert_eq!(free, taken);
    assert_eq!(free.4, "link_invalid", "the link before is void in any case");
}

#[tokio::test]
async fn where_nobody_can_sign_up_a_mail_server_confirms_a_new_address_too() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    app.signed_up(CHROME, "taken@example.com").await;
    let TestApp { folder, .. } = app;
    let app = TestApp::over(folder, &["--sign-up=closed", "--smtp-url=smtp://127.0.0.1:1"]).await;
    let mut owner = app.signed_in(FIREFOX, EMAIL).await;
    app.recognise(&mut owner).await;
    for wanted in ["taken@example.com", "free@example.com"] {
        let response = owner.submit_plainly("/account/email", &[("email", wanted)]).await;
        assert_eq!(location(&response), "/account");
    }
}

#[tokio::test]
async fn ones_own_address_in_another_spelling_is_kept_as_it_is_written_and_nothing_is_sent() {
    for mode in ["--sign-up=confirm", "--sign-up=open"] {
        let app = TestApp::with(&[mode]).await;
        let mut owner =
            if mode.ends_with("open") { app.signed_up(CHROME, EMAIL).await } else { confirmed(&app, EMAIL).await };
        app.browser(FIREFOX).submit("/password/forgotten", &[("email", EMAIL)]).await;
        let reset = link(&sent_email(&app, EMAIL, "reset the password").await);
        let before = sent_emails(&app, "").len();
        let same = owner.submit("/account/email", &[("email", EMAIL)]).await;
        assert_eq!((same.status(), code(same).await.as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "email_unchanged"));
        let respelt = owner.submit_plainly("/account/email", &[("email", "Ada@EXAMPLE.com")]).await;
        assert_eq!(location(&respelt), "/account", "{mode}");
        let page = owner.visit("/account").await.text().await.unwrap();
        assert!(page.contains("Ada@EXAMPLE.com"));
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        assert_eq!(sent_emails(&app, "").len(), before, "{mode}: nothing is sent");
        app.signed_in(FIREFOX, EMAIL).await;
        let fields = [("link", secret(&reset)), ("password", "a wholly different sentence")];
        let response = app.browser(FIREFOX).submit("/password/reset", &fields).await;
        assert_eq!(response.status(), StatusCode::OK, "a link that went to the mailbox stays good");
    }
}

#[tokio::test]
async fn another_spelling_needs_the_password_too() {
    let app = TestApp::with(&["--reauth-lifetime=0s"]).await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    app.advance(std::time::Duration::from_secs(1));
    let response = owner.submit("/account/email", &[("email", "ADA@example.com")]).await;
    assert_eq!(code(response).await, "password_required");
    let fields = [("email", "ADA@example.com"), ("password", PASSWORD)];
    assert_eq!(owner.submit("/account/email", &fields).await.status(), StatusCode::OK);
    soon("it is kept", async || {
        owner.visit("/account").await.text().await.unwrap().contains("ADA@example.com").then_some(())
    })
    .await;
}
