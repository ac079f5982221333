//! How often passwords may be tried (ASVS 6.3.1), without a way to lock somebody else out.
//!
//! An address may try so many times a minute. Of an account, failures are counted for each address
//! that they come from, and each one after the fifth doubles the wait; across all addresses, only a
//! flood slows it, and by a minute at most. A device that is signed in is counted by itself: nobody
//! elsewhere can keep it from proving its password.

use std::{
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::Arc,
    time::Duration,
};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock, clock::DefaultClock};
use moka::sync::Cache;

use super::{failure::Failure, ids::Digest};
use crate::model::{PublicId, Timestamp};

/// Failures of one account from one address, or of one device, before the wait grows; its most.
const NEAR: (u32, Duration) = (5, Duration::from_mins(15));
/// Failures of one account from anywhere, likewise.
const FAR: (u32, Duration) = (50, Duration::from_mins(1));
/// Failures are forgotten after so long without one.
const MEMORY: Duration = Duration::from_hours(1);
/// Accounts and addresses that are remembered: past it, those that are least in use are forgotten.
const CAPACITY: u64 = 100_000;

/// Counts attempts.
#[derive(Clone)]
pub struct Throttle {
    by_address: Arc<DefaultKeyedRateLimiter<IpAddr>>,
    failures: Cache<Digest, Failures>,
}

/// Who tries to prove which password.
#[derive(Clone, Copy, Debug)]
pub enum Attempt<'a> {
    /// To sign in to the account of this address, from there.
    SignIn(&'a str, IpAddr),
    /// On a device that is signed in.
    OnDevice(&'a PublicId),
}

#[derive(Clone, Copy, Debug, Default)]
struct Failures {
    count: u32,
    until: Option<Timestamp>,
}

impl Throttle {
    /// With so many attempts a minute for each address.
    pub fn new(attempts_per_minute: u32) -> Self {
        let quota = Quota::per_minute(NonZeroU32::new(attempts_per_minute).unwrap_or(NonZeroU32::MIN));
        Self {
            by_address: Arc::new(RateLimiter::keyed(quota)),
            failures: Cache::builder().max_capacity(CAPACITY).time_to_idle(MEMORY).build(),
        }
    }

    /// Counts a request from `address`.
    ///
    /// # Errors
    /// If it sends too many.
    pub fn admit_address(&self, address: IpAddr) -> Result<(), Failure> {
        let now = DefaultClock::default().now();
        self.by_address
            .check_key(&network(address))
            .map_err(|not_until| Failure::TooManyAttempts(not_until.wait_time_from(now)))
    }

    /// Lets an attempt go on, if it need not wait.
    ///
    /// # Errors
    /// If it must.
    pub fn admit(&self, attempt: Attempt<'_>, now: Timestamp) -> Result<(), Failure> {
        let waits = attempt.counters().into_iter().filter_map(|(key, _)| self.failures.get(&key)?.until);
        match waits.max().filter(|until| *until > now) {
            Some(until) => Err(Failure::TooManyAttempts(until.since(now))),
            None => Ok(()),
        }
    }

    /// Counts a wrong password.
    pub fn failed(&self, attempt: Attempt<'_>, now: Timestamp) {
        for (key, (free, most)) in attempt.counters() {
            self.failures.entry(key).and_upsert_with(|entry| {
                let count = entry.map_or(0, |entry| entry.into_value().count).saturating_add(1);
                let until = count.checked_sub(free).map(|beyond| now.plus(wait(beyond, most)));
                Failures { count, until }
            });
        }
    }

    /// Forgets the failures: it was the person after all.
    pub fn succeeded(&self, attempt: Attempt<'_>) {
        for (key, _) in attempt.counters() {
            self.failures.invalidate(&key);
        }
    }

    /// Lets go of what is no longer needed.
    pub fn tidy(&self) {
        self.by_address.retain_recent();
        self.failures.run_pending_tasks();
    }
}

impl Attempt<'_> {
    fn counters(&self) -> Vec<(Digest, (u32, Duration))> {
        match self {
            Self::SignIn(account, address) => vec![
                (Digest::of(format!("{account}\n{}", network(*address)).as_bytes()), NEAR),
                (Digest::of(account.as_bytes()), FAR),
            ],
            Self::OnDevice(device) => vec![(Digest::of(format!("device\n{device}").as_bytes()), NEAR)],
        }
    }
}

/// A second, two, four … up to `most`.
fn wait(beyond: u32, most: Duration) -> Duration {
    Duration::from_secs(1).saturating_mul(1 << beyond.min(20)).min(most)
}

/// What one subscriber can change at will counts as one: in IPv6 that is a /64.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_000_000_000);

    fn after(seconds: u64) -> Timestamp {
        NOW.plus(Duration::from_secs(seconds))
    }

    fn attempt(address: &str) -> Attempt<'static> {
        Attempt::SignIn("ada@example.com", address.parse().unwrap())
    }

    #[test]
    fn the_wait_doubles_with_each_failure_after_the_fifth_and_ends_with_a_success() {
        let throttle = Throttle::new(30);
        for _ in 0..4 {
            throttle.failed(attempt("192.0.2.1"), NOW);
            assert!(throttle.admit(attempt("192.0.2.1"), NOW).is_ok());
        }
        for wait in [1, 2, 4, 8, 16] {
            throttle.failed(attempt("192.0.2.1"), NOW);
            assert!(throttle.admit(attempt("192.0.2.1"), after(wait - 1)).is_err(), "{wait}");
            assert!(throttle.admit(attempt("192.0.2.1"), after(wait)).is_ok(), "{wait}");
        }
        for _ in 0..30 {
            throttle.failed(attempt("192.0.2.1"), NOW);
        }
        assert!(throttle.admit(attempt("192.0.2.1"), after(899)).is_err());
        assert!(throttle.admit(attempt("192.0.2.1"), after(900)).is_ok(), "a quarter of an hour is the most");
        throttle.succeeded(attempt("192.0.2.1"));
        assert!(throttle.admit(attempt("192.0.2.1"), NOW).is_ok());
    }

    #[test]
    fn nobody_is_locked_out_from_elsewhere() {
        let throttle = Throttle::new(30);
        for _ in 0..49 {
            throttle.failed(attempt("198.51.100.7"), NOW);
        }
        assert!(throttle.admit(attempt("192.0.2.1"), NOW).is_ok(), "another address goes on");
        for number in 0..1000 {
            throttle.failed(attempt(&format!("198.51.{}.{}", number / 250, number % 250)), NOW);
        }
        assert!(throttle.admit(attempt("192.0.2.1"), after(60)).is_ok(), "a flood slows it by a minute at most");
        let device = "AAAAAAAAAAAAAAAA".parse().unwrap();
        assert!(throttle.admit(Attempt::OnDevice(&device), NOW).is_ok(), "a device that is signed in goes on at once");
    }

    #[test]
    fn an_address_may_try_so_often_a_minute_and_a_network_of_ipv6_is_one() {
        let throttle = Throttle::new(3);
        for host in 1..=3 {
            assert!(throttle.admit_address(format!("2001:db8::{host}").parse().unwrap()).is_ok());
        }
        assert!(throttle.admit_address("2001:db8::4".parse().unwrap()).is_err());
        assert!(throttle.admit_address("2001:db8:0:1::4".parse().unwrap()).is_ok());
    }
}
