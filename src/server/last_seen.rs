//! What a request notes by the way: written rarely, in batches, and never in the request's way.
//!
//! A request leaves a note and goes on; one task writes what was gathered. There is one note per session: a busy
//! session crowds out nobody else's.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex as Lock, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::{Mutex, Notify},
    task::JoinHandle,
    time::sleep,
};
use tokio_util::sync::CancellationToken;

use super::{
    anomalies,
    ids::SessionId,
    rules,
    storage::{Refusal, RequestSource, Session, Storage, StorageError},
};
use crate::{error::AppError, model::Timestamp};

/// Last activity is written at most once a session in this time.
const INTERVAL: Duration = Duration::from_mins(1);
/// How long the writer gathers notes before it writes them.
const GATHER: Duration = Duration::from_secs(1);
/// How long it waits after the database did not answer.
const RETRY: Duration = Duration::from_secs(5);
/// Moves of one session that are written at one time.
const MOVES: usize = 4;
/// Ended sessions whose refusals are gathered at one time: their tokens were signed here once, so
/// nobody has many.
const REFUSED: usize = 4096;
/// Refusals written in one transaction: other writers get their turn in between.
const CHUNK: usize = 100;

/// Takes the notes.
#[derive(Clone)]
pub struct LastSeen {
    shared: Arc<Shared>,
    writer: Arc<Mutex<Option<JoinHandle<()>>>>,
}

#[derive(Default)]
struct Shared {
    notes: Lock<Batch>,
    /// There are some.
    wake: Notify,
    closing: CancellationToken,
}

/// What is written at one time.
#[derive(Default)]
struct Batch {
    active: HashMap<SessionId, Timestamp>,
    moved: HashMap<SessionId, Vec<(Timestamp, RequestSource)>>,
    seen: HashMap<SessionId, i64>,
    refused: HashMap<SessionId, Refusal>,
    /// Requests that were refused, by why: one line of the log for all of them.
    turned_away: HashMap<&'static str, u64>,
}

impl LastSeen {
    /// Starts the task that writes to `storage`.
    pub fn start(storage: Arc<Storage>) -> Self {
        let shared = Arc::<Shared>::default();
        let writer = tokio::spawn(write(storage, Arc::clone(&shared)));
        Self { shared, writer: Arc::new(Mutex::new(Some(writer))) }
    }

    /// Notes that `session` is active `now` at `ip_address`, unless its row is recent enough; `source` is called if it
    /// may be elsewhere than the row says.
    pub fn active(
        &self,
        session: &Session,
        ip_address: IpAddr,
        now: Timestamp,
        source: impl FnOnce() -> RequestSource,
    ) {
        if ip_address != session.ip_address || session.location.is_unknown() {
            let source = source();
            // Its location may have become known: the location database was replaced.
            if ip_address != session.ip_address || !source.location.is_unknown() {
                self.note(|batch| batch.move_to(session.id.clone(), now, source));
                return;
            }
        }
        // A short idle timeout needs it closer. From the future: the clock was moved back.
        let since = now.since(session.last_active_at).max(session.last_active_at.since(now));
        if since >= INTERVAL.min(session.idle_timeout / 10) {
            self.note(|batch| _ = batch.active.insert(session.id.clone(), now));
        }
    }

    /// Notes that the newest token of `session` has come back.
    pub fn token_seen(&self, session: &Session) {
        if !session.token.seen {
            self.note(|batch| _ = batch.seen.insert(session.id.clone(), session.token.issued_at));
        }
    }

    /// Notes that the token of an ended session was refused; `source` is called once a batch.
    pub fn refused(&self, session: SessionId, now: Timestamp, source: impl FnOnce() -> RequestSource) {
        if !self.shared.notes().refused_again(&session, now) {
            let source = source();
            self.note(|batch| batch.refuse(session, now, source));
        }
    }

    /// Notes for the log that a request was refused: not a line each, which anybody could fill it with.
    pub fn turned_away(&self, error: AppError) {
        self.note(|batch| *batch.turned_away.entry(error.into()).or_default() += 1);
    }

    /// Writes what is noted, then ends the task.
    pub async fn close(&self) {
        self.shared.closing.cancel();
        if let Some(writer) = self.writer.lock().await.take() {
            let _ = writer.await;
        }
    }

    fn note(&self, note: impl FnOnce(&mut Batch)) {
        note(&mut self.shared.notes());
        self.shared.wake.notify_one();
    }
}

