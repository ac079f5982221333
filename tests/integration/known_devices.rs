//! Devices that are known again, named, chosen and looked at.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::Value;

use crate::support::{
    CHROME, DAY, EMAIL, FIREFOX, PASSWORD, SAFARI, TestApp, code, detail, names, overview, sent_email, sign_in,
};

#[tokio::test]
async fn a_browser_that_comes_back_takes_its_place_with_its_name_and_its_first_day() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let id = phone.device_id().await;
    let name = [("device", id.as_str()), ("name", "Kitchen phone")];
    assert_eq!(owner.submit("/devices/rename", &name).await.status(), StatusCode::OK);
    let first_seen = detail(&mut owner, &id).await["first_seen_at"].clone();
    app.advance(3 * DAY);
    sign_in(&mut owner).await;
    // Its session ended with the browser; its device cookie stays.
    phone.token = None;
    sign_in(&mut phone).await;
    assert_eq!(phone.device_id().await, id);
    let shown = detail(&mut owner, &id).await;
    assert_eq!((&shown["name"], &shown["first_seen_at"]), (&Value::from("Kitchen phone"), &first_seen));
    assert_eq!(shown["sign_ins"].as_array().unwrap().len(), 2);
    assert_eq!(shown["sign_ins"][0]["device_name"], "Kitchen phone");
    assert_eq!(app.count("sessions").await, 2, "no row is added");
    // One without the cookie is another device.
    app.signed_in(SAFARI, EMAIL).await;
    assert_eq!(app.count("sessions").await, 3);
}

#[tokio::test]
async fn a_second_sign_in_of_a_device_ends_the_first_though_its_token_is_gone() {
    let app = TestApp::start().await;
    let mut phone = app.signed_up(SAFARI, EMAIL).await;
    let mut copy = phone.clone();
    phone.token = None;
    sign_in(&mut phone).await;
    assert_eq!(app.count("sessions").await, 1);
    assert!(phone.is_signed_in().await && !copy.is_signed_in().await);
}

#[tokio::test]
async fn the_device_cookie_is_kept_as_a_hash_and_signs_nobody_in() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let cookie = owner.device.clone().unwrap();
    let stored: Vec<u8> = app.scalar("SELECT cookie_hash FROM devices").await;
    assert_eq!(stored.len(), 32);
    for file in std::fs::read_dir(app.folder.path().join("data")).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            assert!(!bytes.windows(cookie.len()).any(|window| window == cookie.as_bytes()), "{}", path.display());
        }
    }
    owner.token = None;
    assert!(!owner.is_signed_in().await);
    // Garbage instead of it is a new device, not an error.
    for garbage in ["", "x", "%00", &"A".repeat(4000)] {
        let mut browser = app.browser(CHROME);
        browser.device = Some(garbage.to_owned());
        sign_in(&mut browser).await;
        assert_eq!(browser.device.unwrap().len(), 32);
    }
}

