//! A link does what it does in the transaction that uses it up, with every condition in it.

use latchkey::server::rules;
use std::time::Duration;

use latchkey::{
    model::EndReason,
    server::{
        ids::Digest,
        storage::{LinkPurpose, MailLink, Revocation, SessionSelection},
    },
};
use reqwest::StatusCode;

use crate::support::{
    Browser, CHROME, EMAIL, FIREFOX, PASSWORD, SAFARI, TestApp, actor, code, held_by, link, link_to, secret,
    sent_email, stored,
};

const ROUNDS: usize = 150;

/// Keeps a link to `email` that `asker` asked for; what stands in it.
async fn asked(app: &TestApp, asker: &Browser, email: &str) -> String {
    let (now, session) = (app.state.clock.now(), stored(app, asker).await);
    let secret = format!("a link to {email}");
    let link = MailLink {
        hash: Digest::of(secret.as_bytes()),
        purpose: LinkPurpose::Email,
        user_id: Some(session.user_id),
        email: email.parse().unwrap(),
        password_hash: None,
        device: None,
        expires_at: now.plus(Duration::from_mins(30)),
    };
    rules::links::add_email_link(&app.state.storage, &link, now, &actor(&session), &[]).await.unwrap();
    secret
}

/// The owner's browser, and another that the owner recognised.
async fn two_devices(app: &TestApp) -> (Browser, Browser) {
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let other = second(app, &mut owner).await;
    (owner, other)
}

