//! What is claimed about speed, as ratios: `make bench`.
//!
//! Each pair is measured in turn, A B A B …, so that a machine that slows down slows both. Absolute
//! times are this machine's; the ratio of the medians is what may be quoted.

mod timing;

use std::{hint::black_box, sync::Arc, time::Duration};

use axum::http::{HeaderValue, Request, header};
use clap::Parser;
use latchkey::{
    error::AppError,
    model::Persistence,
    server::{
        accounts::{self, SignedUp},
        auth::{client::Client, current, throttle::Throttle},
        clock::SystemClock,
        config::Config,
        failure::Failure,
        http::cookie::CookieValue,
        state::AppState,
    },
};
use latchkey_user_agent::{Hints, identify};
use timing::compare;

const PASSWORD: &str = "correct horse battery staple";

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let folder = tempfile::tempdir().expect("a folder");
        let state = prepare(folder.path()).await;
        let signed_up = accounts::sign_up(&state, "ada@example.com", PASSWORD.into(), client()).await;
        let Ok(SignedUp::In([cookie, _])) = signed_up else { panic!("no account") };
        unknown_address(&state).await;
        session_check(&state, &cookie).await;
        state.close().await;
    });
}

/// An unknown address against a wrong password: their times must not tell them apart (ASVS 6.3.8).
async fn unknown_address(state: &AppState) {
    let attempt = async |email: &str| {
        // What is measured is the hashing, not the wait after the fifth failure.
        let state = AppState { throttle: Throttle::new(u32::MAX), ..state.clone() };
        let outcome =
            accounts::sign_in(&state, email, "a wrong password".into(), Persistence::BrowserSession, client()).await;
        assert!(matches!(outcome, Err(Failure::Refused(AppError::WrongCredentials))), "{:?}", outcome.err());
    };
    let ratio = compare(100, async || attempt("nobody@example.com").await, async || attempt("ada@example.com").await);
    report("sign-in: unknown address / wrong password", ratio.await);
}

/// What the live row costs: a request's whole check, against that of the JWT alone.
async fn session_check(state: &AppState, set_cookie: &HeaderValue) {
    let pair = set_cookie.to_str().expect("a cookie").split(';').next().expect("a pair");
    let (request, ()) = Request::builder().header(header::COOKIE, pair).body(()).expect("a request").into_parts();
    let ratio = compare(
        5000,
        async || {
            assert!(black_box(current::authenticate(state, &request).await).is_ok());
        },
        async || {
            let CookieValue::Value(token) = state.cookie.read(&request.headers) else { panic!("no token") };
            black_box(state.tokens.verify(&token, state.clock.now()).expect("a valid token"));
        },
    );
    report("request: JWT and live row / JWT alone", ratio.await);
}

fn report(what: &str, (a, b): (Duration, Duration)) {
    println!("{what}: {:.3} ({a:?} / {b:?}, medians)", a.as_secs_f64() / b.as_secs_f64());
}

fn client() -> Client {
    Client {
        user_agent: "bench".to_owned(),
        device: identify("bench", &Hints::default()),
        ip_address: [127, 0, 0, 1].into(),
        current_session: None,
        device_cookie: None,
    }
}

async fn prepare(folder: &std::path::Path) -> AppState {
    let site = folder.join("site");
    std::fs::create_dir_all(site.join("pkg")).expect("a folder");
    let arguments = ["latchkey", "--data-dir", folder.to_str().expect("a path"), "--site-root"];
    let config = Config::parse_from(arguments.into_iter().chain(site.to_str()));
    AppState::open(config, Arc::new(SystemClock)).await.expect("it starts")
}
