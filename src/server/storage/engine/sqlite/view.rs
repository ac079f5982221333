//! Whether what was read from the file is still what it holds, without asking it: see [`latchkey_exact_view`].

use std::sync::{Arc, OnceLock};

use arc_swap::ArcSwapOption;
use latchkey_exact_view::{Commit, Ledger};
use sqlx::{ConnectOptions, SqliteConnection, sqlite::SqliteConnectOptions};

pub use latchkey_exact_view::Tag;

use super::wal_index::{WORDS, WalIndex, is_next};
use crate::server::ids::UserId;

/// Counters of changes, 8 bytes each. People who share one make each other's sessions be read again.
const COUNTERS: usize = 1 << 16;

/// The view of one file.
pub struct View {
    ledger: Ledger<WORDS>,
    /// None once the view is off: then everything is read from the file.
    index: ArcSwapOption<WalIndex>,
}

/// Where a view will be found by what is opened before it.
pub type Slot = Arc<OnceLock<Arc<View>>>;

impl View {
    /// The view of the file that `options` name. It is off where the file isn't in WAL mode.
    ///
    /// # Errors
    /// If the file can't be opened.
    pub async fn open(options: &SqliteConnectOptions) -> Result<Self, sqlx::Error> {
        let index = WalIndex::of(options.connect().await?).await?;
        if index.is_none() {
            tracing::warn!("the database is not in WAL mode: each check of a session reads its row");
        }
        Ok(Self { ledger: Ledger::new(COUNTERS), index: ArcSwapOption::from_pointee(index) })
    }

    /// Whether rows with a current tag are what the file holds now. Asked before the row is looked for.
    pub fn is_exact(&self) -> bool {
        self.state().is_some_and(|state| self.ledger.is_exact_for(&state))
    }

    /// For rows of `user` that are going to be read.
    pub fn tag(&self, user: UserId) -> Tag {
        self.ledger.tag(group(user))
    }

    /// Whether nothing of `user` was changed since `tag` was taken, as far as is known.
    pub fn is_current(&self, user: UserId, tag: Tag) -> bool {
        self.ledger.is_current(group(user), tag)
    }

    /// Takes note that others have written.
    pub fn synchronize(&self) {
        self.ledger.synchronize(|| self.state());
    }

    /// A transaction of this process has the lock to write.
    pub fn begin(self: &Arc<Self>) -> Own {
        self.ledger.begin(self.state());
        Own { view: Arc::clone(self), ended: false }
    }

    /// Looks whether a new connection has the same file open. Where another file took its place under its name, the
    /// view could see changes of one and rows of the other: it goes off.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn admit(&self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        let Some(index) = self.index.load_full() else { return Ok(()) };
        if !index.is_of(connection).await? {
            tracing::error!(
                "another file is in the place of the database: the server has both open; restart it. Until then each \
                 check of a session reads its row"
            );
            self.index.store(None);
        }
        Ok(())
    }

    /// Turns the view off, and closes its connection.
    pub async fn close(&self) {
        let Some(mut index) = self.index.swap(None) else { return };
        // A check that is just reading lets go of it within nanoseconds.
        let index = loop {
            match Arc::try_unwrap(index) {
                Ok(index) => break index,
                Err(held) => index = held,
            }
            tokio::task::yield_now().await;
        };
        if let Err(error) = index.close().await {
            tracing::warn!(%error, "a connection was not closed");
        }
    }

    fn state(&self) -> Option<[u64; WORDS]> {
        self.index.load().as_ref().and_then(|index| index.state())
    }
}

/// A transaction of this process, until it ends. Dropped, it came to nothing, as far as is known.
pub struct Own {
    view: Arc<View>,
    ended: bool,
}

impl Own {
    /// It was committed, and changed what these people have; whatever there is, if that is not known.
    pub fn committed(mut self, changed: Option<&[UserId]>) {
        self.ended = true;
        let groups: Option<Vec<u64>> = changed.map(|users| users.iter().copied().map(group).collect());
        let commit = groups.as_deref().map_or(Commit::Unknown, Commit::Changed);
        self.view.ledger.commit(&commit, || self.view.state(), is_next);
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        if !self.ended {
            self.view.ledger.abandon();
        }
    }
}

