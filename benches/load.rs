//! What the check of a session costs under load, beside the JWT alone: `cargo bench --bench load -- [SECONDS] [ROUNDS]`
//!
//! Three handlers give the same answer: (a) to everybody, (b) where the JWT is valid, (c) where the JWT is valid and
//! its session live, by the product's own middleware, which records the last activity as well. The product has no
//! route that checks the JWT alone and shall have none, so this program has a router of its own, made of the
//! library's parts and served by its accept loop; what else the product does for a request is left out, as it would
//! hide the difference. `wrk` sends the load, from a process of its own.

#[allow(dead_code, reason = "each benchmark measures something else of it")]
mod support;
mod wrk;

use std::{io, time::Duration};

use axum::{
    Json, Router,
    extract::{Request, State},
    http::StatusCode,
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use latchkey::server::{
    auth::presented, http::cookie::CookieValue, listen, state::AppState, web::require_session::require_session,
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use self::{
    support::{arguments, median, prepare, sign_up},
    wrk::{Figures, Load},
};

/// Connections, each of which waits for its answer before it asks again.
const CONNECTIONS: [u32; 2] = [10, 64];
const ROUTES: [&str; 3] = ["/a", "/b", "/c"];

#[tokio::main]
async fn main() -> io::Result<()> {
    let mut numbers = arguments().into_iter().filter_map(|argument| argument.parse::<u32>().ok());
    let seconds = numbers.next().unwrap_or(3);
    let rounds = numbers.next().unwrap_or(5);
    let folder = tempfile::tempdir()?;
    let state = prepare(folder.path(), &[]).await;
    let cookie = sign_up(&state, "ada@example.com").await;

    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let stop = CancellationToken::new();
    let limits = state.config.limits();
    let trusted = state.config.trusted_proxies.clone();
    let grace = Duration::from_secs(1);
    let serving = tokio::spawn(listen::serve(listener, router(&state), trusted, limits, stop.clone(), grace));
    refused_without_a_session(&format!("http://{address}")).await;

    println!("the same answer (a) to everybody, (b) for the JWT alone, (c) for the JWT and its session");
    println!("wrk, {rounds} interleaved rounds of {seconds} s, medians; ratios of (c) to (b), and of (b) to (a)");
    for connections in CONNECTIONS {
        let mut figures: [Vec<Figures>; 3] = Default::default();
        // The first round warms up.
        for round in 0..=rounds {
            for (route, figures) in ROUTES.iter().zip(&mut figures) {
                let load = Load { url: format!("http://{address}{route}"), cookie: &cookie, seconds, connections };
                let measured = load.run().await;
                if round > 0 {
                    figures.push(measured);
                }
            }
        }
        report(connections, &figures);
    }
    stop.cancel();
    let _ = serving.await;
    state.close().await;
    Ok(())
}

fn report(connections: u32, figures: &[Vec<Figures>; 3]) {
    println!("{connections} connections");
    line("requests/s", figures, |figures| figures.rate);
    line("p50 ms", figures, |figures| figures.p50.as_secs_f64() * 1000.0);
    line("p99 ms", figures, |figures| figures.p99.as_secs_f64() * 1000.0);
}

fn line(what: &str, figures: &[Vec<Figures>; 3], of: impl Fn(&Figures) -> f64) {
    let [a, b, c] = figures.each_ref().map(|figures| median(figures.iter().map(&of)));
    println!("  {what:12} (a) {a:9.2}  (b) {b:9.2}  (c) {c:9.2}   c/b {:.3}   b/a {:.3}", c / b, b / a);
}

fn router(state: &AppState) -> Router {
    let answer = || get(|| async { Json("here you are") });
    Router::new()
        .route("/a", answer())
        .merge(Router::new().route("/b", answer()).layer(from_fn_with_state(state.clone(), require_jwt)))
        .merge(Router::new().route("/c", answer()).layer(from_fn_with_state(state.clone(), require_session)))
}

/// What remains of [`require_session`] if nobody asks whether the session is live.
async fn require_jwt(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let CookieValue::Value(token) = presented::token(&state, request.headers()) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    match state.tokens.verify(&token, state.clock.now()) {
        Ok(verified) if !verified.expired && !verified.early => next.run(request).await,
        Ok(_) | Err(_) => StatusCode::UNAUTHORIZED.into_response(),
    }
}

/// The figures are worth nothing if (b) and (c) let everybody in.
async fn refused_without_a_session(base: &str) {
    let client = reqwest::Client::new();
    let mut statuses = Vec::new();
    for route in ROUTES {
        let request = client.get(format!("{base}{route}")).header("accept", "application/json");
        let answer = request.send().await.expect("an answer");
        statuses.push(answer.status().as_u16());
    }
    assert_eq!(statuses, [200, 401, 401]);
}
