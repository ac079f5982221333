//! What each action costs with few and with many sessions:
//! `cargo bench --bench scale -- [sqlite] [postgres] [SESSIONS…]`
//!
//! Times are medians over sessions that lie apart; the ratio is to the first number of sessions in the same run,
//! 1,000. Without arguments: 1,000, 100,000 and 1,000,000 on SQLite, 1,000 and 100,000 on PostgreSQL. Ten million
//! take an hour and 17 GB.

mod actions;
mod fill;
#[path = "../../tests/integration/support/postgres.rs"]
#[allow(dead_code, reason = "made for the integration tests")]
mod postgres;
#[path = "../support.rs"]
#[allow(dead_code, reason = "each benchmark measures something else of it")]
mod support;

use std::time::Duration;

use self::{
    actions::{Database, Line, measured},
    support::arguments,
};

#[tokio::main]
async fn main() {
    let arguments = arguments();
    let sizes: Vec<i64> =
        arguments.iter().filter_map(|argument| argument.replace([',', '_'], "").parse().ok()).collect();
    let chosen = |engine: &str| arguments.iter().any(|argument| argument == engine);
    let all = !chosen("sqlite") && !chosen("postgres");
    if all || chosen("sqlite") {
        let sizes = if sizes.is_empty() { &[1000, 100_000, 1_000_000] } else { sizes.as_slice() };
        run("SQLite", sizes, async || Database::sqlite()).await;
    }
    if all || chosen("postgres") {
        let sizes = if sizes.is_empty() { &[1000, 100_000] } else { sizes.as_slice() };
        run("PostgreSQL", sizes, async || Database::postgres(postgres::database().await)).await;
    }
}

async fn run(engine: &str, sizes: &[i64], database: impl AsyncFn() -> Database) {
    let mut columns: Vec<Vec<Line>> = Vec::new();
    for size in sizes {
        eprintln!("{engine}: {size} sessions");
        columns.push(measured(&database().await, *size).await);
    }
    print!("{engine:40}");
    for size in sizes {
        print!("{size:>22}");
    }
    println!();
    for row in 0..columns[0].len() {
        print!("{:40}", columns[0][row].what);
        for column in &columns {
            print!("{:>22}", cell(&column[row], &columns[0][row]));
        }
        println!();
    }
}

/// A time with its ratio to that of the fewest sessions, or what else was measured.
fn cell(line: &Line, first: &Line) -> String {
    match (line.time, first.time) {
        (Some(time), Some(first)) => {
            format!("{:.3} ms {:>7.2}", milliseconds(time), time.as_secs_f64() / first.as_secs_f64())
        }
        _ => line.text.clone(),
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
