//! Who may enter which path: the router against the table of paths.

use latchkey::{
    model::SignOutAction,
    paths::{ALL, API, Access, SIGN_IN, UNLOCK},
};
use reqwest::{
    Method, Response, StatusCode,
    header::{ACCEPT, LOCATION},
};

use crate::support::{CHROME, EMAIL, SAFARI, TestApp, code};

#[tokio::test]
async fn a_path_that_needs_a_session_leads_to_sign_in_and_calls_nothing_without_one() {
    let app = TestApp::start().await;
    for (path, access) in ALL {
        let mut stranger = app.browser(CHROME);
        let call = stranger.request(Method::POST, path).header(ACCEPT, "application/json");
        let refused = code(stranger.send(call).await).await == "sign_in_required";
        assert_eq!(refused, *access != Access::Public, "{path}");
        // What answers programs leads nowhere.
        if !path.starts_with(API) {
            assert_eq!(leads_to(&stranger.visit(path).await, SIGN_IN), *access != Access::Public, "{path}");
        }
    }
}

#[tokio::test]
async fn a_locked_device_only_enters_its_password_or_leaves() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut locked = app.signed_in(SAFARI, EMAIL).await;
    let id = locked.device_id().await;
    let lock = <&str>::from(SignOutAction::Lock);
    assert_eq!(owner.submit("/devices/sign-out", &[("device", &id), ("when", lock)]).await.status(), StatusCode::OK);
    for (path, access) in ALL.iter().filter(|(_, access)| *access != Access::Public) {
        // Each with the session as it was: leaving ends it.
        if path.starts_with(API) {
            let call = locked.request(Method::GET, path).header(ACCEPT, "application/json");
            assert_eq!(code(call.send().await.unwrap()).await, "device_locked", "{path}");
        } else {
            let page = locked.clone().visit(path).await;
            assert_eq!(leads_to(&page, UNLOCK), *access == Access::Session, "{path}");
        }
    }
}

fn leads_to(response: &Response, path: &str) -> bool {
    response.headers().get(LOCATION).is_some_and(|to| to.to_str().unwrap().starts_with(path))
}
