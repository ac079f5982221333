//! What is done now and then: expired sessions end, what was kept long enough is forgotten, rotated
//! keys are read.

use std::time::Duration;

use tokio::{task::JoinHandle, time::sleep};

use super::{AppState, storage::StorageError};

/// How often the keys' file is looked at.
const TICK: Duration = Duration::from_secs(5);
/// How many ticks lie between two sweeps.
const SWEEP: u32 = 12;
/// Rows at a time, and the pause between: whoever waits to write gets the turn.
const BATCH: u32 = 100;
const PAUSE: Duration = Duration::from_millis(50);

/// Starts the task that does it, until it is aborted.
pub fn start(state: AppState) -> JoinHandle<()> {
    tokio::spawn(async move {
        loop {
            if let Err(error) = sweep(&state).await {
                tracing::warn!(%error, "housekeeping was put off");
            }
            state.throttle.tidy();
            state.mailer.tidy();
            for _ in 0..SWEEP {
                sleep(TICK).await;
                state.tokens.reload();
            }
        }
    })
}

/// Ends what has expired and forgets what was kept long enough, in small batches.
///
/// # Errors
/// If the store does not answer.
pub async fn sweep(state: &AppState) -> Result<(), StorageError> {
    loop {
        let now = state.clock.now();
        let ended = state.storage.end_expired(now, BATCH).await?;
        let forgotten = state.storage.forget(now, state.config.retention(), BATCH).await?;
        if ended > 0 {
            tracing::info!(ended, "expired sessions were ended");
        }
        if ended < BATCH && forgotten < BATCH {
            return Ok(());
        }
        sleep(PAUSE).await;
    }
}
