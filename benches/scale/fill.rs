//! Many sessions at once, straight into a database that the program made: the rows that sign-ins would have left.
//!
//! Each person has one to five devices, all signed in; each device three entries in the log of the last half year
//! and two locations; there are half as many tombstones as sessions. What is older than 30 days has lost its
//! addresses, as the sweeper would have it. Ids are scattered as random ones are, and follow from a number, so that
//! the rows of one session are found without asking.

use std::path::Path;

use sqlx::{
    AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

const DAY: i64 = 24 * 60 * 60 * 1000;
/// Odd, so that each number below 2^32 comes once: Knuth's multiplicative hash.
const SCATTER: i64 = 2_654_435_761;

/// Where the rows go.
pub enum Target<'a> {
    Sqlite(&'a Path),
    Postgres(&'a str),
}

/// What differs between the engines' SQL.
#[derive(Clone, Copy)]
enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// Eight digits of a number that is scattered.
    fn hex(self, number: &str) -> String {
        let scattered = format!("(({number}) * {SCATTER}) % 4294967296");
        match self {
            Self::Sqlite => format!("printf('%08x', {scattered})"),
            Self::Postgres => format!("lpad(to_hex({scattered}), 8, '0')"),
        }
    }

    /// So many times four bytes.
    fn bytes(self, number: &str, times: usize) -> String {
        let digits = vec![self.hex(number); times].join(" || ");
        match self {
            Self::Sqlite => format!("unhex({digits})"),
            Self::Postgres => format!("decode({digits}, 'hex')"),
        }
    }

    /// The public id of a device.
    fn public(self, number: &str) -> String {
        format!("{0} || {0}", self.hex(number))
    }
}

/// The bytes of the id of session `number`.
pub fn session_id(number: i64) -> Vec<u8> {
    scattered(number).repeat(6)
}

/// The bytes of the id of user `number`.
pub fn user_id(number: i64) -> Vec<u8> {
    scattered(number).repeat(3)
}

/// Whose session this is: of each fifteen, one is one person's, two are another's, and so on up to five.
pub const fn user_of(session: i64) -> i64 {
    let user = match session % 15 {
        0 => 0,
        1..=2 => 1,
        3..=5 => 2,
        6..=9 => 3,
        _ => 4,
    };
    session / 15 * 5 + user
}

/// The email address of user `number`.
pub fn email(number: i64) -> String {
    format!("person{number}@example.com")
}

/// Adds so many sessions to a database that has none; `hash` is everybody's password.
pub async fn fill(target: Target<'_>, sessions: i64, now: i64, hash: &str) -> sqlx::Result<()> {
    match target {
        Target::Sqlite(file) => {
            // Nothing of it need outlive a crash, and a log would take as much room again. The program puts the
            // file back into WAL mode when it opens it.
            let options = SqliteConnectOptions::new().filename(file).foreign_keys(false);
            let options = options.journal_mode(SqliteJournalMode::Off).synchronous(SqliteSynchronous::Off);
            let mut connection = SqliteConnection::connect_with(&options).await?;
            connection.execute("PRAGMA cache_size = -1000000").await?;
            for statement in statements(Dialect::Sqlite, sessions, now, hash) {
                connection.execute(AssertSqlSafe(statement)).await?;
            }
            connection.execute("PRAGMA optimize").await?;
            connection.close().await
        }
        Target::Postgres(url) => {
            let mut connection = PgConnection::connect(url).await?;
            for statement in statements(Dialect::Postgres, sessions, now, hash) {
                connection.execute(AssertSqlSafe(statement)).await?;
            }
            connection.execute("ANALYZE").await?;
            connection.close().await
        }
    }
}

/// Has these sessions expire a moment ago.
pub async fn expire(target: Target<'_>, sessions: &[i64], now: i64) -> sqlx::Result<()> {
    let list = |dialect: Dialect| {
        let ids: Vec<_> = sessions.iter().map(|session| dialect.bytes(&session.to_string(), 6)).collect();
        let text = format!("UPDATE sessions SET expires_at = {} WHERE id IN ({})", now - 1, ids.join(", "));
        AssertSqlSafe(text)
    };
    match target {
        Target::Sqlite(file) => {
            let options = SqliteConnectOptions::new().filename(file);
            SqliteConnection::connect_with(&options).await?.execute(list(Dialect::Sqlite)).await?;
        }
        Target::Postgres(url) => {
            PgConnection::connect(url).await?.execute(list(Dialect::Postgres)).await?;
        }
    }
    Ok(())
}

/// What the database takes on disk, in bytes.
pub async fn size(target: Target<'_>) -> sqlx::Result<i64> {
    match target {
        Target::Sqlite(file) => {
            let mut connection = SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(file)).await?;
            let query = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
            sqlx::query_scalar(query).fetch_one(&mut connection).await
        }
        Target::Postgres(url) => {
            let mut connection = PgConnection::connect(url).await?;
            sqlx::query_scalar("SELECT pg_database_size(current_database())").fetch_one(&mut connection).await
        }
    }
}

