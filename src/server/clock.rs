//! The one place that reads the wall clock; everything else takes the time as an argument.

use std::time::{SystemTime, UNIX_EPOCH};

use time::{UtcDateTime, format_description::well_known::Rfc3339};

use crate::model::Timestamp;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// The machine's own clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the wall clock")]
    fn now(&self) -> Timestamp {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_millis(i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX))
    }
}

/// A moment as `<time>` and programs have it, to the second: `2026-11-23T22:03:07Z` (RFC 3339).
pub fn rfc3339(at: Timestamp) -> String {
    let at = UtcDateTime::from_unix_timestamp(at.seconds()).unwrap_or(UtcDateTime::UNIX_EPOCH);
    at.format(&Rfc3339).unwrap_or_default()
}
