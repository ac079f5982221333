//! The database of an instance: which engine it is on, and a connection of the test's own, beside the server's.

use std::path::{Path, PathBuf};

use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection as _, Decode, PgConnection, Postgres, Sqlite, SqliteConnection, Type,
    sqlite::SqliteConnectOptions,
};
use tempfile::TempDir;

use super::postgres::{self, PostgresDatabase};

/// Ends a test that is about SQLite itself, or its file, where the tests run on another engine.
macro_rules! sqlite_only {
    () => {
        sqlite_only!(())
    };
    ($otherwise:expr) => {
        if crate::support::Engine::of_the_tests() != crate::support::Engine::Sqlite {
            return $otherwise;
        }
    };
}
pub(crate) use sqlite_only;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// `LATCHKEY_TEST_ENGINE` names it: `sqlite`, which is the default, or `postgres`.
    pub fn of_the_tests() -> Self {
        match std::env::var("LATCHKEY_TEST_ENGINE").as_deref() {
            Err(_) | Ok("" | "sqlite") => Self::Sqlite,
            Ok("postgres") => Self::Postgres,
            Ok(other) => panic!("LATCHKEY_TEST_ENGINE is sqlite or postgres, not {other}"),
        }
    }
}

/// What an instance leaves to the next one: its folder, and its database.
pub struct Installation {
    folder: TempDir,
    /// Where it isn't a file in the folder.
    database: Option<PostgresDatabase>,
}

impl Installation {
    /// A new one, on the engine of the tests.
    pub async fn new() -> Self {
        let database = match Engine::of_the_tests() {
            Engine::Sqlite => None,
            Engine::Postgres => Some(postgres::database().await),
        };
        Self { folder: tempfile::tempdir().unwrap(), database }
    }

    /// A new one on PostgreSQL, whatever the engine of the tests is.
    pub async fn of_postgres() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), database: Some(postgres::database().await) }
    }

    /// The one of SQLite in `folder`.
    pub fn of_sqlite(folder: TempDir) -> Self {
        Self { folder, database: None }
    }

    /// The same files, with the database that `latchkey copy` made of its own in another one.
    pub fn moved_to(self, other: Self) -> Self {
        Self { folder: self.folder, database: other.database }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The SQLite file.
    pub fn database_file(&self) -> PathBuf {
        self.path().join("data/latchkey.db")
    }

    /// The settings that lead the program to it.
    pub fn settings(&self) -> Vec<String> {
        let folder = format!("--data-dir={}", self.path().join("data").display());
        let database = self.database.as_ref().map(|database| format!("--database-url={}", database.url));
        [folder].into_iter().chain(database).collect()
    }

    /// The URL of its database.
    pub fn url(&self) -> String {
        match &self.database {
            None => format!("sqlite:{}", self.database_file().display()),
            Some(database) => database.url.clone(),
        }
    }

    pub async fn connect(&self) -> Connection {
        match &self.database {
            None => {
                let options = SqliteConnectOptions::new().filename(self.database_file());
                Connection::Sqlite(options.connect().await.unwrap())
            }
            Some(database) => Connection::Postgres(PgConnection::connect(&database.url).await.unwrap()),
        }
    }
}

/// What a statement finds, on either engine: `i64`, `f64`, `bool`, `String`, `Vec<u8>`, or an `Option` of one.
pub trait Stored:
    for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres> + Send + Unpin
{
}

impl<T> Stored for T where
    T: for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres> + Send + Unpin
{
}

/// A connection to the database of an instance. Its statements are in the SQL that both engines read.
pub enum Connection {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Connection {
    /// The first column of each row.
    pub async fn list<T: Stored>(&mut self, query: &str) -> Vec<T> {
        let query = AssertSqlSafe(query.to_owned());
        match self {
            Self::Sqlite(database) => sqlx::query_scalar(query).fetch_all(database).await.unwrap(),
            Self::Postgres(database) => sqlx::query_scalar(query).fetch_all(database).await.unwrap(),
        }
    }

