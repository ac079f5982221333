//! Which devices the list shows, in which order, and what can be done to several.

use std::{collections::HashSet, time::Duration};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{Browser, CHROME, EMAIL, FIREFOX, PASSWORD, SAFARI, TestApp, names, overview};

const DAY: Duration = Duration::from_hours(24);

#[tokio::test]
async fn what_waits_for_an_answer_comes_first_and_what_is_old_never_does() {
    let app = TestApp::with(&["--kept-idle-timeout=180d", "--absolute-lifetime=365d"]).await;
    let kept = [("email", EMAIL), ("password", PASSWORD), ("stay", "kept")];
    app.signed_up(CHROME, EMAIL).await;
    let mut owner = app.browser(CHROME);
    owner.submit("/sign-in", &kept).await;
    app.recognise(&mut owner).await;
    let mut old = app.browser(FIREFOX);
    old.submit("/sign-in", &kept).await;
    app.recognise(&mut old).await;
    app.advance(DAY * 70);
    owner.is_signed_in_and_renewed().await;
    let mut used = app.browser(SAFARI);
    used.submit("/sign-in", &kept).await;
    app.recognise(&mut used).await;
    let mut new = app.browser("curl/8.5.0");
    new.submit("/sign-in", &kept).await;
    let shown = overview(&mut owner, "").await["page"]["devices"].clone();
    assert_eq!(names(&shown), ["Chrome on Windows", "curl", "Safari on iPhone", "Firefox on Linux"]);
    let asked: Vec<_> = shown.as_array().unwrap().iter().map(|device| device["asked"].clone()).collect();
    assert_eq!(asked, [json!(false), json!(true), json!(false), json!(false)]);
    assert_eq!(shown[3]["flags"], json!([]), "not used for 70 days is no flag");
    let html = owner.visit("/devices").await.text().await.unwrap();
    assert!(html.contains("1 device has not been used for 60 days."), "{html}");
    for section in ["This device", "Needs your answer · 1", "Other devices · 2"] {
        assert!(html.contains(section), "{section}");
    }
    assert_eq!(html.matches("Not me: curl").count(), 1, "no device stands twice");
}

#[tokio::test]
async fn many_devices_are_searched_and_sorted_and_few_are_not_cluttered() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    assert!(!owner.visit("/devices").await.text().await.unwrap().contains("role=\"search\""));
    let change = |number| format!("browser = 'Browser {}', last_active_at = last_active_at - {number}", 100 - number);
    app.connect().await.copy_session(12, change).await;
    let html = owner.visit("/devices").await.text().await.unwrap();
    assert!(html.contains("role=\"search\"") && html.contains("type=\"checkbox\""));
    let found = overview(&mut owner, "&find=browser%2090").await["page"].clone();
    assert_eq!((names(&found["devices"]), &found["total"]), (vec!["Browser 90 on Windows"], &json!(1)));
    assert_eq!(overview(&mut owner, "&find=LOCAL").await["page"]["total"], 12, "their location, in any case");
    let nothing = owner.visit("/devices?find=nowhere").await.text().await.unwrap();
    assert!(nothing.contains("No device matches.") && nothing.contains("Show all devices"));
    let sorted = overview(&mut owner, "&sort=name").await["page"]["devices"].clone();
    assert_eq!(names(&sorted)[..2], ["Chrome on Windows", "Browser 100 on Windows"], "this one stays first");
}

#[tokio::test]
async fn devices_that_were_ticked_are_signed_out_together_and_no_other() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let [mut phone, mut laptop, mut other] =
        [app.signed_in(SAFARI, EMAIL).await, app.signed_in(FIREFOX, EMAIL).await, app.signed_in("curl/8", EMAIL).await];
    let (first, second) = (phone.device_id().await, laptop.device_id().await);
    // As the boxes send it, and the page that asks passes it on.
    let page = owner.visit(&format!("/devices/sign-out-others?only={first}&only={second}")).await;
    let html = page.text().await.unwrap();
    assert!(html.contains("Sign out 2 other devices?") && !html.contains("curl"), "{html}");
    let only = format!("{first},{second}");
    assert!(html.contains(&format!("name=\"only\" value=\"{only}\"")), "{html}");
    let answer = owner.submit("/devices/sign-out-others", &[("only", &only)]).await;
    assert_eq!((answer.status(), answer.text().await.unwrap().as_str()), (StatusCode::OK, "2"));
    assert!(!phone.is_signed_in().await && !laptop.is_signed_in().await && other.is_signed_in().await);
}

