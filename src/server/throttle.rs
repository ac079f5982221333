//! How often passwords may be tried (ASVS 6.3.1), without a way to lock somebody else out.
//!
//! An address may try so many times a minute. Of an account, failures are counted for each address
//! that they come from, and each one after the fifth doubles the wait. A flood from many addresses
//! slows those where nobody is signed in to the account. A device that is signed in is counted by
//! itself: nobody elsewhere can keep it from proving its password.

use std::{
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::Arc,
    time::Duration,
};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock, clock::DefaultClock};
use moka::{Entry, sync::Cache};

use super::{
    failure::Failure,
    ids::{Digest, UserId},
};
use crate::model::{PublicId, Timestamp};

/// Failures of one account from one address, or of one device, before the wait grows; its most.
const NEAR: (u32, Duration) = (5, Duration::from_mins(15));
/// Failures of one account from anywhere, likewise.
const FAR: (u32, Duration) = (50, Duration::from_mins(1));
/// Failures are forgotten after so long without one.
const MEMORY: Duration = Duration::from_hours(1);
/// What a signed-in person changes without a proof of the password: each is an entry of the log.
const CHANGES: Quota =
    Quota::per_minute(NonZeroU32::new(6).expect("not zero")).allow_burst(NonZeroU32::new(30).expect("not zero"));
/// Accounts and addresses that are remembered: past it, those that are least in use are forgotten.
const CAPACITY: u64 = 100_000;

/// Counts attempts.
#[derive(Clone)]
pub struct Throttle {
    by_address: Arc<DefaultKeyedRateLimiter<IpAddr>>,
    failures: Cache<Digest, Failures>,
    changes: Arc<DefaultKeyedRateLimiter<UserId>>,
}

/// Who tries to prove which password.
#[derive(Clone, Copy, Debug)]
pub enum Attempt<'a> {
    /// To sign in to the account of this address, from there; with this device cookie, if it is one of
    /// the account's.
    SignIn(&'a str, IpAddr, Option<Digest>),
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
            failures: Cache::builder().max_capacity(CAPACITY).time_to_live(MEMORY).build(),
            changes: Arc::new(RateLimiter::keyed(CHANGES)),
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

    /// Lets an attempt go on, if it need not wait; and counts it as a failure until it is known to be
    /// none, so that many at one time get no more tries than one after the other.
    ///
    /// Where the attempt comes from a network that the account is `known` in (somebody is signed in
    /// there), what others do elsewhere slows it nowhere.
    ///
    /// # Errors
    /// If it must wait.
    pub fn begin(&self, attempt: Attempt<'_>, known: bool, now: Timestamp) -> Result<(), Failure> {
        for (key, (free, most)) in attempt.counters(known) {
            let mut wait_until = None;
            self.failures.entry(key).and_upsert_with(|entry| {
                let failures = entry.map_or_else(Failures::default, Entry::into_value);
                if let Some(until) = failures.until.filter(|until| *until > now) {
                    wait_until = Some(until);
                    return failures;
                }
                let count = failures.count.saturating_add(1);
                let until = count.checked_sub(free).map(|beyond| now.plus(wait(beyond, most)));
                Failures { count, until }
            });
            if let Some(until) = wait_until {
                return Err(Failure::TooManyAttempts(until.since(now)));
            }
        }
        Ok(())
    }

    /// It was no guess: takes back what [`Self::begin`] counted, and all before it.
    pub fn succeeded(&self, attempt: Attempt<'_>) {
        for (key, _) in attempt.counters(false) {
            self.failures.invalidate(&key);
        }
    }

    /// It was not even tried: takes back what [`Self::begin`] counted.
    pub fn not_tried(&self, attempt: Attempt<'_>) {
        for (key, _) in attempt.counters(false) {
            self.failures.entry(key).and_upsert_with(|entry| {
                let count = entry.map_or(0, |entry| entry.into_value().count).saturating_sub(1);
                Failures { count, until: None }
            });
        }
    }

    /// Counts a change that needs no proof of the password.
    ///
    /// # Errors
    /// If there were too many: the log must not be filled until what matters is out of sight.
    pub fn admit_change(&self, user: UserId) -> Result<(), Failure> {
        let now = DefaultClock::default().now();
        self.changes.check_key(&user).map_err(|not_until| Failure::TooManyAttempts(not_until.wait_time_from(now)))
    }

    /// Lets go of what is no longer needed.
    pub fn tidy(&self) {
        self.by_address.retain_recent();
        self.changes.retain_recent();
        self.failures.run_pending_tasks();
    }
}

