//! Where a request comes from, and where that is: behind a proxy that is trusted, and without one.

use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::Value;

use crate::support::{Browser, CHROME, EMAIL, FIREFOX, PASSWORD, TestApp};

const CITIES: &str = concat!("--location-db=", env!("CARGO_MANIFEST_DIR"), "/tests/data/GeoLite2-City-Test.mmdb");
const TRUSTED: &str = "--trusted-proxies=127.0.0.0/8";
const LONDON: &str = "81.2.69.142";

/// Signs in with these headers besides.
async fn sign_in(browser: &Browser, headers: &[(&'static str, &str)]) -> StatusCode {
    let form = [("email", EMAIL), ("password", PASSWORD)];
    let request = browser.request(Method::POST, "/sign-in").header("accept", "application/json").form(&form);
    let with = |request: RequestBuilder, (name, value): &(&'static str, &str)| request.header(*name, *value);
    headers.iter().fold(request, with).send().await.unwrap().status()
}

/// The address and the location of each device.
async fn locations(browser: &mut Browser) -> Vec<(String, String)> {
    let page: Value = browser.visit("/api/devices?page=1").await.json().await.unwrap();
    let text = |device: &Value, name: &str| device[name].as_str().unwrap().to_owned();
    let devices = page["page"]["devices"].as_array().unwrap().iter();
    devices.skip(1).map(|device| (text(device, "ip_address"), text(device, "location"))).collect()
}

#[tokio::test]
async fn by_default_no_header_says_where_a_request_comes_from() {
    let app = TestApp::with(&[CITIES]).await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    let spoofed = [("x-forwarded-for", LONDON), ("forwarded", "for=81.2.69.142"), ("x-real-ip", LONDON)];
    for headers in [&spoofed[..1], &spoofed[1..2], &spoofed[2..], &spoofed[..]] {
        assert_eq!(sign_in(&app.browser(FIREFOX), headers).await, StatusCode::OK);
    }
    let local = ("127.0.0.1".to_owned(), "Local network".to_owned());
    assert_eq!(locations(&mut browser).await, vec![local; 4]);
}

#[tokio::test]
async fn a_device_behind_a_trusted_proxy_has_its_own_address_and_location() {
    let app = TestApp::with(&[CITIES, TRUSTED]).await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    for (headers, address, location) in [
        (&[("x-forwarded-for", LONDON)][..], LONDON, "London, United Kingdom"),
        (&[("x-forwarded-for", "8.8.8.8, 81.2.69.142")], LONDON, "London, United Kingdom"),
        (&[("forwarded", "for=\"[2001:218::1]:4711\";proto=https")], "2001:218::1", "Japan"),
        (&[("x-forwarded-for", LONDON), ("accept-language", "fr-CH, de;q=0.5")], LONDON, "London, United Kingdom"),
        (&[("x-forwarded-for", "198.51.100.7")], "198.51.100.7", "Unknown location"),
        (&[("x-forwarded-for", "nobody")], "127.0.0.1", "Local network"),
        (&[], "127.0.0.1", "Local network"),
    ] {
        assert_eq!(sign_in(&app.browser(FIREFOX), headers).await, StatusCode::OK);
        let expected = (address.to_owned(), location.to_owned());
        assert!(locations(&mut browser).await.contains(&expected), "{headers:?}");
    }
}

#[tokio::test]
async fn the_limit_by_address_is_one_for_each_address_behind_the_proxy() {
    let app = TestApp::with(&[TRUSTED, "--attempts-per-minute=2"]).await;
    for (address, status) in [
        ("203.0.113.1", StatusCode::UNAUTHORIZED),
        ("203.0.113.1", StatusCode::UNAUTHORIZED),
        ("203.0.113.1", StatusCode::TOO_MANY_REQUESTS),
        // Who makes up what stands to the left is still the same.
        ("198.51.100.7, 203.0.113.1", StatusCode::TOO_MANY_REQUESTS),
        ("203.0.113.2", StatusCode::UNAUTHORIZED),
    ] {
        assert_eq!(sign_in(&app.browser(CHROME), &[("x-forwarded-for", address)]).await, status, "{address}");
    }
}

#[tokio::test]
async fn the_pages_that_show_locations_say_whose_data_they_are() {
    let app = TestApp::with(&[CITIES]).await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    for path in ["/devices", "/activity", "/account"] {
        let html = browser.visit(path).await.text().await.unwrap();
        assert!(html.contains("This product includes GeoLite Data created by MaxMind, available from"), "{path}");
        assert!(html.contains("<a href=\"https://www.maxmind.com\""), "{path}");
    }
    let without = TestApp::with(&["--location-db=nowhere"]).await;
    let html = without.signed_up(CHROME, EMAIL).await.visit("/devices").await.text().await.unwrap();
    assert!(!html.contains("<footer"));
}
