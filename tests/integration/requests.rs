//! Requests that are malformed, too large, or from another site.

use reqwest::{
    Method, StatusCode,
    header::{ACCEPT, CONTENT_TYPE, HOST, ORIGIN},
};

use crate::support::{CHROME, EMAIL, HTML, PASSWORD, TestApp, code};

#[tokio::test]
async fn a_post_from_another_site_is_refused_whatever_it_asks() {
    let app = TestApp::start().await;
    let browser = app.signed_up(CHROME, EMAIL).await;
    for path in ["/sign-in", "/sign-up", "/sign-out", "/devices/sign-out", "/devices/sign-out-others"] {
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example"),
            ("origin", "null"),
        ] {
            let request = browser.request(Method::POST, path).header(ACCEPT, "application/json").header(name, value);
            let fields = [("email", EMAIL), ("password", PASSWORD)];
            let response = request.form(&fields).send().await.unwrap();
            assert_eq!(response.status(), StatusCode::FORBIDDEN, "{path} {name}: {value}");
            assert_eq!(code(response).await, "cross_site");
        }
    }
    let page =
        browser.request(Method::POST, "/sign-out").header(ORIGIN, "null").header(ACCEPT, HTML).send().await.unwrap();
    assert!(page.text().await.unwrap().contains("came from another site"), "a person gets a page");
    assert_eq!(app.count("sessions").await, 1);
}

