//! `latchkey doctor`: what it finds, and that it leaves everything as it was.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::support::{Installation, Running, latchkey, run, smtp_server, soon};

/// What it says of each check, and whether it ended with success.
fn examine(folder: &Path, settings: &[&str]) -> (Vec<(String, String, String)>, bool) {
    let mut command = latchkey(folder);
    let output = command.args(settings).args(["doctor", "--json"]).output().unwrap();
    let findings: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |finding: &Value, name: &str| finding[name].as_str().unwrap_or_default().to_owned();
    let finding = |finding: &Value| {
        let said = format!("{}; {}", text(finding, "found"), text(finding, "advice"));
        (text(finding, "level"), text(finding, "check"), said)
    };
    (findings.as_array().unwrap().iter().map(finding).collect(), output.status.success())
}

/// What it says of a check, at that level.
#[track_caller]
fn finds(folder: &Path, settings: &[&str], level: &str, check: &str) -> String {
    let (findings, succeeds) = examine(folder, settings);
    assert_eq!(succeeds, findings.iter().all(|(level, ..)| level != "fail"), "{findings:?}");
    let found = findings.iter().find(|found| found.0 == level && found.1 == check);
    found.unwrap_or_else(|| panic!("no {level} of {check} in {findings:?}")).2.clone()
}

/// Every file below a folder with its mode, its size and its times.
fn state(folder: &Path) -> Vec<(PathBuf, u32, u64, std::time::SystemTime)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let metadata = fs::symlink_metadata(&path).unwrap();
        if metadata.is_dir() {
            all.extend(state(&path));
        }
        all.push((path, metadata.permissions().mode(), metadata.len(), metadata.modified().unwrap()));
    }
    all.sort();
    all
}

#[test]
fn before_the_first_start_nothing_fails_and_nothing_is_made() {
    let folder = tempfile::tempdir().unwrap();
    for check in ["data folder", "database"] {
        assert!(finds(folder.path(), &[], "warn", check).contains("first start"));
    }
    let output = run(folder.path(), &["doctor"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && text.contains("\nwarn  database") && text.contains(" 0 failed"), "{text}");
    assert!(!folder.path().join("data").exists());
}

#[test]
fn after_a_start_and_beside_a_running_server_all_is_well_and_nothing_changes() {
    let folder = tempfile::tempdir().unwrap();
    let mut running = Running::start(folder.path(), &[]);
    for check in ["data folder", "signing key", "database", "email", "disk"] {
        finds(folder.path(), &[], "ok", check);
    }
    let listen = format!("--listen={}", running.url.strip_prefix("http://").unwrap());
    assert!(finds(folder.path(), &[&listen], "ok", "listen").contains("serves on"));
    running.signal("-TERM");
    running.process.wait().unwrap();
    let before = state(folder.path());
    finds(folder.path(), &[], "ok", "database");
    assert_eq!(state(folder.path()), before, "it makes not even a -wal or -shm file");
}

#[test]
fn what_stops_the_server_fails_and_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    drop(Running::start(folder.path(), &[]));
    let data = folder.path().join("data");
    let key = data.join("signing.key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(finds(folder.path(), &[], "fail", "signing key").contains("chmod 600"));
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(&key, "no key").unwrap();
    assert!(finds(folder.path(), &[], "fail", "signing key").contains("base64url"));
    fs::remove_file(&key).unwrap();
    assert!(finds(folder.path(), &[], "warn", "signing key").contains("must sign in again"));

    fs::write(data.join("instance"), "x").unwrap();
    assert!(finds(folder.path(), &[], "fail", "data folder").contains("instance"));
    fs::rename(folder.path().join("site/pkg"), folder.path().join("pkg")).unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_latchkey"));
    let output = command.env_clear().current_dir(folder.path()).args(["--site-root=site", "doctor"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("FAIL  site ") && text.contains("set --site-root"), "{text}");
    assert!(finds(folder.path(), &["--listen=192.0.2.1:80"], "fail", "listen").contains("--listen"));
    let settings = ["--smtp-url=smtp://127.0.0.1:1", "--listen=0.0.0.0:0"];
    assert!(finds(folder.path(), &settings, "fail", "public URL").contains("--public-url"));

    fs::write(folder.path().join("other"), "").unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
    assert!(finds(folder.path(), &["--data-dir=."], "fail", "data folder").contains("chmod go-w"));
    let output = run(folder.path(), &["--data-dir=.", "doctor"]);
    let (text, said) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(output.status.code() == Some(1) && text.contains("FAIL  data folder"), "{text}");
    assert_eq!(said, "latchkey: 1 of the checks failed\n");
}

#[test]
fn a_database_that_is_damaged_foreign_old_or_restored_is_told_from_a_good_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut running = Running::start(folder.path(), &[]);
    running.signal("-TERM");
    running.process.wait().unwrap();
    let data = folder.path().join("data");
    let (database, good) = (data.join("latchkey.db"), fs::read(data.join("latchkey.db")).unwrap());

    let generation = data.join("generation-latchkey.db");
    let kept = fs::read_to_string(&generation).unwrap();
    fs::write(&generation, kept.replace(char::is_numeric, "9")).unwrap();
    assert!(finds(folder.path(), &[], "warn", "database").contains("restored from a backup"));
    fs::write(&generation, kept).unwrap();

    let mut damaged = good.clone();
    let middle = damaged.len() / 4096 / 2 * 4096;
    damaged[middle..].fill(0xa5);
    fs::write(&database, damaged).unwrap();
    finds(folder.path(), &[], "fail", "database");
    fs::write(&database, "not a database, but long enough to be taken for one".repeat(100)).unwrap();
    assert!(finds(folder.path(), &[], "fail", "database").contains("latchkey.db can't be read"));
    fs::write(&database, good).unwrap();
    finds(folder.path(), &[], "ok", "database");

    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/installation-0.1");
    for name in ["latchkey.db", "generation-latchkey.db"] {
        fs::copy(old.join(name), data.join(name)).unwrap();
    }
    assert!(finds(folder.path(), &[], "warn", "database").contains("lacks"));
}

#[tokio::test]
async fn a_database_on_a_server_is_looked_at_without_changing_it() {
    let installation = Installation::of_postgres().await;
    let settings = installation.settings();
    let settings: Vec<_> = settings.iter().map(String::as_str).collect();
    let (folder, installation) = (installation.path().to_owned(), &installation);
    assert!(finds(&folder, &settings, "warn", "database").contains("nothing in"));
    let tables = "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace";
    assert_eq!(installation.connect().await.scalar::<i64>(tables).await, 0);
    assert!(run(&folder, &[&settings[..], &["migrate"]].concat()).status.success());
    finds(&folder, &settings, "ok", "database");
    installation.connect().await.execute("DELETE FROM _sqlx_migrations WHERE version > 2").await;
    assert!(finds(&folder, &settings, "warn", "database").contains("lacks"));
    let away = ["--database-url=postgres://ada:hunter2@127.0.0.1:1/latchkey"];
    assert!(!finds(&folder, &away, "fail", "database").contains("hunter2"));
}

#[test]
fn settings_that_do_not_fit_together_are_named() {
    let folder = tempfile::tempdir().unwrap();
    for (setting, check, words) in [
        ("--public-url=http://devices.example", "public URL", "not encrypted"),
        ("--public-url=https://devices.example", "proxies", "--trusted-proxies"),
        ("--absolute-lifetime=1d", "lifetimes", "--kept-idle-timeout"),
        ("--location-db=nowhere.mmdb", "locations", "--location-db"),
        ("--max-connections=1000000", "files", "ulimit"),
    ] {
        assert!(finds(folder.path(), &[setting], "warn", check).contains(words), "{setting}");
    }
    let mut command = latchkey(folder.path());
    let output = command.env("LATCHKEY_SMTP_ULR", "hunter2").arg("doctor").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("LATCHKEY_SMTP_ULR is not a Latchkey setting") && !text.contains("hunter2"), "{text}");
}

