//! Limits on email: by sender, by recipient, and for each kind separately.
//!
//! What nobody asked for while signed in counts for their network, what somebody did with an account for
//! their device and the account, and everything for its recipient. The sender comes first: what is
//! refused there uses up nothing of a recipient's. Nothing of it depends on whether an address has an
//! account.

use std::{net::IpAddr, num::NonZeroU32, time::Duration};

use governor::{
    DefaultKeyedRateLimiter, NotUntil, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};

use super::Kind;
use crate::{
    model::PublicId,
    server::{
        auth::throttle::network,
        email_address::EmailAddress,
        ids::{Digest, UserId},
    },
};

const fn quota(burst: u32, per_hour: u32) -> Quota {
    let (burst, per_hour) = (NonZeroU32::new(burst), NonZeroU32::new(per_hour));
    Quota::per_hour(per_hour.expect("not zero")).allow_burst(burst.expect("not zero"))
}

/// Emails of one kind to one address. A link to a new password is good for half an hour: with one in
/// ten minutes, a person always has one, however often others ask.
const TO_RECIPIENT: Quota = quota(4, 6);
/// Emails of one kind that are asked for from one network without being signed in: a company, a school
/// or a proxy may be one.
const FROM_NETWORK: Quota = quota(30, 120);
/// Changes of the address on one device, and in all of one account: more than one device may cause, so
/// that a thief's doesn't keep the owner from changing it back.
const ON_DEVICE: Quota = quota(4, 6);
const OF_ACCOUNT: Quota = quota(12, 12);
/// Links that one device asks for to be recognised by, and all that go to one address: a thief's device must
/// not use up those of the owner's new one.
const TO_RECOGNISE: Quota = quota(2, 2);
const RECOGNITIONS: Quota = quota(12, 12);

/// Counts emails. By the clock that only goes forward: set back, the other would keep everybody waiting.
pub struct Limits {
    recipients: DefaultKeyedRateLimiter<(Kind, Digest)>,
    networks: DefaultKeyedRateLimiter<(Kind, IpAddr)>,
    devices: DefaultKeyedRateLimiter<PublicId>,
    accounts: DefaultKeyedRateLimiter<UserId>,
    recognitions: DefaultKeyedRateLimiter<PublicId>,
    to_recognise: DefaultKeyedRateLimiter<(Kind, Digest)>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            recipients: RateLimiter::keyed(TO_RECIPIENT),
            networks: RateLimiter::keyed(FROM_NETWORK),
            devices: RateLimiter::keyed(ON_DEVICE),
            accounts: RateLimiter::keyed(OF_ACCOUNT),
            recognitions: RateLimiter::keyed(TO_RECOGNISE),
            to_recognise: RateLimiter::keyed(RECOGNITIONS),
        }
    }
}

impl Limits {
    /// Counts an email requested by somebody who is not signed in.
    ///
    /// # Errors
    /// How long to wait, if there were too many from that network.
    pub fn of_network(&self, kind: Kind, address: IpAddr) -> Result<(), Duration> {
        self.networks.check_key(&(kind, network(address))).map_err(|not_until| wait(&not_until))
    }

    /// Counts a change of address.
    ///
    /// # Errors
    /// How long to wait, if there were too many on that device, or of that account.
    pub fn of_account(&self, device: &PublicId, user: UserId) -> Result<(), Duration> {
        self.devices.check_key(device).map_err(|not_until| wait(&not_until))?;
        self.accounts.check_key(&user).map_err(|not_until| wait(&not_until))
    }

    /// Counts a confirmation link requested by a device: `false` if it had too many.
    pub fn of_device(&self, device: &PublicId) -> bool {
        self.recognitions.check_key(device).is_ok()
    }

    /// Counts an email to somebody: `false` if they had too many of its kind.
    pub fn to(&self, kind: Kind, recipient: &EmailAddress) -> bool {
        // What the account asks for is limited above: its own mailbox hears of each.
        let limiter = if kind == Kind::Recognise { &self.to_recognise } else { &self.recipients };
        kind == Kind::EmailChangeAsked || limiter.check_key(&(kind, Digest::of(recipient.key().as_bytes()))).is_ok()
    }

    /// Drops entries that are no longer needed.
    pub fn prune(&self) {
        self.recipients.retain_recent();
        self.networks.retain_recent();
        self.devices.retain_recent();
        self.accounts.retain_recent();
        self.recognitions.retain_recent();
        self.to_recognise.retain_recent();
    }
}

fn wait(not_until: &NotUntil<<DefaultClock as Clock>::Instant>) -> Duration {
    not_until.wait_time_from(DefaultClock::default().now())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email(text: &str) -> EmailAddress {
        text.parse().unwrap()
    }

    #[test]
    fn emails_of_a_kind_to_one_address_are_few_and_no_kind_uses_up_anothers() {
        let limits = Limits::default();
        let ada = email("ada@example.com");
        for kind in [Kind::SignUp, Kind::EmailChange, Kind::Reset, Kind::PasswordChanged, Kind::NewDevice] {
            assert_eq!((0..20).filter(|_| limits.to(kind, &ada)).count(), 4, "{kind:?}");
        }
        assert!(limits.to(Kind::SignUp, &email("eve@example.com")));
        assert!(!limits.to(Kind::SignUp, &email("ADA@Example.com")), "it is one mailbox");
    }

    #[test]
    fn a_network_is_limited_in_each_kind_by_itself_and_ipv6_by_its_64() {
        let limits = Limits::default();
        let host = |host: u32| format!("2001:db8::{host:x}").parse().unwrap();
        assert_eq!((1..=100).filter(|number| limits.of_network(Kind::SignUp, host(*number)).is_ok()).count(), 30);
        assert!(limits.of_network(Kind::Reset, host(1)).is_ok());
        assert!(limits.of_network(Kind::SignUp, "192.0.2.1".parse().unwrap()).is_ok());
    }

    #[test]
    fn a_device_that_asks_without_end_leaves_the_account_its_share() {
        let limits = Limits::default();
        let user = UserId::generate().unwrap();
        let [thief, owner]: [PublicId; 2] = ["AAAAAAAAAAAAAAAA", "BBBBBBBBBBBBBBBB"].map(|id| id.parse().unwrap());
        assert_eq!((0..1000).filter(|_| limits.of_account(&thief, user).is_ok()).count(), 4);
        assert!(limits.of_account(&owner, user).is_ok());
        assert!(limits.of_account(&thief, user).unwrap_err() <= Duration::from_mins(10));
    }
}
