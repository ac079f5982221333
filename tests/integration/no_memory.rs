//! Writing goes on once SQLite has memory again, after `SQLITE_NOMEM`.

use reqwest::StatusCode;
use sqlx::{ConnectOptions, Connection, Executor, SqliteConnection, sqlite::SqliteConnectOptions};

use latchkey::server::rules;

use crate::{
    full_disk::assert_writes_work,
    support::{CHROME, EMAIL, SAFARI, TestApp, code, held_by, is_alone, run_alone, sqlite_only},
};

/// Takes what is left of the memory that SQLite may have, with a database that is nowhere else.
async fn take_all(filler: &mut SqliteConnection) {
    for size in [64 * 1024, 4096, 512, 1] {
        let insert = || sqlx::query("INSERT INTO filler (bytes) VALUES (zeroblob($1))").bind(size);
        while insert().execute(&mut *filler).await.is_ok() {}
    }
}

#[tokio::test]
async fn a_device_can_be_signed_out_once_sqlite_has_memory_again() {
    sqlite_only!();
    // The limit is that of a whole process, and can't be raised again.
    if !is_alone() {
        return run_alone("no_memory::a_device_can_be_signed_out_once_sqlite_has_memory_again", &[]);
    }
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let other = app.signed_in(SAFARI, EMAIL).await;
    let (user, now) = (held_by(&app, &owner).0, app.state.clock.now());
    let mut filler = SqliteConnectOptions::new().in_memory(true).connect().await.unwrap();
    filler.execute("CREATE TABLE filler (bytes BLOB)").await.unwrap();
    // <https://www.sqlite.org/pragma.html#pragma_hard_heap_limit>
    filler.execute("PRAGMA hard_heap_limit = 33554432").await.unwrap();
    for _ in 0..5 {
        take_all(&mut filler).await;
        let refused = rules::accounts::set_disabled(&app.state.storage, user, None, now).await.unwrap_err();
        assert!(refused.to_string().contains("out of memory"), "{refused}");
        let response = owner.submit("/devices/sign-out-others", &[]).await;
        assert_eq!(
            (response.status(), code(response).await.as_str()),
            (StatusCode::SERVICE_UNAVAILABLE, "unavailable")
        );
    }
    filler.close().await.unwrap();
    let response = owner.submit("/devices/sign-out-others", &[]).await;
    assert_eq!(response.status(), StatusCode::OK, "{}", response.text().await.unwrap());
    assert!(!other.clone().is_signed_in().await);
    assert_writes_work(&app, "later@example.com").await;
}
