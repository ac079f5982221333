//! A right-to-left name with punctuation at its end, wherever it stands.

use reqwest::Method;

use crate::support::{CHROME, EMAIL, FIREFOX, SAFARI, TestApp};

/// What follows a name that nothing isolates takes its direction. Each occurrence is the whole content of
/// a `bdi` or of a field, or stands between U+2068 and U+2069.
fn assert_isolated(html: &str, name: &str, page: &str) {
    let mut found = 0;
    for (at, _) in html.match_indices(name) {
        let (before, after) = (&html[..at], &html[at + name.len()..]);
        let element = before.ends_with('>') && before.rsplit('<').next().unwrap().starts_with("bdi");
        let isolated = before.ends_with('\u{2068}') && after.starts_with('\u{2069}');
        // A field's text is alone in it, and has `dir="auto"`.
        let field = (before.ends_with("value=\"") || before.ends_with("placeholder=\"")) && after.starts_with('"');
        // Scripts make text of it in an element of its own.
        let field = field || before.ends_with("data-name=\"");
        // The data that an island starts with is JSON.
        let data = before.ends_with("&quot;") || before.ends_with("\"name\":\"") || before.ends_with("\\\"");
        assert!(
            element || isolated || field || data,
            "{page}: …{}{name}",
            before.chars().rev().take(80).collect::<Vec<_>>().into_iter().rev().collect::<String>()
        );
        found += 1;
    }
    assert!(found > 0, "{page} has the name");
}

#[tokio::test]
async fn a_right_to_left_name_is_isolated_on_every_page() {
    for name in ["הטלפון של אמא (ישן)!", "هاتف أمي (قديم)!"] {
        let app = TestApp::start().await;
        let mut owner = app.signed_up(CHROME, EMAIL).await;
        let mut phone = app.signed_in(SAFARI, EMAIL).await;
        app.signed_in(FIREFOX, EMAIL).await;
        let device = phone.device_id().await;
        let own = owner.device_id().await;
        for id in [&device, &own] {
            owner.submit("/devices/rename", &[("device", id), ("name", name)]).await;
        }
        let of_device = |page: &str| format!("/devices/{page}?device={device}");
        for path in [
            "/devices".to_owned(),
            of_device("detail"),
            of_device("sign-out"),
            of_device("not-me"),
            of_device("confirm"),
            "/devices/sign-out-others".to_owned(),
            "/activity".to_owned(),
        ] {
            assert_isolated(&owner.visit(&path).await.text().await.unwrap(), name, &path);
        }
        owner.submit("/devices/sign-out", &[("device", &device)]).await;
        phone.send(phone.request(Method::GET, "/devices")).await;
        for path in ["/devices".to_owned(), of_device("detail"), "/activity".to_owned()] {
            assert_isolated(&owner.visit(&path).await.text().await.unwrap(), name, &path);
        }
    }
}
