//! What a flood of emails leaves in the log: the first of a kind at once, the rest as a number.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use super::Kind;

/// Why an email was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
pub enum Outcome {
    #[strum(serialize = "not sent: too many were asked for by the same network or account")]
    SenderLimit,
    #[strum(serialize = "not sent: too many of the kind went to the same address")]
    RecipientLimit,
    #[strum(serialize = "dropped: too many wait for the mail server")]
    Dropped,
    #[strum(serialize = "put off: the mail server did not take them")]
    Waits,
    #[strum(serialize = "not sent: the mail server did not take them")]
    Failed,
}

/// Counts them.
#[derive(Default)]
pub struct Report(Mutex<BTreeMap<(Outcome, Kind), u64>>);

impl Report {
    /// Counts one; whether it is the first since the last report.
    pub fn count(&self, outcome: Outcome, kind: Kind) -> bool {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry((outcome, kind)).or_default();
        *count += 1;
        *count == 1
    }

    /// Writes a line for each kind that had more than the one that was logged at once.
    pub fn write(&self) {
        let counts = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        for ((outcome, kind), count) in counts.into_iter().filter(|(_, count)| *count > 1) {
            let (what, kind) = (<&str>::from(outcome), <&str>::from(kind));
            tracing::warn!(kind, count, "emails were {what}");
        }
    }
}
