//! `latchkey migrate`, and a program that is older than the schema.

use std::process::Output;

use serde_json::{Value, json};
use sqlx::{Executor, SqlitePool, sqlite::SqliteConnectOptions};

use crate::support::{Engine, Installation, Running, latchkey, run, sqlite_only};

/// Runs the program on an installation, with `arguments` after its own settings.
fn run_on(installation: &Installation, arguments: &[&str]) -> Output {
    latchkey(installation.path()).args(installation.settings()).args(arguments).output().unwrap()
}

fn answer(output: &Output) -> Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn versions(answer: &Value) -> Vec<i64> {
    answer["steps"].as_array().unwrap().iter().map(|step| step["version"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn the_steps_that_are_missing_are_taken_and_named_and_nothing_else_is_changed() {
    sqlite_only!();
    let installation = Installation::new().await;
    std::fs::create_dir(installation.path().join("data")).unwrap();
    let options = SqliteConnectOptions::new().filename(installation.database_file()).create_if_missing(true);
    let database = SqlitePool::connect_with(options).await.unwrap();
    sqlx::migrate!("migrations/sqlite").run_to(4, &database).await.unwrap();
    database
        .execute("INSERT INTO users (id, email, email_key, password_hash, created_at) VALUES (x'00', 'a', 'a', '', 0)")
        .await
        .unwrap();
    database.close().await;

    let planned = answer(&run_on(&installation, &["migrate", "--dry-run", "--json"]));
    assert_eq!(planned["steps"][0], json!({ "version": 5, "description": "links and recognition" }));
    assert_eq!(planned["taken"], false);
    assert_eq!(installation.connect().await.scalar::<i64>("SELECT max(version) FROM _sqlx_migrations").await, 4);
    let done = answer(&run_on(&installation, &["migrate", "--json"]));
    assert_eq!((&done["steps"], &done["taken"]), (&planned["steps"], &json!(true)));
    let newest: i64 = installation.connect().await.scalar("SELECT max(version) FROM _sqlx_migrations").await;
    assert_eq!(versions(&done), (5..=newest).collect::<Vec<_>>());
    // What a start would do beside it.
    assert_eq!(installation.connect().await.scalar::<String>("SELECT lineage FROM generation").await, "");
    assert_eq!(installation.connect().await.scalar::<i64>("SELECT count(*) FROM users").await, 1);
    let names = std::fs::read_dir(installation.path().join("data")).unwrap().map(|entry| entry.unwrap().file_name());
    // SQLite's own files may be beside it: this test holds connections.
    let others: Vec<_> = names.filter(|name| !name.to_str().unwrap().starts_with("latchkey.db")).collect();
    assert!(others.is_empty(), "{others:?}");

    assert_eq!(versions(&answer(&run_on(&installation, &["migrate", "--json"]))), [0_i64; 0]);
    let text = String::from_utf8(run_on(&installation, &["migrate"]).stdout).unwrap();
    assert!(text.contains("up to date"), "{text}");
}

#[tokio::test]
async fn an_empty_database_on_a_server_gets_its_schema_and_a_file_that_is_not_there_gets_none() {
    let installation = Installation::new().await;
    let output = run_on(&installation, &["migrate"]);
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    match Engine::of_the_tests() {
        Engine::Sqlite => {
            assert!(!output.status.success() && text.contains("there is no database"), "{text}");
            assert!(!installation.path().join("data").exists());
        }
        Engine::Postgres => {
            assert!(output.status.success() && text.contains("1 everything"), "{text}");
            assert_eq!(installation.connect().await.scalar::<i64>("SELECT count(*) FROM users").await, 0);
        }
    }
}

#[tokio::test]
async fn a_program_that_is_older_than_the_schema_refuses_in_one_clear_line() {
    let installation = Installation::new().await;
    let settings = installation.settings();
    let settings: Vec<_> = settings.iter().map(String::as_str).collect();
    drop(Running::start(installation.path(), &settings));
    let later = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                 SELECT 9999, 'later', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1";
    assert_eq!(installation.connect().await.execute(later).await, 1);
    for arguments in [&["--listen=127.0.0.1:0"][..], &["migrate"], &["migrate", "--dry-run"], &["user", "list"]] {
        let output = run_on(&installation, arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(message.lines().count(), 1, "{message}");
        assert!(message.contains("newer version of Latchkey") && message.contains("9999"), "{message}");
        assert!(output.stdout.is_empty());
    }
}

#[tokio::test]
async fn a_database_of_another_program_is_left_alone() {
    let installation = Installation::new().await;
    if Engine::of_the_tests() == Engine::Sqlite {
        std::fs::create_dir(installation.path().join("data")).unwrap();
        std::fs::write(installation.database_file(), "").unwrap();
    }
    installation.connect().await.execute("CREATE TABLE invoices (number INTEGER)").await;
    for arguments in [&["--listen=127.0.0.1:0"][..], &["migrate"], &["user", "list"]] {
        let output = run_on(&installation, arguments);
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && message.contains("is not a Latchkey database"), "{message}");
    }
    assert!(installation.connect().await.try_execute("SELECT * FROM _sqlx_migrations").await.is_err());
}

#[tokio::test]
async fn a_command_makes_no_schema_in_an_empty_database() {
    let installation = Installation::of_postgres().await;
    let output = run(installation.path(), &["user", "list", "--database-url", &installation.url()]);
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && message.contains("latchkey migrate"), "{message}");
    assert!(installation.connect().await.try_execute("SELECT * FROM _sqlx_migrations").await.is_err());
}