    /// The first column of the first row.
    pub async fn scalar<T: Stored>(&mut self, query: &str) -> T {
        self.list(query).await.into_iter().next().expect("there is a row")
    }

    /// How many rows it changed.
    pub async fn execute(&mut self, statement: &str) -> u64 {
        self.try_execute(statement).await.unwrap()
    }

    pub async fn try_execute(&mut self, statement: &str) -> Result<u64, sqlx::Error> {
        let statement = AssertSqlSafe(statement.to_owned());
        Ok(match self {
            Self::Sqlite(database) => sqlx::query(statement).execute(database).await?.rows_affected(),
            Self::Postgres(database) => sqlx::query(statement).execute(database).await?.rows_affected(),
        })
    }

    /// Adds `count` copies of the only session, each on a device of its own, with what `change` sets for its
    /// number.
    pub async fn copy_session(&mut self, count: u32, change: impl Fn(u32) -> String) {
        let blob = match self {
            Self::Sqlite(_) => "BLOB",
            Self::Postgres(_) => "BYTEA",
        };
        self.execute("BEGIN").await;
        self.execute("CREATE TEMPORARY TABLE copy AS SELECT * FROM sessions").await;
        for number in 0..count {
            let change = change(number);
            let ids = format!("id = CAST('{number:024}' AS {blob}), public_id = '{number:016}'");
            self.execute(&format!("UPDATE copy SET {ids}, {change}")).await;
            self.execute("INSERT INTO sessions SELECT * FROM copy").await;
            let device = "id, user_id, cookie_hash, label, kind, first_seen_at, last_seen_at, confirmed_at";
            let values = format!("public_id, user_id, CAST('{number:032}' AS {blob}), '', '', 0, 0, 0");
            self.execute(&format!("INSERT INTO devices ({device}) SELECT {values} FROM copy")).await;
        }
        self.execute("COMMIT").await;
    }

    /// Has every other connection that writes wait for `release_writers`. Those that read go on.
    pub async fn hold_writers(&mut self) {
        match self {
            Self::Sqlite(_) => {
                self.execute("BEGIN IMMEDIATE").await;
            }
            Self::Postgres(_) => {
                self.execute("BEGIN").await;
                let tables = "users, sessions, ended_sessions, devices, places, events, mail_links, outgoing_mail";
                self.execute(&format!("LOCK TABLE {tables} IN EXCLUSIVE MODE")).await;
            }
        }
    }

    pub async fn release_writers(&mut self) {
        self.execute("ROLLBACK").await;
    }

    /// Whether another connection has a transaction open that nobody goes on with at this moment.
    pub async fn is_transaction_left_open(&mut self) -> bool {
        match self {
            Self::Sqlite(_) => {
                self.execute("PRAGMA busy_timeout = 0").await;
                let is_held = self.try_execute("BEGIN IMMEDIATE").await.is_err();
                if !is_held {
                    self.execute("ROLLBACK").await;
                }
                is_held
            }
            Self::Postgres(_) => {
                let others = "SELECT count(*) > 0 FROM pg_stat_activity
                              WHERE datname = current_database() AND state LIKE 'idle in transaction%'";
                self.scalar(others).await
            }
        }
    }

    /// Has every `change` of `table` fail from now on: `INSERT`, `UPDATE` or `DELETE`.
    pub async fn break_table(&mut self, table: &str, change: &str) {
        let when = format!("CREATE TRIGGER broken BEFORE {change} ON {table}");
        match self {
            Self::Sqlite(_) => {
                self.execute(&format!("{when} BEGIN SELECT RAISE(ABORT, 'broken'); END")).await;
            }
            Self::Postgres(_) => {
                let broken =
                    "CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''broken''; END'";
                self.execute(broken).await;
                self.execute(&format!("{when} FOR EACH ROW EXECUTE FUNCTION broken()")).await;
            }
        }
    }
}