#[tokio::test]
async fn a_post_from_our_own_pages_is_taken() {
    let app = TestApp::start().await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    let host = app.address.to_string();
    let request = browser.request(Method::POST, "/devices/sign-out-others").header(ACCEPT, "application/json");
    let request =
        request.header(ORIGIN, format!("http://{host}")).header(HOST, host).header("sec-fetch-site", "same-origin");
    assert_eq!(browser.send(request).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn nothing_changes_by_get() {
    let app = TestApp::start().await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    let device = browser.device_id().await;
    for path in
        ["/sign-out", "/devices/sign-out-others", &format!("/devices/sign-out?device={device}"), "/api/sign_out"]
    {
        browser.visit(path).await;
    }
    assert!(browser.is_signed_in().await);
    assert_eq!(browser.visit("/sign-out").await.status(), StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn a_field_of_a_megabyte_is_too_large() {
    let app = TestApp::start().await;
    let megabyte = "a".repeat(1024 * 1024);
    for path in ["/sign-in", "/sign-up"] {
        for fields in
            [[("email", megabyte.as_str()), ("password", PASSWORD)], [("email", EMAIL), ("password", &megabyte)]]
        {
            let mut browser = app.browser(CHROME);
            let response = browser.submit(path, &fields).await;
            assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
            assert_eq!(code(response).await, "too_large");
            let page = browser.submit_plainly(path, &fields).await;
            assert_eq!(page.status(), StatusCode::PAYLOAD_TOO_LARGE);
            assert!(page.text().await.unwrap().contains("too large"));
        }
    }
    assert_eq!(app.count("users").await, 0);
}

#[tokio::test]
async fn a_malformed_body_is_told_so_without_its_content() {
    let app = TestApp::start().await;
    let browser = app.browser(CHROME);
    for body in ["", "email=ada@example.com", "%%%", "{\"email\":1}", "email=%ff%fe&password=%00"] {
        let request =
            browser.request(Method::POST, "/sign-in").header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = request.header(ACCEPT, "application/json");
        let response = request.body(body).send().await.unwrap();
        assert!(matches!(response.status().as_u16(), 400 | 422), "{body}: {}", response.status());
        let text = response.text().await.unwrap();
        assert!(text.starts_with("{\"code\":") && !text.contains("missing field"), "{text}");
    }
    let request = browser.request(Method::GET, "/api/devices?page=many");
    assert_eq!(request.send().await.unwrap().status(), StatusCode::UNAUTHORIZED, "the session comes first");
    let mut signed_in = app.signed_up(CHROME, EMAIL).await;
    let response = signed_in.send(signed_in.request(Method::GET, "/api/devices?page=many")).await;
    assert_eq!((response.status(), code(response).await.as_str()), (StatusCode::BAD_REQUEST, "malformed"));
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let app = TestApp::start().await;
    let mut browser = app.browser(CHROME);
    for path in [
        "/nothing",
        "/pkg/nothing.js",
        "/pkg/",
        "/pkg/../../data/signing.key",
        "/data/latchkey.db",
        "/..%2f..%2fdata%2fsigning.key",
    ] {
        let response = browser.visit(path).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert!(response.text().await.unwrap().contains("There is nothing here."), "{path}");
    }
}

#[tokio::test]
async fn sql_in_a_field_is_only_text() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    for text in ["' OR '1'='1", "\"; DROP TABLE sessions; --", "') UNION SELECT password_hash FROM users --", "\0", "%"]
    {
        let email = format!("{}@example.com", text.replace(' ', ""));
        for (path, fields) in [
            ("/sign-in", vec![("email", text), ("password", text), ("next", text)]),
            ("/sign-in", vec![("email", email.as_str()), ("password", text), ("next", text)]),
            ("/sign-in", vec![("email", EMAIL), ("password", text), ("stay", text)]),
            ("/sign-up", vec![("email", text), ("password", text)]),
            ("/devices/sign-out", vec![("device", text), ("when", "now"), ("tonight", text), ("password", text)]),
            ("/devices/sign-out", vec![("device", text), ("when", text)]),
            ("/password/forgotten", vec![("email", text)]),
            ("/password/reset", vec![("link", text), ("password", PASSWORD)]),
            ("/sign-up/confirm", vec![("link", text)]),
            ("/account/email", vec![("email", text)]),
        ] {
            let status = owner.clone().submit(path, &fields).await.status();
            assert!(matches!(status.as_u16(), 400..=429), "{path} {text}: {status}");
            // Guesses slow the next one down: that is another test's business.
            app.advance(std::time::Duration::from_secs(1));
        }
        let mut agent = app.browser(CHROME);
        agent.user_agent = text.replace('\0', "");
        app.advance(std::time::Duration::from_mins(15));
        agent.submit("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
        owner.visit("/devices").await;
    }
    assert!(owner.is_signed_in().await);
    assert_eq!(app.count("users").await, 1);
}

#[tokio::test]
async fn a_header_cannot_be_written_by_a_field() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    for next in ["/devices\r\nSet-Cookie: latchkey=evil", "/devices%0d%0aSet-Cookie: latchkey=evil", "/\u{e9}\n"] {
        let fields = [("email", EMAIL), ("password", PASSWORD), ("next", next)];
        let response = app.browser(CHROME).submit_plainly("/sign-in", &fields).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        assert_eq!(response.headers().get_all("set-cookie").iter().count(), 2, "the session's and the device's");
        assert!(!response.headers()["location"].to_str().unwrap().contains(['\r', '\n']));
    }
}

#[tokio::test]
async fn what_answers_programs_sends_no_browser_elsewhere() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let request = owner.request(Method::GET, "/api/devices?page=1").header(ACCEPT, HTML);
    let response = owner.send(request.header("referer", "https://evil.example/")).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert!(response.headers().get("location").is_none());
}

#[tokio::test]
async fn a_body_that_never_ends_is_not_waited_for_for_ever() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let app = TestApp::start().await;
    let mut connection = tokio::net::TcpStream::connect(app.address).await.unwrap();
    let head = "POST /sign-in HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 60000\r\n\r\nemail=";
    connection.write_all(head.as_bytes()).await.unwrap();
    let mut answer = vec![0; 1000];
    let read = tokio::time::timeout(std::time::Duration::from_secs(25), connection.read(&mut answer)).await;
    let length = read.expect("it is answered").unwrap();
    assert!(String::from_utf8_lossy(&answer[..length]).starts_with("HTTP/1.1 408"));
}
