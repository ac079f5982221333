//! `latchkey backup`, beside a server that is written to all the while.

use std::{
    fs,
    path::Path,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
};

use reqwest::StatusCode;
use sqlx::{ConnectOptions, SqliteConnection, sqlite::SqliteConnectOptions};

use crate::support::{
    CHROME, EMAIL, FIREFOX, PASSWORD, Running, TestApp, json_client, mode, run, session_cookie, sqlite_only,
};

async fn opened(file: &Path) -> SqliteConnection {
    SqliteConnectOptions::new().filename(file).read_only(true).connect().await.unwrap()
}

async fn number(connection: &mut SqliteConnection, query: &'static str) -> i64 {
    sqlx::query_scalar(query).fetch_one(connection).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_under_load_is_whole_and_can_be_read_to_the_last_row() {
    sqlite_only!();
    let app = TestApp::start().await;
    let owner = app.signed_up(CHROME, EMAIL).await;
    let (done, written) = (AtomicBool::new(false), AtomicUsize::new(0));
    let load = async {
        while !done.load(Ordering::SeqCst) {
            let mut other = app.signed_in_fast(&owner).await;
            written.fetch_add(1, Ordering::SeqCst);
            if written.load(Ordering::SeqCst) % 3 == 0 {
                assert_eq!(other.submit("/sign-out", &[]).await.status(), StatusCode::OK);
            }
        }
    };
    let backups = async {
        for round in 0..8 {
            let file = app.folder.path().join(format!("backup-{round}.db"));
            let before = written.load(Ordering::SeqCst);
            let (folder, name) = (app.folder.path().to_owned(), file.to_str().unwrap().to_owned());
            let output = tokio::task::spawn_blocking(move || run(&folder, &["backup", &name, "--json"])).await.unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            let length = fs::metadata(&file).unwrap().len();
            assert_eq!((said["bytes"].as_u64().unwrap(), mode(&file)), (length, 0o600));
            let mut copy = opened(&file).await;
            let check: String = sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&mut copy).await.unwrap();
            assert_eq!(check, "ok");
            assert!(sqlx::query("PRAGMA foreign_key_check").fetch_all(&mut copy).await.unwrap().is_empty());
            // All of each transaction or nothing: each sign-in has its entry in the log, each end its tombstone.
            let starts = number(&mut copy, "SELECT count(*) FROM events WHERE kind = 'signed_in'").await;
            let live = number(&mut copy, "SELECT count(*) FROM sessions").await;
            let ended = number(&mut copy, "SELECT count(*) FROM ended_sessions").await;
            assert_eq!(starts, live + ended);
            // What was answered before is in it, though the log of the database was not folded in.
            assert!(starts > i64::try_from(before).unwrap());
        }
        done.store(true, Ordering::SeqCst);
    };
    tokio::join!(load, backups);
    assert!(written.load(Ordering::SeqCst) > 8, "there was a load");
    let beside: Vec<_> = fs::read_dir(app.folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(beside.iter().all(|name| !name.to_str().unwrap().starts_with('.')), "no draft is left: {beside:?}");
}

#[tokio::test]
async fn a_restored_backup_has_the_accounts_and_lets_nobody_in_without_a_password() {
    sqlite_only!();
    let folder = tempfile::tempdir().unwrap();
    let client = json_client();
    let form = [("email", EMAIL), ("password", PASSWORD)];
    let running = Running::start(folder.path(), &[]);
    let response = client.post(format!("{}/sign-up", running.url)).form(&form).send().await.unwrap();
    let token = session_cookie(response.headers()).unwrap();
    assert!(run(folder.path(), &["backup", "kept.db"]).status.success());
    drop(running);
    // In its own folder, where nothing was revoked since; and in a new one.
    let other = tempfile::tempdir().unwrap();
    fs::create_dir(other.path().join("data")).unwrap();
    for to in [folder.path(), other.path()] {
        for suffix in ["-wal", "-shm"] {
            let _ = fs::remove_file(to.join(format!("data/latchkey.db{suffix}")));
        }
        fs::copy(folder.path().join("kept.db"), to.join("data/latchkey.db")).unwrap();
        fs::copy(folder.path().join("data/signing.key"), to.join("data/key")).unwrap();
        let running = Running::start(to, &["--signing-key-file=data/key"]);
        let list = client.get(format!("{}/api/devices?page=1", running.url));
        let list = list.header("cookie", format!("latchkey={token}")).send().await.unwrap();
        assert_eq!(list.status(), StatusCode::UNAUTHORIZED);
        assert!(running.log.lock().unwrap().contains("restored from a backup"));
        let response = client.post(format!("{}/sign-in", running.url)).form(&form).send().await.unwrap();
        assert!(session_cookie(response.headers()).is_some());
    }
}

#[tokio::test]
async fn a_backup_overwrites_nothing_and_leaves_nothing_when_it_fails() {
    sqlite_only!();
    let app = TestApp::start().await;
    app.signed_up(FIREFOX, EMAIL).await;
    let folder = app.folder.path();
    for (file, kept) in [("kept.db", "something"), ("data/latchkey.db", ""), ("empty.db", "")] {
        if !kept.is_empty() || file == "empty.db" {
            fs::write(folder.join(file), kept).unwrap();
        }
        let before = fs::read(folder.join(file)).unwrap();
        let output = run(folder, &["backup", file]);
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && message.contains(file) && message.contains("already"), "{message}");
        assert_eq!(fs::read(folder.join(file)).unwrap(), before);
    }
    std::os::unix::fs::symlink("nowhere", folder.join("link.db")).unwrap();
    assert!(!run(folder, &["backup", "link.db"]).status.success());
    let message = String::from_utf8(run(folder, &["backup", "no/such/folder.db"]).stderr).unwrap();
    assert!(message.contains("no/such/folder.db") && message.lines().count() == 1, "{message}");
    // Not a database, or none.
    let empty = tempfile::tempdir().unwrap();
    let message = String::from_utf8(run(empty.path(), &["backup", "copy.db"]).stderr).unwrap();
    assert!(message.contains("data/latchkey.db") && message.lines().count() == 1, "{message}");
    assert!(!empty.path().join("data").exists() && !empty.path().join("copy.db").exists());
    // A name is only a name.
    for name in ["file:x?mode=memory", "a%2Fb.db", "it's.db"] {
        assert!(run(folder, &["backup", name]).status.success());
        assert!(number(&mut opened(&folder.join(name)).await, "SELECT count(*) FROM users").await == 1);
    }
}
