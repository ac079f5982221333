//! What tells this instance from others on the same host: its cookies are named after it.
//!
//! Browsers keep cookies by host, whatever the port (RFC 6265, section 8.5), so two instances with the
//! same names would overwrite each other's. The name must outlive restarts, a change of the port and
//! rotated keys, and so it is a file of its own in the data folder.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::Path,
};

use super::{
    ids::{NoRandomness, random},
    private_files::write_private,
};

const FILE: &str = "instance";
/// 40 bits: enough that no two on one host meet, and short, for it goes over the wire each time.
const LENGTH: usize = 8;
/// Base32 (RFC 4648, section 6) in lower case: each is allowed in the name of a cookie.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// The name of an instance: eight lower-case letters and digits. It is no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceId(String);

/// Why an instance has no name.
#[derive(Debug, thiserror::Error)]
pub enum InstanceError {
    #[error("{file} can't be read or written: {source}")]
    File { file: String, source: io::Error },
    #[error(
        "{file} does not hold {LENGTH} lower-case letters and digits; remove it to have a new one created, which signs everybody out"
    )]
    Malformed { file: String },
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
}

impl InstanceId {
    /// Reads the name in `folder`, or makes one there.
    ///
    /// # Errors
    /// If the file can't be read or written, or holds something else.
    pub fn load_or_create(folder: &Path) -> Result<Self, InstanceError> {
        let path = folder.join(FILE);
        let file = || path.display().to_string();
        let in_file = |source| InstanceError::File { file: file(), source };
        if !path.exists() {
            let bytes: [u8; LENGTH] = random()?;
            let name: String = bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
            match write_private(&path, name.as_bytes(), None) {
                // Another start was faster: both go on under its name.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                done => done.map_err(in_file)?,
            }
        }
        let text = fs::read_to_string(&path).map_err(in_file)?;
        text.trim().parse().map_err(|()| InstanceError::Malformed { file: file() })
    }

    /// Tells the other servers on `folder` of this one, for as long as what is returned lives; whether there was
    /// none. Some file systems have no locks: there, each is alone.
    ///
    /// # Errors
    /// If the file can't be opened.
    pub fn occupy(folder: &Path) -> io::Result<(File, bool)> {
        let file = File::open(folder.join(FILE))?;
        let alone = !matches!(file.try_lock(), Err(TryLockError::WouldBlock));
        Ok((file, alone))
    }

    /// Whether a server runs on `folder`.
    pub fn is_occupied(folder: &Path) -> bool {
        File::open(folder.join(FILE)).is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }

    /// As it stands in names.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for InstanceId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let fits = text.len() == LENGTH && text.bytes().all(|byte| ALPHABET.contains(&byte));
        if fits { Ok(Self(text.to_owned())) } else { Err(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instance_keeps_its_name_and_another_has_another() {
        let [one, other] = [(); 2].map(|()| tempfile::tempdir().unwrap());
        let name = InstanceId::load_or_create(one.path()).unwrap();
        assert_eq!(InstanceId::load_or_create(one.path()).unwrap(), name);
        assert_ne!(InstanceId::load_or_create(other.path()).unwrap(), name);
        assert_eq!(fs::read_dir(one.path()).unwrap().count(), 1, "no draft is left behind");
    }

    #[test]
    fn starts_at_one_moment_agree_on_one_name() {
        let folder = tempfile::tempdir().unwrap();
        let names: Vec<_> = std::thread::scope(|scope| {
            let starts: Vec<_> =
                (0..8).map(|_| scope.spawn(|| InstanceId::load_or_create(folder.path()).unwrap())).collect();
            starts.into_iter().map(|start| start.join().unwrap()).collect()
        });
        assert!(names.iter().all(|name| *name == names[0]), "{names:?}");
    }

    #[test]
    fn what_does_not_fit_a_header_stops_the_start_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        for text in ["", "short", "abcdefgh; Domain=example.com", "ABCDEFGH", "abc\ndefg"] {
            fs::write(folder.path().join(FILE), text).unwrap();
            let result = InstanceId::load_or_create(folder.path());
            assert!(matches!(result, Err(InstanceError::Malformed { .. })), "{text}");
            assert_eq!(fs::read_to_string(folder.path().join(FILE)).unwrap(), text);
        }
    }
}
