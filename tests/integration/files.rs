//! The files of the site: what browsers keep of them, and when they ask again.

use std::{fs, time::SystemTime};

use reqwest::{
    Method, Response, StatusCode,
    header::{ACCEPT_ENCODING, IF_MODIFIED_SINCE, IF_NONE_MATCH},
};

use crate::support::{CHROME, EMAIL, TestApp};

async fn get(app: &TestApp, path: &str, headers: &[(reqwest::header::HeaderName, &str)]) -> Response {
    let request = app.browser(CHROME).request(Method::GET, path);
    headers.iter().fold(request, |request, (name, value)| request.header(name, *value)).send().await.unwrap()
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn an_older_file_with_any_time_is_served_instead_of_the_one_that_is_kept() {
    let app = TestApp::start().await;
    for path in ["/times.js", "/favicon.svg", "/robots.txt", "/pkg/latchkey.css"] {
        let first = get(&app, path, &[]).await;
        let etag = header(&first, "etag").to_owned();
        assert!(etag.starts_with('"') && etag.len() == 24, "{path}: {etag}");
        assert_eq!((header(&first, "last-modified"), header(&first, "cache-control")), ("", "no-cache"), "{path}");
        let same = get(&app, path, &[(IF_NONE_MATCH, &etag)]).await;
        assert_eq!((same.status(), header(&same, "etag")), (StatusCode::NOT_MODIFIED, etag.as_str()), "{path}");
        assert_eq!(header(&same, "cache-control"), "no-cache");
        assert_eq!(same.text().await.unwrap(), "");

        // As long as the other, and from the same moment.
        let file = app.folder.path().join("site").join(&path[1..]);
        let time = fs::metadata(&file).unwrap().modified().unwrap();
        let length = fs::read(&file).unwrap().len();
        fs::write(&file, "x".repeat(length)).unwrap();
        fs::File::options().write(true).open(&file).unwrap().set_modified(time).unwrap();
        let since = (IF_MODIFIED_SINCE, "Fri, 01 Jan 2100 00:00:00 GMT");
        let other = get(&app, path, &[(IF_NONE_MATCH, &etag), since]).await;
        assert_eq!(other.status(), StatusCode::OK, "{path}");
        assert_ne!(header(&other, "etag"), etag);
        assert_eq!(other.text().await.unwrap(), "x".repeat(length));
        fs::File::options().write(true).open(&file).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
        assert_eq!(get(&app, path, &[(IF_NONE_MATCH, &etag)]).await.status(), StatusCode::OK);
    }
}

#[tokio::test]
async fn what_is_packed_has_an_etag_of_its_own() {
    let app = TestApp::start().await;
    let path = "/pkg/latchkey.css";
    let [plain, packed] = [get(&app, path, &[]).await, get(&app, path, &[(ACCEPT_ENCODING, "gzip, br")]).await];
    for response in [&plain, &packed] {
        assert_eq!(header(response, "vary"), "accept-encoding");
        assert_eq!(header(response, "content-type"), "text/css; charset=utf-8");
    }
    assert_eq!((header(&plain, "content-encoding"), header(&packed, "content-encoding")), ("", "br"));
    let [one, other] = [header(&plain, "etag").to_owned(), header(&packed, "etag").to_owned()];
    assert_ne!(one, other);
    let again = get(&app, path, &[(ACCEPT_ENCODING, "br"), (IF_NONE_MATCH, &one)]).await;
    assert_eq!(again.status(), StatusCode::OK, "it has the other form");
    let again = get(&app, path, &[(ACCEPT_ENCODING, "br"), (IF_NONE_MATCH, &other)]).await;
    assert_eq!((again.status(), header(&again, "vary")), (StatusCode::NOT_MODIFIED, "accept-encoding"));
    for (accepted, coding) in [("br;q=0, gzip", "gzip"), ("gzip", "gzip"), ("br;q=0, gzip;q=0", ""), ("*", "br")] {
        assert_eq!(header(&get(&app, path, &[(ACCEPT_ENCODING, accepted)]).await, "content-encoding"), coding);
    }
    let head = app.browser(CHROME).request(Method::HEAD, path).send().await.unwrap();
    assert_eq!((header(&head, "etag"), header(&head, "content-length")), (one.as_str(), "6"));
    assert_eq!(get(&app, "/pkg/latchkey.css.br", &[]).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn pages_name_scripts_by_their_content_where_the_build_does() {
    let app = TestApp::start().await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    for page in [app.browser(CHROME).visit("/sign-in").await, browser.visit("/devices").await] {
        let html = page.text().await.unwrap();
        assert!(html.contains(r#"<script type="module" src="/form.pzNw4bxuJHyMxQqMSgk3Yd.js">"#), "{html}");
        assert!(!html.contains("\"/form.js\""), "{html}");
    }
    let script = get(&app, "/form.pzNw4bxuJHyMxQqMSgk3Yd.js", &[]).await;
    assert_eq!(header(&script, "cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(header(&script, "content-type"), "text/javascript; charset=utf-8");
    let missing = get(&app, "/form.AAAAAAAAAAAAAAAAAAAAAA.js", &[]).await;
    assert_eq!((missing.status(), header(&missing, "cache-control")), (StatusCode::NOT_FOUND, "no-store"));
}
