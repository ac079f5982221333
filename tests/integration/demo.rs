//! `latchkey demo`: what a visitor finds, and that nothing is left of it.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::Stdio,
};

use reqwest::StatusCode;
use serde_json::Value;

use crate::support::{CHROME, Running, json_client, latchkey, run, session_cookie, soon};

/// The demo, with this for temporary files; and what it printed.
fn demo(folder: &Path, settings: &[&str]) -> (Running, String) {
    let temporary = folder.join("tmp");
    fs::create_dir_all(&temporary).unwrap();
    let mut command = latchkey(folder);
    command.env("TMPDIR", &temporary).stdout(Stdio::piped());
    let mut running = Running::of(command, &[settings, &["demo"]].concat());
    let mut text = String::new();
    let mut lines = BufReader::new(running.process.stdout.take().unwrap());
    while !text.contains("Stop ") {
        assert_ne!(lines.read_line(&mut text).unwrap(), 0, "{text}");
    }
    (running, text)
}

fn said<'a>(text: &'a str, name: &str) -> &'a str {
    text.lines().find_map(|line| line.trim().strip_prefix(name)).unwrap_or_else(|| panic!("no {name} in {text}")).trim()
}

#[tokio::test]
async fn a_visitor_finds_six_devices_in_different_states_and_may_do_everything() {
    let folder = tempfile::tempdir().unwrap();
    let cities = concat!("--location-db=", env!("CARGO_MANIFEST_DIR"), "/tests/data/GeoLite2-City-Test.mmdb");
    let (mut running, text) = demo(folder.path(), &[cities]);
    assert_eq!(said(&text, "Open").trim_end_matches('/'), running.url);
    let client = json_client();
    let form = [("email", said(&text, "Sign in")), ("password", said(&text, "Password"))];
    let request = client.post(format!("{}/sign-in", running.url)).header("user-agent", CHROME);
    let response = request.form(&form).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "{text}");
    let name = response.headers().get_all("set-cookie").iter().find_map(|cookie| {
        let name = cookie.to_str().unwrap().split('=').next().unwrap();
        (!name.contains("device") && !name.contains("done")).then(|| name.to_owned())
    });
    let cookie = format!("{}={}", name.unwrap(), session_cookie(response.headers()).unwrap());
    let get = async |path: &str| {
        let request = client.get(format!("{}{path}", running.url)).header("cookie", &cookie);
        request.send().await.unwrap()
    };
    // Its own browser is recognised, so that it may sign others out.
    let overview: Value = soon("the visitor is recognised", async || {
        let overview: Value = get("/api/devices?page=1").await.json().await.unwrap();
        (overview["unknown"].as_array().unwrap().len() == 1
            && overview["page"]["devices"].as_array().unwrap().iter().any(|device| device["current"] == true))
        .then_some(overview)
    })
    .await;
    let devices = overview["page"]["devices"].as_array().unwrap();
    let names: Vec<_> = devices.iter().map(|device| device["name"].as_str().unwrap()).collect();
    assert_eq!(devices.len(), 6, "five of the demo, and the visitor's: {overview}");
    assert!(names.contains(&"Work laptop") && names.contains(&"TV in the holiday house"), "{names:?}");
    assert_eq!(overview["unknown"][0]["name"], "Chrome on Android", "{overview}");
    assert!(devices.iter().any(|device| device["location"] == "London, United Kingdom"), "{devices:?}");
    let request =
        client.get(format!("{}/devices", running.url)).header("cookie", &cookie).header("accept", "text/html");
    let page = request.send().await.unwrap().text().await.unwrap();
    assert!(page.contains("Edge on Windows") && page.contains("Locked"), "{page}");
    let id = overview["unknown"][0]["id"].as_str().unwrap();
    let request = client.post(format!("{}/devices/sign-out", running.url)).header("cookie", &cookie);
    assert_eq!(request.form(&[("device", id)]).send().await.unwrap().status(), StatusCode::OK);

    let temporary = folder.path().join("tmp");
    assert_eq!(fs::read_dir(&temporary).unwrap().count(), 1);
    running.signal("-INT");
    assert!(running.process.wait().unwrap().success());
    assert_eq!(fs::read_dir(&temporary).unwrap().count(), 0, "nothing is left");
    assert!(!folder.path().join("data").exists());
}

#[test]
fn a_chosen_folder_must_be_empty_and_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mine = folder.path().join("mine");
    fs::create_dir(&mine).unwrap();
    fs::write(mine.join("photo.jpg"), "dear to me").unwrap();
    let output = run(folder.path(), &["--listen=127.0.0.1:0", "--data-dir=mine", "demo"]);
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(1) && message.contains("mine is not empty"), "{message}");
    assert_eq!(fs::read_dir(&mine).unwrap().count(), 1);

    fs::remove_file(mine.join("photo.jpg")).unwrap();
    let (mut running, text) = demo(folder.path(), &["--data-dir=mine", "--smtp-url=smtp://127.0.0.1:1"]);
    assert!(said(&text, "Emails").contains("mine/mail"), "a mail server gets none of it: {text}");
    running.signal("-TERM");
    assert!(running.process.wait().unwrap().success());
    assert!(mine.join("latchkey.db").exists());
}
