//! The name and the logo that an operator gave to the site: everywhere, and escaped.

use reqwest::StatusCode;
use serde_json::Value;

use crate::support::{CHROME, EMAIL, FIREFOX, PASSWORD, TestApp, sent_email};

const NAME: &str = "Tom & <b>Ann's</b> \"keys\"";
const ESCAPED: &str = "Tom &amp; &lt;b&gt;Ann";

#[tokio::test]
async fn the_name_stands_in_every_page_and_is_text_in_each() {
    let app = TestApp::with(&[&format!("--site-name={NAME}")]).await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    for path in ["/sign-in", "/devices", "/account", "/activity", "/nowhere", "/devices/detail?device=nothing"] {
        let mut visitor = if path == "/sign-in" { app.browser(FIREFOX) } else { owner.clone() };
        let page = visitor.visit(path).await.text().await.unwrap();
        let title = page.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap_or_default();
        assert!(title.contains(ESCAPED), "{path}: {title}");
        let body = page.split("<body").nth(1).unwrap();
        assert!(body.contains(ESCAPED) && !page.contains("<b>Ann"), "{path}: {body}");
        assert!(!page.contains("Latchkey<") && !page.contains("· Latchkey"), "{path}: {page}");
    }
    let manifest: Value = owner.visit("/manifest.webmanifest").await.json().await.unwrap();
    assert_eq!((&manifest["name"], &manifest["start_url"]), (&NAME.into(), &"/devices".into()));
}

#[tokio::test]
async fn emails_come_from_the_site_by_its_name_and_say_it() {
    let app = TestApp::with(&["--site-name=Bücher & <i>Co</i>"]).await;
    app.signed_up(CHROME, EMAIL).await;
    app.browser(CHROME).submit("/password/forgotten", &[("email", EMAIL)]).await;
    let email = sent_email(&app, EMAIL, "/password/reset?link=").await;
    assert!(!email.contains("Latchkey") && !email.contains("<i>Co</i></"), "{email}");
    assert!(email.contains("&amp; &lt;i&gt;Co"), "{email}");
    let from = email.lines().find(|line| line.starts_with("From: ")).unwrap();
    assert!(from.contains("=?utf-8?") && from.contains("latchkey@localhost"), "{from}");
}

#[tokio::test]
async fn a_senders_own_name_stays() {
    let app = TestApp::with(&["--site-name=Acme", "--mail-from=Keys of Acme <keys@example.com>"]).await;
    app.signed_up(CHROME, EMAIL).await;
    app.browser(CHROME).submit("/password/forgotten", &[("email", EMAIL)]).await;
    let email = sent_email(&app, EMAIL, "/password/reset?link=").await;
    assert!(email.contains("From: \"Keys of Acme\" <keys@example.com>\r\n"), "{email}");
}

#[tokio::test]
async fn the_logo_is_served_by_its_content_with_a_policy_of_its_own_and_used_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("logo");
    let hostile = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    for (bytes, content_type, sizes) in [
        (hostile.as_bytes().to_vec(), "image/svg+xml", "any"),
        (std::fs::read("public/icon-192.png").unwrap(), "image/png", "192x192"),
    ] {
        std::fs::write(&file, &bytes).unwrap();
        let app = TestApp::with(&[&format!("--logo={}", file.display())]).await;
        let mut owner = app.signed_up(CHROME, EMAIL).await;
        let manifest: Value = owner.visit("/manifest.webmanifest").await.json().await.unwrap();
        let icon = &manifest["icons"][0];
        assert_eq!((&icon["type"], &icon["sizes"]), (&content_type.into(), &sizes.into()));
        let path = icon["src"].as_str().unwrap().to_owned();
        assert!(path.starts_with("/site-logo.") && path.len() > 30, "{path}");
        for page in ["/devices", "/nowhere"] {
            let page = owner.visit(page).await.text().await.unwrap();
            assert!(page.contains(&format!("src=\"{path}\"")) && !page.contains("/logo.svg"), "{page}");
        }
        assert!(owner.visit("/devices").await.text().await.unwrap().contains(&format!("rel=\"icon\" href=\"{path}\"")));
        // Anybody sees it: it is on the sign-in page.
        let answer = app.browser(FIREFOX).visit(&path).await;
        assert_eq!(answer.status(), StatusCode::OK);
        let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), content_type);
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert!(header("cache-control").contains("immutable"));
        let policy = header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("sandbox"), "{policy}");
        assert!(!policy.contains("script-src") && !policy.contains("allow-scripts"), "{policy}");
        assert_eq!(answer.bytes().await.unwrap(), bytes);
        let response = app.browser(FIREFOX).submit(&path, &[("password", PASSWORD)]).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
    }
}
