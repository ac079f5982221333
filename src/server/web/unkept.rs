//! Browsers that keep no cookie: a sign-in that comes back to itself must say why.
//!
//! After a sign-in the next request has either the cookie or none at all. For a minute the server
//! remembers from where it was handed out: nothing in a URL tells of it, and it works without JavaScript.

use std::{
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use axum::http::{HeaderMap, header};
use moka::sync::Cache;

use crate::{model::Timestamp, server::ids::Digest};

/// How long the next request may take.
const MEMORY: Duration = Duration::from_mins(1);
/// Sign-ins that are remembered at one time.
const CAPACITY: u64 = 10_000;
/// The log tells of it once in this time, however many there are.
const WARNING: Duration = Duration::from_mins(10);

/// Remembers clients that were given a cookie and have not sent it back yet.
#[derive(Clone)]
pub struct Unkept {
    handed: Cache<Digest, ()>,
    warned_at: Arc<AtomicI64>,
}

impl Unkept {
    /// Of nobody yet.
    pub fn new() -> Self {
        Self {
            handed: Cache::builder().max_capacity(CAPACITY).time_to_live(MEMORY).build(),
            warned_at: Arc::new(AtomicI64::new(i64::MIN)),
        }
    }

    /// A session cookie was handed out.
    pub fn handed_out(&self, asker: Digest) {
        self.handed.insert(asker, ());
    }

    /// The cookie that was handed out has come back.
    pub fn came_back(&self, asker: Digest) {
        self.handed.invalidate(&asker);
    }

    /// Whether a request without a session cookie comes from where one was handed out just now.
    pub fn is_missing(&self, asker: Digest, now: Timestamp, https: bool) -> bool {
        let missing = self.handed.remove(&asker).is_some();
        if missing && self.is_time_to_warn(now) {
            let reason = if https {
                "--public-url begins with https, so it signs nobody in who opens it over http"
            } else {
                "its cookies may be blocked"
            };
            tracing::warn!("a browser did not keep the cookie of its sign-in: {reason}");
        }
        missing
    }

    fn is_time_to_warn(&self, now: Timestamp) -> bool {
        let last = self.warned_at.load(Ordering::Relaxed);
        let due = last == i64::MIN || now.since(Timestamp::from_millis(last)) >= WARNING;
        due && self.warned_at.compare_exchange(last, now.millis(), Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }
}

impl Default for Unkept {
    fn default() -> Self {
        Self::new()
    }
}

/// Who asks, as far as a request without cookies tells: its address, and what its browser says of itself.
pub fn asker(address: IpAddr, headers: &HeaderMap) -> Digest {
    let mut text = address.to_string().into_bytes();
    for name in [header::USER_AGENT, header::ACCEPT_LANGUAGE] {
        text.push(b'\n');
        text.extend(headers.get(name).map_or(&b""[..], |value| value.as_bytes()));
    }
    Digest::of(&text)
}
