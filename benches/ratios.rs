//! What is claimed about speed, as ratios: `make bench`.
//!
//! Each pair is measured in turn, A B A B …, so that a machine that slows down slows both. Absolute
//! times are this machine's; the ratio of the medians is what may be quoted.

#[allow(dead_code, reason = "each benchmark measures something else of it")]
mod support;

use std::time::{Duration, Instant};

use latchkey::{
    error::AppError,
    model::Persistence,
    server::{accounts, auth::throttle::Throttle, failure::Failure, state::AppState},
};

use self::support::{client, prepare, sign_up};

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let folder = tempfile::tempdir().expect("a folder");
        let state = prepare(folder.path(), &[]).await;
        sign_up(&state, "ada@example.com").await;
        unknown_address(&state).await;
        state.close().await;
    });
}

/// An unknown address against a wrong password: their times must not tell them apart (ASVS 6.3.8).
async fn unknown_address(state: &AppState) {
    let attempt = async |email: &str| {
        // What is measured is the hashing, not the wait after the fifth failure.
        let mut state = state.clone();
        state.throttle = Throttle::new(u32::MAX);
        let outcome =
            accounts::sign_in(&state, email, "a wrong password".into(), Persistence::BrowserSession, client()).await;
        assert!(matches!(outcome, Err(Failure::Refused(AppError::WrongCredentials))), "{:?}", outcome.err());
    };
    let ratio = compare(100, async || attempt("nobody@example.com").await, async || attempt("ada@example.com").await);
    report("sign-in: unknown address / wrong password", ratio.await);
}

/// Medians of both sides.
async fn compare(rounds: usize, a: impl AsyncFn(), b: impl AsyncFn()) -> (Duration, Duration) {
    let mut times = [Vec::with_capacity(rounds), Vec::with_capacity(rounds)];
    for _ in 0..rounds / 10 {
        a().await;
        b().await;
    }
    for _ in 0..rounds {
        times[0].push(timed(&a).await);
        times[1].push(timed(&b).await);
    }
    let [a, b] = times.map(|mut times| {
        times.sort();
        times[times.len() / 2]
    });
    (a, b)
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
async fn timed(work: &impl AsyncFn()) -> Duration {
    let start = Instant::now();
    work().await;
    start.elapsed()
}

fn report(what: &str, (a, b): (Duration, Duration)) {
    println!("{what}: {:.3} ({a:?} / {b:?}, medians)", a.as_secs_f64() / b.as_secs_f64());
}
