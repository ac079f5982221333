//! Limits on password attempts (ASVS 6.3.1), without a way to lock somebody else out.
//!
//! Attempts of one address per minute are limited. Failures at an account are counted for each network that they
//! come from, and each one after the fifth doubles the wait. A device that is signed in, or that shows the
//! account's device cookie, is counted by itself alone: nothing that others do, from its own address or elsewhere,
//! slows it. During a flood from many networks the rest of them take turns at the account (see [`turns`]).

mod memory;
mod turns;

use std::{
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock, clock::DefaultClock};
use moka::sync::Cache;

use self::{
    memory::{MEMORY, remembered},
    turns::Turns,
};
use crate::{
    model::{PublicId, Timestamp},
    server::{failure::Failure, ids::Digest, storage::Session},
};

/// Failures of one account from one network, or of one device, before the wait grows; its most.
const FREE: u32 = 5;
const LONGEST_WAIT: Duration = Duration::from_mins(15);
/// Changes that a signed-in person makes without re-authentication: each is an entry in the security log.
const CHANGES: Quota =
    Quota::per_minute(NonZeroU32::new(6).expect("not zero")).allow_burst(NonZeroU32::new(30).expect("not zero"));

/// How often somebody is advised on a new password. Each takes some milliseconds of a thread that hashes.
const ADVICE: Quota =
    Quota::per_minute(NonZeroU32::new(60).expect("not zero")).allow_burst(NonZeroU32::new(30).expect("not zero"));

/// Counts attempts.
#[derive(Clone)]
pub struct Throttle {
    by_address: Arc<DefaultKeyedRateLimiter<IpAddr>>,
    /// As many attempts a minute as an address, for each device that is known.
    by_device: Arc<DefaultKeyedRateLimiter<Digest>>,
    /// Failures of devices that are known.
    devices: Counters,
    /// Failures at accounts, and at addresses that have none. They behave alike; they are apart so
    /// that a flood of invented addresses can't push out what protects an account.
    accounts: Strangers,
    no_accounts: Strangers,
    /// Held while all counters of an attempt are checked and then counted.
    counting: Arc<Mutex<()>>,
    changes: Arc<DefaultKeyedRateLimiter<Digest>>,
    advice: Arc<DefaultKeyedRateLimiter<IpAddr>>,
}

type Counters = Cache<Digest, Failures>;

/// Failures of those who are not known: by account and network, and by account.
#[derive(Clone)]
struct Strangers {
    near: Counters,
    far: Turns,
}

