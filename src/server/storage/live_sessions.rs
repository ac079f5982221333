//! The live sessions that were asked for lately, exactly as the database has them.
//!
//! A row that was read may be used again as long as nothing has changed it, in any process: that is decided by
//! the engine's view, at each check, in nanoseconds (docs/decisions/0015). Anything else, any doubt included, asks
//! the row. What is not there is not remembered.

use std::{hash::BuildHasherDefault, sync::Arc};

use quick_cache::{
    UnitWeighter,
    sync::{Cache, DefaultLifecycle},
};

use super::{
    engine::{Tag, View},
    error::StorageError,
    records::SessionWithUser,
};
use crate::server::ids::{RandomHasher, SessionId, UserId};

/// Sessions by their ids. Bounded: of many, those that are asked for least go.
pub struct LiveSessions {
    entries: Cache<SessionId, Entry, UnitWeighter, BuildHasherDefault<RandomHasher>>,
}

#[derive(Clone)]
struct Entry {
    found: Arc<SessionWithUser>,
    tag: Tag,
}

impl LiveSessions {
    /// Keeps at most so many.
    pub fn new(capacity: u32) -> Self {
        // Room is made as it is needed.
        let entries =
            Cache::with(1, capacity.into(), UnitWeighter, BuildHasherDefault::default(), DefaultLifecycle::default());
        Self { entries }
    }

    /// Keeps at most so many from now on.
    pub fn set_capacity(&self, capacity: u32) {
        self.entries.set_capacity(capacity.into());
    }

    /// The session with this id, if it is known without asking the database. `user` is whose it is by its token.
    pub fn get(&self, view: &View, id: &SessionId, user: UserId) -> Option<Arc<SessionWithUser>> {
        // In this order: the tag is looked at after the state of the file was read.
        if !view.is_exact() {
            return None;
        }
        let Entry { found, tag } = self.entries.get(id)?;
        (view.is_current(user, tag) && found.session.user_id == user).then_some(found)
    }

    /// Reads it by `row`, and keeps it if it is that user's.
    ///
    /// # Errors
    /// If `row` fails.
    pub async fn read(
        &self,
        view: &View,
        user: UserId,
        row: impl Future<Output = Result<Option<SessionWithUser>, StorageError>>,
    ) -> Result<Option<Arc<SessionWithUser>>, StorageError> {
        if !view.is_exact() {
            view.synchronize();
        }
        // Before the row is read: whatever changes it after that makes this outdated.
        let tag = view.tag(user);
        let Some(found) = row.await?.map(Arc::new) else { return Ok(None) };
        if found.session.user_id == user {
            self.entries.insert(found.session.id.clone(), Entry { found: Arc::clone(&found), tag });
        }
        Ok(Some(found))
    }
}