#[tokio::test]
async fn each_account_has_its_own_devices_in_one_browser() {
    let app = TestApp::start().await;
    let mut browser = app.signed_up(CHROME, EMAIL).await;
    let (cookie, id) = (browser.device.clone(), browser.device_id().await);
    browser.token = None;
    let response = browser.submit("/sign-up", &[("email", "eve@example.com"), ("password", PASSWORD)]).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(browser.device, cookie);
    assert_ne!(browser.device_id().await, id);
    for (path, fields) in [
        ("/devices/rename", vec![("device", id.as_str()), ("name", "mine")]),
        ("/devices/confirm", vec![("device", id.as_str())]),
        ("/devices/not-me", vec![("device", id.as_str())]),
    ] {
        let response = browser.submit(path, &fields).await;
        assert_eq!((response.status(), code(response).await.as_str()), (StatusCode::NOT_FOUND, "device_not_found"));
    }
    let request = browser.request(Method::GET, &format!("/api/devices/detail?device={id}"));
    assert_eq!(browser.send(request).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_device_has_the_name_that_its_person_gives_it() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let id = owner.device_id().await;
    let longest = "台".repeat(60);
    for (typed, shown) in
        [("Kitchen iPad", "Kitchen iPad"), (longest.as_str(), longest.as_str()), ("", "Chrome on Windows")]
    {
        owner.submit("/devices/rename", &[("device", &id), ("name", typed)]).await;
        assert!(owner.devices().await[0]["name"].as_str().unwrap().starts_with(shown), "{typed}");
    }
    let too_long = "a".repeat(61);
    for (typed, expected) in [(too_long.as_str(), "name_too_long"), ("a\u{202e}b", "name_invalid")] {
        let response = owner.submit("/devices/rename", &[("device", &id), ("name", typed)]).await;
        assert_eq!((response.status().as_u16(), code(response).await.as_str()), (422, expected));
    }
    let plain = owner.submit_plainly("/devices/rename", &[("device", &id), ("name", &too_long)]).await;
    assert_eq!(plain.status().as_u16(), 422);
    let html = plain.text().await.unwrap();
    assert!(html.contains(&too_long) && html.contains("Use at most 60 characters."), "what was typed stays: {html}");
    let script = "<script>alert(1)</script>";
    owner.submit("/devices/rename", &[("device", &id), ("name", script)]).await;
    for path in ["/devices".to_owned(), format!("/devices/detail?device={id}"), "/activity".to_owned()] {
        let html = owner.visit(&path).await.text().await.unwrap();
        assert!(!html.contains(script), "{path}");
    }
}

#[tokio::test]
async fn a_device_that_was_signed_out_and_comes_back_is_known_as_such() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let id = phone.device_id().await;
    owner.submit("/devices/confirm", &[("device", &id)]).await;
    owner.submit("/devices/sign-out", &[("device", &id)]).await;
    let shown = detail(&mut owner, &id).await;
    assert_eq!((&shown["live"], &shown["name"]), (&Value::Null, &Value::from("Safari on iPhone")));
    phone.token = None;
    sign_in(&mut phone).await;
    let shown = detail(&mut owner, &id).await;
    assert_eq!(shown["live"]["flags"], serde_json::json!(["returned"]));
    let page = owner.visit(&format!("/devices/detail?device={id}")).await.text().await.unwrap();
    assert!(page.contains("Signed in again") && page.contains("signed out by you from"), "{page}");
    owner.submit("/devices/confirm", &[("device", &id)]).await;
    assert_eq!(detail(&mut owner, &id).await["live"]["flags"], serde_json::json!([]));
}

#[tokio::test]
async fn what_deserves_a_look_comes_first() {
    let app = TestApp::with(&["--kept-idle-timeout=180d", "--absolute-lifetime=365d"]).await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut stale = app.browser(SAFARI);
    stale.submit("/sign-in", &[("email", EMAIL), ("password", PASSWORD), ("stay", "kept")]).await;
    let id = stale.device_id().await;
    owner.submit("/devices/confirm", &[("device", &id)]).await;
    app.advance(61 * DAY);
    sign_in(&mut owner).await;
    let mut used = app.signed_in(FIREFOX, EMAIL).await;
    let used_id = used.device_id().await;
    owner.submit("/devices/confirm", &[("device", &used_id)]).await;
    let shown = overview(&mut owner, "").await;
    assert_eq!(shown["forgotten"], 1);
    let order: Vec<_> =
        shown["page"]["devices"].as_array().unwrap().iter().map(|device| device["flags"].clone()).collect();
    assert_eq!(order[1..], [serde_json::json!([]), serde_json::json!([])]);
    let html = owner.visit("/devices").await.text().await.unwrap();
    assert!(html.contains("1 device has not been used for 60 days."));
    owner.submit("/devices/sign-out-others", &[("show", "forgotten"), ("only", &id)]).await;
    assert!(used.is_signed_in().await && !stale.is_signed_in().await);
}

