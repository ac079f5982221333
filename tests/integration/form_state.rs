//! What was chosen or typed in a plain form is still so after an error, and the retry does that.

use std::time::Duration;

use reqwest::StatusCode;

use crate::support::{
    Browser, CHROME, EMAIL, FIREFOX, PASSWORD, SAFARI, TestApp, location, reauthenticated_long_ago, sent_email,
};

type Fields = Vec<(String, String)>;

const WRONG: &str = "a guess of somebody else";

/// What a browser would submit for the form with this action; without passwords, for which no page may hold a
/// value.
fn fields_of(html: &str, action: &str) -> Fields {
    let start = html.find(&format!("action=\"{action}\"")).unwrap_or_else(|| panic!("no form {action} in {html}"));
    let form = html[start..].split("</form>").next().unwrap();
    let tags = form.split("<input").skip(1).map(|rest| rest.split('>').next().unwrap());
    let mut fields = Fields::new();
    for tag in tags {
        let attribute = |name: &str| {
            let value = tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
            Some(value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
        };
        let name = attribute("name").unwrap();
        match attribute("type").as_deref() {
            Some("password") => assert_eq!(attribute("value"), None, "{name}"),
            Some("radio" | "checkbox") if !tag.contains(" checked") => {}
            _ => fields.push((name, attribute("value").unwrap_or_default())),
        }
    }
    fields
}

/// Opens a form, sends it with `change`s (`None`: the box is not ticked) and what makes it fail, and says
/// what the page that comes back would send.
async fn failed(browser: &mut Browser, path: &str, changes: &[(&str, Option<&str>)], wrong: &[(&str, &str)]) -> Fields {
    let action = path.split('?').next().unwrap();
    let page = browser.visit(path).await;
    assert_eq!(page.status(), StatusCode::OK, "{path}");
    let mut fields = fields_of(&page.text().await.unwrap(), action);
    let before = fields.clone();
    for (name, value) in changes {
        let at = fields.iter().position(|(field, _)| field == name).unwrap_or_else(|| panic!("no {name} in {path}"));
        match value {
            Some(value) => (*value).clone_into(&mut fields[at].1),
            None => drop(fields.remove(at)),
        }
    }
    assert!(changes.is_empty() || fields != before, "{path}: each field gets another value than its first");
    let sent = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).chain(wrong.iter().copied());
    let answer = browser.submit_plainly(action, &sent.collect::<Vec<_>>()).await;
    assert!(answer.status().is_client_error(), "{path}: {}", answer.status());
    let html = answer.text().await.unwrap();
    for (_, secret) in wrong.iter().filter(|(name, _)| name.contains("password")) {
        assert!(!html.contains(secret), "{path} holds a password");
    }
    let again = fields_of(&html, action);
    assert_eq!(again, fields, "{path} comes back as it was sent");
    again
}

/// Sends what came back, with what was missing.
async fn retry(browser: &mut Browser, action: &str, fields: &Fields, right: &[(&str, &str)]) -> String {
    let sent = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).chain(right.iter().copied());
    let answer = browser.submit_plainly(action, &sent.collect::<Vec<_>>()).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{action}");
    location(&answer).to_owned()
}

#[tokio::test]
async fn every_field_of_every_form_outlives_an_error() {
    let app = TestApp::start().await;
    let (mut owner, _, device) = reauthenticated_long_ago(&app).await;
    app.signed_in(FIREFOX, EMAIL).await;
    let wrong = [("password", WRONG)];
    let of_device = |page: &str| format!("/devices/{page}?device={device}");
    for (path, changes) in [
        (of_device("sign-out"), vec![("when", Some("lock"))]),
        (of_device("sign-out"), vec![("when", Some("tonight"))]),
        (of_device("not-me"), vec![("others", None)]),
        ("/devices/sign-out-others".to_owned(), vec![]),
        ("/account/privacy".to_owned(), vec![("precision", Some("country"))]),
        ("/account/privacy".to_owned(), vec![("precision", Some("none"))]),
        ("/account/email".to_owned(), vec![("email", Some("new+tag@example.com"))]),
        ("/account/download".to_owned(), vec![]),
        ("/account/delete".to_owned(), vec![]),
    ] {
        // Too many wrong passwords would get another message than a wrong one.
        app.advance(Duration::from_mins(20));
        owner.visit("/devices").await;
        failed(&mut owner, &path, &changes, &wrong).await;
    }
    app.advance(Duration::from_mins(20));
    owner.visit("/devices").await;
    let weak = [("password", PASSWORD), ("new_password", "short12")];
    failed(&mut owner, "/account/password", &[("end_others", None)], &weak).await;

    let mut stranger = app.browser(FIREFOX);
    let email = ("email", Some("<a>\"b\"@example.com"));
    failed(&mut stranger, "/sign-in?next=%2Factivity", &[email], &[("password", WRONG)]).await;
    let shared = failed(&mut stranger, "/sign-in?shared=yes", &[email], &[("password", WRONG)]).await;
    assert!(shared.contains(&("stay".to_owned(), "shared".to_owned())), "{shared:?}");
    // A box that was ticked is not among the fields of the page before.
    let kept = [("email", "nobody@example.com"), ("stay", "kept"), ("password", WRONG)];
    let html = stranger.submit_plainly("/sign-in", &kept).await.text().await.unwrap();
    assert!(fields_of(&html, "/sign-in").contains(&("stay".to_owned(), "kept".to_owned())), "{html}");
    failed(&mut stranger, "/sign-up", &[("email", Some("new@example.com"))], &[("password", "short12")]).await;
    failed(&mut stranger, "/password/forgotten", &[("email", Some("nobody"))], &[]).await;

    // Shown on the dashboard, in a form for each device: it comes back on a page of its own.
    let fields = [("device", device.as_str()), ("next", "/devices"), ("name", "two\nlines")];
    let html = owner.submit_plainly("/devices/rename", &fields).await.text().await.unwrap();
    let again = fields_of(&html, "/devices/rename");
    assert_eq!(again[1], ("next".to_owned(), "/devices".to_owned()), "it still leads back to the list");
    let long = "n".repeat(61);
    let fields = [("device", device.as_str()), ("next", "/devices"), ("name", long.as_str())];
    let html = owner.submit_plainly("/devices/rename", &fields).await.text().await.unwrap();
    let sent: Fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    assert_eq!(fields_of(&html, "/devices/rename"), sent);
}

