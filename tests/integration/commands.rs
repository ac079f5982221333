//! The command line, beside a live server.

use std::io::Cursor;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use clap::Parser;
use latchkey::server::{
    cli::{Cli, Task},
    clock::Clock,
    commands::{self, Command, SessionCommand},
};
use reqwest::StatusCode;
use serde_json::Value;

use crate::support::{CHROME, EMAIL, FIREFOX, PASSWORD, SAFARI, TestApp, code, link, secret};

/// Runs a command on the data of `app`; what it wrote, or what stood in its way.
async fn run(app: &TestApp, arguments: &[&str], input: &str) -> Result<String, String> {
    let settings = app.folder.settings();
    let all = ["latchkey"].into_iter().chain(settings.iter().map(String::as_str)).chain(arguments.iter().copied());
    let cli = Cli::try_parse_from(all).map_err(|error| error.to_string())?;
    let mut out = Vec::new();
    let mut input = Cursor::new(input.to_owned());
    let clock: &dyn Clock = &*app.state.clock;
    let Some(Task::Command(command)) = &cli.task else { panic!("{arguments:?} is no command") };
    commands::run(command, &cli.config, cli.json, clock, &mut input, &mut out)
        .await
        .map_err(|error| error.to_string())?;
    Ok(String::from_utf8(out).unwrap().trim_end().to_owned())
}

async fn json(app: &TestApp, arguments: &[&str]) -> Value {
    let json: &[&str] = if arguments.contains(&"--json") { &[] } else { &["--json"] };
    serde_json::from_str(&run(app, &[arguments, json].concat(), "").await.unwrap()).unwrap()
}

#[tokio::test]
async fn an_account_is_added_with_a_password_from_standard_input() {
    let app = TestApp::with(&["--sign-up=closed"]).await;
    assert_eq!(run(&app, &["user", "add", EMAIL], &format!("{PASSWORD}\n")).await.unwrap(), "the account was added");
    assert!(run(&app, &["user", "add", EMAIL], PASSWORD).await.unwrap_err().contains("already"));
    assert!(run(&app, &["user", "add", "x@example.com"], "short").await.unwrap_err().contains("8 characters"));
    assert!(run(&app, &["user", "add", "nobody"], PASSWORD).await.unwrap_err().contains("malformed"));
    app.signed_in(CHROME, EMAIL).await;
    assert_eq!(run(&app, &["user", "list"], "").await.unwrap(), EMAIL);
    assert_eq!(json(&app, &["user", "list"]).await[0]["email"], EMAIL);
}

#[tokio::test]
async fn a_disabled_users_next_request_fails_and_nobody_signs_in() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    run(&app, &["user", "disable", EMAIL], "").await.unwrap();
    assert!(!owner.is_signed_in().await);
    let fields = [("email", EMAIL), ("password", PASSWORD)];
    assert_eq!(app.browser(CHROME).submit("/sign-in", &fields).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(run(&app, &["user", "list"], "").await.unwrap(), format!("{EMAIL}  (disabled)"));
    run(&app, &["user", "enable", EMAIL], "").await.unwrap();
    app.signed_in(CHROME, EMAIL).await;
    assert!(run(&app, &["user", "disable", "nobody@example.com"], "").await.is_err());
}

#[tokio::test]
async fn sessions_are_listed_and_revoked_one_by_one_all_of_a_user_and_everybodys() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let mut stranger = app.signed_up(FIREFOX, "eve@example.com").await;
    let text = run(&app, &["session", "list", EMAIL], "").await.unwrap();
    assert!(text.contains("Chrome on Windows") && text.contains("Safari on iPhone") && text.lines().count() == 2);
    let sessions = json(&app, &["session", "list", EMAIL]).await;
    let token = phone.token.clone().unwrap();
    assert!(!sessions.to_string().contains(token.split('.').nth(1).unwrap()));

    let id = phone.device_id().await;
    assert_eq!(run(&app, &["session", "revoke", EMAIL, &id], "").await.unwrap(), "1 ended");
    assert!(!phone.is_signed_in().await && owner.is_signed_in().await);
    assert!(run(&app, &["session", "revoke", EMAIL, &id], "").await.unwrap_err().contains("no such session"));
    assert!(run(&app, &["session", "revoke", EMAIL], "").await.is_err(), "which, or all?");
    assert_eq!(json(&app, &["session", "revoke", EMAIL, "--all"]).await["ended"], 1);
    assert!(!owner.is_signed_in().await && stranger.is_signed_in().await);
    assert_eq!(run(&app, &["session", "revoke", "--everybody"], "").await.unwrap(), "1 ended");
    assert!(!stranger.is_signed_in().await);
}

#[test]
fn an_id_that_begins_with_a_hyphen_is_an_id() {
    for id in ["-hV0123456789abc", "--0123456789abcd", "----------------", "_-0123456789abcd"] {
        for arguments in [
            ["latchkey", "session", "revoke", EMAIL, id, "--json"],
            ["latchkey", "--json", "session", "revoke", EMAIL, id],
        ] {
            let Some(Task::Command(Command::Session(SessionCommand::Revoke(revoke)))) =
                Cli::try_parse_from(arguments).unwrap().task
            else {
                panic!("{arguments:?} is something else");
            };
            assert_eq!(revoke.id.map(|id| id.to_string()).as_deref(), Some(id));
        }
    }
}

