//! Several pieces of work in turn, A B C A B C …, so that a machine that slows down slows all of them.

use std::time::{Duration, Instant};

/// How long one piece of work took.
#[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
pub async fn timed<T>(work: impl Future<Output = T>) -> (Duration, T) {
    let start = Instant::now();
    let outcome = work.await;
    (start.elapsed(), outcome)
}

/// The one in the middle.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// Medians of both sides.
#[allow(dead_code, reason = "each benchmark uses what it needs")]
pub async fn compare(rounds: usize, a: impl AsyncFn(), b: impl AsyncFn()) -> (Duration, Duration) {
    let mut times = [Vec::with_capacity(rounds), Vec::with_capacity(rounds)];
    for round in 0..rounds + rounds / 10 {
        let (of_a, ()) = timed(a()).await;
        let (of_b, ()) = timed(b()).await;
        // What comes first fills caches and pools.
        if round >= rounds / 10 {
            times[0].push(of_a);
            times[1].push(of_b);
        }
    }
    let [a, b] = times.map(median);
    (a, b)
}
