//! What every answer carries: security headers, caching, and no script where none is needed.

use reqwest::StatusCode;

use crate::support::{CHROME, EMAIL, PASSWORD, Running, TestApp};

#[tokio::test]
async fn every_page_is_closed_to_other_sites_and_to_caches() {
    let app = TestApp::start().await;
    let mut signed_in = app.signed_up(CHROME, EMAIL).await;
    let mut stranger = app.browser(CHROME);
    for response in [
        signed_in.visit("/devices").await,
        stranger.visit("/sign-in").await,
        stranger.visit("/devices").await,
        stranger.visit("/nothing").await,
        stranger.submit("/sign-in", &[("email", "x"), ("password", "x")]).await,
    ] {
        let header = |name: &str| response.headers().get(name).map_or("", |value| value.to_str().unwrap());
        let policy = header("content-security-policy");
        for directive in ["default-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"] {
            assert!(policy.contains(directive), "{directive} in {policy}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("referrer-policy"), "same-origin");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(header("strict-transport-security"), "", "only over https");
    }
}

#[tokio::test]
async fn scripts_carry_a_nonce_that_is_new_each_time() {
    let app = TestApp::start().await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    let mut nonces = std::collections::HashSet::new();
    for _ in 0..3 {
        let response = browser.visit("/devices").await;
        let policy = response.headers()["content-security-policy"].to_str().unwrap().to_owned();
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
        let html = response.text().await.unwrap();
        let inline = html.matches("<script").count() - html.matches("<script type=\"module\" src=").count();
        assert_eq!(html.matches(&format!("nonce=\"{nonce}\"")).count(), inline);
        nonces.insert(nonce);
    }
    assert_eq!(nonces.len(), 3);
}

#[tokio::test]
async fn only_the_page_with_an_island_loads_webassembly() {
    let app = TestApp::start().await;
    assert!(app.signed_up(CHROME, EMAIL).await.visit("/devices").await.text().await.unwrap().contains(".wasm"));
    for path in ["/sign-in", "/sign-up"] {
        assert!(!app.browser(CHROME).visit(path).await.text().await.unwrap().contains("wasm"), "{path}");
    }
}

#[tokio::test]
async fn pages_reload_themselves_only_where_cargo_leptos_watches_a_debug_build() {
    for (variables, watched) in [(vec![], false), (vec![("LEPTOS_WATCH".to_owned(), "true")], cfg!(debug_assertions))] {
        let folder = tempfile::tempdir().unwrap();
        let running = Running::start_with(folder.path(), &["--listen=127.0.0.1:0"], &variables);
        let response = reqwest::get(format!("{}/sign-in", running.url)).await.unwrap();
        let policy = response.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert_eq!(policy.contains("connect-src 'self' ws://*:3001;"), watched, "{policy}");
        assert_eq!(policy.contains("ws:"), watched, "{policy}");
        let html = response.text().await.unwrap();
        assert_eq!(html.contains("/live_reload"), watched, "{html}");
    }
}

#[tokio::test]
async fn over_https_the_cookie_is_bound_and_the_browser_is_told_to_stay() {
    let app = TestApp::with(&["--public-url=https://devices.example"]).await;
    let mut browser = app.browser(CHROME);
    let response = browser.submit("/sign-up", &[("email", EMAIL), ("password", PASSWORD)]).await;
    let cookies: Vec<_> = response.headers().get_all("set-cookie").iter().collect();
    for (cookie, name) in cookies.into_iter().zip(["__Host-latchkey-", "__Host-latchkey-device-"]) {
        let cookie = cookie.to_str().unwrap();
        assert!(cookie.starts_with(name) && cookie.contains("; Secure"), "{cookie}");
        assert!(cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax") && cookie.contains("; Path=/"));
        assert!(!cookie.contains("Domain") && cookie.len() < 4096);
    }
    let seconds = response.headers()["strict-transport-security"].to_str().unwrap();
    assert!(seconds.starts_with("max-age=63072000"), "{seconds}");
}

#[tokio::test]
async fn files_are_served_packed_and_may_be_cached() {
    let app = TestApp::start().await;
    let browser = app.browser(CHROME);
    let request = browser.request(reqwest::Method::GET, "/pkg/latchkey.css").header("accept-encoding", "br");
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-encoding"], "br");
    assert_eq!(response.headers()["cache-control"], "no-cache");
    let icon = browser.request(reqwest::Method::GET, "/favicon.svg").send().await.unwrap();
    assert_eq!(icon.headers()["content-type"], "image/svg+xml");
}
