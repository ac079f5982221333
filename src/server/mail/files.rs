//! Emails as files, without a mail server: readable by their owner only, since they contain links.

use std::{
    fs::{self, Permissions},
    io,
    os::unix::fs::PermissionsExt,
    path::PathBuf,
};

use crate::server::{ids::EmailId, private_files};

/// The folder that they are written to.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Makes the folder, if it isn't there; closes it to others, whatever the umask was when it was made.
    ///
    /// # Errors
    /// If it can't be made or closed, or is something else: a link could lead to a folder of another's.
    pub fn open(path: PathBuf) -> io::Result<Self> {
        private_files::make_private_folder(&path)?;
        let metadata = fs::symlink_metadata(&path)?;
        if !metadata.is_dir() {
            return Err(io::Error::new(io::ErrorKind::NotADirectory, "it is a symbolic link"));
        }
        if metadata.permissions().mode() & 0o777 != 0o700 {
            fs::set_permissions(&path, Permissions::from_mode(0o700))?;
        }
        Ok(Self(path))
    }

    /// Writes one email whole, for the owner of the folder alone. One that is there was written before a crash.
    ///
    /// # Errors
    /// If it can't be written.
    pub fn write(&self, id: EmailId, bytes: &[u8]) -> io::Result<()> {
        match private_files::write_private(&self.0.join(format!("{id}.eml")), bytes, None) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            done => done,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{os::unix::fs::symlink, path::Path};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_folder_that_was_open_to_others_is_closed_and_files_are_their_owners_alone() {
        let data = tempfile::tempdir().unwrap();
        let path = data.path().join("mail");
        fs::create_dir(&path).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o777)).unwrap();
        let folder = Folder::open(path.clone()).unwrap();
        let id = EmailId::generate().unwrap();
        folder.write(id, b"whole").unwrap();
        folder.write(id, b"once more").unwrap();
        assert_eq!(mode(&path), 0o700);
        let files: Vec<_> = fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!((files.len(), mode(&files[0]), fs::read(&files[0]).unwrap()), (1, 0o600, b"whole".to_vec()));
        assert_eq!(fs::read_dir(data.path()).unwrap().count(), 1, "no draft is left");
    }

    #[test]
    fn a_link_in_the_place_of_the_folder_is_not_followed() {
        let data = tempfile::tempdir().unwrap();
        let elsewhere = data.path().join("elsewhere");
        fs::create_dir(&elsewhere).unwrap();
        fs::set_permissions(&elsewhere, Permissions::from_mode(0o755)).unwrap();
        symlink(&elsewhere, data.path().join("mail")).unwrap();
        assert!(Folder::open(data.path().join("mail")).is_err());
        assert_eq!(mode(&elsewhere), 0o755, "and what it leads to stays as it is");
    }
}
