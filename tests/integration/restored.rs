//! A database that was put back from a copy: what was revoked since stays revoked.

use std::{fs, path::Path};

use latchkey::server::commands;
use reqwest::StatusCode;
use sqlx::ConnectOptions;

use crate::support::{
    Browser, CHROME, EMAIL, Installation, PASSWORD, Running, SAFARI, TestApp, json_client, latchkey, session_cookie,
    soon, sqlite_only,
};

const FILE: &str = "data/latchkey.db";
const GENERATION: &str = "data/generation-latchkey.db";

/// Ends an instance; its folder.
async fn stop(app: TestApp) -> Installation {
    app.state.last_seen.close().await;
    app.state.storage.close().await;
    // The last to close folds the log away: that may be a connection of the test's own.
    let log = app.folder.path().join("data/latchkey.db-wal");
    soon("the log is folded away", async || (!log.exists()).then_some(())).await;
    app.folder
}

async fn start(folder: Installation, browsers: &mut [&mut Browser]) -> TestApp {
    let app = TestApp::over(folder, &[]).await;
    for browser in browsers {
        browser.moves_to(&app);
    }
    app
}

/// Who is signed in, of these.
async fn signed_in<const N: usize>(browsers: [&mut Browser; N]) -> [bool; N] {
    let mut all = [false; N];
    for (signed_in, browser) in all.iter_mut().zip(browsers) {
        *signed_in = browser.is_signed_in().await;
    }
    all
}

async fn command(folder: &Path, arguments: &[&str]) {
    use clap::Parser;
    let data = format!("--data-dir={}", folder.join("data").display());
    let all = [&["latchkey", &data], arguments].concat();
    let cli = latchkey::server::cli::Cli::try_parse_from(all).unwrap();
    let clock = latchkey::server::clock::SystemClock;
    let mut input = std::io::Cursor::new(String::new());
    let Some(latchkey::server::cli::Task::Command(command)) = &cli.task else { panic!("no command") };
    commands::run(command, &cli.config, cli.json, &clock, &mut input, &mut Vec::new()).await.unwrap();
}

/// Two devices, a copy, something that ends or restricts; then the copy is put back: both are out.
async fn assert_recognised(what: &str, act: impl AsyncFnOnce(&TestApp, &mut Browser, &mut Browser)) {
    let app = TestApp::start().await;
    let (mut owner, mut phone) = (app.signed_up(CHROME, EMAIL).await, app.signed_in(SAFARI, EMAIL).await);
    let folder = stop(app).await;
    let copy = fs::read(folder.path().join(FILE)).unwrap();
    let app = start(folder, &mut [&mut owner, &mut phone]).await;
    let (before, gone) = (owner.clone(), phone.clone());
    assert_eq!(signed_in([&mut owner, &mut phone]).await, [true, true], "{what}");
    act(&app, &mut owner, &mut phone).await;
    let folder = stop(app).await;
    fs::write(folder.path().join(FILE), copy).unwrap();
    let (mut before, mut gone) = (before, gone);
    let app = start(folder, &mut [&mut before, &mut gone]).await;
    assert_eq!(signed_in([&mut before, &mut gone]).await, [false, false], "{what}");
    let reasons: Vec<String> =
        app.connect().await.list("SELECT reason FROM ended_sessions ORDER BY ended_at DESC LIMIT 2").await;
    assert_eq!(reasons, ["restored", "restored"], "{what}");
    // The account goes on, and its log says what happened.
    let mut again = app.signed_in(CHROME, EMAIL).await;
    assert!(again.visit("/activity").await.text().await.unwrap().contains("restored from a backup"), "{what}");
    // Once: the next start finds its own database.
    let folder = stop(app).await;
    let _app = start(folder, &mut [&mut again]).await;
    assert!(again.is_signed_in().await, "{what}");
}