#[tokio::test]
async fn devices_are_chosen_previewed_and_signed_out_together() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phones = Vec::new();
    for _ in 0..3 {
        phones.push(app.signed_in(SAFARI, EMAIL).await);
    }
    let mut laptop = app.signed_in(FIREFOX, EMAIL).await;
    let shown = overview(&mut owner, "&show=phones").await;
    assert_eq!(shown["filters"], serde_json::json!([["browsers", 1], ["phones", 3]]));
    assert_eq!(names(&shown["page"]["devices"]), ["Safari on iPhone"; 3]);
    let preview = owner.visit("/devices/sign-out-others?show=phones").await.text().await.unwrap();
    assert!(preview.contains("Sign out 3 other devices?") && !preview.contains("Firefox"), "{preview}");
    let unclear = owner.visit("/devices/sign-out-others?show=everything").await;
    assert_eq!(unclear.status(), StatusCode::BAD_REQUEST);
    assert!(!unclear.text().await.unwrap().contains("<button class=\"button danger"), "that would be all of them");
    let chosen: Vec<_> = shown["chosen"].as_str().unwrap().split(',').map(str::to_owned).collect();
    let laptop_id = laptop.device_id().await;
    // Of what was shown only that which still matches; and nothing that was not shown.
    let late = app.signed_in(SAFARI, EMAIL).await;
    let only = [chosen.clone(), vec![laptop_id]].concat().join(",");
    let answer = owner.submit("/devices/sign-out-others", &[("show", "phones"), ("only", &only)]).await;
    assert_eq!(answer.text().await.unwrap(), "3");
    assert!(late.clone().is_signed_in().await);
    for phone in &mut phones {
        assert!(!phone.is_signed_in().await);
    }
    assert!(owner.is_signed_in().await && laptop.is_signed_in().await);
    for fields in [
        vec![("show", "everything"), ("only", only.as_str())],
        vec![("show", "phones")],
        vec![("show", "phones"), ("only", "x")],
    ] {
        let response = owner.submit("/devices/sign-out-others", &fields).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{fields:?}");
    }
    assert!(laptop.is_signed_in().await, "what is not understood ends nothing");
}

#[tokio::test]
async fn devices_that_are_gone_long_enough_are_forgotten() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let id = phone.device_id().await;
    owner.submit("/devices/sign-out", &[("device", &id)]).await;
    app.advance(181 * DAY);
    sign_in(&mut owner).await;
    latchkey::server::housekeeping::sweep(&app.state).await.unwrap();
    assert_eq!(app.count("devices").await, 1);
    let request = owner.request(Method::GET, &format!("/api/devices/detail?device={id}"));
    assert_eq!(owner.send(request).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_name_does_not_appear_in_emails() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let id = owner.device_id().await;
    let name = [("device", id.as_str()), ("name", "this. Undo: https://evil.example")];
    assert_eq!(owner.submit("/devices/rename", &name).await.status(), StatusCode::OK);
    let fields = [("password", PASSWORD), ("new_password", "a wholly different sentence")];
    assert_eq!(owner.submit("/account/password", &fields).await.status(), StatusCode::OK);
    assert!(!sent_email(&app, EMAIL, "password of your Latchkey account was changed").await.contains("evil"));
}

#[tokio::test]
async fn the_log_is_not_filled_with_what_needs_no_password() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let id = owner.device_id().await;
    let mut taken = 0;
    for number in 0..60 {
        let response = owner.submit("/devices/rename", &[("device", &id), ("name", &number.to_string())]).await;
        taken += i32::from(response.status() == StatusCode::OK);
    }
    assert!((30..40).contains(&taken), "{taken}");
    let before = app.count("events").await;
    app.advance(Duration::from_mins(10));
    for _ in 0..3 {
        owner.submit("/devices/rename", &[("device", &id), ("name", "29")]).await;
    }
    assert_eq!(app.count("events").await, before, "what changes nothing is no entry");
    assert_eq!(detail(&mut owner, &id).await["sign_ins"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn on_a_shared_computer_the_device_cookie_ends_with_the_browser() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    for (stay, kept) in [("shared", false), ("browser", true)] {
        let fields = [("email", EMAIL), ("password", PASSWORD), ("stay", stay)];
        let response = app.browser(FIREFOX).submit("/sign-in", &fields).await;
        let cookies = response.headers().get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap().to_owned());
        let device = cookies.into_iter().find(|cookie| cookie.starts_with("latchkey-device-")).unwrap();
        let days = device.split("Max-Age=").nth(1).map(|rest| rest.split(';').next().unwrap().parse::<u32>().unwrap());
        assert_eq!(days.map(|seconds| seconds / 86_400), kept.then_some(400), "{device}");
        assert!(device.contains("HttpOnly") && device.contains("SameSite=Lax"), "{device}");
    }
}

