//! Browsers, proxies and programs of every sort: cookies of several instances, negotiation, paths.

use reqwest::{
    Method, StatusCode,
    header::{ACCEPT, COOKIE, SET_COOKIE, USER_AGENT},
};

use crate::support::{CHROME, EMAIL, FIREFOX, PASSWORD, SAFARI, TestApp, location, session_cookie};

#[tokio::test]
async fn two_instances_on_one_host_sign_nobody_out_of_the_other() {
    let (one, other) = (TestApp::start().await, TestApp::start().await);
    let first = one.signed_up(CHROME, EMAIL).await;
    let second = other.signed_up(CHROME, EMAIL).await;
    // A browser keeps both, and sends them to both ports.
    let jar: Vec<_> = [&first, &second]
        .iter()
        .flat_map(|browser| browser.names.iter().zip([&browser.token, &browser.device]))
        .map(|(name, value)| format!("{name}={}", value.as_ref().unwrap()))
        .collect();
    assert_eq!(jar.iter().map(|cookie| cookie.split('=').next()).collect::<std::collections::HashSet<_>>().len(), 4);
    for app in [&one, &other] {
        let request = app.browser(CHROME).request(Method::GET, "/devices").header(COOKIE, jar.join("; "));
        let page = request.send().await.unwrap();
        assert_eq!(page.status(), StatusCode::OK);
        assert!(page.headers().get(SET_COOKIE).is_none());
    }
}

#[tokio::test]
async fn a_cookie_under_the_former_name_is_ours_only_if_our_key_signed_it() {
    let (app, other) = (TestApp::start().await, TestApp::start().await);
    let [ours, theirs] = [app.signed_up(CHROME, EMAIL).await, other.signed_up(CHROME, EMAIL).await];
    let send = async |token: Option<String>| {
        let request = app.browser(CHROME).request(Method::GET, "/devices");
        request.header(COOKIE, format!("latchkey={}", token.unwrap())).send().await.unwrap()
    };
    let page = send(ours.token.clone()).await;
    assert_eq!(page.status(), StatusCode::OK);
    let set: Vec<_> = page.headers().get_all(SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap()).collect();
    assert!(set[0].starts_with(&format!("{}={}", ours.names[0], ours.token.as_deref().unwrap())), "{set:?}");
    assert!(set[1].starts_with("latchkey=;") && set[1].contains("Max-Age=0"), "{set:?}");
    let refused = send(theirs.token.clone()).await;
    assert_eq!(location(&refused), "/sign-in");
    assert!(refused.headers().get(SET_COOKIE).is_none(), "it is another instance's");
    // Once it has ended, what was ours is taken back.
    app.execute("DELETE FROM sessions").await;
    let ended = send(ours.token.clone()).await;
    assert!(ended.headers()[SET_COOKIE].to_str().unwrap().starts_with("latchkey=;"));
}

#[tokio::test]
async fn a_known_device_is_known_under_the_former_name() {
    let app = TestApp::start().await;
    let browser = app.signed_up(CHROME, EMAIL).await;
    let form = [("email", EMAIL), ("password", PASSWORD)];
    let request = app.browser(CHROME).request(Method::POST, "/sign-in").form(&form);
    let cookie = format!("latchkey-device={}", browser.device.as_deref().unwrap());
    let response = request.header(ACCEPT, "application/json").header(COOKIE, cookie).send().await.unwrap();
    let set: Vec<_> = response.headers().get_all(SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap()).collect();
    let own = format!("{}={};", browser.names[1], browser.device.as_deref().unwrap());
    assert!(set.iter().any(|cookie| cookie.starts_with(&own)), "{set:?}");
    assert_eq!(app.count("devices").await, 1);
}

#[tokio::test]
async fn hsts_reaches_no_further_than_it_is_asked_to() {
    for (setting, value) in [
        ("--hsts=max-age", Some("max-age=63072000")),
        ("--hsts=subdomains", Some("max-age=63072000; includeSubDomains")),
        ("--hsts=preload", Some("max-age=63072000; includeSubDomains; preload")),
        ("--hsts=off", None),
    ] {
        let app = TestApp::with(&["--public-url=https://devices.example", setting]).await;
        let page = app.browser(CHROME).visit("/sign-in").await;
        let sent = page.headers().get("strict-transport-security").map(|value| value.to_str().unwrap());
        assert_eq!(sent, value, "{setting}");
    }
    let app = TestApp::with(&["--public-url=https://devices.example"]).await;
    let page = app.browser(CHROME).visit("/sign-in").await;
    assert_eq!(page.headers()["strict-transport-security"], "max-age=63072000");
}