async fn second(app: &TestApp, owner: &mut Browser) -> Browser {
    let mut other = app.signed_in_fast(owner).await;
    let id = other.device_id().await;
    assert_eq!(owner.submit("/devices/confirm", &[("device", &id)]).await.status(), StatusCode::OK);
    other
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_is_pressed_while_its_asker_is_sent_away_changes_nothing_afterwards() {
    let app = TestApp::start().await;
    let (mut owner, first) = two_devices(&app).await;
    let mut asker = first;
    let mut database = app.connect().await;
    for round in 0..ROUNDS {
        if round > 0 {
            asker = app.signed_in_fast(&owner).await;
            app.recognise(&mut asker).await;
        }
        let (device, link) = (asker.device_id().await, asked(&app, &asker, &format!("{round}@example.com")).await);
        let mut anybody = app.browser(FIREFOX);
        let (press, send_away) = ([("link", link.as_str())], [("device", device.as_str())]);
        let (confirmed, ended) =
            tokio::join!(anybody.submit("/sign-up/confirm", &press), owner.submit("/devices/sign-out", &send_away));
        assert_eq!(ended.status(), StatusCode::OK);
        let since =
            "SELECT kind FROM events WHERE id > coalesce((SELECT max(id) FROM events WHERE kind = 'signed_in'), 0)
                     AND kind IN ('email_changed', 'session_ended') ORDER BY id";
        let order: Vec<String> = database.list(since).await;
        match confirmed.status() {
            StatusCode::OK => assert_eq!(order, ["email_changed", "session_ended"], "round {round}"),
            StatusCode::NOT_FOUND => assert_eq!(order, ["session_ended"], "round {round}"),
            other => panic!("{other}"),
        }
    }
}

#[tokio::test]
async fn a_link_to_a_new_address_ends_with_the_session_that_asked_for_it() {
    for how in ["signed out", "expired", "locked", "disabled", "password", "ended"] {
        let app = TestApp::with(&["--idle-timeout=1m"]).await;
        let (mut owner, mut asker) = two_devices(&app).await;
        let link = asked(&app, &asker, "new@example.com").await;
        let now = app.state.clock.now();
        match how {
            "signed out" => assert!(asker.submit("/sign-out", &[]).await.status().is_success()),
            "expired" => app.advance(Duration::from_mins(2)),
            "locked" => {
                let id = asker.device_id().await;
                let fields = [("device", id.as_str()), ("when", "lock")];
                assert_eq!(owner.submit("/devices/sign-out", &fields).await.status(), StatusCode::OK);
            }
            "disabled" => {
                let user = app.state.storage.find_user(&EMAIL.parse().unwrap()).await.unwrap().unwrap().id;
                for disabled_at in [Some(now), None] {
                    assert!(rules::accounts::set_disabled(&app.state.storage, user, disabled_at, now).await.unwrap());
                }
            }
            "password" => {
                let fields = [("password", PASSWORD), ("new_password", "a wholly different sentence")];
                assert_eq!(owner.submit("/account/password", &fields).await.status(), StatusCode::OK);
            }
            _ => {
                let revocation = Revocation { reason: EndReason::Operator, at: now, by: None };
                rules::sessions::revoke(
                    &app.state.storage,
                    SessionSelection::One(&held_by(&app, &asker).1),
                    revocation,
                )
                .await
                .unwrap();
            }
        }
        let pressed = app.browser(FIREFOX).submit("/sign-up/confirm", &[("link", &link)]).await;
        assert_eq!((pressed.status(), code(pressed).await.as_str()), (StatusCode::NOT_FOUND, "link_invalid"), "{how}");
    }
}

#[tokio::test]
async fn a_link_stays_good_while_others_than_its_asker_are_sent_away() {
    let app = TestApp::start().await;
    let (mut owner, asker) = two_devices(&app).await;
    let link = asked(&app, &asker, "new@example.com").await;
    let mut third = app.signed_in_fast(&owner).await;
    let id = third.device_id().await;
    owner.submit("/devices/sign-out", &[("device", &id)]).await;
    let pressed = app.browser(FIREFOX).submit("/sign-up/confirm", &[("link", &link)]).await;
    assert_eq!(pressed.status(), StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_presses_of_one_link_one_does_what_it_is_for() {
    let app = TestApp::with(&["--sign-up=confirm"]).await;
    let fields = [("email", EMAIL), ("password", PASSWORD)];
    app.browser(CHROME).submit("/sign-up", &fields).await;
    let path = link(&sent_email(&app, EMAIL, "asked for an account at Latchkey").await);
    let statuses = pressed(&app, "/sign-up/confirm", &[("link", secret(&path)), ("password", PASSWORD)]).await;
    assert_eq!(statuses, [200, 404, 404, 404, 404, 404], "sign-up");
    assert_eq!((app.count("users").await, app.count("sessions").await), (1, 1));

    app.signed_in(SAFARI, EMAIL).await;
    let text = sent_email(&app, EMAIL, "A new device signed in").await;
    let path = link_to("/devices/recognise", &text);
    let statuses = pressed(&app, "/devices/recognise", &[("link", secret(&path))]).await;
    assert_eq!(statuses, [200, 404, 404, 404, 404, 404], "recognise");

    let path = link(&text);
    let statuses = pressed(&app, "/devices/disown", &[("link", secret(&path))]).await;
    assert_eq!(statuses, [200, 404, 404, 404, 404, 404], "disown");

    let path = link(&sent_email(&app, EMAIL, "The person who used it knows your password").await);
    let fields = [("link", secret(&path)), ("password", "a wholly different sentence")];
    let statuses = pressed(&app, "/password/reset", &fields).await;
    assert_eq!(statuses, [200, 404, 404, 404, 404, 404], "reset");

    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    assert_eq!(owner.submit("/account/email", &[("email", "new@example.com")]).await.status(), StatusCode::OK);
    let path = link(&sent_email(&app, EMAIL, "restore this address").await);
    let statuses = pressed(&app, "/account/undo", &[("link", secret(&path))]).await;
    assert_eq!(statuses, [200, 404, 404, 404, 404, 404], "undo");
}

/// The statuses of six presses at once, in order of size.
async fn pressed(app: &TestApp, path: &str, fields: &[(&str, &str)]) -> Vec<u16> {
    let press = || async { app.browser(FIREFOX).submit(path, fields).await.status().as_u16() };
    let presses = tokio::join!(press(), press(), press(), press(), press(), press());
    let mut statuses: Vec<u16> = <[u16; 6]>::from(presses).into();
    statuses.sort_unstable();
    statuses
}
