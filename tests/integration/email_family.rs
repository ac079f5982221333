//! Every kind of email as the server writes it: what all of them have, and files to look at.
//!
//! `end2end/email-pictures.mjs` makes pictures of the files that this leaves in `target/tmp/emails`.

use std::{collections::BTreeMap, fs, path::Path, time::Duration};

use reqwest::StatusCode;

use crate::support::{
    CHROME, EMAIL, FIREFOX, PASSWORD, SAFARI, TestApp, confirmed, link_to, run_with_input, secret, sent_email,
    sent_emails, sign_in, soon,
};

const OTHER: &str = "countess@example.com";
const NEW_PASSWORD: &str = "a wholly different sentence";

/// Has an email of every kind sent.
async fn every_kind(app: &TestApp) {
    let mut owner = confirmed(app, EMAIL).await;
    app.browser(FIREFOX).submit("/sign-up", &[("email", EMAIL), ("password", PASSWORD)]).await;
    sent_email(app, EMAIL, "You already have one").await;

    // A device that is known, and comes back after it was signed out.
    let mut phone = app.browser(SAFARI);
    phone.address = Some("2.125.160.216");
    sign_in(&mut phone).await;
    let id = phone.device_id().await;
    owner.submit("/devices/confirm", &[("device", &id)]).await;
    owner.submit("/devices/sign-out", &[("device", &id)]).await;
    phone.token = None;
    sign_in(&mut phone).await;
    sent_email(app, EMAIL, "in an unusual way").await;

    // A new one, which asks for its link again and is disowned.
    let mut thief = app.browser(FIREFOX);
    thief.address = Some("175.16.199.0");
    sign_in(&mut thief).await;
    assert_eq!(thief.submit("/devices/send-link", &[]).await.status(), StatusCode::OK);
    sent_email(app, EMAIL, "asked for a link that confirms this device").await;
    let email =
        sent_emails(app, EMAIL).into_iter().find(|text| text.contains("never seen") && text.contains("Firefox"));
    let disown = link_to("/devices/disown", &email.unwrap());
    app.browser(SAFARI).submit("/devices/disown", &[("link", secret(&disown))]).await;
    let reset = link_to("/password/reset", &sent_email(app, EMAIL, "You signed out a device").await);
    let fields = [("link", secret(&reset)), ("password", NEW_PASSWORD)];
    assert_eq!(owner.submit("/password/reset", &fields).await.status(), StatusCode::OK);
    sent_email(app, EMAIL, "was changed").await;

    // More devices than have an email each.
    for address in ["81.2.69.160", "81.2.69.142", "89.160.20.112", "67.43.156.0", "2.125.160.216"] {
        for agent in [FIREFOX, SAFARI] {
            let mut browser = app.browser(agent);
            browser.address = Some(address);
            browser.submit("/sign-in", &[("email", EMAIL), ("password", NEW_PASSWORD)]).await;
        }
    }
    app.advance(Duration::from_mins(11));
    latchkey::server::accounts::report_sign_ins(&app.state).await.unwrap();
    sent_email(app, EMAIL, "Since the last email").await;

    app.browser(CHROME).submit("/password/forgotten", &[("email", EMAIL)]).await;
    sent_email(app, EMAIL, "asked to reset the password").await;

    // Another address, and back.
    owner.token = None;
    owner.submit("/sign-in", &[("email", EMAIL), ("password", NEW_PASSWORD)]).await;
    app.recognise(&mut owner).await;
    assert_eq!(owner.submit("/account/email", &[("email", OTHER)]).await.status(), StatusCode::OK);
    sent_email(app, EMAIL, "to use another address").await;
    let link = link_to("/sign-up/confirm", &sent_email(app, OTHER, "asked to use this address").await);
    owner.submit("/sign-up/confirm", &[("link", secret(&link))]).await;
    let undo = link_to("/account/undo", &sent_email(app, EMAIL, "restore this address").await);
    assert_eq!(app.browser(SAFARI).submit("/account/undo", &[("link", secret(&undo))]).await.status(), StatusCode::OK);
    sent_email(app, EMAIL, "has this address again").await;
    sent_email(app, OTHER, "no longer uses this address").await;
}

