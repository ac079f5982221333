//! What is measured: one action after the other over one database.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version, password_hash::phc::PasswordHash};
use axum::http::{Request, header, request::Parts};
use latchkey::{
    model::{ActivityFilter, EndReason, Persistence, Timestamp},
    server::{
        accounts,
        auth::{
            current::{self, CurrentSession},
            throttle::Throttle,
        },
        devices::{
            overview::{self, Wanted},
            security_log,
        },
        housekeeping,
        ids::{SessionId, UserId},
        rules,
        state::AppState,
        storage::{Revocation, SessionSelection},
    },
};
use tempfile::TempDir;

use crate::{
    fill::{self, Target, fill},
    postgres::PostgresDatabase,
    support::{PASSWORD, client, median_time, prepare, server::Server},
};

/// Actions of one kind, each on another session.
const READS: i64 = 300;
const WRITES: i64 = 40;
/// Sessions that expire at once: fewer than the sweeper takes in one batch, after which it pauses.
const EXPIRED: i64 = 50;
/// A token is measured long after it was made, and is not to be renewed then.
const SETTINGS: [&str; 1] = ["--token-lifetime=24h"];
/// Sessions that ask once each for what memory they take in the server.
const ASKING: i64 = 100_000;

/// A line of the table.
pub struct Line {
    pub what: &'static str,
    /// The median; none where something else was measured, which `text` says.
    pub time: Option<Duration>,
    pub text: String,
}

/// Where the sessions are.
pub struct Database {
    folder: TempDir,
    /// Where it isn't a file in the folder.
    postgres: Option<PostgresDatabase>,
}

impl Database {
    pub fn sqlite() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder"), postgres: None }
    }

    pub fn postgres(database: PostgresDatabase) -> Self {
        Self { postgres: Some(database), ..Self::sqlite() }
    }

    fn settings(&self) -> Vec<String> {
        let url = self.postgres.iter().map(|database| format!("--database-url={}", database.url));
        SETTINGS.iter().map(|&setting| setting.to_owned()).chain(url).collect()
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("data/latchkey.db")
    }

    fn target<'a>(&'a self, file: &'a Path) -> Target<'a> {
        self.postgres.as_ref().map_or(Target::Sqlite(file), |database| Target::Postgres(&database.url))
    }

    async fn open(&self) -> AppState {
        let mut state = prepare(self.folder.path(), &self.settings()).await;
        // What is measured is the rows, not the wait after many attempts.
        state.throttle = Throttle::new(u32::MAX);
        state
    }
}

/// Fills a database with so many sessions and measures each action.
pub async fn measured(database: &Database, sessions: i64) -> Vec<Line> {
    let file = database.file();
    let state = database.open().await;
    state.close().await;
    let filled = state.clock.now();
    let filling = clock();
    fill(database.target(&file), sessions, filled.millis(), &cheap_hash()).await.expect("it is filled");
    let filling = filling.elapsed();

    let state = database.open().await;
    let mut lines = within(database, &state, sessions, filled).await;
    let cookies: Vec<_> =
        (0..ASKING.min(sessions - 10 * WRITES)).map(|session| cookie(&state, session, filled)).collect();
    state.close().await;

    lines.extend(as_process(database, &cookies, sessions).await);
    let bytes = fill::size(database.target(&file)).await.expect("its size");
    lines.push(Line { what: "on disk, for each session", time: None, text: format!("{} bytes", bytes / sessions) });
    lines.push(Line { what: "(filling it took)", time: None, text: format!("{:.0} s", filling.as_secs_f64()) });
    lines
}

/// What is measured by calling the server's functions.
async fn within(database: &Database, state: &AppState, sessions: i64, filled: Timestamp) -> Vec<Line> {
    let reads: Vec<_> = (0..READS).map(|round| spread(round, sessions)).collect();
    let requests: Vec<_> = reads.iter().map(|session| request(&cookie(state, *session, filled))).collect();
    let check = async |parts: &Parts| current(state, parts).await;
    let mut lines = vec![
        timed("check, a session's first", &requests, async |parts| drop(check(parts).await)).await,
        timed("check, after that", &requests, async |parts| drop(check(parts).await)).await,
    ];
    let mut known = Vec::new();
    for parts in &requests {
        known.push(check(parts).await);
    }
    let list = async |current: &CurrentSession| {
        let shown = overview::list(state, current, &Wanted::default()).await.expect("a list");
        assert!((1..=5).contains(&shown.all), "{} devices", shown.all);
    };
    lines.push(timed("list of one person", &known, list).await);
    let log = async |current: &CurrentSession| {
        assert!(security_log::list(state, current, ActivityFilter::default(), 1).await.expect("a log").total > 0);
    };
    lines.push(timed("log of one person", &known, log).await);

    let people: Vec<_> = (0..WRITES).map(|round| fill::user_of(spread(round, sessions))).collect();
    let sign_in = async |user: &i64| {
        let email = fill::email(*user);
        let signed_in = accounts::sign_in(state, &email, PASSWORD.into(), Persistence::BrowserSession, client());
        assert!(signed_in.await.is_ok(), "no sign-in");
    };
    lines.push(timed("sign-in, with a password hashed cheaply", &people, sign_in).await);

    // From the end, so that those before go on.
    let ending: Vec<_> = (1..=WRITES).map(|round| sessions - round).collect();
    let revoke = async |session: &i64| {
        let revocation = Revocation { reason: EndReason::SignedOutRemotely, at: state.clock.now(), by: None };
        let selection = session_id(*session);
        let ended = rules::sessions::revoke(&state.storage, SessionSelection::One(&selection), revocation);
        assert_eq!(ended.await.expect("an answer").len(), 1);
    };
    lines.push(timed("revocation", &ending, revoke).await);

    let sweep = async |(): &()| housekeeping::sweep(state).await.expect("a sweep");
    // The first has what the sign-ins and revocations left to do.
    sweep(&()).await;
    lines.push(timed("sweeper, nothing due", &[(); 3], sweep).await);
    let file = database.file();
    let due = async |round: &i64| {
        let from = sessions - WRITES - EXPIRED * (round + 1);
        let expired: Vec<_> = (from..from + EXPIRED).collect();
        let now = state.clock.now().millis();
        fill::expire(database.target(&file), &expired, now).await.expect("they expire");
        let began = clock();
        sweep(&()).await;
        let took = began.elapsed();
        assert!(state.storage.find_session(&session_id(from)).await.expect("an answer").is_none(), "it was swept");
        took
    };
    let mut times = Vec::new();
    for round in 0..3 {
        times.push(due(&round).await);
    }
    lines.push(line("sweeper, 50 sessions due", times));
    lines
}

