//! The download of all that is kept: whole, however long the log is, and never in memory as a whole.

use std::{collections::HashSet, fs, path::Path, time::Duration};

use reqwest::{
    StatusCode,
    header::{COOKIE, SET_COOKIE},
};
use serde_json::Value;
use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};

use crate::support::{CHROME, EMAIL, PASSWORD, Running, TestApp, json_client, sqlite_only};

/// Puts `entries` entries before the first in the log of the only account, one second apart.
async fn lengthen(database: &Path, entries: u32) {
    let options = SqliteConnectOptions::new().filename(database).busy_timeout(Duration::from_secs(10));
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::query(
        "INSERT INTO events (id, user_id, at, kind, device_name)
         WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers LIMIT $1)
         SELECT first.id - number, user_id, at - 1000 * number, kind, device_name
         FROM numbers, (SELECT * FROM events ORDER BY id LIMIT 1) AS first",
    )
    .bind(entries)
    .execute(&mut connection)
    .await
    .unwrap();
    connection.close().await.unwrap();
}

#[tokio::test]
async fn each_entry_of_a_long_log_is_there_once_and_in_its_order() {
    sqlite_only!();
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    // Signing up, signing in and each download are there as well: less than a page of the log, whole pages, and more.
    let mut all_added = 0;
    for (added, length) in [(0, 3), (996, 1000), (0, 1001), (700, 1702)] {
        lengthen(&app.folder.database_file(), added).await;
        all_added += added as usize;
        let response = owner.submit_plainly("/account/download", &[]).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "application/json");
        let all: Value = response.json().await.unwrap();
        for list in ["devices", "ended_devices", "known_devices", "places"] {
            assert!(all[list].is_array(), "{list} in {all}");
        }
        let times: Vec<_> = all["activity"].as_array().unwrap().iter().map(|entry| entry["at"].as_i64()).collect();
        assert_eq!(times.len(), length);
        assert!(times.is_sorted_by(|newer, older| newer >= older));
        // The test's clock stands still: what is done here has one time.
        assert_eq!(times.iter().collect::<HashSet<_>>().len(), all_added + 1);
    }
}

/// As much as the program has ever held in memory, in MiB.
fn most_resident(running: &Running) -> u32 {
    let status = fs::read_to_string(format!("/proc/{}/status", running.process.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u32>().unwrap() / 1024
}

#[tokio::test]
async fn a_download_takes_no_more_memory_where_the_log_is_long() {
    let folder = tempfile::tempdir().unwrap();
    let running = Running::start(folder.path(), &[]);
    let client = json_client();
    let form = [("email", EMAIL), ("password", PASSWORD)];
    let signed_up = client.post(format!("{}/sign-up", running.url)).form(&form).send().await.unwrap();
    let set = signed_up.headers().get_all(SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap());
    let cookies: Vec<_> = set.map(|cookie| cookie.split(';').next().unwrap().to_owned()).collect();
    let download = async || {
        let request = client.post(format!("{}/account/download", running.url)).header(COOKIE, cookies.join("; "));
        let response = request.form(&[("password", "")]).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        response.bytes().await.unwrap().len()
    };
    assert!(download().await < 4 * 1024);
    let before = most_resident(&running);
    lengthen(&folder.path().join("data/latchkey.db"), 40_000).await;
    assert!(download().await > 4 * 1024 * 1024);
    let after = most_resident(&running);
    // Four of it are SQLite's cache, which each connection that reads may fill with 2 MB.
    assert!(after - before <= 16, "{before} MiB, then {after} MiB");
}
