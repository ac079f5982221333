//! The key that signs the tokens: made once, kept in a file that only its owner can read.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use secrecy::SecretBox;

use super::ids::{NoRandomness, random};

/// 256 bits: as long as the output of HS256's hash (RFC 7518, section 3.2; RFC 8725, section 3.5).
const BYTES: usize = 32;

/// A secret for HS256.
pub type SigningKey = SecretBox<[u8; BYTES]>;

/// Why there is no key to sign with.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
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

/// Reads the key in `path`, or makes one there (mode 0600).
///
/// # Errors
/// If the file can't be read or written, is open to others, or holds no key.
pub fn load_or_create(path: &Path) -> Result<SigningKey, KeyError> {
    match create(path) {
        Ok(key) => Ok(key),
        Err(KeyError::File { source, .. }) if source.kind() == io::ErrorKind::AlreadyExists => read(path),
        Err(error) => Err(error),
    }
}

fn create(path: &Path) -> Result<SigningKey, KeyError> {
    let bytes = random()?;
    let in_file = |source| KeyError::File { path: path.display().to_string(), source };
    // Whole or not at all: a half-written key would stop every later start.
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let draft = folder.join(format!(".signing.key.{}", std::process::id()));
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft).map_err(in_file)?;
    let linked = file
        .write_all(URL_SAFE_NO_PAD.encode(bytes).as_bytes())
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::hard_link(&draft, path));
    fs::remove_file(&draft).map_err(in_file)?;
    linked.map_err(in_file)?;
    Ok(SigningKey::new(Box::new(bytes)))
}

fn read(path: &Path) -> Result<SigningKey, KeyError> {
    let name = || path.display().to_string();
    let in_file = |source| KeyError::File { path: name(), source };
    if fs::metadata(path).map_err(in_file)?.permissions().mode() & 0o077 != 0 {
        return Err(KeyError::Exposed { path: name() });
    }
    let text = fs::read_to_string(path).map_err(in_file)?;
    let bytes: [u8; BYTES] = URL_SAFE_NO_PAD
        .decode(text.trim())
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| KeyError::Malformed { path: name() })?;
    Ok(SigningKey::new(Box::new(bytes)))
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn a_key_is_made_once_for_its_owner_alone_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("signing.key");
        let made = load_or_create(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let read = load_or_create(&path).unwrap();
        assert_eq!(made.expose_secret(), read.expose_secret());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left behind");
    }

    #[test]
    fn a_weak_broken_or_exposed_key_stops_the_start_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("signing.key");
        for text in ["", "secret", "c2hvcnQ", "not base64!"] {
            fs::write(&path, text).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
            assert!(matches!(load_or_create(&path), Err(KeyError::Malformed { .. })), "{text}");
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(load_or_create(&path), Err(KeyError::Exposed { .. })));
    }
}
