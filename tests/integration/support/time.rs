//! Spans of time, and waiting for what the server does after its answer.

use std::time::Duration;

pub const MINUTE: Duration = Duration::from_mins(1);
pub const HOUR: Duration = Duration::from_hours(1);
pub const DAY: Duration = Duration::from_hours(24);

/// What `look` finds, once it is there: for what the server does after its answer. It may take long
/// on a machine that is busy, and fails after half a minute.
pub async fn soon<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    for _ in 0..600 {
        if let Some(found) = look().await {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("not after half a minute: {what}");
}
