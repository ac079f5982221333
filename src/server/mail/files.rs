//! Emails as files, without a mail server: readable by their owner only, since they contain links.

use std::{
    fs::{self, Permissions},
    io,
    os::unix::fs::PermissionsExt,
    path::PathBuf,
};

use time::{OffsetDateTime, format_description::well_known::Rfc2822, macros::format_description};

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
        match private_files::write_private(&self.0.join(name(id, bytes)), bytes, None) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            done => done,
        }
    }
}

/// Characters of a subject or an address in a name: file systems take 255 bytes of all.
const PART: usize = 60;

/// '20261125T073843-a-new-device-signed-in-ada@example.com-….eml': in order, and readable without opening it.
/// Of the same email it is always the same.
fn name(id: EmailId, bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let header = |name: &str| {
        let lines = text.lines().take_while(|line| !line.is_empty());
        lines.filter_map(|line| line.split_once(": ")).find(|(found, _)| *found == name).map(|(_, value)| value)
    };
    let date = header("Date").and_then(|date| OffsetDateTime::parse(date, &Rfc2822).ok());
    let date = date.and_then(|date| date.format(format_description!("[year][month][day]T[hour][minute][second]")).ok());
    let parts = [date, header("Subject").map(plain), header("To").map(plain), Some(id.to_string())];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-") + ".eml"
}

/// What of a header can stand in the name of a file.
fn plain(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '+' | '_');
    let words: Vec<_> = text.split(|c| !is_plain(c)).filter(|word| !word.is_empty()).collect();
    words.join("-").to_lowercase().chars().take(PART).collect()
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
    fn the_name_of_a_file_says_when_what_and_to_whom_and_leaves_its_folder_in_no_case() {
        let id = EmailId::generate().unwrap();
        let email = b"From: x\r\nTo: Ada <../ada@example.com>\r\nSubject: A new device signed in\r\nDate: Wed, 25 Nov 2026 07:38:43 +0000\r\n\r\nTo: eve";
        let named = name(id, email);
        assert_eq!(named, format!("20261125T073843-a-new-device-signed-in-ada-..-ada@example.com-{id}.eml"));
        assert_eq!(name(id, b"no header\xff"), format!("{id}.eml"));
        assert!(!name(id, b"To: ../../etc/passwd\r\nSubject: /\r\n").contains('/'));
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