#[tokio::test]
async fn an_address_that_begins_with_a_hyphen_is_an_address() {
    let app = TestApp::start().await;
    for email in ["-ada@example.com", "--ada@example.com", "-h@example.com", "-V@example.com", "--json@example.com"] {
        run(&app, &["user", "add", email], PASSWORD).await.unwrap();
        let mut browser = app.signed_in(CHROME, email).await;
        for arguments in [["session", "list", email, "--json"], ["session", "list", "--json", email]] {
            assert_eq!(json(&app, &arguments[..]).await.as_array().unwrap().len(), 1, "{arguments:?}");
        }
        let id = browser.device_id().await;
        assert_eq!(run(&app, &["session", "revoke", email, &id], "").await.unwrap(), "1 ended");
        app.signed_in(CHROME, email).await;
        assert_eq!(run(&app, &["session", "revoke", email, "--all"], "").await.unwrap(), "1 ended");
        assert_eq!(run(&app, &["session", "revoke", "--all", "--", email], "").await.unwrap(), "0 ended");
        run(&app, &["user", "disable", email], "").await.unwrap();
        run(&app, &["user", "enable", "--", email], "").await.unwrap();
    }
    assert!(run(&app, &["session", "list", "--everybody"], "").await.unwrap_err().contains("malformed"));
}

#[tokio::test]
async fn one_persons_address_blocks_nobody_elses_whatever_it_looks_like() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, "\u{212a}im@example.com").await;
    app.signed_up(CHROME, "kim@example.com").await;
}

#[tokio::test]
async fn a_rotated_key_signs_nobody_out_and_is_in_use_at_once() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let kid = json(&app, &["keys", "rotate"]).await["kid"].as_str().unwrap().to_owned();
    // Housekeeping does this every few seconds.
    app.state.tokens.reload();
    assert!(owner.is_signed_in().await, "its token was signed by the old one");
    let fresh = app.signed_in(FIREFOX, EMAIL).await.token.unwrap();
    let header = URL_SAFE_NO_PAD.decode(fresh.split('.').next().unwrap()).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&header).unwrap()["kid"], kid.as_str());
    app.advance(std::time::Duration::from_mins(20));
    assert!(owner.is_signed_in_and_renewed().await, "and an old token is renewed by the new one");
}

#[tokio::test]
async fn a_deleted_account_leaves_nothing_behind_and_is_deleted_on_request_alone() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut stranger = app.signed_up(FIREFOX, "eve@example.com").await;
    assert!(run(&app, &["user", "delete", EMAIL], "").await.unwrap_err().contains("--yes"));
    assert!(owner.is_signed_in().await);
    assert_eq!(run(&app, &["user", "delete", EMAIL, "--yes"], "").await.unwrap(), "the account was deleted");
    assert!(!owner.is_signed_in().await && stranger.is_signed_in().await);
    assert_eq!(run(&app, &["user", "list"], "").await.unwrap(), "eve@example.com");
    for table in ["users", "sessions", "devices"] {
        assert_eq!(app.count(table).await, 1, "{table}");
    }
    assert!(run(&app, &["user", "delete", EMAIL, "--yes"], "").await.unwrap_err().contains("no account"));
}

#[tokio::test]
async fn a_reset_link_sets_a_new_password_once_and_signs_every_device_out() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let made = json(&app, &["user", "reset-link", EMAIL]).await;
    let path = link(&format!("the link: {}", made["link"].as_str().unwrap()));
    assert_eq!(made["expires_at"].as_i64().unwrap() - app.state.clock.now().millis(), 30 * 60 * 1000);
    let kinds = "SELECT count(*) FROM events WHERE kind = 'reset_requested'";
    assert_eq!(app.scalar::<i64>(kinds).await, 1, "the person sees in the log that one was made");
    let fields = [("link", secret(&path)), ("password", "a wholly different sentence")];
    let mut other = app.browser(FIREFOX);
    assert_eq!(other.submit("/password/reset", &fields).await.status(), StatusCode::OK);
    assert!(!owner.is_signed_in().await);
    assert_eq!(code(other.submit("/password/reset", &fields).await).await, "link_invalid");

    let late = run(&app, &["user", "reset-link", EMAIL], "").await.unwrap();
    app.advance(std::time::Duration::from_mins(30));
    let fields = [("link", secret(&late)), ("password", "one more different sentence")];
    assert_eq!(code(other.submit("/password/reset", &fields).await).await, "link_invalid");
    run(&app, &["user", "disable", EMAIL], "").await.unwrap();
    assert!(run(&app, &["user", "reset-link", EMAIL], "").await.unwrap_err().contains("disabled"));
    assert!(run(&app, &["user", "reset-link", "nobody@example.com"], "").await.unwrap_err().contains("no account"));
}

#[tokio::test]
async fn the_sessions_of_all_accounts_are_listed_with_whose_they_are() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    app.signed_up(FIREFOX, "eve@example.com").await;
    app.signed_in(SAFARI, "eve@example.com").await;
    let text = run(&app, &["session", "list", "--all"], "").await.unwrap();
    assert!(text.lines().count() == 3 && text.matches("eve@example.com  ").count() == 2, "{text}");
    let sessions = json(&app, &["session", "list", "--all"]).await;
    assert_eq!(sessions.as_array().unwrap().iter().filter(|session| session["email"] == EMAIL).count(), 1);
    for wrong in [&["session", "list"][..], &["session", "list", EMAIL, "--all"]] {
        assert!(run(&app, wrong, "").await.is_err(), "{wrong:?}");
    }
}
