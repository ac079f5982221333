//! Every interleaving of checks, reads that fill the cache, and commits of this process and of others.
//!
//! The database is a row and a header in two copies, written and read as SQLite does: `walIndexWriteHdr` and
//! `walIndexTryHdr` in its `wal.c`.
#![cfg(loom)]

use latchkey_exact_view::{Commit, Ledger, Tag};
use loom::{
    model::Builder,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering, fence},
    },
    thread,
};

const GROUP: u64 = 1;

/// A row that is live until somebody revokes it.
struct Database {
    /// Who writes holds it: SQLite's writer lock. The row is read within it as well: a snapshot.
    live: Mutex<bool>,
    header: [AtomicU64; 2],
}

impl Database {
    fn new() -> Self {
        Self { live: Mutex::new(true), header: [AtomicU64::new(1), AtomicU64::new(1)] }
    }

    /// Commits a write of the row, or one of something else; `begun` runs once nobody else may write.
    fn commit(&self, revokes: bool, begun: impl FnOnce()) {
        let mut live = self.live.lock().unwrap();
        begun();
        *live &= !revokes;
        let next = self.header[0].load(Ordering::Relaxed) + 1;
        self.header[1].store(next, Ordering::Relaxed);
        fence(Ordering::SeqCst);
        self.header[0].store(next, Ordering::Release);
    }

    fn state(&self) -> Option<[u64; 1]> {
        let first = self.header[0].load(Ordering::Relaxed);
        fence(Ordering::Acquire);
        let second = self.header[1].load(Ordering::Relaxed);
        (first == second).then_some([first])
    }

    fn select(&self) -> bool {
        *self.live.lock().unwrap()
    }
}

struct World {
    database: Database,
    ledger: Ledger<1>,
    cache: Mutex<Option<(Tag, bool)>>,
    /// Somebody was answered that the row is revoked, or a check found that it is.
    revoked: AtomicBool,
}

impl World {
    /// One in which the row is cached.
    fn new() -> Arc<Self> {
        let world = Self {
            database: Database::new(),
            ledger: Ledger::new(1),
            cache: Mutex::new(None),
            revoked: AtomicBool::new(false),
        };
        world.ledger.synchronize(|| world.database.state());
        world.fill();
        assert!(world.cached().is_some());
        Arc::new(world)
    }

    /// What a check finds without the database.
    fn cached(&self) -> Option<bool> {
        let state = self.database.state()?;
        if !self.ledger.is_exact_for(&state) {
            return None;
        }
        let (tag, live) = (*self.cache.lock().unwrap())?;
        self.ledger.is_current(GROUP, tag).then_some(live)
    }

    fn fill(&self) -> bool {
        let tag = self.ledger.tag(GROUP);
        let live = self.database.select();
        *self.cache.lock().unwrap() = Some((tag, live));
        live
    }

    /// A whole check, as a request makes it.
    fn check(&self) {
        let revoked = self.revoked.load(Ordering::Acquire);
        let live = self.cached().unwrap_or_else(|| {
            self.ledger.synchronize(|| self.database.state());
            self.fill()
        });
        assert!(!(revoked && live), "accepted although it was known to be revoked");
        if !live {
            self.revoked.store(true, Ordering::Release);
        }
    }

    /// Somebody reads the row without the cache: another process, say.
    fn look(&self) {
        if !self.database.select() {
            self.revoked.store(true, Ordering::Release);
        }
    }

    fn commit_here(&self, revokes: bool) {
        self.database.commit(revokes, || self.ledger.begin(self.database.state()));
        let groups = if revokes { &[GROUP][..] } else { &[] };
        self.ledger.commit(
            &Commit::Changed(groups),
            || self.database.state(),
            |before, after| after[0] == before[0] + 1,
        );
        if revokes {
            self.revoked.store(true, Ordering::Release);
        }
    }

    fn commit_elsewhere(&self, revokes: bool) {
        self.database.commit(revokes, || ());
        if revokes {
            self.revoked.store(true, Ordering::Release);
        }
    }
}

/// Runs each list on a thread of its own, in every order.
fn interleave(threads: &[fn(&World)]) {
    let mut builder = Builder::new();
    // More preemptions than this find nothing new here, and take hours.
    builder.preemption_bound = Some(3);
    let threads = threads.to_vec();
    builder.check(move || {
        let world = World::new();
        let running: Vec<_> = threads
            .iter()
            .map(|work| {
                let (world, work) = (Arc::clone(&world), *work);
                thread::spawn(move || work(&world))
            })
            .collect();
        for thread in running {
            thread.join().unwrap();
        }
        world.check();
        world.check();
    });
}

#[test]
fn no_check_accepts_what_another_process_revoked() {
    interleave(&[
        |world| world.commit_elsewhere(true),
        |world| {
            world.check();
            world.check();
        },
    ]);
}

#[test]
fn no_check_accepts_what_this_process_revoked() {
    interleave(&[
        |world| world.commit_here(true),
        |world| {
            world.check();
            world.check();
        },
    ]);
}

#[test]
fn what_somebody_saw_revoked_no_check_accepts() {
    for commit in [|world: &World| world.commit_here(true), |world: &World| world.commit_elsewhere(true)] {
        interleave(&[commit, |world| {
            world.look();
            world.check();
        }]);
    }
}

#[test]
fn a_row_that_was_read_too_early_is_never_used() {
    let fill = |world: &World| _ = world.fill();
    interleave(&[|world| world.commit_here(true), fill]);
    interleave(&[|world| world.commit_elsewhere(true), fill]);
    interleave(&[|world| world.commit_here(true), fill, World::check]);
}

#[test]
fn a_commit_of_another_process_beside_one_of_ours_is_noticed() {
    interleave(&[
        |world| world.commit_here(false),
        |world| world.commit_elsewhere(true),
        |world| {
            world.fill();
            world.check();
        },
    ]);
}

#[test]
fn of_two_that_synchronize_neither_keeps_an_outdated_row() {
    interleave(&[|world| world.commit_elsewhere(true), World::check, World::check]);
}