#[tokio::test]
async fn a_name_that_leaves_something_open_says_why() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let id = owner.device_id().await;
    let page = owner.visit(&format!("/devices/detail?device={id}")).await.text().await.unwrap();
    assert!(page.contains("Windows 10 or 11") && page.contains("on Windows 11 too"), "{page}");
    let id = phone.device_id().await;
    assert!(!phone.visit(&format!("/devices/detail?device={id}")).await.text().await.unwrap().contains("Browsers say"));
}

#[tokio::test]
async fn what_the_user_agent_does_not_say_the_hints_do() {
    let app = TestApp::start().await;
    let mut owner = app.browser(CHROME);
    let page = owner.visit("/sign-up").await;
    let asked = page.headers()["accept-ch"].to_str().unwrap();
    assert!(asked.contains("Sec-CH-UA-Platform-Version") && asked.contains("Sec-CH-UA-Model"), "{asked}");
    assert!(!page.headers().contains_key("critical-ch"), "that would cost a second request");
    let form = [("email", EMAIL), ("password", PASSWORD)];
    let request = owner
        .request(Method::POST, "/sign-up")
        .header("accept", "application/json")
        .header("sec-ch-ua", r#""Brave";v="143", "Chromium";v="143", "Not A(Brand";v="24""#)
        .header("sec-ch-ua-mobile", "?0")
        .header("sec-ch-ua-platform", r#""Windows""#)
        .header("sec-ch-ua-platform-version", r#""15.0.0""#)
        .form(&form);
    assert_eq!(owner.send(request).await.status(), StatusCode::OK);
    assert_eq!(names(&overview(&mut owner, "").await["page"]["devices"]), ["Brave on Windows"]);
}

#[tokio::test]
async fn a_device_that_is_renamed_without_a_change_keeps_its_automatic_name() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(SAFARI, EMAIL).await;
    let id = owner.device_id().await;
    let page = owner.visit(&format!("/devices/rename?device={id}")).await.text().await.unwrap();
    let field = page.split("<input").find(|input| input.contains("name=\"name\"")).unwrap().split('>').next().unwrap();
    assert!(field.contains("placeholder=\"Safari on iPhone\"") && !field.contains("value="), "{field}");
    owner.submit("/devices/rename", &[("device", &id), ("name", "")]).await;
    assert_eq!(detail(&mut owner, &id).await["given_name"], Value::Null);
}

#[tokio::test]
async fn devices_that_nobody_used_for_a_month_are_shown_and_what_was_signed_out_leads_to_its_page() {
    let app = TestApp::with(&["--kept-idle-timeout=180d", "--absolute-lifetime=365d"]).await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut stale = app.browser(SAFARI);
    stale.submit("/sign-in", &[("email", EMAIL), ("password", PASSWORD), ("stay", "kept")]).await;
    let id = stale.device_id().await;
    app.advance(31 * DAY);
    sign_in(&mut owner).await;
    let shown = overview(&mut owner, "&show=unused").await;
    assert_eq!(names(&shown["page"]["devices"]), ["Safari on iPhone"]);
    assert_eq!(shown["chosen"], Value::from(id.clone()));
    let own = owner.device_id().await;
    assert_ne!(id, own);
    owner.submit("/devices/sign-out", &[("device", &id)]).await;
    for path in ["/devices", "/activity"] {
        let html = owner.visit(path).await.text().await.unwrap();
        assert!(html.contains(&format!("href=\"/devices/detail?device={id}\"")), "{path}");
    }
    let page = owner.visit(&format!("/devices/detail?device={id}")).await.text().await.unwrap();
    assert!(page.contains("Signed out") && page.contains("signed out by you"), "{page}");
}
