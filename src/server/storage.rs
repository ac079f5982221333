//! What Latchkey keeps.
//!
//! [`Storage`] reads, and begins transactions; `statements/` holds the statements, which read and write
//! rows and decide nothing; `engine/` what is particular to a database engine. What is decided stands in
//! [`crate::server::rules`]. What is not there is `None` or `false`, not an error.

mod database;
mod engine;
mod error;
mod live_sessions;
mod outgoing;
mod records;
mod rows;
pub(in crate::server) mod statements;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use secrecy::{ExposeSecret, SecretString};

pub use self::{
    database::{Copied, Database, Examination, Lock, Opening, Server, Step},
    engine::tx::{OnRestored, Tx},
    error::{CopyError, StorageError},
    outgoing::{LeasedEmail, OutgoingEmail, WaitingEmail, WaitingKind},
    records::{
        Actor, DeviceRecord, DisownedByLink, EmailAvailability, EmailChange, EndedSession, Event, LinkPurpose,
        LocationRecord, MailLink, NewSession, NextLink, Readdressed, Reauthentication, Refusal, RememberedBrowser,
        RequestSource, Restored, Retention, Revocation, Session, SessionLeft, SessionSelection, SessionWithUser,
        StartedSession, TokenState, Undone, UnreportedSignIn, User,
    },
};
use self::{
    engine::{
        Connections,
        tx::{Reader, execute, on},
    },
    live_sessions::LiveSessions,
};
use crate::{
    model::Timestamp,
    server::ids::{SessionId, UserId},
};

/// How many live sessions are kept in memory until [`Storage::keep_in_memory`] says otherwise.
const IN_MEMORY: u32 = 1_000;

/// Everything that is kept.
pub struct Storage {
    connections: Connections,
    live: LiveSessions,
}

impl Storage {
    /// Opens the database and brings it up to date.
    ///
    /// # Errors
    /// If it isn't there though it must be, or can't be opened or brought up to date.
    pub async fn open(
        database: &Database,
        opening: Opening,
        now: Timestamp,
        on_restored: OnRestored,
    ) -> Result<Self, StorageError> {
        Ok(Self::over(Connections::open(database, opening, now, on_restored).await?))
    }

    fn over(connections: Connections) -> Self {
        Self { connections, live: LiveSessions::new(IN_MEMORY) }
    }

    /// Keeps at most so many live sessions in memory: see [`Self::check_session`].
    pub fn keep_in_memory(&self, sessions: u32) {
        self.live.set_capacity(sessions);
    }

    /// The session with this id, expired or not, as the database has it at this moment. `user` is whose it is by its
    /// token.
    ///
    /// # Errors
    /// If the database has to be asked, and does not answer.
    pub async fn check_session(
        &self,
        id: &SessionId,
        user: UserId,
    ) -> Result<Option<Arc<SessionWithUser>>, StorageError> {
        if let Some(found) = self.known_session(id, user) {
            return Ok(Some(found));
        }
        match self.connections.view() {
            Some(view) => self.live.read(view, user, self.find_session(id)).await,
            None => Ok(self.find_session(id).await?.map(Arc::new)),
        }
    }

    /// That session, if it is known without asking the database.
    pub fn known_session(&self, id: &SessionId, user: UserId) -> Option<Arc<SessionWithUser>> {
        self.live.get(self.connections.view()?, id, user)
    }

    /// A transaction that writes. Dropped without a commit, it leaves everything as it was.
    ///
    /// # Errors
    /// If the lock, or a connection, is not available in time.
    pub async fn begin(&self, lock: Lock<'_>) -> Result<Tx, StorageError> {
        self.connections.begin(lock).await
    }

    /// Commits what `tx` did to one row of many, and begins again: see [`Connections::commit_and_continue`].
    ///
    /// # Errors
    /// If it was not committed, as far as is known.
    pub async fn commit_and_continue(&self, tx: Tx) -> Result<Tx, StorageError> {
        self.connections.commit_and_continue(tx).await
    }

    /// Finishes what is under way and closes the database.
    pub async fn close(&self) {
        self.connections.close().await;
    }

    fn reader(&self) -> Reader<'_> {
        self.connections.reader()
    }
}

/// Copies the database into `file`, which must not be there, while others go on using it; how many bytes
/// that is. The copy is consistent, for its owner alone, and known for a backup when it is opened.
///
/// # Errors
/// If `file` is there already or can't be written, or if the database isn't there or can't be read.
pub async fn backup(database: &Database, file: &Path) -> Result<u64, StorageError> {
    engine::backup(database, file).await
}

impl Database {
    /// The one that `url` names; on a server, with the password from `password_file`, if that is given.
    pub fn at(url: &SecretString, password_file: Option<&Path>, connections: u32) -> Self {
        if engine::is_file(url.expose_secret()) {
            return Self::Url(url.expose_secret().to_owned());
        }
        Self::Server(Server { url: url.clone(), password_file: password_file.map(Path::to_owned), connections })
    }

    /// The file that it is in; none if it is on a server.
    pub fn file(&self) -> Option<PathBuf> {
        match self {
            Self::File(file) => Some(file.clone()),
            Self::Url(url) => engine::file_of(url),
            Self::Server(_) => None,
        }
    }

    /// Where it is, without a password that its URL may hold.
    pub fn described(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Url(url) => url.clone(),
            Self::Server(server) => server.described(),
        }
    }
}

/// Takes the steps that the schema of a database lacks, or only finds them in a `dry_run`. Nothing else is
/// changed. An empty database on a server gets its whole schema; a file must be there.
///
/// # Errors
/// If there is none, it is another program's or a later version's, or can't be brought up to date.
pub async fn migrate(database: &Database, dry_run: bool) -> Result<Vec<Step>, StorageError> {
    engine::migrate(database, dry_run).await
}

/// Looks at a database without changing anything: whether it can be opened, is up to date and undamaged.
///
/// # Errors
/// If there is none, it is another program's or a later version's, or does not answer.
pub async fn examine(database: &Database) -> Result<Examination, StorageError> {
    engine::examine(database).await
}

/// Moves an installation from one engine to the other: all its rows, in one transaction. Its files (the
/// signing key, the name of the instance) are not touched.
///
/// # Errors
/// If nothing was copied, and why: such as that the source is in use, or that there is something in the target.
pub async fn copy(
    from: &Database,
    to: &Database,
    now: Timestamp,
    on_restored: OnRestored,
) -> Result<Vec<Copied>, CopyError> {
    engine::copy::copy(from, to, now, on_restored).await
}

/// Whether a URL names a database of a kind that is supported.
pub fn is_url(url: &str) -> bool {
    engine::is_url(url)
}
