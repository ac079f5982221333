//! What is more than any page or browser of ours sends is refused before it costs anything.

use reqwest::{Method, StatusCode, header::ACCEPT};

use crate::support::{CHROME, HTML, TestApp, code};

const PATHS: [&str; 11] = [
    "/",
    "/sign-in",
    "/sign-up",
    "/sign-up/confirm",
    "/password/forgotten",
    "/password/reset",
    "/devices/disown",
    "/devices/recognise",
    "/account/undo",
    "/favicon.svg",
    "/nothing",
];

#[tokio::test]
async fn a_query_of_many_names_is_refused_on_every_path() {
    let app = TestApp::start().await;
    let browser = app.browser(CHROME);
    let names = |count: usize| (0..count).map(|name| format!("{name:x}")).collect::<Vec<_>>().join("&");
    for path in PATHS {
        for query in [names(10_000), names(65), "a".repeat(9000), "%61".repeat(3000)] {
            let request = || browser.request(Method::GET, &format!("{path}?{query}"));
            let response = request().header(ACCEPT, "application/json").send().await.unwrap();
            assert_eq!(response.status(), StatusCode::URI_TOO_LONG, "{path}");
            assert!(response.headers().contains_key("content-security-policy"), "{path}");
            assert_eq!(code(response).await, "uri_too_long");
            let page = request().header(ACCEPT, HTML).send().await.unwrap();
            assert_eq!(page.status(), StatusCode::URI_TOO_LONG, "{path}");
            assert!(page.text().await.unwrap().contains("is too long"), "{path}");
        }
        let response = browser.request(Method::GET, &format!("{path}?{}", names(64))).send().await.unwrap();
        assert_ne!(response.status(), StatusCode::URI_TOO_LONG, "{path}");
    }
}

#[tokio::test]
async fn a_long_path_is_refused() {
    let app = TestApp::start().await;
    for path in [format!("/{}", "a".repeat(9000)), "/a".repeat(5000), format!("/pkg/{}", "a/".repeat(5000))] {
        let response = app.browser(CHROME).request(Method::GET, &path).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::URI_TOO_LONG);
    }
}

#[tokio::test]
async fn headers_and_cookies_beyond_what_browsers_send_are_refused() {
    let app = TestApp::start().await;
    let browser = app.browser(CHROME);
    for path in PATHS {
        for (name, value) in [
            ("cookie", "a=b; ".repeat(300)),
            ("cookie", "a".repeat(30_000)),
            ("accept-language", "de, ".repeat(8000)),
            ("x-forwarded-for", "192.0.2.1, ".repeat(3000)),
            ("sec-ch-ua", "\"a\";v=\"1\", ".repeat(3000)),
        ] {
            let response = browser.request(Method::GET, path).header(name, value).send().await.unwrap();
            assert_eq!(response.status(), StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, "{path} {name}");
        }
        let mut request = browser.request(Method::GET, path);
        for line in 0..120 {
            request = request.header(format!("x-{line}"), "a");
        }
        let status = request.send().await.unwrap().status();
        assert_eq!(status, StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, "{path}");
    }
    // Those of other programs on the host are let through.
    let others = (0..100).map(|name| format!("other{name}={}", "x".repeat(60))).collect::<Vec<_>>().join("; ");
    let response = browser.request(Method::GET, "/sign-in").header("cookie", others).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_form_of_many_fields_is_refused_on_every_path() {
    let app = TestApp::start().await;
    for path in &PATHS[1..9] {
        let fields: Vec<_> = (0..200).map(|name| (name.to_string(), String::new())).collect();
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let response = app.browser(CHROME).submit(path, &fields).await;
        assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        assert_eq!(code(response).await, "too_large", "{path}");
    }
}
