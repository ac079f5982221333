//! Private files: written whole or not at all, never through a symbolic link, and owned by the user that the
//! service runs as, even if root writes them.
//!
//! Root is the usual case of an operator beside a service: a file of root's with mode 0600 in the
//! service's folder would keep the service from its own data.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, Permissions},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt, fchown, lchown},
    path::Path,
};

/// For the owner alone.
const PRIVATE: u32 = 0o600;
const PRIVATE_FOLDER: u32 = 0o700;

/// The owner of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    pub user: u32,
    pub group: u32,
}

/// Something here belongs to a user that this process can't act for.
#[derive(Debug, thiserror::Error)]
#[error("{path} belongs to another user (uid {owner}): run this as that user, or as root")]
pub struct Foreign {
    pub path: String,
    pub owner: u32,
}

impl Owner {
    /// Of what `path` leads to.
    ///
    /// # Errors
    /// If there is nothing, or it can't be looked at.
    pub fn of(path: &Path) -> io::Result<Self> {
        fs::metadata(path).map(|metadata| Self { user: metadata.uid(), group: metadata.gid() })
    }

    /// The owner of new files in `folder`: the folder's owner if root creates them, else the current user.
    fn for_new(folder: &Path) -> io::Result<Option<Self>> {
        if rustix::process::geteuid().is_root() { Self::of(folder).map(Some) } else { Ok(None) }
    }

    fn give(self, file: &File) -> io::Result<()> {
        let metadata = file.metadata()?;
        if metadata.uid() == self.user && metadata.gid() == self.group {
            return Ok(());
        }
        match fchown(file, Some(self.user), Some(self.group)) {
            // A group that its owner isn't in: with mode 0600 it decides nothing.
            Err(_) if metadata.uid() == self.user => Ok(()),
            done => done,
        }
    }
}

/// The folder that a file of this path is in.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether this process may write beside `path` (or, if that doesn't exist, into its folder) without taking files
/// away from their owner.
///
/// # Errors
/// If that is another user, and this process isn't root's.
pub fn require_ours(path: &Path) -> Result<(), Foreign> {
    let Some((path, owner)) = [path, folder_of(path)].into_iter().find_map(|path| Some((path, Owner::of(path).ok()?)))
    else {
        return Ok(());
    };
    let user = rustix::process::geteuid();
    if user.is_root() || user.as_raw() == owner.user {
        return Ok(());
    }
    Err(Foreign { path: path.display().to_string(), owner: owner.user })
}

/// Creates an empty file for its owner only, unless there is one.
///
/// # Errors
/// If it can't be made, or a symbolic link of that name leads to nothing: what is written through one
/// would turn up elsewhere.
pub fn make_private(path: &Path) -> io::Result<()> {
    match OpenOptions::new().write(true).create_new(true).mode(PRIVATE).open(path) {
        Ok(file) => Owner::for_new(folder_of(path))?.map_or(Ok(()), |owner| owner.give(&file)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => fs::metadata(path).map(|_| ()),
        Err(error) => Err(error),
    }
}

/// Creates a folder and its parents for their owner only; existing ones stay as they are.
///
/// # Errors
/// If one can't be made.
pub fn make_private_folder(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let above = folder_of(path);
    make_private_folder(above)?;
    match DirBuilder::new().mode(PRIVATE_FOLDER).create(path) {
        Ok(()) => Owner::for_new(above)?.map_or(Ok(()), |owner| lchown(path, Some(owner.user), Some(owner.group))),
        // Somebody else was faster.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        Err(error) => Err(error),
    }
}

/// Writes a private file whole or not at all, by way of a temporary file beside it, whose name nobody can guess and
/// which is never opened through a link. With `replacing`, replaces the existing file, and keeps its owner;
/// otherwise fails if there is one.
///
/// # Errors
/// If it can't be written, can't be given to its owner, or (without `replacing`) is there already.
pub fn write_private(path: &Path, content: &[u8], replacing: Option<Owner>) -> io::Result<()> {
    let folder = folder_of(path);
    let owner = replacing.map_or_else(|| Owner::for_new(folder), |owner| Ok(Some(owner)))?;
    let mut draft = tempfile::Builder::new()
        .prefix(".latchkey-")
        .permissions(Permissions::from_mode(PRIVATE))
        .tempfile_in(folder)?;
    if let Some(owner) = owner {
        owner.give(draft.as_file())?;
    }
    draft.write_all(content)?;
    draft.as_file().sync_all()?;
    let put = if replacing.is_some() { draft.persist(path) } else { draft.persist_noclobber(path) };
    put.map_err(|error| error.error)?;
    // Or a power loss may bring the earlier one back.
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_that_leads_to_nothing_is_not_written_through() {
        let folder = tempfile::tempdir().unwrap();
        let (link, elsewhere) = (folder.path().join("latchkey.db"), folder.path().join("elsewhere"));
        std::os::unix::fs::symlink(&elsewhere, &link).unwrap();
        assert!(make_private(&link).is_err());
        assert!(write_private(&link, b"secret", None).is_err());
        assert!(!elsewhere.exists());
    }

    #[test]
    fn a_file_is_closed_to_others_from_the_moment_that_it_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let (empty, whole) = (folder.path().join("latchkey.db"), folder.path().join("instance"));
        make_private(&empty).unwrap();
        write_private(&whole, b"secret", None).unwrap();
        for file in [empty, whole] {
            assert_eq!(fs::metadata(&file).unwrap().mode() & 0o777, 0o600, "{}", file.display());
        }
    }

    #[test]
    fn folders_are_made_for_their_owner_and_those_that_are_there_stay() {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
        let inner = folder.path().join("a/b");
        make_private_folder(&inner).unwrap();
        make_private_folder(&inner).unwrap();
        for (path, mode) in [(inner.as_path(), 0o700), (inner.parent().unwrap(), 0o700), (folder.path(), 0o755)] {
            assert_eq!(fs::metadata(path).unwrap().mode() & 0o777, mode, "{}", path.display());
        }
        fs::write(folder.path().join("file"), "").unwrap();
        assert!(make_private_folder(&folder.path().join("file/inside")).is_err());
    }
}
