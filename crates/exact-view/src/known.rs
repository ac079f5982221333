//! The state of the database that the cached rows are exact for, in a seqlock.

use std::array;

use crate::sync::{AtomicU64, Ordering, fence};

/// Read by many without a lock; written by one at a time, which the caller sees to.
pub struct Known<const WORDS: usize> {
    /// Odd while the words are written.
    version: AtomicU64,
    words: [AtomicU64; WORDS],
}

impl<const WORDS: usize> Known<WORDS> {
    /// Holds `state`.
    pub fn new(state: [u64; WORDS]) -> Self {
        Self { version: AtomicU64::new(0), words: array::from_fn(|index| AtomicU64::new(state[index])) }
    }

    /// Whether it holds `state`; `false` as well while it is being written. If it is `true`, the caller sees
    /// everything that the writer did before [`Self::set`].
    pub fn is(&self, state: &[u64; WORDS]) -> bool {
        let version = self.version.load(Ordering::Acquire);
        if version % 2 == 1 {
            return false;
        }
        let mut same = true;
        for (word, wanted) in self.words.iter().zip(state) {
            same &= word.load(Ordering::Relaxed) == *wanted;
        }
        // The words were read before the version is read again.
        fence(Ordering::Acquire);
        same && self.version.load(Ordering::Relaxed) == version
    }

    /// What it holds, for the one who may write it.
    pub fn get(&self) -> [u64; WORDS] {
        array::from_fn(|index| self.words[index].load(Ordering::Relaxed))
    }

    /// Holds `state` from now on. Nobody else may be writing it.
    pub fn set(&self, state: &[u64; WORDS]) {
        let version = self.version.load(Ordering::Relaxed);
        self.version.store(version + 1, Ordering::Relaxed);
        // The version is odd before a word changes.
        fence(Ordering::Release);
        for (word, value) in self.words.iter().zip(state) {
            word.store(*value, Ordering::Relaxed);
        }
        self.version.store(version + 2, Ordering::Release);
    }
}

#[cfg(all(loom, test))]
mod tests {
    use loom::{sync::Arc, thread};

    use super::*;

    #[test]
    fn a_state_that_never_was_is_not_read_while_another_is_written() {
        loom::model(|| {
            let known = Arc::new(Known::new([1, 1]));
            let written = Arc::clone(&known);
            let writer = thread::spawn(move || written.set(&[2, 2]));
            assert!(!known.is(&[1, 2]) && !known.is(&[2, 1]));
            writer.join().unwrap();
            assert!(known.is(&[2, 2]) && known.get() == [2, 2]);
        });
    }
}
