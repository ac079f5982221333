//! The keys that sign the tokens, in a file that only its owner can read.
//!
//! The first line is the key in use; the others still verify. A key is known by its `kid`, which is
//! looked up among these and nowhere else (RFC 8725, section 3.10).

use std::{
    fs::{self, File},
    io::{self, Read},
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::Path,
    time::Duration,
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use secrecy::{ExposeSecret, SecretBox};

use crate::{
    model::Timestamp,
    server::{
        ids::{Digest, NoRandomness, random},
        private_files::{self, Owner},
    },
};

/// How often a running server looks at the keys' file.
pub const TICK: Duration = Duration::from_secs(5);

/// 256 bits: as long as the output of HS256's hash (RFC 7518, section 3.2; RFC 8725, section 3.5).
const BYTES: usize = 32;

/// A secret for HS256, and what it is called.
pub struct SigningKey {
    pub kid: String,
    pub secret: SecretBox<[u8; BYTES]>,
    /// Since when it only verifies.
    pub retired_at: Option<Timestamp>,
}

/// The key in use, then those that still verify.
pub struct Keyring(Vec<SigningKey>);

/// Why there is no key to sign with.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("the signing key {path} can't be read or written: {source}")]
    File { path: String, source: io::Error },
    #[error(
        "the signing key {path} is not {BYTES} bytes in base64url; it is not replaced, since that would sign everybody out"
    )]
    Malformed { path: String },
    #[error("the signing key {path} can be read by other users: run chmod 600 on it")]
    Exposed { path: String },
    #[error("there is no signing key {path}: only the server creates one, at its first start; nothing was changed")]
    Missing { path: String },
    #[error(
        "the signing key {path} belongs to uid {key}, the database to uid {database}: the service can't read it, so it was not rotated; give it to that user first"
    )]
    Unreadable { path: String, key: u32, database: u32 },
    #[error("the signing key {path} was written, but what was read back is different")]
    Lost { path: String },
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
}

impl SigningKey {
    /// With these bytes.
    pub fn new(bytes: [u8; BYTES]) -> Self {
        let kid = URL_SAFE_NO_PAD.encode(&Digest::of(&bytes).as_bytes()[..6]);
        Self { kid, secret: SecretBox::new(Box::new(bytes)), retired_at: None }
    }

    fn parse(line: &str) -> Option<Self> {
        let (key, retired) = line.split_once(" retired=").map_or((line, None), |(key, at)| (key, Some(at)));
        let bytes: [u8; BYTES] = URL_SAFE_NO_PAD.decode(key).ok()?.try_into().ok()?;
        let retired_at = match retired {
            Some(at) => Some(Timestamp::from_millis(at.parse().ok()?)),
            None => None,
        };
        Some(Self { retired_at, ..Self::new(bytes) })
    }

    fn line(&self) -> String {
        let key = URL_SAFE_NO_PAD.encode(self.secret.expose_secret());
        match self.retired_at {
            Some(at) => format!("{key} retired={}\n", at.millis()),
            None => format!("{key}\n"),
        }
    }
}

impl Keyring {
    /// With one key.
    pub fn of(key: SigningKey) -> Self {
        Self(vec![key])
    }

    /// Reads the keys in `path`, or makes one there (mode 0600).
    ///
    /// # Errors
    /// If the file can't be read or written, is open to others, or holds anything but keys.
    pub fn load_or_create(path: &Path) -> Result<Self, KeyError> {
        match Self::of(SigningKey::new(random()?)).write(path, None) {
            Ok(ring) => Ok(ring),
            Err(KeyError::File { source, .. }) if source.kind() == io::ErrorKind::AlreadyExists => Self::load(path),
            Err(error) => Err(error),
        }
    }

    /// Reads the keys in `path`.
    ///
    /// # Errors
    /// If the file can't be read, is open to others, or holds anything but keys.
    pub fn load(path: &Path) -> Result<Self, KeyError> {
        let mut file = File::open(path).map_err(|source| failed(path, source))?;
        Self::read(&mut file, path)
    }

