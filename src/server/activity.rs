//! What a request notes by the way: written rarely, in batches, and never in the request's way.
//!
//! A request leaves a note in a queue and goes on; one task writes the notes.

use std::{collections::HashMap, sync::Arc, time::Duration};

use tokio::{
    sync::{Mutex, mpsc},
    task::JoinHandle,
    time::{Instant, timeout_at},
};

use super::{
    ids::SessionId,
    storage::{Origin, Session, Storage, StorageError},
    unusual,
};
use crate::model::Timestamp;

/// Last activity is written at most once a session in this time.
const INTERVAL: Duration = Duration::from_mins(1);
/// How long the writer gathers notes before it writes them.
const GATHER: Duration = Duration::from_secs(1);
/// Notes that may wait. One too many is dropped: of most, a later request leaves another.
const QUEUE: usize = 4096;

/// Moves of one session that are written at one time.
const MOVES: usize = 4;

/// Takes the notes.
#[derive(Clone)]
pub struct Activity {
    notes: mpsc::Sender<Note>,
    writer: Arc<Mutex<Option<JoinHandle<()>>>>,
}

enum Note {
    Active(SessionId, Timestamp),
    Moved(SessionId, Timestamp, Origin),
    TokenSeen(SessionId, i64),
    Refused(SessionId, Timestamp, Origin),
    Close,
}

/// What is written at one time.
#[derive(Default)]
struct Batch {
    active: HashMap<SessionId, Timestamp>,
    moved: HashMap<SessionId, Vec<(Timestamp, Origin)>>,
    seen: HashMap<SessionId, i64>,
    refused: Vec<(SessionId, Timestamp, Origin)>,
}

impl Activity {
    /// Starts the task that writes to `storage`.
    pub fn start(storage: Arc<dyn Storage>) -> Self {
        let (notes, queue) = mpsc::channel(QUEUE);
        let writer = tokio::spawn(write(storage, queue));
        Self { notes, writer: Arc::new(Mutex::new(Some(writer))) }
    }

    /// Notes that `session` was active `now`, and from where, if its row doesn't say so closely enough.
    pub fn active(&self, session: &Session, origin: &Origin, now: Timestamp) {
        // Where it is may be known by now: the location database was replaced.
        let located = session.place.is_unknown() && !origin.place.is_unknown();
        if origin.ip_address != session.ip_address || located {
            self.leave(Note::Moved(session.id.clone(), now, origin.clone()));
            return;
        }
        // A short idle timeout needs it closer.
        if now.since(session.last_active_at) >= INTERVAL.min(session.idle_timeout / 10) {
            self.leave(Note::Active(session.id.clone(), now));
        }
    }

    /// Notes that the newest token of `session` has come back.
    pub fn token_seen(&self, session: &Session) {
        if !session.token.seen {
            self.leave(Note::TokenSeen(session.id.clone(), session.token.issued_at));
        }
    }

    /// Notes that the token of a session that ended was refused.
    pub fn refused(&self, session: SessionId, now: Timestamp, origin: Origin) {
        self.leave(Note::Refused(session, now, origin));
    }

    /// Writes what is noted, then ends the task.
    pub async fn close(&self) {
        let _ = self.notes.send(Note::Close).await;
        if let Some(writer) = self.writer.lock().await.take() {
            let _ = writer.await;
        }
    }

    fn leave(&self, note: Note) {
        // A full queue drops it, rather than hold up the request.
        let _ = self.notes.try_send(note);
    }
}

async fn write(storage: Arc<dyn Storage>, mut queue: mpsc::Receiver<Note>) {
    loop {
        let (batch, open) = gather(&mut queue).await;
        if let Err(error) = batch.write(&*storage).await {
            tracing::warn!(%error, "what requests noted was not written");
        }
        if !open {
            return;
        }
    }
}

/// The notes of a while, and whether more may come.
async fn gather(queue: &mut mpsc::Receiver<Note>) -> (Batch, bool) {
    let mut batch = Batch::default();
    let mut deadline = None;
    loop {
        let note = match deadline {
            None => queue.recv().await,
            Some(deadline) => match timeout_at(deadline, queue.recv()).await {
                Ok(note) => note,
                Err(_) => return (batch, true),
            },
        };
        match note {
            Some(Note::Active(id, at)) => drop(batch.active.insert(id, at)),
            Some(Note::Moved(id, at, origin)) => batch.move_to(id, at, origin),
            Some(Note::TokenSeen(id, issued_at)) => drop(batch.seen.insert(id, issued_at)),
            Some(Note::Refused(id, at, origin)) => batch.refused.push((id, at, origin)),
            Some(Note::Close) | None => return (batch, false),
        }
        deadline.get_or_insert_with(|| Instant::now() + GATHER);
    }
}

impl Batch {
    /// A few of one session: one that changes its address all the time must not hold up the rest.
    fn move_to(&mut self, id: SessionId, at: Timestamp, origin: Origin) {
        let moves = self.moved.entry(id).or_default();
        if moves.len() < MOVES && moves.last().is_none_or(|(_, last)| last.ip_address != origin.ip_address) {
            moves.push((at, origin));
        }
    }

    async fn write(self, storage: &dyn Storage) -> Result<(), StorageError> {
        if !self.active.is_empty() {
            storage.touch(&self.active.into_iter().collect::<Vec<_>>()).await?;
        }
        if !self.seen.is_empty() {
            storage.token_seen(&self.seen.into_iter().collect::<Vec<_>>()).await?;
        }
        for (session, moves) in self.moved {
            for (at, origin) in moves {
                unusual::note_move(storage, &session, at, &origin).await?;
            }
        }
        for (session, at, origin) in self.refused {
            storage.add_refusal(&session, at, &origin).await?;
        }
        Ok(())
    }
}
