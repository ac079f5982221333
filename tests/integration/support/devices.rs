//! The devices of an account, as the program answers with them.

use reqwest::{Method, StatusCode};
use serde_json::Value;

use super::{Browser, EMAIL, PASSWORD};

/// A device and its history, as its page gets it.
pub async fn detail(browser: &mut Browser, device: &str) -> Value {
    let request = browser.request(Method::GET, &format!("/api/devices/detail?device={device}"));
    let response = browser.send(request).await;
    assert_eq!(response.status(), StatusCode::OK);
    response.json().await.unwrap()
}

/// The devices, as the islands get them; `query` is what follows the number of the page.
pub async fn overview(browser: &mut Browser, query: &str) -> Value {
    let request = browser.request(Method::GET, &format!("/api/devices?page=1{query}"));
    browser.send(request).await.json().await.unwrap()
}

/// Signs in again in a browser that was here before.
pub async fn sign_in(browser: &mut Browser) {
    let response = browser.submit("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    assert_eq!(response.status(), StatusCode::OK);
}

/// What these devices are called.
pub fn names(devices: &Value) -> Vec<&str> {
    devices.as_array().unwrap().iter().map(|device| device["name"].as_str().unwrap()).collect()
}