    /// Puts a new key into use. Keys retired longer than `kept` ago are dropped: every session that they may have
    /// signed has ended.
    ///
    /// The file keeps its owner, and is read back before the key is reported to be in use. A running server reloads
    /// it within seconds: see [`crate::server::auth::token::Tokens::reload`].
    ///
    /// # Errors
    /// If there is no file, or it can't be read or written: a new one would sign everybody out.
    pub fn rotate(path: &Path, now: Timestamp, kept: Duration) -> Result<Self, KeyError> {
        // Behind a link the file itself is replaced, and the link stays.
        let path = &fs::canonicalize(path).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => KeyError::Missing { path: path.display().to_string() },
            _ => failed(path, source),
        })?;
        // Two that rotate at one time would each forget the other's key. Released when it is dropped.
        let mut before = lock(path).map_err(|source| failed(path, source))?;
        let mut ring = Self::read(&mut before, path)?;
        let owner = Owner::of(path).map_err(|source| failed(path, source))?;
        for key in &mut ring.0 {
            key.retired_at.get_or_insert(now);
        }
        ring.0.retain(|key| key.retired_at.is_some_and(|at| now.since(at) < kept));
        ring.0.insert(0, SigningKey::new(random()?));
        let written = ring.write(path, Some(owner))?;
        let read = Self::load(path)?;
        // Somebody else may have rotated again in between: what was written must be there, not on top.
        let is_there = written.0.iter().all(|key| read.find(&key.kid).is_some());
        if is_there && Owner::of(path).is_ok_and(|now| now.user == owner.user) {
            Ok(read)
        } else {
            Err(KeyError::Lost { path: path.display().to_string() })
        }
    }

    /// The key in use.
    pub fn current(&self) -> &SigningKey {
        &self.0[0]
    }

    /// The key of this name.
    pub fn find(&self, kid: &str) -> Option<&SigningKey> {
        self.0.iter().find(|key| key.kid == kid)
    }

    /// All of them: the key in use first.
    pub fn iter(&self) -> impl Iterator<Item = &SigningKey> {
        self.0.iter()
    }

    /// How many keys there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    fn read(file: &mut File, path: &Path) -> Result<Self, KeyError> {
        let name = || path.display().to_string();
        let metadata = file.metadata().map_err(|source| failed(path, source))?;
        if metadata.permissions().mode() & 0o077 != 0 {
            return Err(KeyError::Exposed { path: name() });
        }
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(|source| match source.kind() {
            io::ErrorKind::InvalidData => KeyError::Malformed { path: name() },
            _ => failed(path, source),
        })?;
        let keys: Option<Vec<_>> = text.lines().map(|line| SigningKey::parse(line.trim())).collect();
        let keys = keys.filter(|keys| !keys.is_empty()).ok_or_else(|| KeyError::Malformed { path: name() })?;
        Ok(Self(keys))
    }

    /// Whole or not at all: a half-written file would stop every later start.
    fn write(self, path: &Path, replacing: Option<Owner>) -> Result<Self, KeyError> {
        let text: String = self.0.iter().map(SigningKey::line).collect();
        private_files::write_private(path, text.as_bytes(), replacing).map_err(|source| failed(path, source))?;
        Ok(self)
    }
}

fn failed(path: &Path, source: io::Error) -> KeyError {
    KeyError::File { path: path.display().to_string(), source }
}

/// Opens the file and waits until nobody else holds it. The previous holder may have replaced it.
fn lock(path: &Path) -> io::Result<File> {
    loop {
        let file = File::open(path)?;
        file.lock()?;
        let (held, there) = (file.metadata()?, fs::metadata(path)?);
        if (held.dev(), held.ino()) == (there.dev(), there.ino()) {
            return Ok(file);
        }
    }
}

#[cfg(test)]
mod tests;