#[tokio::test]
async fn devices_that_were_ticked_are_recognised_together_or_not_at_all() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let (first, second) =
        (app.signed_in(SAFARI, EMAIL).await.device_id().await, app.signed_in(FIREFOX, EMAIL).await.device_id().await);
    let strangers = app.signed_up(FIREFOX, "eve@example.com").await.device_id().await;
    let mixed = format!("{first},{strangers}");
    assert_eq!(owner.submit("/devices/confirm", &[("device", &mixed)]).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(overview(&mut owner, "").await["unknown"].as_array().unwrap().len(), 2);
    let page = owner.visit(&format!("/devices/confirm?only={first}&only={second}")).await.text().await.unwrap();
    assert!(page.contains("Are these 2 devices yours?"), "{page}");
    let both = format!("{first},{second}");
    assert_eq!(owner.submit("/devices/confirm", &[("device", &both)]).await.status(), StatusCode::OK);
    assert!(overview(&mut owner, "").await["unknown"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn a_page_that_is_open_asks_by_itself_which_keeps_no_device_active() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    app.settle_activity(&owner).await;
    let active = || app.scalar::<i64>("SELECT last_active_at FROM sessions");
    let before = active().await;
    app.advance(Duration::from_mins(10));
    let mut states = Vec::new();
    for _ in 0..2 {
        let answer = owner.send(owner.request(Method::GET, "/api/session")).await;
        assert_eq!(answer.status(), StatusCode::OK);
        states.push(answer.text().await.unwrap());
    }
    assert_eq!(states[0], states[1]);
    app.state.last_seen.close().await;
    assert_eq!(active().await, before);
    assert!(owner.clone().visit("/devices").await.text().await.unwrap().contains(&states[0].replace('"', "")));
    // It hears that the list changed, though not how.
    app.signed_in(SAFARI, EMAIL).await;
    let changed = owner.send(owner.request(Method::GET, "/api/session")).await.text().await.unwrap();
    assert!(changed != states[0] && changed.len() < 20, "{changed}");
    // And it hears at once that it was signed out.
    app.execute("DELETE FROM sessions").await;
    let answer = owner.send(owner.request(Method::GET, "/api/session")).await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn each_flag_has_its_reason_and_ones_own_new_device_is_not_accused() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let id = phone.device_id().await;
    app.execute(&format!("UPDATE devices SET flags = 'new_country,fast_travel,returned' WHERE id = '{id}'")).await;
    let seen = owner.devices().await.into_iter().find(|device| device["id"] == id.as_str()).unwrap();
    let reasons: Vec<_> = seen["reasons"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(reasons.len(), seen["flags"].as_array().unwrap().len());
    for (reason, words) in reasons.iter().zip([
        "never used on this device",
        "none of your recognised",
        "no flight",
        "signed in again since",
    ]) {
        assert!(reason.contains(words), "{reason}");
    }
    let html = owner.visit("/devices").await.text().await.unwrap();
    assert!(html.contains("badge danger"), "what was signed out and is back is urgent");
    let own = phone.visit("/devices").await.text().await.unwrap();
    assert!(!own.contains("badge danger"), "not on the device itself");
}

#[tokio::test]
async fn a_device_that_is_signed_in_again_is_not_listed_as_signed_out() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let [mut phone, mut laptop] = [app.signed_in(SAFARI, EMAIL).await, app.signed_in(FIREFOX, EMAIL).await];
    let (first, second) = (phone.device_id().await, laptop.device_id().await);
    for id in [&first, &second] {
        owner.submit("/devices/sign-out", &[("device", id)]).await;
    }
    let gone = async |owner: &mut Browser| {
        let receipts: Value = owner.send(owner.request(Method::GET, "/api/receipts")).await.json().await.unwrap();
        let ids = receipts.as_array().unwrap().iter().map(|it| it["device"].as_str().unwrap().to_owned());
        ids.collect::<HashSet<_>>()
    };
    assert_eq!(gone(&mut owner).await, HashSet::from([first.clone(), second.clone()]));
    app.advance(Duration::from_mins(1));
    phone.submit("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    assert_eq!(phone.device_id().await, first, "it is known again");
    assert_eq!(gone(&mut owner).await, HashSet::from([second.clone()]));
    let html = owner.visit("/devices").await.text().await.unwrap();
    assert!(html.contains("<summary>Recently signed out<!> · 1</summary>"), "{html}");
    // Its session runs out unnoticed: it is signed out, even before that is swept up.
    app.advance(DAY);
    owner.submit("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    assert_eq!(gone(&mut owner).await, HashSet::from([first, second]));
}

#[tokio::test]
async fn an_empty_list_says_no_more_than_is_true() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let first = owner.visit("/devices").await.text().await.unwrap();
    assert!(first.contains("Just this one, so far"), "{first}");
    app.signed_in(SAFARI, EMAIL).await;
    owner.submit("/devices/sign-out-others", &[]).await;
    let after = owner.visit("/devices").await.text().await.unwrap();
    assert!(after.contains("No other device is signed in") && !after.contains("so far"), "{after}");
}

#[tokio::test]
async fn many_that_look_alike_are_one_row_and_few_are_not() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let alike = |number: u32| format!("browser = 'Browser {}', last_active_at = last_active_at - {number}", number / 4);
    app.connect().await.copy_session(8, alike).await;
    assert!(!owner.visit("/devices").await.text().await.unwrap().contains("sign-ins"), "nine stand for themselves");
    app.execute("DELETE FROM sessions WHERE browser LIKE 'Browser%'").await;
    app.execute("DELETE FROM devices WHERE label = ''").await;
    app.connect().await.copy_session(12, alike).await;
    app.execute("UPDATE devices SET name = 'Named' WHERE id = '0000000000000011'").await;
    app.execute("UPDATE sessions SET locked_at = 1 WHERE public_id = '0000000000000010'").await;
    let html = owner.visit("/devices").await.text().await.unwrap();
    assert_eq!(html.matches(">4 sign-ins<").count(), 2, "{html}");
    assert_eq!(
        html.matches(">2 sign-ins<").count(),
        1,
        "neither what has a name of its own, nor what is locked: {html}"
    );
    assert_eq!(html.matches("Sign out Browser").count(), 11, "each can still be signed out");
    let at = |text: &str| html.find(text).unwrap_or_else(|| panic!("{text} in {html}"));
    assert!(at("role=\"search\"") < at("id=\"this\""), "the search stands above the list");
}

#[tokio::test]
async fn a_device_that_was_recognised_is_offered_a_name() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let id = app.signed_in(SAFARI, EMAIL).await.device_id().await;
    owner.submit_plainly("/devices/confirm", &[("device", &id)]).await;
    let html = owner.visit("/devices").await.text().await.unwrap();
    assert!(html.contains(&format!("href=\"/devices/rename?device={id}\" class=\"button\">Give it a name")), "{html}");
    let html = owner.visit(&format!("/devices/rename?device={id}")).await.text().await.unwrap();
    assert!(
        html.contains("<details open class=\"rename\">") && html.contains("<option value=\"Work phone\">"),
        "{html}"
    );
    owner.submit_plainly("/devices/rename", &[("device", &id), ("name", "Work phone")]).await;
    owner.submit_plainly("/devices/confirm", &[("device", &id)]).await;
    let html = owner.visit("/devices").await.text().await.unwrap();
    assert!(html.contains("Work phone is now recognised.") && !html.contains(">Give it a name<"), "{html}");
}
