//! Recognises a database that was restored from a backup, in which revoked sessions would be live again.
//!
//! A generation is kept twice: in the database, and in `generation-NAME` beside it, which a backup of the
//! database does not hold. It is a random lineage and a number. Triggers advance the number in the same
//! transaction as whatever ends or restricts something (migration 0004); before such a transaction is
//! answered, the file has the number, too. A request that only reads or notes activity costs nothing more.
//!
//! The database is committed first, then the file is written: a crash in between leaves the database
//! ahead, which is no cause for alarm, since no end was answered that a copy of the older number lacks.
//! The other order would sign everybody out after a crash or a full disk. The file keeps its length and is
//! written in place: that takes no room on a full disk.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read},
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
    sync::atomic::{AtomicI64, Ordering},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sqlx::{FromRow, SqliteConnection};

use crate::server::{
    ids::{NoRandomness, random},
    private_files::{folder_of, make_private},
    storage::error::StorageError,
};

/// A state of the data.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Mark {
    pub lineage: String,
    pub number: i64,
}

impl Mark {
    /// That of the database.
    ///
    /// # Errors
    /// If it does not answer.
    pub async fn of(connection: &mut SqliteConnection) -> Result<Self, sqlx::Error> {
        sqlx::query_as("SELECT lineage, number FROM generation").fetch_one(connection).await
    }

    /// Writes it into the database.
    ///
    /// # Errors
    /// If it does not answer.
    pub async fn put(&self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        let update = sqlx::query("UPDATE generation SET lineage = $1, number = $2");
        update.bind(&self.lineage).bind(self.number).execute(connection).await?;
        Ok(())
    }

    /// Always of the same length.
    fn line(&self) -> String {
        format!("{} {:019}\n", self.lineage, self.number)
    }

    fn parse(text: &str) -> Option<Self> {
        let (lineage, number) = text.strip_suffix('\n')?.split_once(' ')?;
        let number = number.parse().ok().filter(|number| *number >= 0)?;
        (!lineage.is_empty()).then(|| Self { lineage: lineage.to_owned(), number })
    }
}

/// A lineage that no file has.
///
/// # Errors
/// If the system provides no randomness.
pub fn new_lineage() -> Result<String, NoRandomness> {
    let bytes: [u8; 16] = random()?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// What the file beside the database says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beside {
    Missing,
    Unreadable,
    Mark(Mark),
}

/// What a database is, by its own generation and that beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The one that was served last; it may be ahead by what was not answered.
    Current,
    /// One that was never opened with a generation; of this lineage, if making it was under way.
    New(Option<String>),
    /// Another one, and why: what it says is live may have been ended.
    Restored(&'static str),
}

/// Decides it. In doubt it was restored: that costs a sign-in.
pub fn judge(beside: &Beside, database: &Mark) -> Verdict {
    match beside {
        Beside::Missing if database.lineage.is_empty() => Verdict::New(None),
        Beside::Missing => Verdict::Restored("the file with its generation is not beside it"),
        Beside::Unreadable => Verdict::Restored("the file with its generation can't be understood"),
        // The number 0 is written before the database has a lineage.
        Beside::Mark(mark) if database.lineage.is_empty() && mark.number == 0 => {
            Verdict::New(Some(mark.lineage.clone()))
        }
        Beside::Mark(_) if database.lineage.is_empty() => Verdict::Restored("it is from before generations were kept"),
        Beside::Mark(mark) if mark.lineage != database.lineage => Verdict::Restored("it was not served from here last"),
        Beside::Mark(mark) if mark.number > database.number => {
            Verdict::Restored("it is older than what was served from here")
        }
        Beside::Mark(_) => Verdict::Current,
    }
}

/// The file beside the database.
pub struct GenerationFile {
    path: PathBuf,
    /// The newest number that this process knows to be in it; -1 before the database is opened.
    recorded: AtomicI64,
}

impl GenerationFile {
    /// That of the database in `file`. Its name doesn't begin as the database's does, so that a pattern
    /// which takes in the database and its log leaves it out.
    pub fn of(file: &Path) -> Self {
        let mut name = std::ffi::OsString::from("generation-");
        name.push(file.file_name().unwrap_or_default());
        Self { path: file.with_file_name(name), recorded: AtomicI64::new(-1) }
    }

