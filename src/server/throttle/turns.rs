//! Turns at one account, for networks that it is not known in, while many of them fail.
//!
//! After [`FREE`] failures each network gets a turn of its own, one after the other, and is told
//! when that is; nobody else can take it. Networks that have failed less often have a lane of their
//! own, so that those of a flood, which have all failed, only wait for each other.

use std::{
    net::{IpAddr, Ipv6Addr},
    time::Duration,
};

use moka::sync::Cache;

use super::{MEMORY, remembered};
use crate::{
    model::Timestamp,
    server::{failure::Failure, ids::Digest},
};

/// Failures of an account from networks that it isn't known in, before they take turns.
pub const FREE: u32 = 40;
/// The time between two turns: of networks without a failure there, with one or two, with more. In
/// all 50 an hour.
pub const BETWEEN: [Duration; 3] = [Duration::from_secs(144), Duration::from_secs(288), Duration::from_secs(288)];
/// How long a turn is kept for a network that is late: nine of them may be taken at one moment.
const KEPT: Duration = Duration::from_mins(10);
/// Turns are given out so far ahead.
const AHEAD: Duration = Duration::from_hours(24);

/// Who may try next, of each account.
#[derive(Clone)]
pub struct Turns {
    accounts: Cache<Digest, Account>,
    turns: Cache<Digest, Timestamp>,
}

#[derive(Clone, Copy, Default)]
struct Account {
    failures: u32,
    /// The next turn that is free, in each lane.
    next: [Option<Timestamp>; 3],
}

impl Turns {
    /// Nobody has failed yet.
    pub fn new() -> Self {
        Self { accounts: remembered(AHEAD + MEMORY), turns: remembered(AHEAD + MEMORY) }
    }

    /// Counts an attempt, if it is the turn of that network, which failed so often.
    ///
    /// # Errors
    /// If it must wait for its turn.
    pub fn take(&self, account: &str, from: IpAddr, failed: u32, now: Timestamp) -> Result<(), Failure> {
        let key = Digest::of(account.as_bytes());
        let mut state = self.accounts.get(&key).unwrap_or_default();
        // Within the hour without a flood: turns that lie ahead still count as one.
        let last = state.next.iter().flatten().max();
        if last.is_some_and(|last| *last < now && now.since(*last) > MEMORY) {
            state = Account::default();
        }
        if state.failures < FREE {
            state.failures += 1;
            state.next[0] = state.next[0].max(Some(now));
            self.accounts.insert(key, state);
            return Ok(());
        }
        let network = turn(account, from);
        if let Some(mine) = self.turns.get(&network) {
            if mine > now {
                return Err(Failure::TooManyAttempts(mine.since(now)));
            }
            if now.since(mine) <= KEPT {
                self.turns.invalidate(&network);
                return Ok(());
            }
        }
        let lane = match failed {
            0 => 0,
            1..=2 => 1,
            _ => 2,
        };
        let mine = state.next[lane].map_or(now, |next| next.max(now));
        if mine > now.plus(AHEAD) {
            return Err(Failure::TooManyAttempts(MEMORY));
        }
        state.next[lane] = Some(mine.plus(BETWEEN[lane]));
        self.accounts.insert(key, state);
        if mine > now {
            self.turns.insert(network, mine);
            return Err(Failure::TooManyAttempts(mine.since(now)));
        }
        Ok(())
    }

    /// What was counted was not tried: who had waited for a turn may take it now.
    pub fn return_turn(&self, account: &str, from: IpAddr, now: Timestamp) {
        let state = self.accounts.get(&Digest::of(account.as_bytes()));
        if state.is_some_and(|state| state.failures >= FREE) {
            self.turns.insert(turn(account, from), now);
        }
        self.give_back(account);
    }

    /// What was counted was no guess.
    pub fn give_back(&self, account: &str) {
        let key = Digest::of(account.as_bytes());
        if let Some(state) = self.accounts.get(&key).filter(|state| state.failures < FREE) {
            self.accounts.insert(key, Account { failures: state.failures.saturating_sub(1), ..state });
        }
    }

    /// Lets go of what is no longer needed.
    pub fn tidy(&self) {
        self.accounts.run_pending_tasks();
        self.turns.run_pending_tasks();
    }
}

/// Whose turn: a subscriber may hold a /48 of IPv6, which is 65,536 networks.
fn turn(account: &str, from: IpAddr) -> Digest {
    let network = match from {
        IpAddr::V4(_) => from,
        IpAddr::V6(address) => {
            let [a, b, c, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0))
        }
    };
    Digest::of(format!("{account}\n{network}").as_bytes())
}