impl Shared {
    fn notes(&self) -> MutexGuard<'_, Batch> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn write(storage: Arc<Storage>, shared: Arc<Shared>) {
    let mut pause = GATHER;
    loop {
        let _ = shared.closing.run_until_cancelled(shared.wake.notified()).await;
        let _ = shared.closing.run_until_cancelled(sleep(pause)).await;
        let last = shared.closing.is_cancelled();
        let mut batch = std::mem::take(&mut *shared.notes());
        batch.log();
        pause = GATHER;
        if let Err(error) = batch.write(&storage).await {
            tracing::warn!(%error, "notes of requests were not written");
            shared.notes().put_back(batch);
            shared.wake.notify_one();
            pause = RETRY;
        }
        if last {
            return;
        }
    }
}

impl Batch {
    /// A few of one session: one that changes its address all the time must not hold up the rest.
    fn move_to(&mut self, id: SessionId, at: Timestamp, source: RequestSource) {
        let moves = self.moved.entry(id).or_default();
        if moves.len() < MOVES && moves.last().is_none_or(|(_, last)| last.ip_address != source.ip_address) {
            moves.push((at, source));
        }
    }

    /// Counts one more refusal of a session that is noted already.
    fn refused_again(&mut self, id: &SessionId, at: Timestamp) -> bool {
        let Some(refusal) = self.refused.get_mut(id) else { return false };
        refusal.count = refusal.count.saturating_add(1);
        refusal.last_at = at;
        true
    }

    fn refuse(&mut self, id: SessionId, at: Timestamp, source: RequestSource) {
        if !self.refused_again(&id, at) && self.refused.len() < REFUSED {
            self.refused.insert(id, Refusal { count: 1, first_at: at, last_at: at, source });
        }
    }

    /// What could not be written waits, beside what came meanwhile.
    fn put_back(&mut self, earlier: Self) {
        for (id, at) in earlier.active {
            self.active.entry(id).or_insert(at);
        }
        for (id, issued_at) in earlier.seen {
            self.seen.entry(id).or_insert(issued_at);
        }
        for (id, mut moves) in earlier.moved {
            let later = self.moved.entry(id).or_default();
            moves.append(later);
            moves.truncate(MOVES);
            *later = moves;
        }
        for (id, earlier) in earlier.refused {
            if let Some(later) = self.refused.get_mut(&id) {
                let count = earlier.count.saturating_add(later.count);
                *later = Refusal { count, last_at: later.last_at, ..earlier };
            } else if self.refused.len() < REFUSED {
                self.refused.insert(id, earlier);
            }
        }
    }

    fn log(&mut self) {
        for (error, requests) in self.turned_away.drain() {
            tracing::info!(error, requests, "requests were refused");
        }
    }

    /// Writes it; what is left is what could not be written.
    async fn write(&mut self, storage: &Storage) -> Result<(), StorageError> {
        if !self.active.is_empty() {
            rules::sessions::touch(storage, &copied(&self.active)).await?;
            self.active.clear();
        }
        if !self.seen.is_empty() {
            rules::sessions::token_seen(storage, &copied(&self.seen)).await?;
            self.seen.clear();
        }
        while let Some(session) = self.moved.keys().next().cloned() {
            let moves = self.moved.get(&session).map(Vec::as_slice).unwrap_or_default();
            for (at, source) in moves {
                passing(anomalies::note_move(storage, &session, *at, source).await)?;
            }
            self.moved.remove(&session);
        }
        while !self.refused.is_empty() {
            let chunk: Vec<_> = self.refused.iter().take(CHUNK).map(|(id, it)| (id.clone(), it.clone())).collect();
            passing(rules::log::add_refusals(storage, &chunk).await)?;
            for (id, _) in &chunk {
                self.refused.remove(id);
            }
        }
        Ok(())
    }
}

/// What will fail again however often it is tried is given up: it must not hold up the rest.
fn passing(done: Result<(), StorageError>) -> Result<(), StorageError> {
    done.or_else(|error| {
        if let StorageError::Database(_) = error {
            Err(error)
        } else {
            tracing::warn!(%error, "a note of a request can't be written");
            Ok(())
        }
    })
}

fn copied<T: Copy>(notes: &HashMap<SessionId, T>) -> Vec<(SessionId, T)> {
    notes.iter().map(|(id, value)| (id.clone(), *value)).collect()
}
