//! Who may enter which path: the router against the table of paths.

use latchkey::{
    model::When,
    paths::{ALL, API, Access, SIGN_IN, UNLOCK},
};
use reqwest::{Method, StatusCode, header::ACCEPT};

use crate::app::{CHROME, EMAIL, SAFARI, TestApp, code, location};

#[tokio::test]
async fn a_path_that_needs_a_session_leads_to_sign_in_and_calls_nothing_without_one() {
    let app = TestApp::start().await;
    for (path, access) in ALL {
        let mut stranger = app.browser(CHROME);
        let call = stranger.request(Method::POST, path).header(ACCEPT, "application/json");
        let refused = code(stranger.send(call).await).await == "sign_in_required";
        assert_eq!(refused, *access != Access::Public, "{path}");
        if *access == Access::Public {
            assert_eq!(stranger.visit(path).await.status(), StatusCode::OK, "{path}");
        } else {
            assert!(location(&stranger.visit(path).await).starts_with(SIGN_IN), "{path}");
        }
    }
}

#[tokio::test]
async fn a_locked_device_only_enters_its_password_or_leaves() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut locked = app.signed_in(SAFARI, EMAIL).await;
    let id = locked.public_id().await;
    let lock = <&str>::from(When::Lock);
    assert_eq!(owner.submit("/devices/sign-out", &[("device", &id), ("when", lock)]).await.status(), StatusCode::OK);
    for (path, access) in ALL.iter().filter(|(_, access)| *access != Access::Public) {
        // Each with the session as it was: leaving ends it.
        let page = locked.clone().visit(path).await;
        let to_unlock = page.headers().get("location").is_some_and(|to| to.to_str().unwrap().starts_with(UNLOCK));
        assert_eq!(to_unlock, *access == Access::Session, "{path}");
        if path.starts_with(API) {
            let call = locked.request(Method::GET, path).header(ACCEPT, "application/json");
            assert_eq!(code(call.send().await.unwrap()).await, "device_locked", "{path}");
        }
    }
}
