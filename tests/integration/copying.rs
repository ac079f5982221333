//! `latchkey copy`: an installation moves to another engine, whole or not at all.

use std::{collections::BTreeSet, fs, path::Path, process::Output, time::Duration};

use reqwest::StatusCode;
use serde_json::Value;

use crate::support::{
    Browser, CHROME, Connection, EMAIL, FIREFOX, Installation, PASSWORD, Running, SAFARI, TestApp, link, run,
    run_with_input, secret, sent_email, sqlite_only,
};

const OTHER_EMAIL: &str = "grace@example.com";

fn copy(from: &Installation, to: &Installation) -> Output {
    run(from.path(), &["copy", "--from", &from.url(), "--to", &to.url(), "--json"])
}

fn rows(output: &Output) -> Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice::<Value>(&output.stdout).unwrap()["rows"].take()
}

/// The one line that says why nothing was copied.
fn refusal(output: &Output) -> String {
    let message = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(output.status.code() == Some(1) && output.stdout.is_empty(), "{message}");
    assert_eq!(message.lines().count(), 1, "{message}");
    message
}

/// A stopped instance; what it leaves.
async fn stopped(app: TestApp) -> Installation {
    app.state.close().await;
    app.folder
}

/// A new installation on SQLite with one account.
fn small() -> Installation {
    let installation = Installation::of_sqlite(tempfile::tempdir().unwrap());
    let output = run_with_input(installation.path(), &["user", "add", EMAIL], PASSWORD);
    assert!(output.status.success());
    installation
}

/// All files of an installation that is stopped, in another folder.
fn twin(installation: &Installation) -> Installation {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("data")).unwrap();
    for entry in fs::read_dir(installation.path().join("data")).unwrap().map(Result::unwrap) {
        if entry.path().is_file() {
            fs::copy(entry.path(), folder.path().join("data").join(entry.file_name())).unwrap();
        }
    }
    Installation::of_sqlite(folder)
}

/// What an instance says of an account.
async fn said(browser: &mut Browser) -> [Value; 2] {
    let devices = browser.devices().await.into();
    let download = browser.submit("/account/download", &[("password", PASSWORD)]).await;
    assert_eq!(download.status(), StatusCode::OK);
    [devices, download.json().await.unwrap()]
}

#[tokio::test]
async fn a_moved_installation_answers_as_before_and_goes_on() {
    sqlite_only!();
    let app = TestApp::over(Installation::of_sqlite(tempfile::tempdir().unwrap()), &[]).await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let mut gone = app.signed_in(FIREFOX, EMAIL).await;
    assert_eq!(gone.submit("/sign-out", &[]).await.status(), StatusCode::OK);
    let mut other = app.signed_up(CHROME, OTHER_EMAIL).await;
    app.browser(CHROME).submit("/password/forgotten", &[("email", OTHER_EMAIL)]).await;
    let reset = link(&sent_email(&app, OTHER_EMAIL, "/password/reset").await);
    let phone_id = phone.device_id().await;
    for browser in [&owner, &phone, &other] {
        app.settle_activity(browser).await;
    }

    let source = stopped(app).await;
    let target = Installation::of_postgres().await;
    let copied = rows(&copy(&source, &target));
    assert_eq!((&copied["users"], &copied["sessions"]), (&2.into(), &3.into()));
    assert!(copied["mail_links"].as_i64().unwrap() > 0, "{copied}");
    let before = TestApp::over(twin(&source), &[]).await;
    let after = TestApp::over(source.moved_to(target), &[]).await;
    for browser in [&mut owner, &mut phone, &mut other] {
        let mut earlier = browser.clone();
        earlier.moves_to(&before);
        browser.moves_to(&after);
        assert_eq!(said(browser).await, said(&mut earlier).await);
    }
    gone.moves_to(&after);
    assert!(!gone.is_signed_in().await);

    let events: i64 = before.scalar("SELECT max(id) FROM events").await;
    let fields = [("device", phone_id.as_str()), ("when", "now"), ("password", PASSWORD)];
    assert_eq!(owner.submit("/devices/sign-out", &fields).await.status(), StatusCode::OK);
    assert!(!phone.is_signed_in().await && owner.is_signed_in().await);
    let fields = [("link", secret(&reset)), ("password", "twelve amber herons wait")];
    let mut stranger = after.browser(FIREFOX);
    assert_eq!(stranger.submit("/password/reset", &fields).await.status(), StatusCode::OK);
    after.signed_in(SAFARI, EMAIL).await;
    for table in ["events", "places"] {
        let newest: i64 = after.scalar(&format!("SELECT max(id) FROM {table}")).await;
        assert!(newest > before.scalar::<i64>(&format!("SELECT max(id) FROM {table}")).await, "{table}");
    }
    assert!(after.scalar::<i64>(&format!("SELECT count(*) FROM events WHERE id > {events}")).await >= 3);
}