/// What is measured of the program itself.
async fn as_process(database: &Database, cookies: &[String], sessions: i64) -> Vec<Line> {
    let settings = database.settings();
    let settings: Vec<_> = settings.iter().map(String::as_str).collect();
    let mut times = Vec::new();
    let mut server = None;
    for _ in 0..3 {
        // Ended before the next one starts.
        drop(server.take());
        let began = clock();
        let started = Server::start_in(database.folder.path(), &settings);
        reqwest::get(started.url("/sign-in")).await.expect("an answer").bytes().await.expect("all of it");
        times.push(began.elapsed());
        server = Some(started);
    }
    let server = server.expect("it has started");
    let idle = server.resident();
    let asked = if sessions < ASKING {
        "-".to_owned()
    } else {
        ask(&server, cookies).await;
        let count = cookies.len();
        format!("+{:.1} MiB for {count}", server.resident() - idle)
    };
    vec![
        line("start to the first answer", times),
        Line { what: "resident, idle", time: None, text: format!("{idle:.1} MiB") },
        // What a view of live sessions in memory takes, among it.
        Line { what: "resident, added by sessions that asked", time: None, text: asked },
    ]
}

/// Has each session ask once.
async fn ask(server: &Server, cookies: &[String]) {
    let client = reqwest::Client::new();
    let mut asking = tokio::task::JoinSet::new();
    for part in cookies.chunks(cookies.len().div_ceil(16)) {
        let (client, url, part) = (client.clone(), server.url("/api/account/privacy"), part.to_vec());
        asking.spawn(async move {
            for cookie in part {
                let answer = client.get(&url).header(header::COOKIE, cookie).send().await.expect("an answer");
                assert!(answer.status().is_success(), "{}", answer.status());
            }
        });
    }
    asking.join_all().await;
    // The notes of last activity are written by then.
    tokio::time::sleep(Duration::from_secs(10)).await;
}

async fn current(state: &AppState, parts: &Parts) -> CurrentSession {
    current::authenticate(state, parts).await.unwrap_or_else(|_| panic!("no live session")).current
}

async fn timed<T>(what: &'static str, each: &[T], action: impl AsyncFn(&T)) -> Line {
    let mut times = Vec::new();
    for one in each {
        let began = clock();
        action(one).await;
        times.push(began.elapsed());
    }
    // The first few warm up.
    line(what, times.split_off(each.len() / 10))
}

fn line(what: &'static str, times: Vec<Duration>) -> Line {
    Line { what, time: Some(median_time(times.into_iter())), text: String::new() }
}

/// Sessions that lie apart, and are none of the last, which end.
fn spread(round: i64, sessions: i64) -> i64 {
    round * 7919 % (sessions - 10 * WRITES)
}

fn session_id(number: i64) -> SessionId {
    fill::session_id(number).try_into().expect("24 bytes")
}

/// The `Cookie` header of a session, as its browser would send it.
fn cookie(state: &AppState, session: i64, filled: Timestamp) -> String {
    let user: UserId = fill::user_id(fill::user_of(session)).try_into().expect("12 bytes");
    let until = filled.plus(Duration::from_hours(24));
    let token = state.tokens.issue(user, &session_id(session), filled, until);
    format!("{}={}", state.cookie.name(), token.expect("a token"))
}

fn request(cookie: &str) -> Parts {
    Request::builder().header(header::COOKIE, cookie).body(()).expect("a request").into_parts().0
}

/// A real sign-in verifies for 50 ms, which would hide its rows.
fn cheap_hash() -> String {
    let params = Params::new(8, 1, 1, None).expect("the least that Argon2 allows");
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash: PasswordHash = argon2.hash_password(PASSWORD.as_bytes()).expect("a hash");
    hash.to_string()
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
fn clock() -> Instant {
    Instant::now()
}
