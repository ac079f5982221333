//! Last activity, written rarely and never in a request's way.
//!
//! A request leaves a note in a queue and goes on; one task writes the notes in batches.

use std::{collections::HashMap, sync::Arc, time::Duration};

use tokio::{
    sync::{Mutex, mpsc},
    task::JoinHandle,
    time::{Instant, timeout_at},
};

use super::{
    ids::SessionId,
    storage::{Session, Storage},
};
use crate::model::Timestamp;

/// At most one write a session in this time.
const INTERVAL: Duration = Duration::from_mins(1);
/// How long the writer gathers notes before it writes them in one transaction.
const GATHER: Duration = Duration::from_secs(1);
/// Notes that may wait. One too many is dropped: a later request leaves another.
const QUEUE: usize = 4096;

/// Takes the notes.
#[derive(Clone)]
pub struct Activity {
    notes: mpsc::Sender<Note>,
    writer: Arc<Mutex<Option<JoinHandle<()>>>>,
}

enum Note {
    Active(SessionId, Timestamp),
    Close,
}

impl Activity {
    /// Starts the task that writes to `storage`.
    pub fn start(storage: Arc<dyn Storage>) -> Self {
        let (notes, queue) = mpsc::channel(QUEUE);
        let writer = tokio::spawn(write(storage, queue));
        Self { notes, writer: Arc::new(Mutex::new(Some(writer))) }
    }

    /// Notes that `session` was active `now`, if its row doesn't say so closely enough.
    pub fn note(&self, session: &Session, now: Timestamp) {
        if now.since(session.last_active_at) >= INTERVAL {
            // A full queue loses nothing that the next request doesn't bring again.
            let _ = self.notes.try_send(Note::Active(session.id.clone(), now));
        }
    }

    /// Writes what is noted, then ends the task.
    pub async fn close(&self) {
        let _ = self.notes.send(Note::Close).await;
        if let Some(writer) = self.writer.lock().await.take() {
            let _ = writer.await;
        }
    }
}

async fn write(storage: Arc<dyn Storage>, mut queue: mpsc::Receiver<Note>) {
    loop {
        let mut latest = HashMap::new();
        let mut open = true;
        let mut deadline = None;
        while open {
            let next = match deadline {
                None => Ok(queue.recv().await),
                Some(deadline) => timeout_at(deadline, queue.recv()).await,
            };
            match next {
                Ok(Some(Note::Active(id, at))) => {
                    latest.insert(id, at);
                    deadline.get_or_insert_with(|| Instant::now() + GATHER);
                }
                Ok(Some(Note::Close) | None) => open = false,
                Err(_) => break,
            }
        }
        let batch: Vec<_> = latest.into_iter().collect();
        if !batch.is_empty()
            && let Err(error) = storage.touch(&batch).await
        {
            tracing::warn!(%error, sessions = batch.len(), "last activity was not written");
        }
        if !open {
            return;
        }
    }
}
