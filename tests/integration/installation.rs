//! What an earlier version left behind: its data folder is opened, brought up to date, and used; on PostgreSQL
//! after it was moved there.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::Path,
    time::Duration,
};

use latchkey::model::Timestamp;
use reqwest::StatusCode;
use serde_json::Value;

use crate::support::{self, Browser, CHROME, EMAIL, Engine, FIREFOX, PASSWORD, SAFARI, TestApp, code, run};

/// Made by version 0.1: see the README in it.
const FIXTURE: &str = "tests/fixtures/installation-0.1";
/// What the password of `EMAIL` was changed to, from `PASSWORD`.
const CHANGED_PASSWORD: &str = "nine purple otters sing";
/// Another account, and the address that it had before; its password is `PASSWORD`.
const OTHER_EMAIL: &str = "hopper@example.com";
const FORMER_EMAIL: &str = "grace@example.com";

/// A copy of the installation, opened by today's code ten minutes after it was stopped.
struct Installation {
    app: TestApp,
    /// The cookies of its browsers, and links from its emails.
    left: Value,
}

impl Installation {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        fs::create_dir(&data).unwrap();
        fs::set_permissions(&data, Permissions::from_mode(0o700)).unwrap();
        for name in ["latchkey.db", "generation-latchkey.db", "signing.key", "instance"] {
            let file = data.join(name);
            fs::copy(Path::new(FIXTURE).join(name), &file).unwrap();
            // Git keeps no modes.
            fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
        }
        let left: Value = serde_json::from_slice(&fs::read(Path::new(FIXTURE).join("browsers.json")).unwrap()).unwrap();
        let mut installation = support::Installation::of_sqlite(folder);
        if Engine::of_the_tests() == Engine::Postgres {
            let target = support::Installation::of_postgres().await;
            let arguments = ["copy", "--from", &installation.url(), "--to", &target.url()];
            let output = run(installation.path(), &arguments);
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            installation = installation.moved_to(target);
        }
        let app = TestApp::over(installation, &[]).await;
        // Ten minutes after it was stopped.
        let opened = Timestamp::from_millis(left["at"].as_i64().unwrap()).plus(Duration::from_mins(10));
        app.rewind(app.state.clock.now().since(opened));
        Self { app, left }
    }

    /// One of its browsers, with the cookies that it was left with.
    fn browser(&self, name: &str, user_agent: &str) -> Browser {
        let cookie = |kind: &str| self.left["cookies"][name][kind].as_str().map(str::to_owned);
        let mut browser = self.app.browser(user_agent);
        (browser.token, browser.device) = (cookie("session"), cookie("device"));
        browser
    }

    /// A link from one of its emails: its path, and what stands in it.
    fn link(&self, name: &str) -> (&str, &str) {
        self.left["links"][name].as_str().unwrap().split_once("?link=").unwrap()
    }
}

fn named<'a>(devices: &'a [Value], name: &str) -> &'a Value {
    devices.iter().find(|device| device["name"] == name).unwrap_or_else(|| panic!("no {name} in {devices:#?}"))
}

/// Whether `email` and `password` sign in.
async fn sign_in(browser: &mut Browser, email: &str, password: &str) -> StatusCode {
    browser.submit("/sign-in", &[("email", email), ("password", password)]).await.status()
}

#[tokio::test]
async fn devices_keep_their_session_name_place_and_lock() {
    let installation = Installation::open().await;
    let mut owner = installation.browser("chrome", CHROME);
    let devices = owner.devices().await;
    assert_eq!(devices.len(), 3, "{devices:#?}");
    let desk = named(&devices, "Desk at work");
    assert!(desk["current"] == true && desk["automatic_name"] == "Chrome on Windows", "{desk}");
    assert!(desk["location"] == "London, United Kingdom" && desk["ip_address"] == "81.2.69.142", "{desk}");
    assert_eq!(named(&devices, "Safari on iPhone")["location"], "Boxford, United Kingdom");
    let locked = named(&devices, "Edge on Windows");
    assert!(locked["locked"] == true && locked["flags"].as_array().unwrap().contains(&"new".into()), "{locked}");
    // The key that signed its token was replaced before the upgrade.
    assert!(installation.browser("safari", SAFARI).is_signed_in().await);
    assert!(!installation.browser("edge", CHROME).is_signed_in().await, "locked");
}

