//! Emails that wait for the mail server: bounded, each kind by itself, and whoever has most gives way.

use std::{
    collections::{BTreeMap, HashMap},
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use tokio::{
    sync::{Notify, oneshot},
    time::{Instant, sleep_until},
};

use super::{Kind, message::Outgoing};
use crate::server::ids::{Digest, UserId};

/// Emails of one kind that may wait, and their bytes in all: one is 3 to 6 KB.
pub const MOST: usize = 500;
pub const MOST_BYTES: usize = 3 << 20;

/// When an email that could not be sent is tried again: after 1 s, 4 s, 16 s and so on, at the end
/// each quarter of an hour; within an hour in all. Servers that refuse whatever comes for the first
/// time ('greylisting', RFC 6647 section 2) take it a few minutes later.
fn tries() -> ExponentialBackoff {
    ExponentialBuilder::new()
        .with_min_delay(Duration::from_secs(1))
        .with_factor(4.0)
        .with_max_delay(Duration::from_mins(15))
        .with_max_times(8)
        .build()
}

/// By whose doing an email is sent: where too many wait, whoever has most gives way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sender {
    /// Somebody who isn't signed in.
    Network(IpAddr),
    Account(UserId),
    /// The person whom it is written to.
    Recipient(Digest),
}

/// An email that waits.
pub struct Item {
    pub kind: Kind,
    pub sender: Sender,
    pub outgoing: Arc<Outgoing>,
    /// Whether no other try follows this one.
    pub is_last: bool,
    delays: ExponentialBackoff,
    due: Instant,
    /// Dropped with it: whoever waits for its end learns of that.
    _end: oneshot::Sender<()>,
}

impl Item {
    pub fn new(kind: Kind, sender: Sender, outgoing: Outgoing, end: oneshot::Sender<()>) -> Self {
        let outgoing = Arc::new(outgoing);
        Self { kind, sender, outgoing, is_last: false, delays: tries(), due: Instant::now(), _end: end }
    }

    fn size(&self) -> usize {
        self.outgoing.bytes.len()
    }
}

/// Which kinds a worker takes. One is there for notices alone and one for all else: neither can wait
/// for the other behind a slow server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Serves {
    Notices,
    Others,
    /// Notices first.
    All,
}

impl Serves {
    fn takes(self, kind: Kind) -> bool {
        match self {
            Self::All => true,
            Self::Notices => kind.is_notice(),
            Self::Others => !kind.is_notice(),
        }
    }
}

/// The emails that wait.
#[derive(Default)]
pub struct Queue {
    inner: Mutex<Inner>,
    changed: Notify,
}

#[derive(Default)]
struct Inner {
    lanes: BTreeMap<Kind, Lane>,
    /// How many were taken until now: the kind that was served the longest ago is next.
    turn: u64,
    underway: usize,
    stopping: bool,
    closed: bool,
}

/// Those of one kind, the earliest first.
#[derive(Default)]
struct Lane {
    items: Vec<Item>,
    bytes: usize,
    served: u64,
}

impl Queue {
    /// Adds an email; those that have to give way to it, or itself.
    pub fn push(&self, item: Item) -> Vec<Item> {
        let mut inner = self.lock();
        if inner.closed {
            return vec![item];
        }
        let dropped = inner.push(item);
        drop(inner);
        self.changed.notify_waiters();
        dropped
    }

    /// The next one to send, once there is one; none when all is done after [`Self::stop`]. Each one that
    /// is taken ends in [`Self::put_back`] or [`Self::done`].
    pub async fn next(&self, serves: Serves) -> Option<Item> {
        loop {
            let changed = self.changed.notified();
            let due = {
                let mut inner = self.lock();
                if let Some(item) = inner.take(serves, Instant::now()) {
                    return Some(item);
                }
                if inner.stopping && inner.underway == 0 && inner.lanes.values().all(|lane| lane.items.is_empty()) {
                    inner.closed = true;
                }
                if inner.closed {
                    drop(inner);
                    self.changed.notify_waiters();
                    return None;
                }
                inner.next_due(serves)
            };
            match due {
                Some(due) => tokio::select! { () = changed => {}, () = sleep_until(due) => {} },
                None => changed.await,
            }
        }
    }

    /// Keeps an email for another try; how long it waits, or none if there were enough.
    pub fn put_back(&self, mut item: Item) -> (Option<Duration>, Vec<Item>) {
        let mut inner = self.lock();
        inner.underway -= 1;
        let delay = item.delays.next();
        let dropped = match delay {
            Some(delay) => {
                item.due = Instant::now() + delay;
                inner.push(item)
            }
            None => Vec::new(),
        };
        drop(inner);
        self.changed.notify_waiters();
        (delay, dropped)
    }

    /// One that was taken needs no other try.
    pub fn done(&self) {
        self.lock().underway -= 1;
        self.changed.notify_waiters();
    }

    /// Whatever waits gets one more try, at once.
    pub fn stop(&self) {
        self.lock().stopping = true;
        self.changed.notify_waiters();
    }

    /// How many wait or are under way.
    pub fn count(&self) -> usize {
        let inner = self.lock();
        inner.underway + inner.lanes.values().map(|lane| lane.items.len()).sum::<usize>()
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn push(&mut self, item: Item) -> Vec<Item> {
        let lane = self.lanes.entry(item.kind).or_default();
        lane.bytes += item.size();
        lane.items.push(item);
        let mut dropped = Vec::new();
        while lane.items.len() > MOST || lane.bytes > MOST_BYTES {
            let last = lane.last_of_whoever_has_most();
            dropped.push(lane.remove(last));
        }
        dropped
    }

    fn take(&mut self, serves: Serves, now: Instant) -> Option<Item> {
        let stopping = self.stopping;
        let lanes = self.lanes.iter_mut().filter(|(kind, _)| serves.takes(**kind));
        let due = lanes.filter_map(|(kind, lane)| {
            let position = lane.earliest().filter(|at| stopping || lane.items[*at].due <= now)?;
            Some((kind, lane, position))
        });
        let (_, lane, position) = due.min_by_key(|(kind, lane, _)| (!kind.is_notice(), lane.served))?;
        self.turn += 1;
        self.underway += 1;
        lane.served = self.turn;
        let mut item = lane.remove(position);
        item.is_last = stopping;
        Some(item)
    }

    fn next_due(&self, serves: Serves) -> Option<Instant> {
        let lanes = self.lanes.iter().filter(|(kind, _)| serves.takes(**kind));
        lanes.flat_map(|(_, lane)| lane.items.iter().map(|item| item.due)).min()
    }
}

impl Lane {
    fn earliest(&self) -> Option<usize> {
        (0..self.items.len()).min_by_key(|at| self.items[*at].due)
    }

    /// Of equals, it is whoever came last.
    fn last_of_whoever_has_most(&self) -> usize {
        let mut counts = HashMap::<Sender, (usize, usize)>::new();
        for (at, item) in self.items.iter().enumerate() {
            let (count, last) = counts.entry(item.sender).or_default();
            (*count, *last) = (*count + 1, at);
        }
        counts.into_values().max().map_or(0, |(_, last)| last)
    }

    fn remove(&mut self, position: usize) -> Item {
        let item = self.items.remove(position);
        self.bytes -= item.size();
        item
    }
}

#[cfg(test)]
mod tests;
