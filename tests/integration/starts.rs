//! Several processes that open one data folder at the same moment.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Stdio},
};

use sqlx::{Executor, SqlitePool, sqlite::SqliteConnectOptions};

use crate::support::{EMAIL, PASSWORD, latchkey, sqlite_only};

/// A start, not waited for.
fn begin(folder: &Path) -> Child {
    latchkey(folder).arg("--listen=127.0.0.1:0").stderr(Stdio::piped()).spawn().unwrap()
}

/// What it wrote until it served, or until it ended.
fn serves(process: &mut Child) -> Result<(), String> {
    let mut log = String::new();
    let mut lines = BufReader::new(process.stderr.take().unwrap());
    while lines.read_line(&mut log).unwrap() > 0 {
        if log.contains("Latchkey serves ") {
            return Ok(());
        }
    }
    Err(log)
}

/// Starts `count` servers at once, and ends them.
fn start_at_once(folder: &Path, count: usize) {
    let mut processes: Vec<Child> = (0..count).map(|_| begin(folder)).collect();
    let results: Vec<_> = processes.iter_mut().map(serves).collect();
    for process in &mut processes {
        let _ = process.kill();
        let _ = process.wait();
    }
    for result in results {
        result.unwrap();
    }
}

#[test]
fn servers_that_start_at_once_on_an_empty_folder_all_serve() {
    sqlite_only!();
    for _ in 0..15 {
        let folder = tempfile::tempdir().unwrap();
        start_at_once(folder.path(), 3);
    }
}

#[tokio::test]
async fn servers_that_start_at_once_on_a_folder_to_migrate_all_serve() {
    sqlite_only!();
    for _ in 0..3 {
        let folder = tempfile::tempdir().unwrap();
        // As the first version left it.
        let data = folder.path().join("data");
        std::fs::create_dir(&data).unwrap();
        let options = SqliteConnectOptions::new().filename(data.join("latchkey.db")).create_if_missing(true);
        let database = SqlitePool::connect_with(options).await.unwrap();
        let migrations = sqlx::migrate!("migrations/sqlite");
        migrations.run_to(1, &database).await.unwrap();
        for number in 0..100 {
            let insert = format!("INSERT INTO users VALUES (x'{number:024x}', 'a{number}', 'a{number}', '', 0)");
            database.execute(sqlx::AssertSqlSafe(insert)).await.unwrap();
        }
        database.close().await;
        let folder_path = folder.path().to_owned();
        tokio::task::spawn_blocking(move || start_at_once(&folder_path, 3)).await.unwrap();
    }
}

#[test]
fn a_command_beside_a_first_start_finds_the_work_done_or_does_it() {
    sqlite_only!();
    for _ in 0..5 {
        let folder = tempfile::tempdir().unwrap();
        let password = folder.path().join("password");
        std::fs::write(&password, PASSWORD).unwrap();
        let mut server = begin(folder.path());
        let mut add = latchkey(folder.path());
        add.args(["user", "add", EMAIL]).stdin(std::fs::File::open(&password).unwrap());
        let output = add.output().unwrap();
        let outcome = serves(&mut server);
        let _ = server.kill();
        let _ = server.wait();
        outcome.unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}
