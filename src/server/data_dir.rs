//! The data folder, for its owner only.

use std::{
    fs::{self, Permissions},
    io,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use super::private_files;

/// What Latchkey keeps there, by how its names begin; and what a disk of its own has.
const OURS: [&str; 9] = [
    "latchkey.db",
    "generation-",
    "signing.key",
    ".signing.key",
    "instance",
    "mail",
    ".mail-",
    ".latchkey-",
    "lost+found",
];
const OTHERS: u32 = 0o077;
const OTHERS_WRITE: u32 = 0o022;

/// Why the folder can't be used.
#[derive(Debug, thiserror::Error)]
pub enum DataDirError {
    #[error("{path} can't be created or read: {source}", path = folder.display())]
    Io { folder: PathBuf, source: io::Error },
    #[error(
        "other users can write to {path} (mode {mode:03o}), and so replace the database and the key: run chmod go-w on \
         it, or name a folder of its own",
        path = folder.display()
    )]
    Open { folder: PathBuf, mode: u32 },
}

/// Makes the folder if it isn't there. One that was there and is open to others is closed to them, unless
/// it holds other things, too: then it may be somebody's home, or /tmp.
///
/// # Errors
/// If it can't be made, or if others can write to it and it can't be closed to them.
pub fn make(folder: &Path) -> Result<(), DataDirError> {
    let failed = |source| DataDirError::Io { folder: folder.to_owned(), source };
    private_files::make_private_folder(folder).map_err(failed)?;
    let mode = match openness(folder)? {
        Openness::Private => return Ok(()),
        Openness::Closable(mode) if fs::set_permissions(folder, Permissions::from_mode(mode & 0o700)).is_ok() => {
            tracing::warn!(folder = %folder.display(), mode = format!("{mode:03o}"), "the data folder was open to other users: it is closed to them now");
            return Ok(());
        }
        Openness::Closable(mode) | Openness::Shared(mode) => mode,
    };
    if mode & OTHERS_WRITE != 0 {
        return Err(DataDirError::Open { folder: folder.to_owned(), mode });
    }
    tracing::warn!(folder = %folder.display(), mode = format!("{mode:03o}"), "other users can list the data folder");
    Ok(())
}

/// How far the folder is open to other users, with its mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Openness {
    Private,
    /// It holds nothing else, so [`make`] closes it.
    Closable(u32),
    /// It holds other things, too, and stays as it is.
    Shared(u32),
}

/// How far `folder` is open to other users. Changes nothing.
///
/// # Errors
/// If it can't be looked at; or if others can write to it and it won't be closed to them.
pub fn examine(folder: &Path) -> Result<Openness, DataDirError> {
    match openness(folder)? {
        Openness::Shared(mode) if mode & OTHERS_WRITE != 0 => {
            Err(DataDirError::Open { folder: folder.to_owned(), mode })
        }
        openness => Ok(openness),
    }
}

fn openness(folder: &Path) -> Result<Openness, DataDirError> {
    let failed = |source| DataDirError::Io { folder: folder.to_owned(), source };
    let mode = fs::metadata(folder).map_err(failed)?.permissions().mode() & 0o7777;
    if mode & OTHERS == 0 {
        return Ok(Openness::Private);
    }
    let shared = mode & 0o1000 != 0 || holds_other_things(folder).map_err(failed)?;
    Ok(if shared { Openness::Shared(mode) } else { Openness::Closable(mode) })
}

fn holds_other_things(folder: &Path) -> io::Result<bool> {
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        if !name.to_str().is_some_and(|name| OURS.iter().any(|ours| name.starts_with(ours))) {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(folder: &Path) -> u32 {
        fs::metadata(folder).unwrap().permissions().mode() & 0o7777
    }

    fn folder_of(mode: u32, files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            fs::write(folder.path().join(file), "").unwrap();
        }
        fs::set_permissions(folder.path(), Permissions::from_mode(mode)).unwrap();
        folder
    }

    #[test]
    fn a_folder_that_was_there_is_closed_to_others() {
        for before in [0o777, 0o755, 0o770, 0o750, 0o700] {
            for files in [&[][..], &["latchkey.db", "latchkey.db-wal", "signing.key", "mail"]] {
                let folder = folder_of(before, files);
                make(folder.path()).unwrap();
                assert_eq!(mode(folder.path()), 0o700);
            }
        }
    }

    #[test]
    fn a_folder_that_holds_other_things_is_left_alone_and_refused_if_others_can_write_to_it() {
        for (before, files) in [(0o1777, &[][..]), (0o777, &["photo.jpg"]), (0o775, &["photo.jpg", "latchkey.db"])] {
            let folder = folder_of(before, files);
            let error = make(folder.path()).unwrap_err().to_string();
            assert!(error.contains(folder.path().to_str().unwrap()) && error.contains("chmod"), "{error}");
            assert_eq!(mode(folder.path()), before);
        }
        let folder = folder_of(0o755, &["photo.jpg"]);
        make(folder.path()).unwrap();
        assert_eq!(mode(folder.path()), 0o755);
    }
}