fn scattered(number: i64) -> Vec<u8> {
    let number = u32::try_from(number * SCATTER % (1 << 32)).expect("a remainder");
    number.to_be_bytes().to_vec()
}

/// [`user_of`] in SQL.
fn owner(session: &str) -> String {
    format!(
        "({session}) / 15 * 5 + CASE WHEN ({session}) % 15 = 0 THEN 0 WHEN ({session}) % 15 < 3 THEN 1
         WHEN ({session}) % 15 < 6 THEN 2 WHEN ({session}) % 15 < 10 THEN 3 ELSE 4 END"
    )
}

fn statements(dialect: Dialect, sessions: i64, now: i64, hash: &str) -> Vec<String> {
    let numbers = |count: i64| {
        format!(
            "WITH RECURSIVE n (i) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < {})",
            count - 1
        )
    };
    let mine = dialect.bytes(&owner("i"), 3);
    let id = dialect.bytes("i", 6);
    let public = dialect.public("i");
    // In scattered order, too: which device was active last has nothing to do with when its row was made.
    let ago = |days: i64| format!("(i * {SCATTER}) % {}", days * DAY);
    let label = r#"{"city":"Linköping","country":"SE"}"#;
    let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    // Each device's three entries lie apart in the log, which grows in order of time.
    let of_entry = format!("(i * {SCATTER}) % {sessions}");
    let entry = format!("{now} - {} + i * {} / {}", 179 * DAY, 179 * DAY, 3 * sessions);
    let recent = now - 30 * DAY;
    vec![
        format!(
            "{} INSERT INTO users (id, email, email_key, password_hash, created_at, place_precision)
             SELECT {}, 'person' || i || '@example.com', 'person' || i || '@example.com', '{hash}', {}, 'city' FROM n",
            numbers(user_of(sessions - 1) + 1),
            dialect.bytes("i", 3),
            now - 200 * DAY,
        ),
        format!(
            "{} INSERT INTO devices (id, user_id, cookie_hash, label, kind, first_seen_at, last_seen_at, confirmed_at)
             SELECT {public}, {mine}, {}, 'Firefox on Linux', 'desktop', {now} - {}, {now} - {},
                    CASE WHEN i % 7 > 0 THEN {now} - {} END FROM n ORDER BY 1",
            numbers(sessions),
            dialect.bytes("i", 8),
            80 * DAY,
            ago(20),
            80 * DAY,
        ),
        format!(
            "{} INSERT INTO sessions (id, public_id, user_id, user_agent, browser, browser_version, os, os_version,
                                      device_kind, ip_address, location, stay, signed_in_at, last_active_at,
                                      idle_timeout, expires_at, proved_at, token_issued_at, token_seen, country,
                                      latitude, longitude)
             SELECT {id}, {public}, {mine}, '{agent}', 'Firefox', '140', 'Linux', NULL, 'desktop',
                    '198.51.100.' || (i % 250), '{label}', 'kept', {now} - {}, {now} - {}, {}, {now} + {} - {},
                    {now} - {}, {}, TRUE, 'SE', 58.4, 15.6 FROM n ORDER BY 1",
            numbers(sessions),
            ago(60),
            ago(20),
            30 * DAY,
            90 * DAY,
            ago(60),
            ago(60),
            now / 1000,
        ),
        format!(
            "{} INSERT INTO ended_sessions (session_hash, public_id, user_id, device_name, device_kind, reason,
                                            ended_at)
             SELECT {}, {public}, {mine}, 'Firefox on Linux', 'desktop', 'signed_out', {now} - {} FROM n ORDER BY 1",
            numbers((sessions / 2).max(1)),
            dialect.bytes("i", 8),
            ago(179),
        ),
        format!(
            "{} INSERT INTO places (device_id, user_id, ip_address, location, country, latitude, longitude, first_at,
                                    last_at)
             SELECT {}, {}, CASE WHEN i % 2 = 0 THEN '198.51.100.' || (i / 2 % 250) END, '{label}', 'SE', 58.4, 15.6,
                    {now} - {}, {now} - CASE WHEN i % 2 = 0 THEN {} ELSE {} + {} END FROM n",
            numbers(2 * sessions),
            dialect.public("i / 2"),
            dialect.bytes(&owner("i / 2"), 3),
            170 * DAY,
            ago(20),
            40 * DAY,
            ago(100),
        ),
        format!(
            "{} INSERT INTO events (user_id, at, kind, reason, device_name, device_kind, ip_address, location,
                                    device_id)
             SELECT {}, {entry}, CASE i % 3 WHEN 1 THEN 'session_ended' ELSE 'signed_in' END,
                    CASE i % 3 WHEN 1 THEN 'signed_out' END, 'Firefox on Linux', 'desktop',
                    CASE WHEN {entry} >= {recent} THEN '198.51.100.' || (i % 250) END, '{label}', {} FROM n",
            numbers(3 * sessions),
            dialect.bytes(&owner(&of_entry), 3),
            dialect.public(&of_entry),
        ),
    ]
}
