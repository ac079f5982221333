//! What the benchmarks share: the server as a process, or its state within this one; and medians.

// Named, as a benchmark in a folder of its own includes this file by its path.
#[path = "support/server.rs"]
pub mod server;

use std::{path::Path, sync::Arc, time::Duration};

use axum::http::HeaderValue;
use clap::Parser;
use latchkey::server::{
    accounts::{self, SignedUp},
    auth::client::Client,
    clock::SystemClock,
    config::Config,
    state::AppState,
};
use latchkey_user_agent::{Hints, identify};

pub const PASSWORD: &str = "correct horse battery staple";

/// What was given after `--`, without what cargo adds.
pub fn arguments() -> Vec<String> {
    std::env::args().skip(1).filter(|argument| argument != "--bench").collect()
}

/// The middle one; of an even count, the lower of the two.
///
/// # Panics
/// If there is none.
pub fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut numbers: Vec<_> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers[(numbers.len() - 1) / 2]
}

/// The same of times.
pub fn median_time(times: impl Iterator<Item = Duration>) -> Duration {
    Duration::from_secs_f64(median(times.map(|time| time.as_secs_f64())))
}

/// The state of a server over `folder`, with these settings.
pub async fn prepare(folder: &Path, settings: &[String]) -> AppState {
    let site = folder.join("site");
    std::fs::create_dir_all(site.join("pkg")).expect("a folder");
    let path = |path: &Path| path.to_str().expect("a path").to_owned();
    let named = ["--data-dir".to_owned(), path(&folder.join("data")), "--site-root".to_owned(), path(&site)];
    let arguments = std::iter::once("latchkey".to_owned()).chain(named).chain(settings.iter().cloned());
    AppState::open(Config::parse_from(arguments), Arc::new(SystemClock)).await.expect("it starts")
}

/// Makes an account; the `Cookie` header of its device.
pub async fn sign_up(state: &AppState, email: &str) -> String {
    let signed_up = accounts::sign_up(state, email, PASSWORD.into(), client()).await;
    let Ok(SignedUp::In([cookie, _])) = signed_up else { panic!("no account") };
    pair(&cookie)
}

/// The `Cookie` header that a `Set-Cookie` leads to.
pub fn pair(set_cookie: &HeaderValue) -> String {
    set_cookie.to_str().expect("a cookie").split(';').next().expect("a pair").to_owned()
}

/// A device that nobody knows yet.
pub fn client() -> Client {
    Client {
        user_agent: "bench".to_owned(),
        device: identify("bench", &Hints::default()),
        ip_address: [127, 0, 0, 1].into(),
        language: None,
        current_session: None,
        device_cookie: None,
    }
}