    /// What it says.
    ///
    /// # Errors
    /// If it is there and can't be read: then nothing is decided.
    pub fn read(&self) -> Result<Beside, StorageError> {
        match fs::read(&self.path) {
            Ok(bytes) => Ok(understood(&bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Beside::Missing),
            Err(source) => Err(StorageError::File { path: self.path.clone(), source }),
        }
    }

    /// Writes `mark` into it, of whatever lineage it was. Of its own it never goes back.
    ///
    /// # Errors
    /// If it can't be written.
    pub fn replace(&self, mark: &Mark) -> Result<(), StorageError> {
        self.write(mark, true).map_err(|source| StorageError::File { path: self.path.clone(), source })
    }

    /// Whether `mark` is not known to be in it.
    pub fn lacks(&self, mark: &Mark) -> bool {
        mark.number > self.recorded.load(Ordering::Acquire)
    }

    /// Writes `mark` into it, if it is of the same lineage and says less.
    ///
    /// # Errors
    /// If it can't be written.
    pub fn advance(&self, mark: &Mark) -> io::Result<()> {
        self.write(mark, false)
    }

    /// On the disk when it returns. Several processes may do so at once.
    fn write(&self, mark: &Mark, any_lineage: bool) -> io::Result<()> {
        make_private(&self.path)?;
        let mut file = OpenOptions::new().read(true).write(true).open(&self.path)?;
        lock(&file)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let newer = match understood(&bytes) {
            Beside::Mark(there) if there.lineage == mark.lineage => there.number < mark.number,
            Beside::Mark(_) if !any_lineage => {
                return Err(io::Error::other("it belongs to another database: one was restored while this server ran"));
            }
            _ => true,
        };
        if newer {
            let line = mark.line();
            file.write_all_at(line.as_bytes(), 0)?;
            file.set_len(u64::try_from(line.len()).unwrap_or(u64::MAX))?;
            file.sync_all()?;
        }
        // That it is there at all has to last, too.
        if bytes.is_empty() {
            File::open(folder_of(&self.path))?.sync_all()?;
        }
        self.recorded.fetch_max(mark.number, Ordering::AcqRel);
        Ok(())
    }
}

fn understood(bytes: &[u8]) -> Beside {
    str::from_utf8(bytes).ok().and_then(Mark::parse).map_or(Beside::Unreadable, Beside::Mark)
}

/// Some file systems have no locks: there, at the worst, the older of two numbers stays for a while.
fn lock(file: &File) -> io::Result<()> {
    match file.lock() {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(()),
        done => done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(lineage: &str, number: i64) -> Mark {
        Mark { lineage: lineage.to_owned(), number }
    }

    #[test]
    fn a_database_that_is_not_the_last_one_served_is_a_restored_one() {
        let beside = |lineage, number| Beside::Mark(mark(lineage, number));
        for (file, database) in [
            (beside("a", 5), mark("a", 4)),
            (beside("a", 5), mark("b", 5)),
            (beside("a", 5), mark("b", 9)),
            (beside("a", 5), mark("", 0)),
            (beside("a", 5), mark("", 9)),
            (Beside::Missing, mark("a", 5)),
            (Beside::Unreadable, mark("a", 5)),
            (Beside::Unreadable, mark("", 0)),
        ] {
            assert!(matches!(judge(&file, &database), Verdict::Restored(_)), "{file:?} {database:?}");
        }
        // Ahead: the process died between the two writes, or an older file was put back.
        for (file, database) in
            [(beside("a", 5), mark("a", 5)), (beside("a", 5), mark("a", 6)), (beside("a", 0), mark("a", 1))]
        {
            assert_eq!(judge(&file, &database), Verdict::Current);
        }
        assert_eq!(judge(&Beside::Missing, &mark("", 0)), Verdict::New(None));
        assert_eq!(judge(&beside("a", 0), &mark("", 0)), Verdict::New(Some("a".to_owned())), "died while making it");
    }

    #[test]
    fn the_file_never_goes_back_and_never_changes_its_length() {
        let folder = tempfile::tempdir().unwrap();
        let file = GenerationFile::of(&folder.path().join("latchkey.db"));
        assert_eq!(file.read().unwrap(), Beside::Missing);
        file.replace(&mark("a", 1)).unwrap();
        for (number, then) in [(7, 7), (3, 7), (9_223_372_036_854_775_807, 9_223_372_036_854_775_807)] {
            file.advance(&mark("a", number)).unwrap();
            assert_eq!(file.read().unwrap(), Beside::Mark(mark("a", then)));
            assert_eq!(fs::metadata(folder.path().join("generation-latchkey.db")).unwrap().len(), 22);
        }
        assert!(file.advance(&mark("b", 9)).is_err());
        file.replace(&mark("b", 2)).unwrap();
        assert_eq!(file.read().unwrap(), Beside::Mark(mark("b", 2)));
        fs::write(folder.path().join("generation-latchkey.db"), "b 2 and more").unwrap();
        assert_eq!(file.read().unwrap(), Beside::Unreadable);
    }
}
