//! How a database is reached and opened, and what a transaction may lock.

use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;

use crate::server::ids::{Digest, SessionId, UserId};

/// Where the database is.
#[derive(Clone, Debug)]
pub enum Database {
    /// A file; every character of its path stands for itself.
    File(PathBuf),
    /// A file by its URL. In it, `%`, `?` and `#` in a path are written `%25`, `%3F` and `%23`.
    Url(String),
    /// A database server.
    Server(Server),
}

/// How to reach a database server.
#[derive(Clone, Debug)]
pub struct Server {
    /// `postgres://USER@HOST:PORT/NAME?sslmode=…`; it may hold the password.
    pub url: SecretString,
    /// The file with the password, where that is kept apart from the URL.
    pub password_file: Option<PathBuf>,
    /// At most this many connections.
    pub connections: u32,
}

impl Server {
    /// Its URL without the password and the parameters, which may hold one.
    pub fn described(&self) -> String {
        let Ok(mut url) = self.url.expose_secret().parse::<url::Url>() else { return "a server".to_owned() };
        let _ = url.set_password(None);
        url.set_query(None);
        url.set_fragment(None);
        url.to_string()
    }
}

/// What a database is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// To make it, where there is none.
    Create,
    /// To use it: where there is none, the folder is a wrong one.
    Existing,
}

/// A step of the schema.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    pub version: i64,
    pub description: String,
}

/// What a look at a database found, without changing it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examination {
    /// The steps that its schema lacks.
    pub lacking: Vec<Step>,
    /// What the engine's own check found to be damaged, if it has such a check.
    pub damage: Option<String>,
    /// Why it counts as restored from a backup, if it does.
    pub restored: Option<&'static str>,
}

/// How many rows of a table were copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copied {
    pub table: &'static str,
    pub rows: i64,
}

/// What a transaction that writes holds until it ends, so that what it reads stays true.
///
/// Everything that a person has is locked by their row in `users`: two transactions of one person take
/// turns, those of different people don't wait for each other. An engine with one writer ignores it.
#[derive(Clone, Copy, Debug)]
pub enum Lock<'a> {
    /// A person.
    User(UserId),
    /// The person whose session this is.
    UserOfSession(&'a SessionId),
    /// The person whose one-time link this is.
    UserOfLink(&'a Digest),
    Everybody,
    /// For what a single statement does, or decides nothing.
    Nothing,
}