#[tokio::test]
async fn what_was_signed_out_or_disabled_stays_out() {
    let installation = Installation::open().await;
    for (name, agent) in [("firefox", FIREFOX), ("android", CHROME)] {
        assert!(!installation.browser(name, agent).is_signed_in().await, "{name}");
    }
    let mut owner = installation.browser("chrome", CHROME);
    let log = owner.visit("/activity").await.text().await.unwrap();
    assert!(log.contains("Firefox 145 on Linux") && log.contains("Chrome 143 on Android 15 (Pixel 9)"), "{log}");
    let mut disabled = installation.app.browser(CHROME);
    assert_eq!(sign_in(&mut disabled, "alan@example.com", PASSWORD).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_stored_password_signs_in_and_the_one_before_it_does_not() {
    let installation = Installation::open().await;
    // By its cookie, the browser that was signed out is the same device as before.
    let mut firefox = installation.browser("firefox", FIREFOX);
    assert_eq!(sign_in(&mut firefox, EMAIL, PASSWORD).await, StatusCode::UNAUTHORIZED);
    assert_eq!(sign_in(&mut firefox, EMAIL, CHANGED_PASSWORD).await, StatusCode::OK);
    let devices = firefox.devices().await;
    assert_eq!(devices.len(), 4, "{devices:#?}");
    let this = named(&devices, "Firefox on Linux");
    assert!(this["current"] == true && !this["flags"].as_array().unwrap().contains(&"new".into()), "{this}");
}

#[tokio::test]
async fn a_device_is_signed_out_and_the_others_stay() {
    let installation = Installation::open().await;
    let mut owner = installation.browser("chrome", CHROME);
    let mut phone = installation.browser("safari", SAFARI);
    let id = named(&owner.devices().await, "Safari on iPhone")["id"].as_str().unwrap().to_owned();
    let fields = [("device", id.as_str()), ("when", "now"), ("password", CHANGED_PASSWORD)];
    assert_eq!(owner.submit("/devices/sign-out", &fields).await.status(), StatusCode::OK);
    assert!(!phone.is_signed_in().await);
    assert_eq!(code(phone.submit("/devices/sign-out-others", &[]).await).await, "session_ended");
    assert_eq!(owner.devices().await.len(), 2);
}

#[tokio::test]
async fn links_from_earlier_emails_still_do_what_they_say() {
    let installation = Installation::open().await;
    let mut stranger = installation.app.browser(CHROME);
    let mut owner = installation.browser("chrome", CHROME);
    let (path, link) = installation.link("disown");
    assert_eq!(stranger.submit(path, &[("link", link)]).await.status(), StatusCode::OK);
    let left = owner.devices().await;
    assert!(left.iter().all(|device| device["name"] != "Edge on Windows"), "{left:#?}");

    let (path, link) = installation.link("reset");
    let fields = [("link", link), ("password", "twelve amber herons wait")];
    assert_eq!(stranger.submit(path, &fields).await.status(), StatusCode::OK);
    assert_eq!(sign_in(&mut stranger, OTHER_EMAIL, PASSWORD).await, StatusCode::UNAUTHORIZED);
    assert_eq!(sign_in(&mut stranger, OTHER_EMAIL, "twelve amber herons wait").await, StatusCode::OK);

    let (path, link) = installation.link("undo");
    assert_eq!(stranger.submit(path, &[("link", link)]).await.status(), StatusCode::OK);
    assert!(!stranger.is_signed_in().await, "undoing signs everything out");
    assert_eq!(sign_in(&mut stranger, FORMER_EMAIL, "twelve amber herons wait").await, StatusCode::OK);
}
