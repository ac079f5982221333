//! Moments, and how people say them.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From milliseconds since the Unix epoch.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// From whole seconds since the Unix epoch: JWT's `NumericDate` (RFC 7519, section 2).
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1000))
    }

    /// Milliseconds since the Unix epoch.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since the Unix epoch: JWT's `NumericDate` (RFC 7519, section 2).
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// The time since `earlier`; zero if that is later (clocks do go backwards).
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// This moment less `duration`.
    #[must_use]
    pub fn minus(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)))
    }

    /// This moment and `duration` more.
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)))
    }
}

/// How long after its last request a device still counts as active now.
///
/// Twice the interval at which last activity is written, so that a device in use never flickers.
const ACTIVE_NOW: Duration = Duration::from_mins(2);

/// 'just now', '5 minutes ago', '3 days ago'.
pub fn ago(now: Timestamp, then: Timestamp) -> String {
    let elapsed = now.since(then);
    if elapsed < Duration::from_mins(1) { "just now".to_owned() } else { timeago::Formatter::new().convert(elapsed) }
}

/// '1 hour', '30 days', '1 day 12 hours'.
pub fn length(duration: Duration) -> String {
    timeago::Formatter::new().ago("").max_unit(timeago::TimeUnit::Days).num_items(4).convert(duration)
}

/// 'Active now' or 'Active 5 minutes ago'.
pub fn last_active_label(now: Timestamp, last_active_at: Timestamp) -> String {
    if now.since(last_active_at) < ACTIVE_NOW {
        "Active now".to_owned()
    } else {
        format!("Active {}", ago(now, last_active_at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_a_person_says_them() {
        let then = Timestamp::from_millis(1_000_000);
        let after = |seconds| then.plus(Duration::from_secs(seconds));
        assert_eq!(ago(after(59), then), "just now");
        assert_eq!(ago(after(60), then), "1 minute ago");
        assert_eq!(ago(after(3 * 86_400 + 5), then), "3 days ago");
        assert_eq!(last_active_label(after(119), then), "Active now");
        assert_eq!(last_active_label(after(300), then), "Active 5 minutes ago");
    }

    #[test]
    fn a_clock_that_went_backwards_reads_as_now() {
        let now = Timestamp::from_millis(0);
        assert_eq!(ago(now, now.plus(Duration::from_hours(1))), "just now");
    }
}