/// The part of a type, decoded.
fn part(email: &str, content_type: &str) -> String {
    let part = email.split("\r\n--").find(|part| part.contains(&format!("Content-Type: {content_type}"))).unwrap();
    part.split("\r\n\r\n").skip(1).collect::<Vec<_>>().join("\n\n").replace("\r\n", "\n")
}

fn header<'a>(email: &'a str, name: &str) -> &'a str {
    let prefix = format!("{name}: ");
    email
        .lines()
        .take_while(|line| !line.is_empty())
        .find_map(|line| line.strip_prefix(&prefix))
        .unwrap_or_else(|| panic!("no {name}: {email}"))
}

#[tokio::test]
async fn every_kind_of_email_has_two_links_at_most_says_whose_account_and_is_written_as_a_file() {
    let cities = concat!("--location-db=", env!("CARGO_MANIFEST_DIR"), "/tests/data/GeoLite2-City-Test.mmdb");
    let app = TestApp::with(&["--sign-up=confirm", "--trusted-proxies=127.0.0.1", cities]).await;
    every_kind(&app).await;
    let mut kinds: BTreeMap<String, String> = BTreeMap::new();
    for email in sent_emails(&app, "") {
        assert_eq!(header(&email, "Auto-Submitted"), "auto-generated");
        assert!(header(&email, "Message-ID").ends_with("@localhost>") && header(&email, "Date").ends_with("+0000"));
        assert_eq!(header(&email, "From"), "Latchkey <latchkey@localhost>");
        let (text, html) = (part(&email, "text/plain"), part(&email, "text/html"));
        let links: Vec<_> = text.lines().filter(|line| line.contains("://")).collect();
        assert!((1..=2).contains(&links.len()) || text.contains("no longer uses"), "{text}");
        assert!(links.iter().all(|line| line.starts_with("http://") && !line.contains(' ')), "{text}");
        assert_eq!(html.matches("<a ").count(), links.len(), "{html}");
        assert!(html.contains("prefers-color-scheme:dark") && !html.contains("<img"), "{html}");
        // So that a link can be copied from the file; what isn't ASCII, such as '·' or 'ö', is encoded.
        if !text.contains("=C") {
            let plain = email.split("\r\n--").find(|part| part.contains("Content-Type: text/plain")).unwrap();
            assert!(plain.contains("Content-Transfer-Encoding: 7bit\r\n"), "{plain}");
        }
        let to = header(&email, "To");
        let is_to_a_stranger = text.contains("with this address") || text.contains("use this address");
        assert!(is_to_a_stranger || text.contains(&format!("Account: {to}")) || text.contains(to), "{text}");
        // Each event with its time and the zone.
        assert!(!text.contains("\nDevice: ") || text.contains(" UTC"), "{text}");
        kinds.insert(header(&email, "Subject").to_owned(), email);
    }
    let subjects: Vec<_> = kinds.keys().map(String::as_str).collect();
    assert_eq!(
        subjects,
        [
            "9 more devices signed in to Latchkey",
            "A new device signed in to Latchkey",
            "An unusual sign-in to Latchkey",
            "Choose a new password for Latchkey",
            "Confirm a device for Latchkey",
            "Confirm your email address for Latchkey",
            "Confirm your new email address for Latchkey",
            "Reset your Latchkey password",
            "Someone asked to change the email address of your Latchkey account",
            "The email address of your Latchkey account was changed",
            "You already have an account at Latchkey",
            "Your Latchkey password was changed",
        ]
    );
    let changed = &kinds["Your Latchkey password was changed"];
    assert!(changed.contains("Signed out: 2 devices"), "{changed}");

    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("emails");
    _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for entry in fs::read_dir(app.folder.path().join("data/mail")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
    }
    let settings = app.folder.settings();
    let settings: Vec<_> = settings.iter().map(String::as_str).collect();
    let test = run_with_input(app.folder.path(), &[&settings[..], &["mail", "test", EMAIL]].concat(), "");
    assert!(test.status.success());
    let written = soon("the test email is written", async || {
        let files = fs::read_dir(app.folder.path().join("data/mail")).unwrap();
        files.map(|entry| entry.unwrap().path()).find(|path| path.to_string_lossy().contains("test-email"))
    });
    let written = written.await;
    fs::copy(&written, folder.join(written.file_name().unwrap())).unwrap();
}