impl Attempt<'_> {
    fn counters(&self, known: bool) -> Vec<(Digest, (u32, Duration))> {
        match self {
            Self::SignIn(account, address, cookie) => {
                let near = (Digest::of(format!("{account}\n{}", network(*address)).as_bytes()), NEAR);
                let far = (Digest::of(account.as_bytes()), FAR);
                match cookie {
                    // Whoever holds a device's cookie is slowed by that, wherever it comes from.
                    Some(cookie) => {
                        let cookie = Digest::of(&[account.as_bytes(), b"\n", cookie.as_bytes()].concat());
                        vec![near, (cookie, NEAR)]
                    }
                    None if known => vec![near],
                    None => vec![near, far],
                }
            }
            Self::OnDevice(device) => vec![(Digest::of(format!("device\n{device}").as_bytes()), NEAR)],
        }
    }
}

/// A second, two, four … up to `most`.
fn wait(beyond: u32, most: Duration) -> Duration {
    Duration::from_secs(1).saturating_mul(1 << beyond.min(20)).min(most)
}

/// What one subscriber can change at will counts as one: in IPv6 that is a /64.
pub fn network(address: IpAddr) -> IpAddr {
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

    fn attempt(address: &str) -> Attempt<'static> {
        Attempt::SignIn("ada@example.com", address.parse().unwrap(), None)
    }

    #[test]
    fn the_wait_doubles_with_each_failure_after_the_fifth_and_ends_with_a_success() {
        let throttle = Throttle::new(30);
        let mut now = NOW;
        for _ in 0..5 {
            assert!(throttle.begin(attempt("192.0.2.1"), false, now).is_ok());
        }
        for wait in [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900] {
            let early = now.plus(Duration::from_secs(wait - 1));
            assert!(throttle.begin(attempt("192.0.2.1"), false, early).is_err(), "{wait}");
            now = now.plus(Duration::from_secs(wait));
            assert!(throttle.begin(attempt("192.0.2.1"), false, now).is_ok(), "{wait}");
        }
        throttle.succeeded(attempt("192.0.2.1"));
        assert!(throttle.begin(attempt("192.0.2.1"), false, now).is_ok());
    }

    #[test]
    fn many_at_one_time_get_no_more_tries() {
        let throttle = Throttle::new(30);
        let admitted = (0..60).filter(|_| throttle.begin(attempt("192.0.2.1"), false, NOW).is_ok()).count();
        assert_eq!(admitted, 5);
        for _ in 0..5 {
            throttle.not_tried(attempt("192.0.2.1"));
        }
        assert!(throttle.begin(attempt("192.0.2.1"), false, NOW).is_ok(), "what was not tried is not counted");
    }

    #[test]
    fn nobody_is_locked_out_from_elsewhere() {
        let throttle = Throttle::new(30);
        for number in 0..1000 {
            let _ = throttle.begin(attempt(&format!("198.51.{}.{}", number / 250, number % 250)), false, NOW);
        }
        assert!(throttle.begin(attempt("192.0.2.1"), false, NOW).is_err(), "a flood slows who is not known");
        assert!(throttle.begin(attempt("192.0.2.1"), true, NOW).is_ok(), "where somebody is signed in it goes on");
        let device = "AAAAAAAAAAAAAAAA".parse().unwrap();
        assert!(
            throttle.begin(Attempt::OnDevice(&device), false, NOW).is_ok(),
            "and so does a device that is signed in"
        );
    }

    #[test]
    fn a_device_cookie_from_many_addresses_guesses_no_faster() {
        let throttle = Throttle::new(30);
        let cookie = Some(Digest::of(b"cookie"));
        let from = |number: u8| Attempt::SignIn("ada@example.com", [198, 51, 100, number].into(), cookie);
        let tried = (0..100).filter(|number| throttle.begin(from(*number), false, NOW).is_ok()).count();
        assert_eq!(tried, 5);
        assert!(throttle.begin(attempt("192.0.2.1"), true, NOW).is_ok(), "others are not slowed by it");
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
