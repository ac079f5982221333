//! What is compressed, and what isn't because its length would give something away.

use std::io::Read;

use reqwest::{
    Method, Response, StatusCode,
    header::{ACCEPT, ACCEPT_ENCODING},
};

use crate::support::{Browser, CHROME, EMAIL, FIREFOX, HTML, TestApp};

const CHROMES: &str = "gzip, deflate, br, zstd";

/// The answer, to a browser that accepts `coding` and says that `site` had it ask.
async fn get(browser: &Browser, path: &str, coding: &str, site: &str) -> Response {
    let request = browser.request(Method::GET, path).header(ACCEPT, HTML).header(ACCEPT_ENCODING, coding);
    let request = if site.is_empty() { request } else { request.header("sec-fetch-site", site) };
    request.send().await.unwrap()
}

fn coding(response: &Response) -> &str {
    response.headers().get("content-encoding").map_or("", |coding| coding.to_str().unwrap())
}

#[tokio::test]
async fn pages_and_answers_come_compressed_as_the_browser_accepts_it() {
    let app = TestApp::start().await;
    let browser = app.signed_up(CHROME, EMAIL).await;
    for (path, browser) in
        [("/sign-in", &app.browser(FIREFOX)), ("/devices", &browser), ("/api/devices?page=1", &browser)]
    {
        let plain = get(browser, path, "identity", "none").await;
        assert_eq!((plain.status(), coding(&plain)), (StatusCode::OK, ""), "{path}");
        let plain = plain.bytes().await.unwrap();
        for (accepted, used) in [(CHROMES, "zstd"), ("gzip", "gzip"), ("gzip;q=0", ""), ("br", "")] {
            let response = get(browser, path, accepted, "same-origin").await;
            assert_eq!(coding(&response), used, "{path}: {accepted}");
            assert!(response.headers()["vary"].to_str().unwrap().contains("accept-encoding"), "{path}: {accepted}");
            let body = response.bytes().await.unwrap();
            if !used.is_empty() && plain.len() > 4000 {
                assert!(body.len() * 2 < plain.len(), "{path}: {} of {} bytes", body.len(), plain.len());
            }
            if used == "gzip" {
                let mut text = String::new();
                flate2::read::GzDecoder::new(&body[..]).read_to_string(&mut text).unwrap();
                // But for its nonce it is the same.
                assert_eq!(text.len(), plain.len(), "{path}");
            }
        }
    }
}

#[tokio::test]
async fn nothing_that_another_site_asks_for_and_no_page_of_a_link_is_compressed() {
    let app = TestApp::start().await;
    let browser = app.signed_up(CHROME, EMAIL).await;
    for path in ["/devices", "/sign-in?next=%2Faccount", "/account"] {
        for site in ["cross-site", "same-site", "something-new"] {
            assert_eq!(coding(&get(&browser, path, CHROMES, site).await), "", "{path} {site}");
        }
        for site in ["same-origin", "none", ""] {
            assert_eq!(coding(&get(&browser, "/devices", CHROMES, site).await), "zstd", "{path} {site}");
        }
    }
    for path in ["/password/reset?link=x", "/sign-up/confirm?a=b&link=x", "/devices/disown?l%69nk=x"] {
        assert_eq!(coding(&get(&browser, path, CHROMES, "none").await), "", "{path}");
    }
}