/// Who tries which password.
#[derive(Clone, Copy, Debug)]
pub enum Attempt<'a> {
    /// To sign in.
    SignIn(SignIn<'a>),
    /// On a device that is signed in.
    OnDevice(&'a PublicId),
}

/// An attempt to sign in.
#[derive(Clone, Copy, Debug)]
pub struct SignIn<'a> {
    /// The key of the email address that was given.
    pub account: &'a str,
    /// Whether it has an account. Nothing that can be seen depends on it.
    pub exists: bool,
    pub from: IpAddr,
    /// The device cookie, if it is that of one of the account's devices.
    pub cookie: Option<Digest>,
    /// Whether the account is signed in somewhere in the network that it comes from.
    pub is_known_network: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Failures {
    count: u32,
    until: Option<Timestamp>,
}

impl Failures {
    fn check(self, now: Timestamp) -> Result<(), Failure> {
        // Further away than any wait: it was set while the clock was ahead.
        match self.until.filter(|until| *until > now && until.since(now) <= LONGEST_WAIT) {
            Some(until) => Err(Failure::TooManyAttempts(until.since(now))),
            None => Ok(()),
        }
    }

    fn one_more(self, now: Timestamp) -> Self {
        let count = self.count.saturating_add(1);
        let until = count.checked_sub(FREE).map(|beyond| now.plus(wait(beyond)));
        Self { count, until }
    }
}

impl Throttle {
    /// `attempts_per_minute`: for each address, and for each known device.
    pub fn new(attempts_per_minute: u32) -> Self {
        let quota = Quota::per_minute(NonZeroU32::new(attempts_per_minute).unwrap_or(NonZeroU32::MIN));
        let strangers = || Strangers { near: remembered(MEMORY), far: Turns::new() };
        Self {
            by_address: Arc::new(RateLimiter::keyed(quota)),
            by_device: Arc::new(RateLimiter::keyed(quota)),
            devices: remembered(MEMORY),
            accounts: strangers(),
            no_accounts: strangers(),
            counting: Arc::default(),
            changes: Arc::new(RateLimiter::keyed(CHANGES)),
            advice: Arc::new(RateLimiter::keyed(ADVICE)),
        }
    }

    /// Counts a request from `address`, of somebody who is not known.
    ///
    /// # Errors
    /// If it sends too many.
    pub fn admit_address(&self, address: IpAddr) -> Result<(), Failure> {
        admit(&self.by_address, &network(address))
    }

    /// Admits an attempt unless it must wait. Counts it as a failure until it turns out not to be, so that
    /// concurrent attempts get no more tries than sequential ones. An attempt that must wait is not counted.
    ///
    /// # Errors
    /// If it must wait.
    pub fn begin(&self, attempt: Attempt<'_>, now: Timestamp) -> Result<(), Failure> {
        let _all_or_none = self.counting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(device) = attempt.device() {
            let failures = self.devices.get(&device).unwrap_or_default();
            failures.check(now)?;
            admit(&self.by_device, &device)?;
            self.devices.insert(device, failures.one_more(now));
        }
        let Attempt::SignIn(sign_in) = attempt else { return Ok(()) };
        let (strangers, near) = (self.strangers(&sign_in), sign_in.near());
        let failures = strangers.near.get(&near).unwrap_or_default();
        // Others from the same address may have failed: that is not the known device's to wait for.
        if sign_in.cookie.is_none() {
            failures.check(now)?;
            if !sign_in.is_known_network {
                strangers.far.take(sign_in.account, sign_in.from, now)?;
            }
        }
        strangers.near.insert(near, failures.one_more(now));
        Ok(())
    }

    /// The password was right: undoes what [`Self::begin`] counted, and all earlier failures from there.
    pub fn succeeded(&self, attempt: Attempt<'_>) {
        let _all_or_none = self.counting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(device) = attempt.device() {
            self.devices.invalidate(&device);
        }
        if let Attempt::SignIn(sign_in) = attempt {
            self.strangers(&sign_in).near.invalidate(&sign_in.near());
            if sign_in.takes_turns() {
                self.strangers(&sign_in).far.succeeded(sign_in.account, sign_in.from);
            }
        }
    }

    /// The password was not tried: undoes what [`Self::begin`] counted.
    pub fn not_tried(&self, attempt: Attempt<'_>, now: Timestamp) {
        let _all_or_none = self.counting.lock().unwrap_or_else(PoisonError::into_inner);
        let less = |counters: &Counters, key: Digest| {
            let count = counters.get(&key).map_or(0, |failures| failures.count).saturating_sub(1);
            counters.insert(key, Failures { count, until: None });
        };
        if let Some(device) = attempt.device() {
            less(&self.devices, device);
        }
        if let Attempt::SignIn(sign_in) = attempt {
            less(&self.strangers(&sign_in).near, sign_in.near());
            if sign_in.takes_turns() {
                self.strangers(&sign_in).far.not_tried(sign_in.account, sign_in.from, now);
            }
        }
    }

    const fn strangers(&self, sign_in: &SignIn<'_>) -> &Strangers {
        if sign_in.exists { &self.accounts } else { &self.no_accounts }
    }

    /// Counts a change that needs no re-authentication: by device, and for all unrecognised devices of an account
    /// together.
    ///
    /// # Errors
    /// If there were too many: the log must not be filled until what matters is out of sight.
    pub fn admit_change(&self, session: &Session) -> Result<(), Failure> {
        admit(&self.changes, &Digest::of(format!("device\n{}", session.device_id).as_bytes()))?;
        // A thief can create any number of devices, and must not use up the owner's limits.
        if session.confirmed_at.is_none() {
            admit(&self.changes, &Digest::of(&[b"unrecognised\n", session.user_id.as_bytes()].concat()))?;
        }
        Ok(())
    }

    /// Counts advice on a new password, by the address of who asks: no attempt at any account.
    ///
    /// # Errors
    /// If there was too much.
    pub fn admit_advice(&self, address: IpAddr) -> Result<(), Failure> {
        admit(&self.advice, &network(address))
    }

    /// Drops entries that are no longer needed.
    pub fn prune(&self) {
        self.by_address.retain_recent();
        self.by_device.retain_recent();
        self.changes.retain_recent();
        self.advice.retain_recent();
        self.devices.run_pending_tasks();
        for strangers in [&self.accounts, &self.no_accounts] {
            strangers.near.run_pending_tasks();
            strangers.far.prune();
        }
    }
}

impl Attempt<'_> {
    /// The known device that it comes from: that has counters of its own.
    fn device(&self) -> Option<Digest> {
        match self {
            Self::SignIn(SignIn { account, cookie: Some(cookie), .. }) => {
                Some(Digest::of(&[account.as_bytes(), b"\n", cookie.as_bytes()].concat()))
            }
            Self::SignIn(_) => None,
            Self::OnDevice(device) => Some(Digest::of(format!("device\n{device}").as_bytes())),
        }
    }
}

impl SignIn<'_> {
    const fn takes_turns(&self) -> bool {
        self.cookie.is_none() && !self.is_known_network
    }

    fn near(&self) -> Digest {
        Digest::of(format!("{}\n{}", self.account, network(self.from)).as_bytes())
    }
}

fn admit<K: Clone + Eq + std::hash::Hash>(limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<(), Failure> {
    let now = DefaultClock::default().now();
    limiter.check_key(key).map_err(|not_until| Failure::TooManyAttempts(not_until.wait_time_from(now)))
}

/// A second, two, four … up to [`LONGEST_WAIT`].
fn wait(beyond: u32) -> Duration {
    Duration::from_secs(1).saturating_mul(1 << beyond.min(20)).min(LONGEST_WAIT)
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
mod tests;
