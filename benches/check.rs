//! What each step of a session check costs: time, allocations, and instructions.
//!
//! Without arguments it prints times, as ratios to the JWT alone in the same run, and allocations. With the name of a
//! step and a number it only does that step so often, for `bin/count-instructions`.

#[path = "check/counting.rs"]
mod counting;

use std::{
    hint::black_box,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::http::{Request, header, request::Parts};
use clap::Parser;
use latchkey::server::{
    accounts::{self, SignedUp},
    auth::{client::Client, current, token::Verified},
    clock::SystemClock,
    config::Config,
    http::cookie::CookieValue,
    state::AppState,
};
use latchkey_user_agent::{Hints, identify};

use counting::Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting::new();

/// Samples of each step; each is the time of [`BATCH`] calls.
const SAMPLES: usize = 500;
const BATCH: usize = 20;

/// A server, and a request with a live session.
struct Bench {
    state: AppState,
    request: Parts,
    token: String,
    verified: Verified,
    _folder: tempfile::TempDir,
}

/// The steps, from the dearest part of a check to the whole.
const STEPS: [(&str, &str); 5] = [
    ("jwt", "the JWT alone: cookie, signature, claims"),
    ("memory", "the session in memory, with the look at the WAL index"),
    ("check", "the whole check: JWT, its session, its source"),
    ("row", "the row alone, asked of SQLite"),
    ("clone", "cloning the application's state"),
];

impl Bench {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let site = folder.path().join("site");
        std::fs::create_dir_all(site.join("pkg")).expect("a folder");
        let data = folder.path().join("data");
        let config = Config::parse_from([
            "latchkey".as_ref(),
            "--data-dir".as_ref(),
            data.as_os_str(),
            "--site-root".as_ref(),
            site.as_os_str(),
        ]);
        let state = AppState::open(config, Arc::new(SystemClock)).await.expect("it starts");
        let password = "correct horse battery staple".to_owned().into();
        let signed_up = accounts::sign_up(&state, "ada@example.com", password, client()).await;
        let Ok(SignedUp::In([cookie, _])) = signed_up else { panic!("no account") };
        let pair = cookie.to_str().expect("a cookie").split(';').next().expect("a pair").to_owned();
        let (request, ()) = Request::builder().header(header::COOKIE, pair).body(()).expect("a request").into_parts();
        let CookieValue::Value(token) = state.cookie.read(&request.headers) else { panic!("no token") };
        let verified = state.tokens.verify(&token, state.clock.now()).expect("a valid token");
        let bench = Self { state, request, token, verified, _folder: folder };
        // The token has come back, and that is written.
        bench.call("check").await;
        tokio::time::sleep(Duration::from_secs(2)).await;
        bench.call("check").await;
        bench
    }

    async fn call(&self, step: &str) {
        let Self { state, request, verified, .. } = self;
        match step {
            "jwt" => {
                let CookieValue::Value(token) = state.cookie.read(&request.headers) else { panic!("no token") };
                assert_eq!(token.len(), self.token.len());
                black_box(state.tokens.verify(&token, state.clock.now()).expect("a valid token"));
            }
            "memory" => {
                let found = state.storage.known_session(&verified.session_id, verified.user_id);
                assert!(black_box(found).is_some());
            }
            "check" => assert!(black_box(current::authenticate(state, request).await).is_ok()),
            "row" => {
                let found = state.storage.find_session(&verified.session_id).await.expect("an answer");
                assert!(black_box(found).is_some());
            }
            "clone" => drop(black_box(state.clone())),
            _ => panic!("there is no step {step}"),
        }
    }

    #[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
    async fn sample(&self, step: &str) -> Duration {
        let start = Instant::now();
        for _ in 0..BATCH {
            self.call(step).await;
        }
        start.elapsed() / u32::try_from(BATCH).expect("a small number")
    }

    /// Medians of all steps, measured in turn: a machine that slows down slows all of them.
    async fn medians(&self) -> Vec<Duration> {
        let mut samples = vec![Vec::with_capacity(SAMPLES); STEPS.len()];
        for _ in 0..SAMPLES {
            for ((step, _), samples) in STEPS.iter().zip(&mut samples) {
                samples.push(self.sample(step).await);
            }
        }
        let median = |mut samples: Vec<Duration>| {
            samples.sort();
            samples[samples.len() / 2]
        };
        samples.into_iter().map(median).collect()
    }

    /// How often a step allocates.
    async fn allocations(&self, step: &str) -> u64 {
        let before = ALLOCATOR.count();
        self.call(step).await;
        ALLOCATOR.count() - before
    }
}

fn main() {
    // cargo passes --bench.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let bench = Bench::new().await;
        if let [step, times] = arguments.as_slice() {
            for _ in 0..times.parse().expect("a number") {
                bench.call(step).await;
            }
        } else {
            print(&bench).await;
        }
        bench.state.close().await;
    });
}

async fn print(bench: &Bench) {
    let medians = bench.medians().await;
    println!("| step | ns | to the JWT alone | allocations |\n|---|---|---|---|");
    for ((step, what), median) in STEPS.iter().zip(&medians) {
        let ratio = median.as_secs_f64() / medians[0].as_secs_f64();
        println!("| {what} | {} | {ratio:.2} | {} |", median.as_nanos(), bench.allocations(step).await);
    }
}

fn client() -> Client {
    let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    Client {
        user_agent: agent.to_owned(),
        device: identify(agent, &Hints::default()),
        ip_address: [0, 0, 0, 0].into(),
        language: None,
        current_session: None,
        device_cookie: None,
    }
}