#[tokio::test]
async fn it_moves_back_as_well() {
    sqlite_only!();
    let app = TestApp::over(Installation::of_postgres().await, &[]).await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let settled = owner.devices().await;
    let source = stopped(app).await;
    let back = Installation::of_sqlite(tempfile::tempdir().unwrap());
    fs::create_dir(back.path().join("data")).unwrap();
    for name in ["signing.key", "instance"] {
        fs::copy(source.path().join("data").join(name), back.path().join("data").join(name)).unwrap();
    }
    assert_eq!(rows(&copy(&source, &back))["sessions"], 1);
    let after = TestApp::over(back, &[]).await;
    owner.moves_to(&after);
    assert_eq!(owner.devices().await, settled);
    after.signed_in(SAFARI, EMAIL).await;
}

async fn tables(database: &mut Connection) -> BTreeSet<String> {
    let catalog = match database {
        Connection::Sqlite(_) => "SELECT name FROM sqlite_master WHERE type = 'table'",
        Connection::Postgres(_) => "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()",
    };
    let apart = ["_sqlx_migrations", "generation"];
    database.list::<String>(catalog).await.into_iter().filter(|table| !apart.contains(&table.as_str())).collect()
}

async fn columns(database: &mut Connection, table: &str) -> BTreeSet<String> {
    let catalog = match database {
        Connection::Sqlite(_) => format!("SELECT name FROM pragma_table_info('{table}')"),
        Connection::Postgres(_) => {
            format!("SELECT column_name::text FROM information_schema.columns WHERE table_name = '{table}'")
        }
    };
    database.list(&catalog).await.into_iter().collect()
}

#[tokio::test]
async fn no_table_and_no_column_is_left_behind() {
    sqlite_only!();
    let (source, target) = (small(), Installation::of_postgres().await);
    let copied = rows(&copy(&source, &target));
    let (mut here, mut there) = (source.connect().await, target.connect().await);
    let all: BTreeSet<_> = copied.as_object().unwrap().keys().cloned().collect();
    assert_eq!(tables(&mut here).await, all);
    assert_eq!(tables(&mut there).await, all);
    for table in all {
        assert_eq!(columns(&mut here, &table).await, columns(&mut there, &table).await, "{table}");
    }
}

#[tokio::test]
async fn a_target_that_is_not_empty_is_refused_and_stays_as_it_is() {
    sqlite_only!();
    let (source, target) = (small(), Installation::of_postgres().await);
    rows(&copy(&source, &target));
    let message = refusal(&copy(&source, &target));
    assert!(message.contains("--to: its table users"), "{message}");
    assert_eq!(target.connect().await.scalar::<i64>("SELECT count(*) FROM events").await, 1);

    let foreign = Installation::of_postgres().await;
    foreign.connect().await.execute("CREATE TABLE invoices (number INTEGER)").await;
    let message = refusal(&copy(&source, &foreign));
    assert!(message.contains("--to: postgres://latchkey@127.0.0.1") && message.contains("not a Latchkey"), "{message}");
    assert_eq!(tables(&mut foreign.connect().await).await.len(), 1);
}

#[tokio::test]
async fn a_source_that_is_in_use_is_none_or_is_another_programs_is_refused_before_the_target_is_touched() {
    sqlite_only!();
    let target = Installation::of_postgres().await;
    let source = small();
    let running = Running::start(source.path(), &[]);
    let message = refusal(&copy(&source, &target));
    assert!(message.contains("--from: it is in use: stop the server first"), "{message}");
    drop(running);

    let missing = Installation::of_sqlite(tempfile::tempdir().unwrap());
    assert!(refusal(&copy(&missing, &target)).contains("--from: there is no database"));
    fs::create_dir(missing.path().join("data")).unwrap();
    fs::write(missing.database_file(), "").unwrap();
    assert!(refusal(&copy(&missing, &target)).contains("is not a Latchkey database"));
    missing.connect().await.execute("CREATE TABLE invoices (number INTEGER)").await;
    assert!(refusal(&copy(&missing, &target)).contains("is not a Latchkey database"));
    let message = refusal(&copy(&target, &missing));
    assert!(message.contains("--from: there is nothing in postgres://latchkey@127.0.0.1"), "{message}");
    assert!(refusal(&copy(&source, &missing)).contains("both files"));
    assert!(refusal(&copy(&target, &target)).contains("both on servers"));
    assert!(tables(&mut target.connect().await).await.is_empty());

    let app = TestApp::over(target, &[]).await;
    let message = refusal(&copy(&app.folder, &Installation::of_sqlite(tempfile::tempdir().unwrap())));
    assert!(message.contains("--from: it is in use"), "{message}");
}

