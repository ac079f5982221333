//! Turns at one account, for networks that it is not known in, while many of them fail.
//!
//! Each lane allows a few failures; after them each network gets a turn of its own, one after the other, and learns
//! when it is; nobody else can take it. Networks that have not failed there for a day have a lane of their own, so
//! that those of a flood, which all have, wait for each other.

use std::{
    net::{IpAddr, Ipv6Addr},
    time::Duration,
};

use moka::sync::Cache;

use super::memory::{MEMORY, remembered};
use crate::{
    model::Timestamp,
    server::{failure::Failure, ids::Digest},
};

/// For networks without a failure there, with one or two, with more: how many failures are free, and
/// the time between two turns after them. In all 50 at once, then 50 an hour.
pub const LANES: [(u32, Duration); 3] =
    [(32, Duration::from_secs(144)), (8, Duration::from_secs(288)), (10, Duration::from_secs(288))];
/// How long a turn is kept for a network that is late: nine of them may be taken at one moment.
const KEPT: Duration = Duration::from_mins(10);
/// How far ahead turns are given out, and how long failures of a network are remembered: longer than a flood's
/// networks wait for each other, or each would count as one that has not failed.
const DAY: Duration = Duration::from_hours(24);

/// Who may try next, of each account.
#[derive(Clone)]
pub struct Turns {
    accounts: Cache<Digest, Account>,
    networks: Cache<Digest, Network>,
}

type Account = [Lane; 3];

#[derive(Clone, Copy, Default)]
struct Lane {
    /// How many of the free failures are used up.
    used: u32,
    /// The next turn that is free; before there are turns, when the last failure was.
    next: Option<Timestamp>,
}

/// A network at one account.
#[derive(Clone, Copy, Default)]
struct Network {
    failed: u32,
    turn: Option<Timestamp>,
    /// Whether the last attempt was one of the free ones, rather than a turn.
    was_free: bool,
}

impl Network {
    const fn lane(self) -> usize {
        match self.failed {
            0 => 0,
            1..=2 => 1,
            _ => 2,
        }
    }
}

impl Turns {
    /// Nobody has failed yet.
    pub fn new() -> Self {
        Self { accounts: remembered(DAY + MEMORY), networks: remembered(DAY + MEMORY) }
    }

    /// Counts an attempt, if it is free or the turn of that network.
    ///
    /// # Errors
    /// If it must wait for its turn.
    pub fn take(&self, account: &str, from: IpAddr, now: Timestamp) -> Result<(), Failure> {
        let (account, key) = keys(account, from);
        let network = self.networks.get(&key).unwrap_or_default();
        let counted = |was_free| Network { failed: network.failed.saturating_add(1), turn: None, was_free };
        if let Some(mine) = network.turn {
            if mine > now {
                return Err(Failure::TooManyAttempts(mine.since(now)));
            }
            if now.since(mine) <= KEPT {
                self.networks.insert(key, counted(false));
                return Ok(());
            }
        }
        let mut lanes = self.accounts.get(&account).unwrap_or_default();
        let index = network.lane();
        let (lane, (free, between)) = (&mut lanes[index], LANES[index]);
        if lane.next.is_some_and(|next| next < now && now.since(next) > MEMORY) {
            *lane = Lane::default();
        }
        let mine = lane.next.map_or(now, |next| next.max(now));
        let is_free = lane.used < free;
        if is_free {
            lane.used += 1;
            lane.next = Some(mine);
        } else if mine > now.plus(DAY) {
            return Err(Failure::TooManyAttempts(MEMORY));
        } else {
            lane.next = Some(mine.plus(between));
        }
        self.accounts.insert(account, lanes);
        if !is_free && mine > now {
            self.networks.insert(key, Network { turn: Some(mine), ..network });
            return Err(Failure::TooManyAttempts(mine.since(now)));
        }
        self.networks.insert(key, counted(is_free));
        Ok(())
    }

    /// What was counted was not tried: it may be, at once.
    pub fn not_tried(&self, account: &str, from: IpAddr, now: Timestamp) {
        let (account, key) = keys(account, from);
        let Some(mut network) = self.networks.get(&key) else { return };
        network.failed = network.failed.saturating_sub(1);
        if network.was_free {
            self.free_again(account, network);
        } else {
            network.turn = Some(now);
        }
        self.networks.insert(key, network);
    }

    /// What was counted was no guess: nothing that failed there before matters any more.
    pub fn succeeded(&self, account: &str, from: IpAddr) {
        let (account, key) = keys(account, from);
        if let Some(mut network) = self.networks.get(&key).filter(|network| network.was_free) {
            network.failed = network.failed.saturating_sub(1);
            self.free_again(account, network);
        }
        self.networks.invalidate(&key);
    }

    fn free_again(&self, account: Digest, network: Network) {
        if let Some(mut lanes) = self.accounts.get(&account) {
            let lane = &mut lanes[network.lane()];
            lane.used = lane.used.saturating_sub(1);
            self.accounts.insert(account, lanes);
        }
    }

    /// Drops entries that are no longer needed.
    pub fn prune(&self) {
        self.accounts.run_pending_tasks();
        self.networks.run_pending_tasks();
    }
}

/// The account, and whose turn it is there: a subscriber may hold a /48 of IPv6, which is 65,536 networks.
fn keys(account: &str, from: IpAddr) -> (Digest, Digest) {
    let network = match from {
        IpAddr::V4(_) => from,
        IpAddr::V6(address) => {
            let [a, b, c, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0))
        }
    };
    (Digest::of(account.as_bytes()), Digest::of(format!("{account}\n{network}").as_bytes()))
}
