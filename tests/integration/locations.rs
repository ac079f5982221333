//! Where devices were: how precisely that is kept, and for how long.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::Value;

use crate::support::{Browser, CHROME, EMAIL, PASSWORD, SAFARI, TestApp, code, detail, location, sign_in};

#[tokio::test]
async fn a_person_chooses_how_precisely_locations_are_stored() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let id = owner.device_id().await;
    let page = owner.visit("/account/privacy").await.text().await.unwrap();
    assert!(page.contains("127.0.0.1") && page.contains("Local network"));
    let done = owner.submit_plainly("/account/privacy", &[("precision", "none")]).await;
    assert_eq!(location(&done), "/account/privacy");
    let shown = detail(&mut owner, &id).await;
    assert_eq!(shown["live"]["location"], "Place not kept");
    assert_eq!(shown["places"][0]["location"], "Place not kept");
    let left: i64 = app.scalar("SELECT count(*) FROM events WHERE location = 'Local network'").await;
    assert_eq!(left, 0);
    assert_eq!(owner.submit("/account/privacy", &[("precision", "street")]).await.status(), StatusCode::BAD_REQUEST);
    assert!(owner.visit("/account/privacy").await.text().await.unwrap().contains("Nothing"));
}

#[tokio::test]
async fn addresses_of_ended_sessions_are_erased_and_locations_stay() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let id = phone.device_id().await;
    assert_eq!(detail(&mut owner, &id).await["places"][0]["ip_address"], "127.0.0.1");
    owner.submit("/devices/sign-out", &[("device", &id)]).await;
    let locations = detail(&mut owner, &id).await["places"].clone();
    assert_eq!(locations.as_array().unwrap().len(), 1);
    assert_eq!((&locations[0]["ip_address"], &locations[0]["location"]), (&Value::Null, &Value::from("Local network")));
}

#[tokio::test]
async fn addresses_of_a_device_that_signs_in_again_stay() {
    let app = TestApp::with(&["--trusted-proxies=127.0.0.1"]).await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.browser(SAFARI);
    for address in ["203.0.113.1", "203.0.113.2"] {
        phone.address = Some(address);
        app.advance(Duration::from_mins(1));
        sign_in(&mut phone).await;
    }
    let id = phone.device_id().await;
    let addresses = async |owner: &mut Browser| {
        let locations = detail(owner, &id).await["places"].clone();
        locations.as_array().unwrap().iter().map(|location| location["ip_address"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(addresses(&mut owner).await, ["203.0.113.2", "203.0.113.1"]);
    // The browser goes on in another account: here it is signed in no more.
    let other = [("email", "grace@example.com"), ("password", PASSWORD)];
    assert_eq!(phone.submit("/sign-up", &other).await.status(), StatusCode::OK);
    assert_eq!(addresses(&mut owner).await, [Value::Null]);
}

#[tokio::test]
async fn storing_less_of_locations_needs_the_password() {
    let app = TestApp::with(&["--reauth-lifetime=0s"]).await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    app.advance(Duration::from_mins(1));
    let response = owner.submit("/account/privacy", &[("precision", "none")]).await;
    assert_eq!(code(response).await, "password_required");
    let fields = [("precision", "none"), ("password", PASSWORD)];
    assert_eq!(owner.submit("/account/privacy", &fields).await.status(), StatusCode::OK);
}