#[tokio::test]
async fn a_copy_that_fails_half_way_leaves_the_target_empty() {
    sqlite_only!();
    let app = TestApp::over(Installation::of_sqlite(tempfile::tempdir().unwrap()), &[]).await;
    app.signed_up(CHROME, EMAIL).await;
    let source = stopped(app).await;
    let target = Installation::of_postgres().await;
    assert!(run(source.path(), &["migrate", "--database-url", &target.url()]).status.success());
    let mut database = target.connect().await;
    // The last table that has a row.
    database.break_table("places", "INSERT").await;
    let message = refusal(&copy(&source, &target));
    assert!(message.contains("nothing was copied: places"), "{message}");
    for table in tables(&mut database).await {
        assert_eq!(database.scalar::<i64>(&format!("SELECT count(*) FROM {table}")).await, 0, "{table}");
    }
    database.execute("DROP TRIGGER broken ON places").await;
    assert_eq!(rows(&copy(&source, &target))["places"], 1);
}

#[tokio::test]
async fn passwords_come_from_files_and_are_never_printed() {
    sqlite_only!();
    let (source, target) = (small(), Installation::of_postgres().await);
    let url = target.url();
    let password = url.split([':', '@']).nth(2).unwrap();
    let without = url.replacen(&format!(":{password}"), "", 1);
    let attempt = |content: &str| {
        fs::write(source.path().join("password"), content).unwrap();
        let arguments = ["--log=trace", "copy", "--from", &source.url(), "--to", &without];
        run(source.path(), &[&arguments[..], &["--to-password-file", "password"]].concat())
    };
    let output = attempt("guessed");
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && !message.contains("guessed"), "{message}");
    let output = attempt(&format!("{password}\n"));
    let printed = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(output.status.success() && printed.contains(&without), "{printed}");
    assert!(printed.contains("signing.key") && printed.contains("'instance'"), "{printed}");
    let again = run(source.path(), &["--log=trace", "copy", "--from", &source.url(), "--to", &url]);
    let printed = printed + &String::from_utf8(again.stderr).unwrap();
    assert!(!printed.contains(password), "{printed}");
}

/// The most memory that a process has had (`VmHWM` in `proc(5)`), in KiB, until it ended.
fn peak(process: &mut std::process::Child) -> u64 {
    let status = Path::new("/proc").join(process.id().to_string()).join("status");
    let mut peak = 0;
    while process.try_wait().unwrap().is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let now = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        peak = peak.max(now.unwrap_or(0));
        std::thread::sleep(Duration::from_millis(5));
    }
    peak
}

#[tokio::test]
async fn twenty_thousand_events_pass_through_little_memory() {
    sqlite_only!();
    let source = small();
    let mut database = source.connect().await;
    let events = "WITH RECURSIVE n (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM n WHERE n < 20000)
                  INSERT INTO events (user_id, at, kind, device_name)
                  SELECT id, n, 'signed_in', printf('%06d', n) || hex(zeroblob(3000)) FROM n, users";
    database.execute(events).await;
    drop(database);
    let target = Installation::of_postgres().await;
    let mut command = crate::support::latchkey(source.path());
    command.args(["copy", "--from", &source.url(), "--to", &target.url()]);
    let mut process = command.stdout(std::process::Stdio::null()).spawn().unwrap();
    let peak = tokio::task::spawn_blocking(move || {
        let peak = peak(&mut process);
        assert!(process.wait().unwrap().success());
        peak
    })
    .await
    .unwrap();
    let mut database = target.connect().await;
    assert_eq!(database.scalar::<i64>("SELECT count(*) FROM events").await, 20_000);
    let names = "SELECT count(DISTINCT substr(device_name, 1, 6)) FROM events WHERE length(device_name) = 6006";
    assert_eq!(database.scalar::<i64>(names).await, 19_999);
    // The rows alone are 117 MiB.
    assert!(peak < 100 * 1024, "{peak} KiB");
}
