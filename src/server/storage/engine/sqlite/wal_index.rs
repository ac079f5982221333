//! The header of SQLite's WAL index: other words after each commit, whichever process made it.
//!
//! It begins the shared memory of a database in WAL mode, in two copies of 48 bytes
//! (<https://www.sqlite.org/walformat.html>, 'The WAL-Index File Format'). SQLite itself compares it with what it
//! remembers, at each beginning of a read, to learn whether there is anything new.
//!
//! The memory is asked of SQLite, which has it mapped. The file is not opened here: closing any descriptor of it
//! would drop the locks that SQLite has on it (POSIX advisory locks).
#![allow(unsafe_code)]

use std::{
    array,
    ffi::c_int,
    fmt,
    ptr::{self, NonNull},
    sync::atomic::{AtomicU64, Ordering, fence},
};

use libsqlite3_sys::{SQLITE_FCNTL_FILE_POINTER, SQLITE_OK, sqlite3, sqlite3_file, sqlite3_file_control};
use sqlx::{Connection, SqliteConnection};

/// Words of a copy of the header: 48 bytes.
pub const WORDS: usize = 6;
/// `iVersion` of the only format that there is.
const FORMAT: u32 = 3_007_000;
/// Bytes of a region of the memory: `WALINDEX_PGSZ` in SQLite's `wal.c`.
const REGION: c_int = 32 * 1024;

type Copies = [[AtomicU64; WORDS]; 2];

/// The header, and the connection that keeps it mapped.
pub struct WalIndex {
    header: NonNull<Copies>,
    connection: SqliteConnection,
}

// SAFETY: the header is shared memory that is only read, by atomic loads.
unsafe impl Send for WalIndex {}
// SAFETY: as above.
unsafe impl Sync for WalIndex {}

impl WalIndex {
    /// The one of the database that `connection` has open; none if it isn't in WAL mode, has no shared memory, or
    /// one of a format that is not known.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn of(mut connection: SqliteConnection) -> Result<Option<Self>, sqlx::Error> {
        // A read maps it.
        let mode: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&mut connection).await?;
        sqlx::query("SELECT count(*) FROM sqlite_master").execute(&mut connection).await?;
        let header = if mode == "wal" { mapped(&mut connection).await? } else { None };
        let Some(header) = header else {
            connection.close().await?;
            return Ok(None);
        };
        let index = Self { header, connection };
        if index.header().iter().any(|copy| format(&load(copy)) != FORMAT) {
            index.close().await?;
            return Ok(None);
        }
        Ok(Some(index))
    }

    /// The header; none while its copies differ, which means that it is being written.
    pub fn state(&self) -> Option<[u64; WORDS]> {
        // SQLite writes the second copy, a barrier, then the first (`walIndexWriteHdr`), so it is read the other way
        // around (`walIndexTryHdr`).
        let [first, second] = self.header();
        let state = load(first);
        fence(Ordering::Acquire);
        (load(second) == state).then_some(state)
    }

    /// Whether `connection` has the same database open, and not one that took its place under its name.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn is_of(&self, connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
        // In one process, SQLite maps the memory of a file once (`unixShmNode`).
        Ok(mapped(connection).await? == Some(self.header))
    }

    /// Closes the connection that keeps it mapped.
    ///
    /// # Errors
    /// If it can't be closed.
    pub async fn close(self) -> Result<(), sqlx::Error> {
        self.connection.close().await
    }

    fn header(&self) -> &Copies {
        // SAFETY: see `mapped`: the memory is at least a page and aligned to one. SQLite unmaps it when the last
        // connection to the file is closed, and the one in `self` is open as long as `self` is there. It runs no
        // statement any more, so it doesn't leave WAL mode, and no other can while it is open.
        unsafe { self.header.as_ref() }
    }
}

/// Whether exactly one commit leads from the state `before` to `after`: `iChange` counts them. Rebuilding the index
/// after a crash sets it to 0, so from there nothing is concluded.
pub fn is_next(before: &[u64; WORDS], after: &[u64; WORDS]) -> bool {
    let before = commits(before);
    before != 0 && before.checked_add(1) == Some(commits(after))
}

/// `iVersion`, bytes 0 to 3.
fn format(state: &[u64; WORDS]) -> u32 {
    half(state[0], 0)
}

/// `iChange`, bytes 8 to 11.
fn commits(state: &[u64; WORDS]) -> u32 {
    half(state[1], 0)
}

/// A number in the machine's order of bytes, as the whole header is.
fn half(word: u64, at: usize) -> u32 {
    let bytes = word.to_ne_bytes();
    u32::from_ne_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn load(copy: &[AtomicU64; WORDS]) -> [u64; WORDS] {
    array::from_fn(|index| copy[index].load(Ordering::Relaxed))
}

/// Where SQLite has mapped the header, if it has.
async fn mapped(connection: &mut SqliteConnection) -> Result<Option<NonNull<Copies>>, sqlx::Error> {
    let mut handle = connection.lock_handle().await?;
    // SAFETY: the handle is open, and locked: nobody else uses it meanwhile.
    Ok(unsafe { first_region(handle.as_raw_handle()) })
}

/// Asks SQLite for the first region of the shared memory of the main database, as its own `wal.c` does.
///
/// # Safety
/// `database` is open, and used by nobody else meanwhile.
unsafe fn first_region(database: NonNull<sqlite3>) -> Option<NonNull<Copies>> {
    let mut file: *mut sqlite3_file = ptr::null_mut();
    // SAFETY: this operation writes a pointer to where its argument points
    // (<https://www.sqlite.org/c3ref/c_fcntl_begin_atomic_write.html>).
    let code = unsafe {
        sqlite3_file_control(database.as_ptr(), c"main".as_ptr(), SQLITE_FCNTL_FILE_POINTER, (&raw mut file).cast())
    };
    if code != SQLITE_OK {
        return None;
    }
    // SAFETY: it is the open file of that database, or null; without methods if it was never opened.
    let methods = unsafe { file.as_ref().and_then(|file| file.pMethods.as_ref()) }?;
    // Shared memory came with version 2 of the methods (<https://www.sqlite.org/c3ref/io_methods.html>).
    let map = methods.xShmMap.filter(|_| methods.iVersion >= 2)?;
    let mut region = ptr::null_mut();
    // SAFETY: `file` is open. The region is not extended: if nobody made it, the pointer stays null.
    let code = unsafe { map(file, 0, REGION, 0, &raw mut region) };
    if code != SQLITE_OK {
        return None;
    }
    NonNull::new(region.cast::<Copies>()).filter(|region| region.is_aligned())
}

impl fmt::Debug for WalIndex {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("WalIndex").field("state", &self.state()).finish_non_exhaustive()
    }
}