#[tokio::test]
async fn text_browsers_get_pages_and_programs_get_json() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    let wrong = [("email", EMAIL), ("password", "not the password")];
    let right = [("email", EMAIL), ("password", PASSWORD)];
    for accept in [None, Some("*/*"), Some("TEXT/HTML"), Some("text/*;q=0.3"), Some("application/xhtml+xml")] {
        let browser = app.browser(&format!("ELinks/0.17.1 (textmode; {})", accept.map_or(0, str::len)));
        let send = async |method: Method, path: &str, form: &[(&str, &str)]| {
            let mut request = browser.request(method, path);
            if let Some(accept) = accept {
                request = request.header(ACCEPT, accept);
            }
            if form.is_empty() { request } else { request.form(form) }.send().await.unwrap()
        };
        assert_eq!(location(&send(Method::GET, "/devices", &[]).await), "/sign-in", "{accept:?}");
        let missing = send(Method::GET, "/nothing", &[]).await;
        assert!(missing.headers()["content-type"].to_str().unwrap().starts_with("text/html"), "{accept:?}");
        let failed = send(Method::POST, "/sign-in", &wrong).await;
        assert_eq!(failed.status(), StatusCode::UNAUTHORIZED);
        assert!(failed.text().await.unwrap().contains("password don"), "{accept:?}");
        let done = send(Method::POST, "/sign-in", &right).await;
        assert_eq!((done.status(), location(&done)), (StatusCode::SEE_OTHER, "/devices"), "{accept:?}");
    }
    let request = app.browser("script").request(Method::GET, "/devices").header(ACCEPT, "application/json, */*;q=0.5");
    let refused = request.send().await.unwrap();
    assert_eq!(
        (refused.status(), &refused.headers()["content-type"]),
        (StatusCode::UNAUTHORIZED, &"application/json".parse().unwrap())
    );
}

#[tokio::test]
async fn an_agent_in_another_script_keeps_its_name() {
    let app = TestApp::start().await;
    let agent = "Mozilla/5.0 (Linux; Android 15; 小米 13) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36";
    let header = reqwest::header::HeaderValue::from_bytes(agent.as_bytes()).unwrap();
    let mut browser = app.browser("");
    let form = [("email", EMAIL), ("password", PASSWORD)];
    let mut request =
        browser.request(Method::POST, "/sign-up").header(ACCEPT, "application/json").form(&form).build().unwrap();
    request.headers_mut().insert(USER_AGENT, header);
    let response = reqwest::Client::new().execute(request).await.unwrap();
    browser.token = session_cookie(response.headers());
    assert_eq!(browser.devices().await[0]["name"], "Chrome on Android");
}

#[tokio::test]
async fn slashes_too_many_lead_to_the_page_and_forms_sent_there_are_taken() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    let mut browser = app.browser(CHROME);
    for (path, target) in [
        ("/sign-in/", "/sign-in"),
        ("//sign-in", "/sign-in"),
        ("//evil.example", "/evil.example"),
        ("//favicon.svg/", "/favicon.svg"),
    ] {
        let response = browser.visit(path).await;
        assert_eq!((response.status(), location(&response)), (StatusCode::PERMANENT_REDIRECT, target), "{path}");
        assert!(response.headers().contains_key("content-security-policy"));
    }
    for path in ["/sign-in/", "//sign-in"] {
        let response = app.browser(CHROME).submit_plainly(path, &[("email", EMAIL), ("password", PASSWORD)]).await;
        assert_eq!((response.status(), location(&response)), (StatusCode::SEE_OTHER, "/devices"), "{path}");
    }
}

#[tokio::test]
async fn a_browser_that_keeps_no_cookie_is_told_so() {
    for (settings, elsewhere) in [(&["--public-url=https://devices.example"][..], true), (&[], false)] {
        let app = TestApp::with(settings).await;
        app.signed_up(CHROME, EMAIL).await.visit("/devices").await;
        let mut forgetful = app.browser(FIREFOX);
        let form = [("email", EMAIL), ("password", PASSWORD)];
        for _ in 0..2 {
            assert_eq!(location(&forgetful.submit_plainly("/sign-in", &form).await), "/devices");
            (forgetful.token, forgetful.device) = (None, None);
            assert_eq!(location(&app.browser(SAFARI).visit("/devices").await), "/sign-in", "another browser");
            let back = forgetful.visit("/devices").await;
            assert_eq!(location(&back), "/sign-in?reason=no-cookie");
        }
        let page = forgetful.visit("/sign-in?reason=no-cookie").await.text().await.unwrap();
        assert!(page.contains("didn't keep the cookie"), "{page}");
        assert_eq!(page.contains("https://devices.example"), elsewhere);
        assert_eq!(location(&forgetful.visit("/devices").await), "/sign-in", "it is said once for each sign-in");
        // One that keeps it, and signs out, gets no such message.
        let mut browser = app.signed_in(FIREFOX, EMAIL).await;
        assert_eq!(browser.visit("/devices").await.status(), StatusCode::OK);
        browser.submit_plainly("/sign-out", &[]).await;
        assert_eq!(location(&browser.visit("/devices").await), "/sign-in");
    }
}
