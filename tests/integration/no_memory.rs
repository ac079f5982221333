//! Writing goes on once SQLite has memory again, after `SQLITE_NOMEM`.

use latchkey::{model::EventKind, server::storage::Event};
use reqwest::StatusCode;
use sqlx::{ConnectOptions, Connection, Executor, SqliteConnection, sqlite::SqliteConnectOptions};

use crate::{
    app::{CHROME, EMAIL, SAFARI, TestApp, code},
    full_disk::assert_writes_work,
    owners::{actor, stored},
    processes::{is_alone, run_alone},
};

/// Memory that SQLite has no more: databases that are nowhere but there.
struct Filler(SqliteConnection);

impl Filler {
    /// Takes all, or so many bytes.
    async fn take(bytes: Option<i64>) -> Self {
        let mut connection = SqliteConnectOptions::new().in_memory(true).connect().await.unwrap();
        // <https://www.sqlite.org/pragma.html#pragma_hard_heap_limit>
        connection.execute("PRAGMA hard_heap_limit = 16777216").await.unwrap();
        connection.execute("CREATE TABLE filler (bytes BLOB)").await.unwrap();
        for size in bytes.map_or_else(|| vec![64 * 1024, 4096, 512, 1], |bytes| vec![bytes]) {
            let insert = || sqlx::query("INSERT INTO filler (bytes) VALUES (zeroblob($1))").bind(size);
            while insert().execute(&mut connection).await.is_ok() && bytes.is_none() {}
        }
        Self(connection)
    }

    async fn give_back(self) {
        self.0.close().await.unwrap();
    }
}

#[tokio::test]
async fn a_device_can_be_signed_out_once_sqlite_has_memory_again() {
    // The limit is that of a whole process, and can't be raised again.
    if !is_alone() {
        return run_alone("no_memory::a_device_can_be_signed_out_once_sqlite_has_memory_again", &[]);
    }
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let other = app.signed_in(SAFARI, EMAIL).await;
    let session = stored(&app, &owner).await;
    let event = Event::new(session.user_id, app.state.clock.now(), EventKind::SignInFailed, &actor(&session).origin);
    // A little more is left each time, so that it is used up at one point of a transaction after the other.
    let mut failed = 0;
    for pages in 0..40 {
        let left = Filler::take(Some(pages * 4096)).await;
        let rest = Filler::take(None).await;
        left.give_back().await;
        if let Err(error) = app.state.storage.add_event(&event).await {
            assert!(error.to_string().contains("out of memory"), "{error}");
            failed += 1;
        }
        if pages == 0 {
            let response = owner.submit("/devices/sign-out-others", &[]).await;
            assert_eq!(
                (response.status(), code(response).await.as_str()),
                (StatusCode::SERVICE_UNAVAILABLE, "unavailable")
            );
        }
        rest.give_back().await;
        app.state.storage.add_event(&event).await.unwrap();
    }
    assert!(failed > 3, "there was memory enough");
    let response = owner.submit("/devices/sign-out-others", &[]).await;
    assert_eq!(response.status(), StatusCode::OK, "{}", response.text().await.unwrap());
    assert!(!other.clone().is_signed_in().await);
    assert_writes_work(&app, "later@example.com").await;
}