#[tokio::test]
async fn a_device_that_was_to_be_locked_is_locked_by_the_retry_and_stays_signed_in() {
    let app = TestApp::start().await;
    let (mut owner, mut phone, device) = reauthenticated_long_ago(&app).await;
    app.signed_in(FIREFOX, EMAIL).await;
    let path = format!("/devices/sign-out?device={device}");
    let again = failed(&mut owner, &path, &[("when", Some("lock"))], &[("password", WRONG)]).await;
    let to = retry(&mut owner, "/devices/sign-out", &again, &[("password", PASSWORD)]).await;
    assert_eq!(to, "/devices");
    assert_eq!(location(&phone.visit("/devices").await), "/unlock");
}

#[tokio::test]
async fn devices_that_were_to_stay_stay_after_a_retry() {
    let app = TestApp::start().await;
    let (mut owner, mut phone, _) = reauthenticated_long_ago(&app).await;
    app.signed_in(FIREFOX, EMAIL).await;
    let weak = [("password", PASSWORD), ("new_password", "short12")];
    let again = failed(&mut owner, "/account/password", &[("end_others", None)], &weak).await;
    let right = [("password", PASSWORD), ("new_password", "a wholly different sentence")];
    assert_eq!(retry(&mut owner, "/account/password", &again, &right).await, "/account");
    assert!(phone.is_signed_in().await);
    assert_eq!(owner.devices().await.len(), 3);
}

#[tokio::test]
async fn no_link_fills_in_what_people_type_or_choose() {
    let app = TestApp::start().await;
    let mut stranger = app.browser(CHROME);
    let html = stranger.visit("/sign-in?email=eve%40example.com&stay=kept").await.text().await.unwrap();
    let fields = fields_of(&html, "/sign-in");
    assert!(fields.contains(&("email".to_owned(), String::new())), "{fields:?}");
    assert!(fields.iter().all(|(name, _)| name != "stay"), "{fields:?}");
}

#[tokio::test]
async fn the_link_of_an_email_outlives_an_error_of_its_page() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    app.signed_in(FIREFOX, EMAIL).await;
    let mut paths = Vec::new();
    let new_device = sent_email(&app, EMAIL, "This wasn't me").await;
    owner.submit("/account/email", &[("email", "new@example.com")]).await;
    let changed = sent_email(&app, EMAIL, "restore this address").await;
    for (text, page) in
        [(&new_device, "/devices/disown"), (&new_device, "/devices/recognise"), (&changed, "/account/undo")]
    {
        let (_, rest) = text.split_once(&format!("{page}?link=")).unwrap();
        let link = rest.split(|char: char| !char.is_ascii_alphanumeric() && !"-_".contains(char)).next().unwrap();
        paths.push((page, link.to_owned()));
    }
    // Reading goes on; what uses a link up fails.
    app.connect().await.break_table("mail_links", "DELETE").await;
    for (page, link) in paths {
        let mut anybody = app.browser(SAFARI);
        let answer = anybody.submit_plainly(page, &[("link", &link)]).await;
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE, "{page}");
        let fields = fields_of(&answer.text().await.unwrap(), page);
        assert_eq!(fields, [("link".to_owned(), link)], "{page} can be sent again");
    }
}
