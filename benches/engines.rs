//! What a request asks of the database on each engine, beside a bare `SELECT` by key on a connection of the same
//! kind: `make bench`. PostgreSQL is the tests' private cluster, on this machine and without fsync: its commits
//! cost less here than on a disk.

#[allow(dead_code, reason = "each benchmark measures something else of it")]
mod support;

#[path = "../tests/integration/support/postgres.rs"]
#[allow(dead_code, reason = "the tests use the rest of it")]
mod postgres;

use std::time::{Duration, Instant};

use axum::http::{Request, header, request::Parts};
use latchkey::{
    model::{EndReason, EventKind, Persistence, Precision},
    server::{
        auth::{current, session},
        ids::{DeviceSecret, SessionId},
        rules::{self, outgoing_mail::Attached},
        state::AppState,
        storage::{Event, NewSession, RequestSource, Revocation, Session, SessionSelection, User},
    },
};
use sqlx::{ConnectOptions, Connection, PgConnection, SqliteConnection, sqlite::SqliteConnectOptions};

use self::support::{client, median_time, prepare, sign_up};

const EMAIL: &str = "ada@example.com";
const ROUNDS: usize = 1000;
/// Devices that stay signed in, to be listed.
const DEVICES: usize = 5;
/// Its id alone, as a program asks whose one query is all that it does.
const BARE: &str = "SELECT id FROM sessions WHERE id = $1";

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let state = prepare(folder.path(), &[]).await;
    let options = SqliteConnectOptions::new().filename(folder.path().join("data/latchkey.db")).read_only(true);
    let connection = options.connect().await.expect("a connection");
    measure("SQLite", &state, Bare::Sqlite(connection)).await;
    state.close().await;

    let folder = tempfile::tempdir().expect("a folder");
    let database = postgres::database().await;
    let state = prepare(folder.path(), &[format!("--database-url={}", database.url)]).await;
    let connection = PgConnection::connect(&database.url).await.expect("a connection");
    measure("PostgreSQL", &state, Bare::Postgres(connection)).await;
    state.close().await;
}

/// One connection, with nothing between.
enum Bare {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Bare {
    async fn select(&mut self, id: &SessionId) {
        match self {
            Self::Sqlite(connection) => {
                sqlx::query_scalar::<_, Vec<u8>>(BARE).bind(id.as_bytes()).fetch_one(connection).await
            }
            Self::Postgres(connection) => {
                sqlx::query_scalar::<_, Vec<u8>>(BARE).bind(id.as_bytes()).fetch_one(connection).await
            }
        }
        .expect("the row");
    }
}

async fn measure(engine: &str, state: &AppState, mut bare: Bare) {
    let cookie = sign_up(state, EMAIL).await;
    let user = state.storage.find_user(&EMAIL.parse().expect("an address")).await.expect("a row").expect("a user");
    for _ in 1..DEVICES {
        sign_in(state, &user).await;
    }
    let (request, ()) = Request::builder().header(header::COOKIE, cookie).body(()).expect("a request").into_parts();
    let current = current::authenticate(state, &request).await.expect("a live session").current;
    let mut times: [Vec<Duration>; 5] = Default::default();
    for round in 0..ROUNDS + ROUNDS / 10 {
        let (select, ()) = timed(bare.select(&current.session.id)).await;
        let (check, ()) = timed(check(state, &request)).await;
        let (list, ()) = timed(list(state, &user)).await;
        let (sign_in, session) = timed(sign_in(state, &user)).await;
        let (revoke, ()) = timed(revoke(state, &session)).await;
        // What comes first fills caches and pools.
        if round >= ROUNDS / 10 {
            for (times, time) in times.iter_mut().zip([select, check, list, sign_in, revoke]) {
                times.push(time);
            }
        }
    }
    let [select, check, list, sign_in, revoke] = times.map(|times| median_time(times.into_iter()));
    println!("{engine}: a bare SELECT by key takes {select:?} (median of {ROUNDS})");
    let what = [
        ("request check (JWT and session)", check),
        ("list of 5 devices", list),
        ("sign-in, without the hash", sign_in),
        ("revocation", revoke),
    ];
    for (what, time) in what {
        println!("{engine}: {what} / bare SELECT: {:.2} ({time:?})", time.as_secs_f64() / select.as_secs_f64());
    }
}

async fn check(state: &AppState, request: &Parts) {
    assert!(current::authenticate(state, request).await.is_ok());
}

async fn list(state: &AppState, user: &User) {
    let sessions = state.storage.list_sessions(user.id, state.clock.now()).await.expect("rows");
    assert_eq!(sessions.len(), DEVICES);
}

/// The rows of a sign-in whose password was verified.
async fn sign_in(state: &AppState, user: &User) -> Session {
    let client = client();
    let session = session::new_session(state, user.id, Precision::City, &client, Persistence::BrowserSession);
    let session = session.expect("randomness");
    let source = RequestSource::of(&session);
    let new = NewSession {
        session: &session,
        cookie: Some(&DeviceSecret::generate().expect("randomness").digest(user.id)),
        browser: None,
        is_first: false,
        replaces: None,
        limit: 1000,
        password_hash: &user.password_hash,
        event: &Event::new(user.id, state.clock.now(), EventKind::SignedIn, &source),
    };
    let started = rules::start::add_session(&state.storage, new, |_| Attached::default()).await;
    started.expect("a session").session
}

async fn revoke(state: &AppState, session: &Session) {
    let revocation = Revocation { reason: EndReason::Operator, at: state.clock.now(), by: None };
    let revoked = rules::sessions::revoke(&state.storage, SessionSelection::One(&session.id), revocation).await;
    assert_eq!(revoked.ok().map(|ended| ended.len()), Some(1));
}

/// How long one piece of work took.
#[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
async fn timed<T>(work: impl Future<Output = T>) -> (Duration, T) {
    let start = Instant::now();
    let outcome = work.await;
    (start.elapsed(), outcome)
}
