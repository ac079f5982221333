//! The keys that sign the tokens, in a file that only its owner can read.
//!
//! The first line is the key in use; the others still verify. A key is known by its `kid`, which is
//! looked up among these and nowhere else (RFC 8725, section 3.10).

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    time::Duration,
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use secrecy::{ExposeSecret, SecretBox};

use super::ids::{Digest, NoRandomness, random};
use crate::model::Timestamp;

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
    #[error("there is no signing key at {path}: the server makes one when it first starts")]
    Missing { path: String },
    #[error("the signing key {path} can't be read or written: {source}")]
    File { path: String, source: io::Error },
    #[error(
        "the signing key {path} is not {BYTES} bytes in base64url; it is not replaced, for that would sign everybody out"
    )]
    Malformed { path: String },
    #[error("the signing key {path} can be read by others than its owner: run chmod 600 on it")]
    Exposed { path: String },
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
        match Self::of(SigningKey::new(random()?)).write(path, false) {
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
        let name = || path.display().to_string();
        let in_file = |source: io::Error| match source.kind() {
            io::ErrorKind::NotFound => KeyError::Missing { path: name() },
            _ => KeyError::File { path: name(), source },
        };
        if fs::metadata(path).map_err(in_file)?.permissions().mode() & 0o077 != 0 {
            return Err(KeyError::Exposed { path: name() });
        }
        let text = fs::read_to_string(path).map_err(in_file)?;
        let keys: Option<Vec<_>> = text.lines().map(|line| SigningKey::parse(line.trim())).collect();
        let keys = keys.filter(|keys| !keys.is_empty()).ok_or_else(|| KeyError::Malformed { path: name() })?;
        Ok(Self(keys))
    }

    /// Puts a new key in use. Those that were retired longer than `kept` ago, when every session that
    /// they may have signed has ended, are forgotten.
    ///
    /// # Errors
    /// If the file isn't there, or can't be read or written.
    pub fn rotate(path: &Path, now: Timestamp, kept: Duration) -> Result<Self, KeyError> {
        let mut ring = Self::load(path)?;
        for key in &mut ring.0 {
            key.retired_at.get_or_insert(now);
        }
        ring.0.retain(|key| key.retired_at.is_some_and(|at| now.since(at) < kept));
        ring.0.insert(0, SigningKey::new(random()?));
        ring.write(path, true)
    }

    /// The key in use.
    pub fn current(&self) -> &SigningKey {
        &self.0[0]
    }

    /// The key of this name.
    pub fn find(&self, kid: &str) -> Option<&SigningKey> {
        self.0.iter().find(|key| key.kid == kid)
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Never: there is always one in use.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whole or not at all: a half-written file would stop every later start.
    fn write(self, path: &Path, replace: bool) -> Result<Self, KeyError> {
        let in_file = |source| KeyError::File { path: path.display().to_string(), source };
        let draft = draft_beside(path);
        let text: String = self.0.iter().map(SigningKey::line).collect();
        let put = || {
            let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            if replace { fs::rename(&draft, path) } else { fs::hard_link(&draft, path) }
        };
        let done = put();
        let _ = fs::remove_file(&draft);
        done.map_err(in_file)?;
        Ok(self)
    }
}

fn draft_beside(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    folder.join(format!(".signing.key.{}", std::process::id()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_for_its_owner_alone_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("signing.key");
        let made = Keyring::load_or_create(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let read = Keyring::load_or_create(&path).unwrap();
        assert_eq!(made.current().secret.expose_secret(), read.current().secret.expose_secret());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left behind");
    }

    #[test]
    fn a_weak_broken_or_exposed_key_stops_the_start_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("signing.key");
        for text in ["", "secret", "c2hvcnQ", "not base64!"] {
            fs::write(&path, text).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
            assert!(matches!(Keyring::load_or_create(&path), Err(KeyError::Malformed { .. })), "{text}");
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(Keyring::load_or_create(&path), Err(KeyError::Exposed { .. })));
    }

    #[test]
    fn a_rotated_key_still_verifies_until_its_time_is_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("signing.key");
        let day = Duration::from_hours(24);
        let at = |days: u32| Timestamp::from_millis(0).plus(day * days);
        let first = Keyring::load_or_create(&path).unwrap().current().kid.clone();
        let ring = Keyring::rotate(&path, at(1), 90 * day).unwrap();
        assert_ne!(ring.current().kid, first);
        assert!(ring.find(&first).is_some() && ring.len() == 2);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let ring = Keyring::rotate(&path, at(92), 90 * day).unwrap();
        assert!(ring.find(&first).is_none() && ring.len() == 2);
        assert_eq!(Keyring::load(&path).unwrap().len(), 2);
    }
}
