//! What else happens to the log of a database than commits.

use sqlx::{AssertSqlSafe, Connection, Row, SqliteConnection};

use super::{check, is_known, know, somebody};
use crate::support::{TestApp, sqlite_only};

/// A connection of somebody else, to SQLite itself.
async fn beside(app: &TestApp) -> SqliteConnection {
    SqliteConnection::connect(&app.folder.url()).await.unwrap()
}

async fn run(connection: &mut SqliteConnection, statement: &str) {
    sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(connection).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_of_another_connection_is_seen_by_the_next_check() {
    sqlite_only!();
    let app = TestApp::start().await;
    let (_, ada) = somebody(&app, "ada@example.com").await;
    let mut other = beside(&app).await;
    for round in 0..100 {
        know(&app, &ada).await;
        run(&mut other, &format!("UPDATE devices SET name = 'Number {round}'")).await;
        assert!(!is_known(&app, &ada), "round {round}");
        let found = check(&app, &ada).await.unwrap();
        assert_eq!(found.session.given_name, Some(format!("Number {round}")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn checkpoints_of_every_kind_hide_no_commit() {
    sqlite_only!();
    let app = TestApp::start().await;
    let (_, ada) = somebody(&app, "ada@example.com").await;
    let mut other = beside(&app).await;
    for (round, kind) in ["PASSIVE", "FULL", "RESTART", "TRUNCATE"].repeat(10).into_iter().enumerate() {
        know(&app, &ada).await;
        let checkpoint = AssertSqlSafe(format!("PRAGMA wal_checkpoint({kind})"));
        let busy: i64 = sqlx::query(checkpoint).fetch_one(&mut other).await.unwrap().get(0);
        assert_eq!(busy, 0, "nothing of the server is in the way of a checkpoint");
        check(&app, &ada).await.unwrap();
        // The next commit begins the log from the start.
        run(&mut other, &format!("UPDATE users SET email = 'ada{round}@example.com'")).await;
        assert!(!is_known(&app, &ada), "round {round}, {kind}");
        assert_eq!(check(&app, &ada).await.unwrap().email.as_str(), format!("ada{round}@example.com"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_that_is_rolled_back_changes_nothing_and_hides_nothing() {
    sqlite_only!();
    let app = TestApp::start().await;
    let (_, ada) = somebody(&app, "ada@example.com").await;
    let mut other = beside(&app).await;
    for round in 0..20 {
        run(&mut other, "PRAGMA wal_checkpoint(RESTART)").await;
        know(&app, &ada).await;
        // After a restart of the log, the first write changes its header though nothing is committed.
        run(&mut other, "BEGIN IMMEDIATE; UPDATE users SET disabled_at = 1; ROLLBACK").await;
        assert!(!check(&app, &ada).await.unwrap().disabled);
        run(&mut other, &format!("UPDATE users SET disabled_at = {round}")).await;
        assert!(check(&app, &ada).await.unwrap().disabled, "round {round}");
        run(&mut other, "UPDATE users SET disabled_at = NULL").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn while_another_process_holds_the_lock_to_write_a_known_session_is_good() {
    sqlite_only!();
    let app = TestApp::start().await;
    let (_, ada) = somebody(&app, "ada@example.com").await;
    know(&app, &ada).await;
    let mut other = beside(&app).await;
    run(&mut other, "BEGIN IMMEDIATE; DELETE FROM sessions").await;
    assert!(is_known(&app, &ada), "nothing is committed");
    run(&mut other, "COMMIT").await;
    assert!(check(&app, &ada).await.is_none());
}
