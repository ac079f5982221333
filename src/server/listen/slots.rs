//! What clients hold, limited in number; at the limit, what has waited for its client longest makes room.

use std::{
    collections::{BTreeSet, HashMap},
    net::IpAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// How what is held is ended.
#[derive(Clone, Debug, Default)]
pub struct Ends {
    /// As it pleases the protocol, a tick before `now`.
    pub ask: CancellationToken,
    /// At once.
    pub now: CancellationToken,
}

/// All that is held of one kind.
#[derive(Debug)]
pub struct Slots {
    each: usize,
    total: usize,
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    /// Counts what happens: a smaller number is longer ago.
    next: u64,
    held: HashMap<u64, Held>,
    counts: HashMap<IpAddr, usize>,
    /// What waits, by when it began to: its number, then its id.
    waiting: BTreeSet<(u64, u64)>,
    waiting_of: BTreeSet<(IpAddr, u64, u64)>,
}

#[derive(Debug)]
struct Held {
    owner: Option<IpAddr>,
    /// How many reasons it has to be busy; with none, it waits for its client.
    busy: i32,
    began: u64,
    since: Instant,
    moved: Arc<AtomicU64>,
    asked: bool,
    ends: Ends,
}

/// One of them, until it is dropped.
#[derive(Debug)]
pub struct Slot {
    id: u64,
    slots: Arc<Slots>,
    moved: Arc<AtomicU64>,
    ends: Ends,
}

impl Slots {
    /// `each` for each owner, and `total` in all.
    pub fn new(each: usize, total: usize) -> Arc<Self> {
        Arc::new(Self { each, total, inner: Mutex::default() })
    }

    /// One more, which `waits` for its client or is at work; none if there is no room and nothing waits.
    /// Without an owner only the number in all counts.
    pub fn take(self: &Arc<Self>, owner: Option<IpAddr>, ends: Ends, waits: bool) -> Option<Slot> {
        let moved = Arc::<AtomicU64>::default();
        let mut inner = self.inner();
        if let Some(owner) = owner
            && inner.counts.get(&owner).is_some_and(|count| *count >= self.each)
        {
            let (_, _, id) = *inner.waiting_of.range((owner, 0, 0)..=(owner, u64::MAX, u64::MAX)).next()?;
            inner.end(id);
        }
        if inner.held.len() >= self.total {
            let (_, id) = *inner.waiting.first()?;
            inner.end(id);
        }
        let id = inner.number();
        if let Some(owner) = owner {
            *inner.counts.entry(owner).or_default() += 1;
        }
        let held = Held {
            owner,
            busy: 1,
            began: id,
            since: Instant::now(),
            moved: Arc::clone(&moved),
            asked: false,
            ends: ends.clone(),
        };
        inner.held.insert(id, held);
        if waits {
            inner.add_busy(id, -1);
        }
        drop(inner);
        Some(Slot { id, slots: Arc::clone(self), moved, ends })
    }

    /// Ends what has waited longest.
    pub fn make_room(&self) {
        let mut inner = self.inner();
        if let Some((_, id)) = inner.waiting.first().copied() {
            inner.end(id);
        }
    }

    /// Ends everything.
    pub fn end_all(&self) {
        let mut inner = self.inner();
        for id in inner.held.keys().copied().collect::<Vec<_>>() {
            inner.end(id);
        }
    }

    /// Ends what has waited for `patience` since its client last moved as much as `least` bytes: it is asked first,
    /// and ended the next time, whatever moves in between. Being asked makes HTTP/1.1 hand on more of an answer.
    pub fn sweep(&self, now: Instant, patience: Duration, least: u64) {
        let mut inner = self.inner();
        let mut over = Vec::new();
        for (_, id) in inner.waiting.clone() {
            let Some(held) = inner.held.get_mut(&id) else { continue };
            // At every sweep: what was moved at first must not count for a client that has stopped since.
            let moved = held.moved.load(Ordering::Relaxed);
            if held.asked {
                over.push(id);
            } else if moved >= least {
                held.moved.fetch_sub(moved, Ordering::Relaxed);
                held.since = now;
            } else if now.duration_since(held.since) >= patience {
                held.asked = true;
                held.ends.ask.cancel();
            }
        }
        for id in over {
            inner.end(id);
        }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    fn add_busy(&mut self, id: u64, change: i32) {
        let began = self.number();
        let Some(held) = self.held.get_mut(&id) else { return };
        let was_waiting = held.busy <= 0;
        held.busy += change;
        let waits = held.busy <= 0;
        let (owner, before) = (held.owner, held.began);
        if waits && !was_waiting {
            held.began = began;
            held.since = Instant::now();
            held.moved.store(0, Ordering::Relaxed);
            self.waiting.insert((began, id));
            self.waiting_of.extend(owner.map(|owner| (owner, began, id)));
        } else if was_waiting && !waits {
            self.unlist(owner, before, id);
        }
    }

    fn unlist(&mut self, owner: Option<IpAddr>, began: u64, id: u64) {
        self.waiting.remove(&(began, id));
        if let Some(owner) = owner {
            self.waiting_of.remove(&(owner, began, id));
        }
    }

    fn end(&mut self, id: u64) {
        if let Some(held) = self.remove(id) {
            held.ends.now.cancel();
        }
    }

    fn remove(&mut self, id: u64) -> Option<Held> {
        let held = self.held.remove(&id)?;
        self.unlist(held.owner, held.began, id);
        if let Some(owner) = held.owner
            && let Some(count) = self.counts.get_mut(&owner)
        {
            *count -= 1;
            if *count == 0 {
                self.counts.remove(&owner);
            }
        }
        Some(held)
    }
}

impl Slot {
    /// What ends it.
    pub fn ends(&self) -> &Ends {
        &self.ends
    }

    /// It waits for its client: for one reason to work fewer.
    pub fn waits(&self) {
        self.slots.inner().add_busy(self.id, -1);
    }

    /// It is at work: for one reason more.
    pub fn works(&self) {
        self.slots.inner().add_busy(self.id, 1);
    }

    /// Its client has sent or read this many bytes.
    pub fn moved(&self, bytes: usize) {
        self.moved.fetch_add(bytes as u64, Ordering::Relaxed);
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.slots.inner().remove(self.id);
    }
}

/// Keeps a slot at work.
#[derive(Debug)]
pub struct Busy(Arc<Slot>);

impl Busy {
    /// Until it is dropped.
    pub fn on(slot: &Arc<Slot>) -> Self {
        slot.works();
        Self(Arc::clone(slot))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.waits();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: Option<IpAddr> = Some(IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1)));
    const EVE: Option<IpAddr> = Some(IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2)));

    fn waiting(slots: &Arc<Slots>, owner: Option<IpAddr>) -> Slot {
        slots.take(owner, Ends::default(), true).unwrap()
    }

    fn is_over(slot: &Slot) -> bool {
        slot.ends().now.is_cancelled()
    }

    #[test]
    fn at_the_limit_of_an_address_its_own_that_waited_longest_makes_room() {
        let slots = Slots::new(2, 10);
        let (ada, eve) = (waiting(&slots, ADA), [waiting(&slots, EVE), waiting(&slots, EVE)]);
        // It was at work meanwhile, so the other waits longer.
        drop(Busy(Arc::new(slots.take(None, Ends::default(), false).unwrap())));
        eve[0].works();
        eve[0].waits();
        let third = waiting(&slots, EVE);
        assert_eq!([&ada, &eve[0], &eve[1], &third].map(is_over), [false, false, true, false]);
    }

    #[test]
    fn in_all_the_one_that_waited_longest_makes_room_and_what_is_at_work_never_does() {
        let slots = Slots::new(10, 2);
        let working = slots.take(ADA, Ends::default(), false).unwrap();
        let idle = waiting(&slots, ADA);
        let next = slots.take(EVE, Ends::default(), false).unwrap();
        assert!(is_over(&idle) && !is_over(&working));
        assert!(slots.take(EVE, Ends::default(), true).is_none(), "nothing waits");
        drop(next);
        assert!(slots.take(None, Ends::default(), true).is_some());
    }

    #[test]
    fn nothing_is_remembered_of_what_is_gone() {
        let slots = Slots::new(2, 2);
        for _ in 0..10 {
            drop(waiting(&slots, ADA));
            drop(slots.take(EVE, Ends::default(), false));
        }
        let inner = slots.inner();
        assert!(inner.held.is_empty() && inner.counts.is_empty());
        assert!(inner.waiting.is_empty() && inner.waiting_of.is_empty());
    }

    #[test]
    fn who_stops_is_ended_one_patience_after_the_last_progress() {
        let slots = Slots::new(10, 10);
        let slot = waiting(&slots, ADA);
        let (patience, tick) = (Duration::from_secs(30), Duration::from_secs(5));
        let mut now = Instant::now();
        // The buffers of the system take the beginning of an answer, whether it is read or not.
        slot.moved(1000);
        for _ in 0..=6 {
            assert!(!slot.ends().ask.is_cancelled());
            now += tick;
            slots.sweep(now, patience, 1000);
        }
        assert!(slot.ends().ask.is_cancelled() && !is_over(&slot));
        slot.moved(1000);
        slots.sweep(now + tick, patience, 1000);
        assert!(is_over(&slot));
    }

    #[test]
    fn who_moves_nothing_is_asked_to_go_then_ended_and_who_moves_enough_stays() {
        let slots = Slots::new(10, 10);
        let (idle, reading) = (waiting(&slots, ADA), waiting(&slots, ADA));
        let working = slots.take(ADA, Ends::default(), false).unwrap();
        let patience = Duration::from_secs(30);
        let mut now = Instant::now();
        for round in 0..4 {
            reading.moved(1000);
            now += patience;
            slots.sweep(now, patience, 1000);
            assert!(idle.ends().ask.is_cancelled(), "{round}");
            assert_eq!(is_over(&idle), round > 0, "{round}");
        }
        assert!(!reading.ends().ask.is_cancelled() && !working.ends().ask.is_cancelled());
        reading.moved(999);
        now += patience;
        slots.sweep(now, patience, 1000);
        slots.sweep(now, patience, 1000);
        assert!(is_over(&reading) && !is_over(&working));
    }
}
