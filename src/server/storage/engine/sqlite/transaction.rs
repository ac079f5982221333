//! A transaction that writes: what it ends is noted beside the database before it is answered.

use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
};

use sqlx::{Sqlite, SqliteConnection};

use super::{
    changed,
    generation::{GenerationFile, Mark},
    view::Own,
};
use crate::server::storage::error::StorageError;

/// sqlx's, and what has to be done once it is committed.
pub struct Transaction {
    inner: sqlx::Transaction<'static, Sqlite>,
    generation: Arc<GenerationFile>,
    own: Option<Own>,
}

impl Transaction {
    /// One that has begun; as `own`, if there is a view that has to know of it.
    pub fn new(inner: sqlx::Transaction<'static, Sqlite>, generation: Arc<GenerationFile>, own: Option<Own>) -> Self {
        Self { inner, generation, own }
    }

    /// Commits it. If it ended something, the file beside the database says so when this returns.
    ///
    /// # Errors
    /// If it was not committed, as far as is known.
    pub async fn commit(mut self) -> Result<(), StorageError> {
        let mark = Mark::of(&mut self.inner).await?;
        let changed = match &self.own {
            Some(_) => changed::take(&mut self.inner).await.inspect_err(|error| {
                tracing::warn!(%error, "what a transaction changed is not known: all sessions are read again");
            }),
            None => Ok(Vec::new()),
        };
        self.inner.commit().await?;
        if let Some(own) = self.own {
            own.committed(changed.ok().as_deref());
        }
        advance(self.generation, mark).await;
        Ok(())
    }

    /// Commits what opens the database, before it has a generation.
    ///
    /// # Errors
    /// If it was not committed, as far as is known.
    pub async fn commit_unmarked(self) -> Result<(), StorageError> {
        Ok(self.inner.commit().await?)
    }
}

/// Sees to it that the file says `mark`. What was committed is done in any case: that the file could not be
/// written means only that a backup from before might not be recognised, until the next that ends writes it.
pub async fn advance(generation: Arc<GenerationFile>, mark: Mark) {
    if !generation.lacks(&mark) {
        return;
    }
    // It waits for the disk.
    let written = tokio::task::spawn_blocking(move || generation.advance(&mark)).await;
    match written {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::error!(%error, "the generation file beside the database could not be written"),
        Err(error) => tracing::error!(%error, "the generation file beside the database could not be written"),
    }
}

impl Deref for Transaction {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.inner
    }
}

impl DerefMut for Transaction {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.inner
    }
}