/// Ids are random: any bytes of them choose a counter evenly.
fn group(user: UserId) -> u64 {
    user.as_bytes().iter().take(8).fold(0, |group, byte| group << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use sqlx::{Connection, Executor, sqlite::SqliteJournalMode};

    use super::*;

    async fn commit(connection: &mut SqliteConnection) {
        connection.execute("CREATE TABLE IF NOT EXISTS t (n INTEGER); INSERT INTO t VALUES (1)").await.unwrap();
    }

    fn wal(file: &std::path::Path) -> SqliteConnectOptions {
        SqliteConnectOptions::new().filename(file).create_if_missing(true).journal_mode(SqliteJournalMode::Wal)
    }

    #[tokio::test]
    async fn each_commit_of_anybody_ends_exactness_until_it_is_noted() {
        let folder = tempfile::tempdir().unwrap();
        let options = wal(&folder.path().join("a.db"));
        let mut other = options.connect().await.unwrap();
        commit(&mut other).await;
        let view = View::open(&options).await.unwrap();
        let user = UserId::generate().unwrap();
        for _ in 0..100 {
            view.synchronize();
            assert!(view.is_exact());
            let tag = view.tag(user);
            other.execute("SELECT * FROM t").await.unwrap();
            assert!(view.is_exact() && view.is_current(user, tag), "nothing was committed");
            commit(&mut other).await;
            assert!(!view.is_exact());
            view.synchronize();
            assert!(!view.is_current(user, tag));
        }
    }

    #[tokio::test]
    async fn a_commit_of_others_right_after_ours_makes_everything_outdated() {
        let folder = tempfile::tempdir().unwrap();
        let options = wal(&folder.path().join("a.db"));
        let mut writer = options.connect().await.unwrap();
        let mut other = options.connect().await.unwrap();
        commit(&mut writer).await;
        let view = Arc::new(View::open(&options).await.unwrap());
        let [ours, theirs] = [UserId::generate().unwrap(), UserId::generate().unwrap()];
        for is_followed in [false, true] {
            let own = view.begin();
            let tag = view.tag(theirs);
            commit(&mut writer).await;
            if is_followed {
                commit(&mut other).await;
            }
            own.committed(Some(&[ours]));
            assert!(view.is_exact());
            assert_eq!(view.is_current(theirs, tag), !is_followed);
        }
    }

    #[tokio::test]
    async fn a_file_in_the_place_of_the_database_turns_the_view_off() {
        let folder = tempfile::tempdir().unwrap();
        let [file, replacement] = ["a.db", "b.db"].map(|name| folder.path().join(name));
        let options = wal(&file);
        let mut before = options.connect().await.unwrap();
        commit(&mut before).await;
        let view = View::open(&options).await.unwrap();
        view.synchronize();
        view.admit(&mut options.connect().await.unwrap()).await.unwrap();
        assert!(view.is_exact(), "it is the same file");
        commit(&mut wal(&replacement).connect().await.unwrap()).await;
        std::fs::rename(&replacement, &file).unwrap();
        view.admit(&mut options.connect().await.unwrap()).await.unwrap();
        view.synchronize();
        assert!(!view.is_exact());
        before.close().await.unwrap();
    }

    #[tokio::test]
    async fn without_a_write_ahead_log_there_is_no_view() {
        let folder = tempfile::tempdir().unwrap();
        let on_disk = SqliteConnectOptions::new().filename(folder.path().join("a.db")).create_if_missing(true);
        for options in [on_disk.journal_mode(SqliteJournalMode::Delete), "sqlite::memory:".parse().unwrap()] {
            commit(&mut options.connect().await.unwrap()).await;
            let view = View::open(&options).await.unwrap();
            view.synchronize();
            assert!(!view.is_exact());
        }
    }
}
