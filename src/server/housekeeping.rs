//! Periodic work: reports sign-ins that were collected, ends expired sessions, purges old data, and reloads rotated keys.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::{accounts, auth::key::TICK, rules, state::AppState, storage::StorageError};
use crate::model::Timestamp;

/// How many ticks lie between two sweeps.
const SWEEP: u32 = 12;
/// Rows per transaction: other writers get their turn in between.
const BATCH: u32 = 100;
const PAUSE: Duration = Duration::from_millis(50);

/// A clock that went this much faster or slower than time was set.
const JUMP: Duration = Duration::from_mins(2);
/// How long nothing is ended or purged after that: what a wrong clock purges is gone for good. Requests still check
/// whether a session has ended.
const SETTLE: Duration = Duration::from_mins(30);

/// Does it, again and again.
pub async fn run(state: AppState) {
    let started = Instant::now();
    let mut watch = Watch::new(state.clock.now());
    loop {
        if watch.is_settled(started.elapsed())
            && let Err(error) = sweep(&state).await
        {
            tracing::warn!(%error, "housekeeping was postponed");
        }
        // Whatever the clock does: it deletes nothing that was not reported.
        if let Err(error) = accounts::report_sign_ins(&state).await {
            tracing::warn!(%error, "new devices could not be reported");
        }
        state.throttle.prune();
        state.mailer.prune();
        for _ in 0..SWEEP {
            sleep(TICK).await;
            watch.look(state.clock.now(), started.elapsed());
            state.tokens.reload();
        }
    }
}

/// Compares the clock with how long the process has run.
struct Watch {
    clock: Timestamp,
    running: Duration,
    /// How long it had run when the clock was last set.
    set_at: Option<Duration>,
}

impl Watch {
    fn new(clock: Timestamp) -> Self {
        Self { clock, running: Duration::ZERO, set_at: None }
    }

    fn look(&mut self, clock: Timestamp, running: Duration) {
        let expected = self.clock.plus(running.saturating_sub(self.running));
        let (ahead, behind) = (clock.since(expected), expected.since(clock));
        if ahead.max(behind) >= JUMP {
            tracing::warn!(
                ahead = ahead.as_secs(),
                behind = behind.as_secs(),
                "the clock jumped (or this machine slept): housekeeping is paused for a while"
            );
            self.set_at = Some(running);
        }
        (self.clock, self.running) = (clock, running);
    }

    fn is_settled(&self, running: Duration) -> bool {
        self.set_at.is_none_or(|set_at| running.saturating_sub(set_at) >= SETTLE)
    }
}

/// Ends expired sessions and purges old data, in small batches.
///
/// # Errors
/// If the database does not answer.
pub async fn sweep(state: &AppState) -> Result<(), StorageError> {
    loop {
        let now = state.clock.now();
        let ended = rules::sessions::end_expired(&state.storage, now, BATCH).await?;
        let purged = rules::log::purge_expired(&state.storage, now, state.config.retention(), BATCH).await?;
        if ended > 0 {
            tracing::info!(ended, "expired sessions ended");
        }
        if ended < BATCH && purged < BATCH {
            return Ok(());
        }
        sleep(PAUSE).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn while_the_clock_jumps_nothing_is_swept() {
        let at = |seconds: i64| Timestamp::from_seconds(1_800_000_000 + seconds);
        let mut watch = Watch::new(at(0));
        watch.look(at(65), Duration::from_secs(5));
        assert!(watch.is_settled(Duration::from_secs(5)), "a minute is no jump");
        watch.look(at(7_270), Duration::from_secs(10));
        assert!(!watch.is_settled(Duration::from_secs(10)), "two hours ahead");
        watch.look(at(75), Duration::from_secs(15));
        assert!(!watch.is_settled(Duration::from_secs(1_814)), "right again, but who knows");
        watch.look(at(80), Duration::from_secs(20));
        assert!(watch.is_settled(Duration::from_secs(1_815)));
    }
}
