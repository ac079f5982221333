//! What a page says of the form that led to it: once, by a cookie, and by no link.

use reqwest::{Method, StatusCode, header::ACCEPT};

use crate::support::{CHROME, EMAIL, PASSWORD, SAFARI, TestApp, location};

#[tokio::test]
async fn what_was_done_is_said_on_the_next_page_alone_and_names_the_device() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let id = app.signed_in(SAFARI, EMAIL).await.device_id().await;
    let done = owner.submit_plainly("/devices/confirm", &[("device", &id)]).await;
    assert_eq!((done.status(), location(&done)), (StatusCode::SEE_OTHER, "/devices"));
    let cookie =
        done.headers().get_all("set-cookie").iter().find(|it| it.to_str().unwrap().starts_with("latchkey-done-"));
    let cookie = cookie.unwrap().to_str().unwrap().to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("Max-Age=60"), "{cookie}");
    let html = owner.visit("/devices").await.text().await.unwrap();
    assert!(html.contains("Safari on iPhone is now recognised.") && html.contains("Undo"), "{html}");
    assert!(!owner.visit("/devices").await.text().await.unwrap().contains("iPhone is now recognised"));
}

#[tokio::test]
async fn no_link_says_that_something_was_done() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    for path in ["/account?done=password", "/devices?done=others", "/account/privacy?done=yes"] {
        assert!(!owner.visit(path).await.text().await.unwrap().contains("class=\"notice success\""), "{path}");
    }
    let mut anybody = app.browser(SAFARI);
    for path in
        ["/sign-in?reason=reset", "/devices/disown?done=sent", "/password/forgotten?sent=yes", "/sign-up?sent=yes"]
    {
        assert!(!anybody.visit(path).await.text().await.unwrap().contains("class=\"notice success\""), "{path}");
    }
}

#[tokio::test]
async fn a_call_of_an_island_leaves_nothing_to_say_and_a_form_of_a_script_does() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let id = app.signed_in(SAFARI, EMAIL).await.device_id().await;
    let island = owner.submit("/devices/confirm", &[("device", &id)]).await;
    assert_eq!((island.status(), owner.said.as_deref()), (StatusCode::OK, None));
    assert!(island.headers().get("latchkey-done").is_none(), "and the note of it doesn't leave the server");
    let form = [("password", PASSWORD), ("new_password", "a wholly different sentence")];
    let request = owner.request(Method::POST, "/account/password").header(ACCEPT, "application/json");
    let sent = owner.send(request.header("latchkey-form", "page").form(&form)).await;
    assert_eq!((sent.status(), location(&sent)), (StatusCode::OK, "/account"));
    assert!(owner.visit("/account").await.text().await.unwrap().contains("Your password was changed."));
}

#[tokio::test]
async fn signing_out_and_deleting_the_account_end_with_a_word() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    assert_eq!(location(&owner.submit_plainly("/sign-out", &[]).await), "/sign-in");
    assert!(owner.visit("/sign-in").await.text().await.unwrap().contains("You are signed out."));
    let mut again = app.signed_in(CHROME, EMAIL).await;
    app.recognise(&mut again).await;
    assert_eq!(location(&again.submit_plainly("/account/delete", &[("password", PASSWORD)]).await), "/sign-in");
    assert!(again.visit("/sign-in").await.text().await.unwrap().contains("Your account was deleted"));
}
