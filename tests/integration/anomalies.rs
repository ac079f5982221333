//! What is unusual about where a device is, over a real database of cities.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::{
    Browser, CHROME, EMAIL, FIREFOX, HOUR, PASSWORD, SAFARI, TestApp, detail, names, overview, sent_email, sign_in,
    soon,
};

const LONDON: &str = "81.2.69.142";
const BOXFORD: &str = "2.125.160.216";
const LINKOEPING: &str = "89.160.20.112";
const CHANGCHUN: &str = "175.16.199.0";

async fn app() -> TestApp {
    TestApp::with(&["--trusted-proxies=127.0.0.1", "--location-db=tests/data/GeoLite2-City-Test.mmdb"]).await
}

async fn signed_in(app: &TestApp, agent: &str, address: &'static str) -> Browser {
    let mut browser = app.browser(agent);
    browser.address = Some(address);
    let response = browser.submit("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    assert_eq!(response.status(), StatusCode::OK);
    browser
}

async fn signed_up(app: &TestApp, address: &'static str) -> Browser {
    let mut browser = app.browser(CHROME);
    browser.address = Some(address);
    browser.submit("/sign-up", &[("email", EMAIL), ("password", PASSWORD)]).await;
    browser
}

async fn this(browser: &mut Browser) -> Value {
    browser.devices().await.into_iter().find(|device| device["current"] == true).unwrap()
}

async fn activity(browser: &mut Browser) -> Vec<Value> {
    let request = browser.request(Method::GET, "/api/activity?page=1");
    let log: Value = browser.send(request).await.json().await.unwrap();
    log["entries"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_sign_in_from_a_new_country_too_soon_is_flagged_first_told_and_kept_in_the_log() {
    let app = app().await;
    let mut owner = signed_up(&app, LONDON).await;
    assert_eq!(this(&mut owner).await["location"], "London, United Kingdom");
    let mut near = signed_in(&app, SAFARI, BOXFORD).await;
    assert_eq!(this(&mut near).await["flags"], json!(["new"]), "the same country, an hour away");
    app.advance(HOUR);
    let mut far = signed_in(&app, FIREFOX, CHANGCHUN).await;
    assert_eq!(this(&mut far).await["flags"], json!(["new", "new_country", "fast_travel"]));
    // A second one of the same thief is no more usual, and the person's own is not the odd one.
    let mut second = signed_in(&app, FIREFOX, CHANGCHUN).await;
    assert_eq!(this(&mut second).await["flags"], json!(["new", "new_country", "fast_travel"]));
    let mut own = signed_in(&app, SAFARI, LONDON).await;
    assert_eq!(this(&mut own).await["flags"], json!(["new"]));
    let text = sent_email(&app, EMAIL, "Changchun, China").await;
    assert!(text.contains("Unusual: New country =C2=B7 Unlikely travel"), "{text}");
    let entry = &activity(&mut owner).await[1];
    assert_eq!((&entry["kind"], &entry["flags"]), (&json!("signed_in"), &json!(["new", "new_country", "fast_travel"])));
    let html = owner.visit("/devices").await.text().await.unwrap();
    assert!(html.contains("New country") && html.contains("Unlikely travel"));
    // What was recognised is put aside, and the country is no longer new.
    for device in [this(&mut near).await, this(&mut far).await] {
        owner.submit("/devices/confirm", &[("device", device["id"].as_str().unwrap())]).await;
    }
    app.advance(20 * HOUR);
    let mut again = signed_in(&app, SAFARI, CHANGCHUN).await;
    assert_eq!(this(&mut again).await["flags"], json!(["new"]));
}

#[tokio::test]
async fn a_session_that_jumps_is_flagged_though_nobody_signed_in() {
    let app = app().await;
    let mut owner = signed_up(&app, LONDON).await;
    let id = owner.device_id().await;
    app.advance(HOUR);
    // Somebody who copied the cookie uses it elsewhere.
    let mut thief = owner.clone();
    thief.address = Some(CHANGCHUN);
    assert!(thief.is_signed_in().await);
    let device =
        soon("the move is noted", async || Some(this(&mut owner).await).filter(|device| device["flags"] != json!([])))
            .await;
    assert_eq!(device["flags"], json!(["new_country", "fast_travel"]));
    let log = activity(&mut owner).await;
    assert_eq!((&log[0]["kind"], &log[0]["location"]), (&json!("device_moved"), &json!("Changchun, China")));
    let request = owner.request(Method::GET, &format!("/api/devices/detail?device={id}"));
    let detail: Value = owner.send(request).await.json().await.unwrap();
    let locations: Vec<_> =
        detail["places"].as_array().unwrap().iter().map(|location| location["location"].as_str()).collect();
    assert!(locations.contains(&Some("Changchun, China")) && locations.contains(&Some("London, United Kingdom")));
}

#[tokio::test]
async fn devices_in_other_countries_are_chosen_by_where_this_one_is() {
    let app = app().await;
    let mut owner = signed_up(&app, LONDON).await;
    let mut near = signed_in(&app, SAFARI, BOXFORD).await;
    let mut far = signed_in(&app, FIREFOX, LINKOEPING).await;
    assert_eq!(names(&overview(&mut owner, "&show=abroad").await["page"]["devices"]), ["Firefox on Linux"]);
    let only = format!("{},{}", far.device_id().await, near.device_id().await);
    let answer = owner.submit("/devices/sign-out-others", &[("show", "abroad"), ("only", &only)]).await;
    assert_eq!(answer.text().await.unwrap(), "1");
    assert!(near.is_signed_in().await && !far.is_signed_in().await);
}

#[tokio::test]
async fn less_precise_locations_take_what_was_more_precise_with_them() {
    let app = app().await;
    let mut owner = signed_up(&app, LONDON).await;
    let mut phone = signed_in(&app, SAFARI, LINKOEPING).await;
    let ended = signed_in(&app, FIREFOX, BOXFORD).await.device_id().await;
    owner.submit("/devices/sign-out", &[("device", &ended)]).await;
    assert_eq!(owner.submit("/account/privacy", &[("precision", "country")]).await.status(), StatusCode::OK);
    assert_eq!(this(&mut phone).await["location"], "Sweden");
    for query in [
        "SELECT count(*) FROM sessions WHERE location LIKE '%Link%' OR location LIKE '%London%' OR location LIKE '%Box%'
                                          OR latitude IS NOT NULL",
        "SELECT count(*) FROM places WHERE location LIKE '%Link%' OR location LIKE '%London%' OR location LIKE '%Box%'
                                          OR latitude IS NOT NULL",
        "SELECT count(*) FROM events WHERE location LIKE '%Link%' OR location LIKE '%London%' OR location LIKE '%Box%'",
    ] {
        let left: i64 = app.scalar(query).await;
        assert_eq!(left, 0, "{query}");
    }
    let mut new = signed_in(&app, FIREFOX, BOXFORD).await;
    assert_eq!(this(&mut new).await["location"], "United Kingdom");
    // A refused token brings no location back either.
    let mut refused = new.clone();
    let id = new.device_id().await;
    owner.submit("/devices/sign-out", &[("device", &id)]).await;
    refused.visit("/devices").await;
    let log = soon("the refusal is written", async || {
        Some(activity(&mut owner).await).filter(|log| log.iter().any(|entry| entry["kind"] == "token_refused"))
    })
    .await;
    assert!(!log.iter().any(|entry| entry["location"].as_str().is_some_and(|location| location.contains(','))));
}

#[tokio::test]
async fn signing_in_again_puts_nothing_unusual_aside() {
    let app = app().await;
    let mut owner = signed_up(&app, LONDON).await;
    let mut thief = signed_in(&app, FIREFOX, CHANGCHUN).await;
    thief.submit("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    assert_eq!(this(&mut thief).await["flags"], json!(["new", "new_country", "fast_travel"]));
    let id = thief.device_id().await;
    owner.submit("/devices/sign-out", &[("device", &id)]).await;
    for _ in 0..2 {
        thief.token = None;
        thief.submit("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
        thief.submit("/sign-out", &[]).await;
    }
    thief.submit("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    assert_eq!(this(&mut thief).await["flags"], json!(["new", "new_country", "fast_travel", "returned"]));
}

#[tokio::test]
async fn what_was_looked_up_before_the_choice_is_kept_no_more_precisely() {
    let app = app().await;
    let mut owner = signed_up(&app, LONDON).await;
    // A request from elsewhere leaves a note; the choice is written before the note is.
    let mut elsewhere = owner.clone();
    elsewhere.address = Some(CHANGCHUN);
    elsewhere.visit("/devices").await;
    owner.submit("/account/privacy", &[("precision", "none")]).await;
    app.state.last_seen.close().await;
    for query in [
        "SELECT count(*) FROM sessions WHERE location LIKE '%China%' OR country IS NOT NULL OR latitude IS NOT NULL",
        "SELECT count(*) FROM places WHERE location LIKE '%China%' OR country IS NOT NULL OR latitude IS NOT NULL",
        "SELECT count(*) FROM events WHERE location LIKE '%China%'",
    ] {
        let left: i64 = app.scalar(query).await;
        assert_eq!(left, 0, "{query}");
    }
}

#[tokio::test]
async fn of_several_new_devices_the_most_unusual_is_asked_about_first() {
    let app = app().await;
    let mut owner = signed_up(&app, LONDON).await;
    app.advance(HOUR);
    let mut thief = signed_in(&app, FIREFOX, CHANGCHUN).await;
    let id = thief.device_id().await;
    app.advance(HOUR);
    signed_in(&app, SAFARI, BOXFORD).await;
    let shown = overview(&mut owner, "").await;
    assert_eq!((&shown["unknown"][0]["id"], &shown["page"]["devices"][1]["id"]), (&json!(id), &json!(id)));
    // Wherever the person is, they are led to the question; and it is there on a list of some, too.
    for path in ["/activity", "/account"] {
        let html = owner.visit(path).await.text().await.unwrap();
        assert!(html.contains("2 new devices signed in."), "{path}");
    }
    assert!(owner.visit("/devices?show=phones").await.text().await.unwrap().contains("Yes, it was me"));
}

#[tokio::test]
async fn a_country_is_named_in_the_readers_language() {
    let app = app().await;
    let mut owner = signed_up(&app, LONDON).await;
    // A thief must not choose how the warning reads.
    let thief = app.browser(FIREFOX);
    let form = [("email", EMAIL), ("password", PASSWORD)];
    let request = thief.request(Method::POST, "/sign-in").header("accept", "application/json");
    let request = request.header("accept-language", "zh-CN").header("x-forwarded-for", LINKOEPING).form(&form);
    assert_eq!(thief.clone().send(request).await.status(), StatusCode::OK);
    assert!(sent_email(&app, EMAIL, "A new device signed in").await.contains("Location: Link=C3=B6ping, Sweden"));
    for (languages, expected) in
        [("fr-CH, de;q=0.5", "Linköping, Suède"), ("en", "Linköping, Sweden"), ("*", "Linköping, Sweden")]
    {
        let request = owner.request(Method::GET, "/api/devices?page=1").header("accept-language", languages);
        let page: Value = owner.send(request).await.json().await.unwrap();
        assert_eq!(page["unknown"][0]["location"], expected, "{languages}");
    }
}

#[tokio::test]
async fn a_location_that_an_earlier_version_stored_is_read_and_not_listed_twice() {
    let app = app().await;
    let mut owner = signed_up(&app, LONDON).await;
    for former in [r#"{"de":"London, Vereinigtes Königreich","en":"London, United Kingdom"}"#, "London, United Kingdom"]
    {
        for statement in ["UPDATE sessions SET location = $1", "UPDATE places SET location = $1"] {
            app.execute(&statement.replace("$1", &format!("'{former}'"))).await;
        }
        let id = owner.device_id().await;
        let shown = detail(&mut owner, &id).await;
        assert_eq!(shown["live"]["location"], "London, United Kingdom");
        assert_eq!(shown["places"][0]["location"], "London, United Kingdom");
        // Signing in again stores the location as this version does.
        sign_in(&mut owner).await;
        let shown = detail(&mut owner, &id).await;
        assert_eq!(shown["places"].as_array().unwrap().len(), 1, "{former}");
        let stored: Vec<String> = app.connect().await.list("SELECT location FROM places").await;
        assert!(stored.contains(&r#"{"city":"London","country":"GB"}"#.to_owned()), "{stored:?}");
    }
}
