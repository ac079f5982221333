//! Two use cases of one account, or of one address, at the same moment: whichever comes first, what must hold
//! afterwards holds. Each is run 1,000 times, as calls of the rules: no password is hashed, and no request sent.
//!
//! On SQLite its one writer sees to it, on PostgreSQL the locks that a transaction begins with: without them
//! these tests fail there, except where their comments say otherwise.

mod accounts;
mod addresses;
mod deadlocks;
pub mod people;
mod sessions;

use std::{
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    task::Poll,
    time::{Duration, Instant},
};

const ROUNDS: usize = 1000;

/// Runs a race many times, and prints in how many rounds it was lost.
async fn rounds(race: impl AsyncFn(usize)) {
    let mut lost = 0;
    for round in 0..ROUNDS {
        let mut race = pin!(race(round));
        let is_lost = poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| race.as_mut().poll(context))) {
            Ok(poll) => poll.map(|()| false),
            Err(_) => Poll::Ready(true),
        });
        lost += usize::from(is_lost.await);
    }
    assert_eq!(lost, 0, "of {ROUNDS} rounds were lost: see above");
}

/// Lets the other of two use cases have a start: of up to 5 ms, another one in each round, which timers are too coarse
/// for.
async fn pause(round: usize) {
    let until = Instant::now() + Duration::from_micros(100) * u32::try_from(round % 50).expect("less than 50");
    while Instant::now() < until {
        tokio::task::yield_now().await;
    }
}
