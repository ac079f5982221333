//! Sign-ins of one browser that overlap: a form that was sent twice, or two tabs at once.
//!
//! Neither request can carry the cookie from the other's response, and which of the two the browser keeps is left
//! to chance. A device has one session, so if each started its own, one of two successful sign-ins would be dead at
//! once. This remembers which session a sign-in started while another of the same browser was in progress: the
//! later one shares it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use moka::sync::Cache;
use tokio::sync::{Mutex, MutexGuard};

use crate::server::ids::{Digest, SessionId};

/// For how long, and of how many devices, it is remembered which session was started: longer than any
/// sign-in waits for its turn to be verified.
const MEMORY: Duration = Duration::from_mins(5);
const CAPACITY: u64 = 10_000;

/// What is known of sign-ins; cheap to clone.
#[derive(Clone)]
pub struct SignIns {
    count: Arc<AtomicU64>,
    turn: Arc<Mutex<()>>,
    /// By the device: the session that was started last, and when.
    started: Cache<Digest, (SessionId, Moment)>,
}

/// Orders the beginnings and ends of sign-ins. Not a time: two of those may be equal, or be moved back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(u64);

impl Default for SignIns {
    fn default() -> Self {
        let started = Cache::builder().max_capacity(CAPACITY).time_to_live(MEMORY).build();
        Self { count: Arc::default(), turn: Arc::default(), started }
    }
}

impl SignIns {
    /// Now, as a sign-in begins.
    pub fn begin(&self) -> Moment {
        Moment(self.count.fetch_add(1, Ordering::SeqCst))
    }

    /// Waits until no other sign-in is being written: one of two that overlap is to find the other's session.
    pub async fn turn(&self) -> Turn<'_> {
        Turn { sign_ins: self, _guard: self.turn.lock().await }
    }
}

/// The right to start a session.
pub struct Turn<'a> {
    sign_ins: &'a SignIns,
    _guard: MutexGuard<'a, ()>,
}

impl Turn<'_> {
    /// The session that was started on this device after a sign-in had begun.
    pub fn since(&self, began: Moment, device: &Digest) -> Option<SessionId> {
        self.sign_ins.started.get(device).filter(|(_, at)| *at > began).map(|(session, _)| session)
    }

    /// Notes which session this device has now.
    pub fn started(self, device: Digest, session: SessionId) {
        self.sign_ins.started.insert(device, (session, self.sign_ins.begin()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_sign_in_shares_the_session_that_came_up_while_it_was_under_way_and_no_earlier_one() {
        let sign_ins = SignIns::default();
        let (device, other) = (Digest::of(b"device"), Digest::of(b"other"));
        let session = SessionId::generate().unwrap();
        let (first, second) = (sign_ins.begin(), sign_ins.begin());
        assert!(sign_ins.turn().await.since(first, &device).is_none());
        sign_ins.turn().await.started(device, session.clone());
        assert!(sign_ins.turn().await.since(second, &device) == Some(session));
        assert!(sign_ins.turn().await.since(second, &other).is_none());
        let third = sign_ins.begin();
        assert!(sign_ins.turn().await.since(third, &device).is_none());
    }
}