#[tokio::test]
async fn the_mail_server_is_asked_as_for_an_email_and_none_is_sent_unless_that_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let (server, mut emails) = smtp_server(&["250 taken"]).await;
    let path = folder.path().to_owned();
    let all = [&*server, "--mail-from=a@example.com"].map(str::to_owned);
    let found = tokio::task::spawn_blocking(move || {
        let settings: Vec<_> = all.iter().map(String::as_str).collect();
        let found = finds(&path, &settings, "ok", "email");
        let sent = latchkey(&path).args(&settings).args(["doctor", "--send-test-to=ada@example.com"]).output().unwrap();
        assert!(String::from_utf8(sent.stdout).unwrap().contains("ok    test email"));
        let sent = latchkey(&path).args(&settings).args(["mail", "test", "eve@example.com"]).output().unwrap();
        assert_eq!(String::from_utf8(sent.stdout).unwrap(), "a test email was sent through the SMTP server\n");
        found
    });
    assert!(found.await.unwrap().contains("not encrypted"));
    for recipient in ["ada@example.com", "eve@example.com"] {
        let email = emails.recv().await.unwrap();
        assert!(email.contains(&format!("To: {recipient}")) && email.contains("Test email"), "{email}");
    }
    assert!(emails.try_recv().is_err(), "the look alone sent nothing");
    assert!(!folder.path().join("data").exists());
}

#[tokio::test]
async fn a_mail_server_that_refuses_is_told_from_one_that_is_away_without_the_password() {
    let folder = tempfile::tempdir().unwrap();
    let (server, _emails) = smtp_server(&["550 never"]).await;
    let port = server.rsplit(':').next().unwrap().to_owned();
    let path = folder.path().to_owned();
    tokio::task::spawn_blocking(move || {
        let ask = |url: String| finds(&path, &[&format!("--smtp-url={url}")], "fail", "email");
        let away = ask("smtp://ada:hunter2@127.0.0.1:1".to_owned());
        assert!(away.contains("can't be reached") && away.contains("firewall"), "{away}");
        let plain = ask(format!("smtp://ada:hunter2@127.0.0.1:{port}"));
        assert!(plain.contains("STARTTLS"), "{plain}");
        let refused = ask(format!("smtp://ada:hunter2@127.0.0.1:{port}?tls=none"));
        assert!(refused.contains("password"), "{refused}");
        assert!(![away, plain, refused].concat().contains("hunter2"));
        let setting = format!("--smtp-url=smtp://127.0.0.1:{port}");
        let output = run(&path, &[&setting, "mail", "test", "ada@example.com"]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && said.contains("550"), "{said}");
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_test_email_becomes_a_file_where_there_is_no_mail_server_and_only_where_there_is_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &["mail", "test", "ada@example.com"]);
    assert!(String::from_utf8(output.stderr).unwrap().contains("--data-dir"));
    assert!(!folder.path().join("data").exists());
    drop(Running::start(folder.path(), &[]));
    assert!(run(folder.path(), &["mail", "test", "ada@example.com"]).status.success());
    let email = soon("it is written", async || {
        let files = fs::read_dir(folder.path().join("data/mail")).unwrap();
        files.map(|file| file.unwrap().path()).find(|path| path.extension().is_some_and(|ending| ending == "eml"))
    })
    .await;
    assert!(fs::read_to_string(email).unwrap().contains("If you can read it"));
}
