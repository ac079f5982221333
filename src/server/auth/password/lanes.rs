//! The order in which passwords are hashed: known devices first, then the rest, network by network.
//!
//! A flood waits for itself: each network gets its turn, however many jobs of another network wait. When the queue
//! is full, a network with few jobs takes a slot from the one with most.

use std::{
    collections::VecDeque,
    fmt::Display,
    net::IpAddr,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use moka::{policy::EvictionPolicy, sync::Cache};

use crate::{
    error::AppError,
    server::{auth::throttle::network, ids::Digest},
};

/// This many jobs of known devices are served before one of a stranger that waits: known devices include those of
/// accounts that anybody can create, and must not starve the others.
const KNOWN_FIRST: u32 = 3;
/// How long, and for how many networks, it is remembered how much each was served.
const MEMORY: Duration = Duration::from_mins(10);
const CAPACITY: u64 = 10_000;

/// A queue.
#[derive(Clone, Copy, Debug)]
pub enum Lane {
    /// With a live session, the device cookie of the account, or a link from its mailbox.
    Known(Digest),
    /// Anybody else.
    Stranger(IpAddr),
}

impl Lane {
    /// That of a known person or device of this id.
    pub fn known(id: &impl Display) -> Self {
        Self::Known(Digest::of(id.to_string().as_bytes()))
    }

    fn key(self) -> Digest {
        match self {
            Self::Known(key) => key,
            Self::Stranger(address) => Digest::of(network(address).to_string().as_bytes()),
        }
    }
}

pub type Job = Box<dyn FnOnce() + Send>;

/// Two queues of the same capacity.
pub struct Lanes {
    capacity: usize,
    waiting: Mutex<Waiting>,
}

struct Waiting {
    known: Queue,
    strangers: Queue,
    known_in_a_row: u32,
}

impl Lanes {
    /// `capacity`: the slots of each queue, including the jobs being served.
    pub fn new(capacity: usize) -> Self {
        let waiting = Waiting { known: Queue::new(), strangers: Queue::new(), known_in_a_row: 0 };
        Self { capacity, waiting: Mutex::new(waiting) }
    }

    /// Queues a job. When the queue is full, a job of the client with most jobs is dropped, unless that is this
    /// client.
    ///
    /// # Errors
    /// If there is no free slot.
    pub fn enter(&self, lane: Lane, job: Job) -> Result<(), AppError> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.of(&lane).enter(lane.key(), job, self.capacity)
    }

    /// Runs the next job, if any is waiting.
    pub fn work(&self) {
        let next = self.waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
        if let Some((lane, job)) = next {
            job();
            self.waiting.lock().unwrap_or_else(PoisonError::into_inner).of(&lane).busy -= 1;
        }
    }
}

impl Waiting {
    const fn of(&mut self, lane: &Lane) -> &mut Queue {
        match lane {
            Lane::Known(_) => &mut self.known,
            Lane::Stranger(_) => &mut self.strangers,
        }
    }

    fn next(&mut self) -> Option<(Lane, Job)> {
        let any = Lane::Stranger(IpAddr::from([0, 0, 0, 0]));
        if self.known_in_a_row >= KNOWN_FIRST
            && let Some((_, job)) = self.strangers.next()
        {
            self.known_in_a_row = 0;
            return Some((any, job));
        }
        if let Some((key, job)) = self.known.next() {
            self.known_in_a_row = self.known_in_a_row.saturating_add(1);
            return Some((Lane::Known(key), job));
        }
        self.known_in_a_row = 0;
        self.strangers.next().map(|(_, job)| (any, job))
    }
}

struct Queue {
    /// The jobs of each, in the order in which it is their turn.
    turns: VecDeque<(Digest, VecDeque<Job>)>,
    waiting: usize,
    busy: usize,
    /// How many jobs of each client were served recently.
    had: Cache<Digest, u32>,
}

impl Queue {
    fn new() -> Self {
        let had = Cache::builder().max_capacity(CAPACITY).eviction_policy(EvictionPolicy::lru());
        Self { turns: VecDeque::new(), waiting: 0, busy: 0, had: had.time_to_live(MEMORY).build() }
    }

    fn enter(&mut self, key: Digest, job: Job, capacity: usize) -> Result<(), AppError> {
        if self.waiting + self.busy >= capacity {
            self.make_room(&key)?;
        }
        self.waiting += 1;
        match self.turns.iter_mut().find(|(other, _)| *other == key) {
            Some((_, jobs)) => jobs.push_back(job),
            None => self.turns.push_back((key, VecDeque::from([job]))),
        }
        Ok(())
    }

    fn make_room(&mut self, newcomer: &Digest) -> Result<(), AppError> {
        let had = |key: &Digest| self.had.get(key).unwrap_or_default();
        let own = self.turns.iter().find(|(key, _)| key == newcomer).map_or(0, |(_, jobs)| jobs.len());
        let shares = self.turns.iter().enumerate().map(|(index, (key, jobs))| ((jobs.len(), had(key)), index));
        let Some((most, index)) = shares.max() else { return Err(AppError::Busy) };
        if (own + 1, had(newcomer)) >= most {
            return Err(AppError::Busy);
        }
        // The last to come is the first to go.
        if let Some((_, jobs)) = self.turns.get_mut(index) {
            jobs.pop_back();
            self.waiting -= 1;
            if jobs.is_empty() {
                self.turns.remove(index);
            }
        }
        Ok(())
    }

    fn next(&mut self) -> Option<(Digest, Job)> {
        let (key, mut jobs) = self.turns.pop_front()?;
        let job = jobs.pop_front()?;
        self.waiting -= 1;
        self.busy += 1;
        self.had.insert(key, self.had.get(&key).unwrap_or_default().saturating_add(1));
        if !jobs.is_empty() {
            self.turns.push_back((key, jobs));
        }
        Some((key, job))
    }
}
