//! What happened, as its owner reads it: one entry for each cause, a next step, and files.

use std::collections::HashSet;

use reqwest::{Method, Response, StatusCode};
use serde_json::Value;

use crate::support::{Browser, CHROME, EMAIL, FIREFOX, MINUTE, PASSWORD, SAFARI, TestApp, location};

async fn entries(browser: &mut Browser, show: &str) -> Vec<Value> {
    let request = browser.request(Method::GET, &format!("/api/activity?page=1{show}"));
    let page: Value = browser.send(request).await.json().await.unwrap();
    page["entries"].as_array().unwrap().clone()
}

async fn file(browser: &mut Browser, format: &str, show: &str) -> Response {
    browser.submit_plainly("/activity/download", &[("format", format), ("show", show)]).await
}

fn kinds(entries: &[Value]) -> Vec<(&str, u64)> {
    entries.iter().map(|it| (it["kind"].as_str().unwrap(), it["ended_others"].as_u64().unwrap())).collect()
}

#[tokio::test]
async fn each_cause_is_one_entry_whatever_came_of_it() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    assert_eq!(kinds(&entries(&mut owner, "").await), [("signed_up", 0)], "not its first sign-in as well");
    for agent in [SAFARI, FIREFOX, "curl/8"] {
        app.advance(MINUTE);
        app.signed_in(agent, EMAIL).await;
    }
    app.advance(MINUTE);
    assert_eq!(owner.submit("/devices/sign-out-others", &[]).await.status(), StatusCode::OK);
    let shown = entries(&mut owner, "").await;
    assert_eq!(kinds(&shown)[..2], [("session_ended", 2), ("signed_in", 0)]);
    assert_eq!(shown.len(), 5);
    let everything = entries(&mut owner, "&show=everything").await;
    assert_eq!(everything.iter().filter(|it| it["kind"] == "session_ended").count(), 3, "each for itself");
}

#[tokio::test]
async fn a_sign_in_that_was_not_the_person_s_leads_to_the_next_step() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let own = owner.device_id().await;
    app.advance(MINUTE);
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let (other, not_me) = (phone.device_id().await, |id: &str| format!("/devices/not-me?device={id}"));
    // The first device signs in again: on itself, only another password helps.
    app.advance(MINUTE);
    owner.submit("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    let html = owner.visit("/activity").await.text().await.unwrap();
    assert!(html.contains(&format!("href=\"{}\">Not you?", not_me(&other))), "{html}");
    assert!(html.contains("href=\"/account/password\">Not you?") && !html.contains(&not_me(&own)), "{html}");
    // It left by itself meanwhile: it is still disowned, and the password has to be replaced.
    phone.submit("/sign-out", &[]).await;
    let html = owner.visit(&not_me(&other)).await.text().await.unwrap();
    assert!(html.contains("It is already signed out."), "{html}");
    let done = owner.submit_plainly("/devices/not-me", &[("device", &other)]).await;
    assert_eq!(location(&done), "/account/password");
    assert!(owner.visit("/devices").await.text().await.unwrap().contains("Somebody else knows your password"));
}

#[tokio::test]
async fn the_log_is_downloaded_as_it_is_shown() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let id = phone.device_id().await;
    // What somebody else may type comes to the owner's spreadsheet.
    app.advance(MINUTE);
    phone.submit("/devices/rename", &[("device", &id), ("name", "=HYPERLINK(\"http://x\")")]).await;
    let page = owner.visit("/activity?show=changes").await.text().await.unwrap();
    assert!(
        page.contains("action=\"/activity/download\"") && page.contains("name=\"show\" value=\"changes\""),
        "{page}"
    );

    let csv = file(&mut owner, "csv", "changes").await;
    assert_eq!(csv.headers()["content-disposition"], "attachment; filename=latchkey-activity-changes.csv");
    assert_eq!(csv.headers()["content-type"], "text/csv; charset=utf-8");
    let text = csv.text().await.unwrap();
    let mut lines = text.strip_prefix('\u{feff}').expect("the mark of UTF-8").split("\r\n");
    assert!(lines.next().unwrap().starts_with("time,what,reason,device,"));
    let renamed = lines.next().unwrap();
    assert!(renamed.contains(r#","'=HYPERLINK(""http://x"")","#), "{renamed}");
    assert!(renamed.starts_with("2027-01-15T08:01:00Z,Device renamed,"), "{renamed}");
    assert!(lines.next().unwrap().contains("Account created"));

    let json = file(&mut owner, "json", "sign_ins").await;
    assert_eq!(json.headers()["content-disposition"], "attachment; filename=latchkey-activity-sign-ins.json");
    let all: Vec<Value> = json.json().await.unwrap();
    let kinds: HashSet<_> = all.iter().map(|entry| entry["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, HashSet::from(["signed_in", "signed_up"]));
}

#[tokio::test]
async fn a_long_log_is_whole_in_its_file_and_nobody_else_gets_it() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut stranger = app.signed_up(FIREFOX, "eve@example.com").await;
    // Several of one moment, more than are read at a time; and the edges of the pieces.
    for number in 1..=1_200 {
        app.execute(&format!(
            "INSERT INTO events (user_id, at, kind, device_name, flags) SELECT user_id, {}, 'device_renamed', 'Number {number}', ''
             FROM events ORDER BY id LIMIT 1",
            1_800_000_000_000_i64 + i64::from(number / 700) * 1000,
        ))
        .await;
    }
    let all: Vec<Value> = file(&mut owner, "json", "everything").await.json().await.unwrap();
    assert_eq!(all.len(), 1_202);
    let names: HashSet<_> = all.iter().map(|entry| entry["device"].as_str().unwrap()).collect();
    assert_eq!(names.len(), 1_201);
    let csv = file(&mut owner, "csv", "changes").await.text().await.unwrap();
    assert_eq!(csv.lines().count(), 1 + 1_200 + 1);
    let all: Vec<Value> = file(&mut stranger, "json", "everything").await.json().await.unwrap();
    assert_eq!(all.len(), 2);
    stranger.submit("/sign-out", &[]).await;
    assert!(location(&file(&mut stranger, "json", "changes").await).starts_with("/sign-in"), "a person signs in again");
    let fields = [("format", "json")];
    assert_eq!(stranger.submit("/activity/download", &fields).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(file(&mut owner, "xls", "changes").await.status(), StatusCode::BAD_REQUEST);
}