#[tokio::test]
async fn a_device_that_was_signed_out_after_the_backup_does_not_come_back() {
    sqlite_only!();
    assert_recognised("signed out from another device", async |_, owner, _| {
        assert_eq!(owner.submit("/devices/sign-out-others", &[]).await.status(), StatusCode::OK);
    })
    .await;
    assert_recognised("signed out on the device", async |_, _, phone| {
        assert_eq!(phone.submit("/sign-out", &[]).await.status(), StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn whatever_ends_or_restricts_something_is_noticed_to_be_undone() {
    sqlite_only!();
    assert_recognised("locked", async |_, owner, phone| {
        let fields = [("device", phone.device_id().await), ("when", "lock".to_owned())];
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        assert_eq!(owner.submit("/devices/sign-out", &fields).await.status(), StatusCode::OK);
    })
    .await;
    assert_recognised("until tonight", async |_, owner, phone| {
        let fields = [("device", phone.device_id().await), ("when", "tonight".to_owned())];
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        assert_eq!(owner.submit("/devices/sign-out", &fields).await.status(), StatusCode::OK);
    })
    .await;
    assert_recognised("by the command line, beside the server", async |app, _, _| {
        command(app.folder.path(), &["session", "revoke", EMAIL, "--all"]).await;
    })
    .await;
    assert_recognised("disabled and enabled", async |app, _, _| {
        command(app.folder.path(), &["user", "disable", EMAIL]).await;
        command(app.folder.path(), &["user", "enable", EMAIL]).await;
    })
    .await;
}

#[tokio::test]
async fn starts_and_moves_of_the_whole_folder_sign_nobody_out() {
    sqlite_only!();
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut folder = stop(app).await;
    for round in 0..6 {
        match round {
            // The file beside it is older: the process died before it wrote it, or it alone was put back.
            1 => {
                let text = fs::read_to_string(folder.path().join(GENERATION)).unwrap();
                let lineage = text.split(' ').next().unwrap();
                fs::write(folder.path().join(GENERATION), format!("{lineage} {:019}\n", 0)).unwrap();
            }
            // To another machine, with all that is in it.
            2 => {
                let other = tempfile::tempdir().unwrap();
                fs::create_dir(other.path().join("data")).unwrap();
                for entry in fs::read_dir(folder.path().join("data")).unwrap().map(Result::unwrap) {
                    if entry.file_type().unwrap().is_file() {
                        fs::copy(entry.path(), other.path().join("data").join(entry.file_name())).unwrap();
                    }
                }
                folder = Installation::of_sqlite(other);
            }
            3 => command(folder.path(), &["session", "list", EMAIL]).await,
            // Others end meanwhile.
            _ => {}
        }
        let app = start(folder, &mut [&mut owner]).await;
        assert!(owner.is_signed_in().await, "round {round}");
        let mut other = app.signed_in(SAFARI, EMAIL).await;
        assert_eq!(other.submit("/sign-out", &[]).await.status(), StatusCode::OK);
        folder = stop(app).await;
    }
}

#[tokio::test]
async fn without_the_file_beside_it_a_database_is_a_restored_one() {
    sqlite_only!();
    for content in [None, Some(""), Some("nonsense\n"), Some("AAAAAAAAAAAAAAAAAAAAAA 0000000000000000001\n")] {
        let app = TestApp::start().await;
        let mut owner = app.signed_up(CHROME, EMAIL).await;
        let folder = stop(app).await;
        match content {
            None => fs::remove_file(folder.path().join(GENERATION)).unwrap(),
            Some(content) => fs::write(folder.path().join(GENERATION), content).unwrap(),
        }
        let app = start(folder, &mut [&mut owner]).await;
        assert!(!owner.is_signed_in().await, "{content:?}");
        app.signed_in(CHROME, EMAIL).await;
    }
}

#[tokio::test]
async fn a_used_link_does_not_work_again() {
    sqlite_only!();
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    let mut browser = app.browser(CHROME);
    assert_eq!(browser.submit("/password/forgotten", &[("email", EMAIL)]).await.status(), StatusCode::OK);
    let count =
        async |app: &TestApp| app.scalar::<i64>("SELECT count(*) FROM mail_links WHERE purpose = 'reset'").await;
    soon("the link is kept", async || (count(&app).await == 1).then_some(())).await;
    let folder = stop(app).await;
    let copy = fs::read(folder.path().join(FILE)).unwrap();
    let app = start(folder, &mut []).await;
    app.execute("DELETE FROM mail_links").await;
    // The test went past the server: its next write that ends something tells.
    app.signed_in(SAFARI, EMAIL).await.submit("/sign-out", &[]).await;
    let folder = stop(app).await;
    fs::write(folder.path().join(FILE), copy).unwrap();
    let app = start(folder, &mut []).await;
    assert_eq!(count(&app).await, 0);
}

#[tokio::test]
async fn a_revocation_is_noted_beside_the_database_before_it_is_answered() {
    sqlite_only!();
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let number = || {
        let text = fs::read_to_string(app.folder.path().join(GENERATION)).unwrap();
        text.trim_end().split(' ').nth(1).unwrap().parse::<i64>().unwrap()
    };
    for _ in 0..5 {
        app.signed_in(SAFARI, EMAIL).await;
        let before = number();
        assert_eq!(owner.submit("/devices/sign-out-others", &[]).await.status(), StatusCode::OK);
        let stored: i64 = app.scalar("SELECT number FROM generation").await;
        assert!(number() > before && number() == stored);
        // Looking costs nothing.
        owner.visit("/devices").await;
        app.settle_activity(&owner).await;
        assert_eq!(number(), stored);
    }
}

#[tokio::test]
async fn a_restored_database_that_cannot_be_written_is_not_served() {
    sqlite_only!();
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    let folder = stop(app).await;
    fs::remove_file(folder.path().join(GENERATION)).unwrap();
    let mut server = latchkey(folder.path());
    let output =
        server.args(["--listen=127.0.0.1:0", "--database-url=sqlite:data/latchkey.db?mode=ro"]).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && message.contains("restored from a backup"), "{message}");
}

#[tokio::test]
async fn the_log_says_once_that_a_database_was_restored() {
    sqlite_only!();
    let folder = tempfile::tempdir().unwrap();
    let form = [("email", EMAIL), ("password", PASSWORD)];
    let client = json_client();
    let running = Running::start(folder.path(), &[]);
    let response = client.post(format!("{}/sign-up", running.url)).form(&form).send().await.unwrap();
    let token = session_cookie(response.headers()).unwrap();
    // Killed, as when the power fails: the copy is of what was in the log, too.
    drop(running);
    let file = folder.path().join(FILE);
    let mut connection = sqlx::sqlite::SqliteConnectOptions::new().filename(&file).connect().await.unwrap();
    let copy = folder.path().join("copy.db");
    sqlx::query("VACUUM INTO $1").bind(copy.to_str().unwrap()).execute(&mut connection).await.unwrap();
    drop(connection);
    let mut running = Running::start(folder.path(), &[]);
    assert!(!running.log.lock().unwrap().contains("restored"));
    let request = client.post(format!("{}/sign-out", running.url)).header("cookie", format!("latchkey={token}"));
    assert_eq!(request.send().await.unwrap().status(), StatusCode::OK);
    running.process.kill().unwrap();
    running.process.wait().unwrap();
    for suffix in ["-wal", "-shm"] {
        let _ = fs::remove_file(folder.path().join(format!("{FILE}{suffix}")));
    }
    fs::rename(copy, &file).unwrap();
    let running = Running::start(folder.path(), &[]);
    let request = client.get(format!("{}/api/receipts", running.url)).header("cookie", format!("latchkey={token}"));
    assert_eq!(request.send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
    let log = running.log.lock().unwrap().clone();
    let line = log.lines().find(|line| line.contains("restored from a backup")).unwrap();
    assert!(line.contains("WARN") && line.contains("ended=1") && line.contains("older than"), "{line}");
    drop(running);
    let running = Running::start(folder.path(), &[]);
    assert!(!running.log.lock().unwrap().contains("restored"));
}
