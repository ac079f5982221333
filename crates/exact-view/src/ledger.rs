//! Which of the rows that were read are still what the database holds.

use crate::{
    known::Known,
    sync::{AtomicU64, Mutex, MutexGuard, Ordering},
};

/// Up to which state of the database the cached rows are known, and which of them were changed since they were read.
///
/// Rows belong to groups (a person, say): what changes one row of a group makes all of the group outdated.
pub struct Ledger<const WORDS: usize> {
    known: Known<WORDS>,
    /// Counts the times when everything became outdated.
    generation: AtomicU64,
    /// Counts the changes of each group; groups may share a counter.
    changes: Box<[AtomicU64]>,
    /// Held by the one who writes `known`.
    turn: Mutex<Turn>,
}

#[derive(Default)]
struct Turn {
    /// A transaction of this process is between its begin and its end: its end writes `known`.
    own: bool,
}

/// When a row was read: before or after what changed its group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    generation: u64,
    changes: u64,
}

/// What a transaction of this process did.
pub enum Commit<'a> {
    /// It changed rows of these groups, and no others.
    Changed(&'a [u64]),
    /// What it changed is not known.
    Unknown,
}

impl<const WORDS: usize> Ledger<WORDS> {
    /// Starts with nothing known. `counters` is rounded up to a power of two; each takes 8 bytes.
    pub fn new(counters: usize) -> Self {
        Self {
            known: Known::new([0; WORDS]),
            generation: AtomicU64::new(0),
            changes: (0..counters.next_power_of_two()).map(|_| AtomicU64::new(0)).collect(),
            turn: Mutex::default(),
        }
    }

    /// Whether rows whose tag is current are what the database holds in `state`, which was read just now.
    /// Ask this first, then look for the row, then ask [`Self::is_current`].
    pub fn is_exact_for(&self, state: &[u64; WORDS]) -> bool {
        self.known.is(state)
    }

    /// For a row of `group` that is going to be read: take it before the read begins.
    pub fn tag(&self, group: u64) -> Tag {
        Tag {
            generation: self.generation.load(Ordering::Acquire),
            changes: self.counter(group).load(Ordering::Acquire),
        }
    }

    /// Whether nothing changed a row of `group` since `tag` was taken, as far as is known.
    pub fn is_current(&self, group: u64, tag: Tag) -> bool {
        self.tag(group) == tag
    }

    /// A transaction of this process has the right to write: nobody else commits until it ends. `state` is read
    /// after that. What others committed before makes everything outdated.
    pub fn begin(&self, state: Option<[u64; WORDS]>) {
        let mut turn = self.turn();
        turn.own = true;
        self.catch_up(state);
    }

    /// The transaction of this process was committed. `read` reads the state of the database; `is_next` tells
    /// whether exactly one commit leads from the first state to the second.
    pub fn commit(
        &self,
        commit: &Commit<'_>,
        read: impl FnOnce() -> Option<[u64; WORDS]>,
        is_next: impl FnOnce(&[u64; WORDS], &[u64; WORDS]) -> bool,
    ) {
        let mut turn = self.turn();
        turn.own = false;
        // In this order: what is read from the database after a counter has moved is of `state` or later.
        let Some(state) = read() else { return };
        match commit {
            Commit::Changed(groups) if is_next(&self.known.get(), &state) => {
                for group in *groups {
                    self.counter(*group).fetch_add(1, Ordering::AcqRel);
                }
                self.known.set(&state);
            }
            Commit::Changed(_) | Commit::Unknown => self.catch_up(Some(state)),
        }
    }

    /// The transaction of this process came to nothing, or it isn't known what became of it.
    pub fn abandon(&self) {
        self.turn().own = false;
    }

    /// Others have committed: everything is outdated, and what is read from now on is good again. Does nothing
    /// while a transaction of this process is under way, whose end does it, or while somebody else does it.
    pub fn synchronize(&self, read: impl FnOnce() -> Option<[u64; WORDS]>) {
        if let Ok(turn) = self.turn.try_lock()
            && !turn.own
        {
            self.catch_up(read());
        }
    }

    /// Only with the turn. A state that can't be read leaves all as it is: it is not the known one.
    fn catch_up(&self, state: Option<[u64; WORDS]>) {
        if let Some(state) = state
            && !self.known.is(&state)
        {
            self.generation.fetch_add(1, Ordering::AcqRel);
            self.known.set(&state);
        }
    }

    fn counter(&self, group: u64) -> &AtomicU64 {
        let mask = self.changes.len() - 1;
        #[expect(clippy::cast_possible_truncation, reason = "the low bits choose the counter")]
        &self.changes[group as usize & mask]
    }

    /// Nothing panics while it is held.
    fn turn(&self) -> MutexGuard<'_, Turn> {
        self.turn.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
