//! Emails that wait to be sent, as rows. What they are about is a word to the storage: see `mail/kind.rs`.

use std::fmt;

use sqlx::FromRow;

use super::StorageError;
use crate::{
    model::Timestamp,
    server::{
        email_address::EmailAddress,
        ids::{Digest, EmailId, UserId},
    },
};

/// An email that is to be kept until it is sent.
#[derive(Clone)]
pub struct OutgoingEmail {
    pub id: EmailId,
    /// Whose account it is about: it goes with it.
    pub user_id: Option<UserId>,
    pub recipient: EmailAddress,
    pub kind: &'static str,
    /// Who caused it: when too many wait, the sender with the most loses one.
    pub sender: Digest,
    /// The signing key that its key is derived from.
    pub key_id: String,
    /// The whole message, encrypted: live links stand in it.
    pub message: Vec<u8>,
    pub created_at: Timestamp,
}

impl fmt::Debug for OutgoingEmail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutgoingEmail").field("id", &self.id).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// One that a server has for itself, to send it.
pub struct LeasedEmail {
    pub id: EmailId,
    /// As it was kept: whether it still has the form of an address is for the sender to find out.
    pub recipient: String,
    pub kind: String,
    pub key_id: String,
    pub message: Vec<u8>,
    pub created_at: Timestamp,
    /// How often it was tried, with this time.
    pub tries: u32,
    pub leased_until: Timestamp,
}

/// One that waits, without what it says.
#[derive(Clone)]
pub struct WaitingEmail {
    pub id: EmailId,
    pub recipient: String,
    pub kind: String,
    pub created_at: Timestamp,
    pub next_try_at: Timestamp,
    pub tries: u32,
    pub last_error: Option<String>,
}

/// What waits of one kind.
#[derive(Clone, Debug)]
pub struct WaitingKind {
    pub kind: String,
    pub count: u64,
    /// When the first of them may be sent.
    pub first_at: Timestamp,
    /// And the last.
    pub last_at: Timestamp,
}

#[derive(FromRow)]
pub(super) struct LeasedRow {
    id: Vec<u8>,
    recipient: String,
    kind: String,
    key_id: String,
    message: Vec<u8>,
    created_at: i64,
    tries: i64,
    leased_until: i64,
}

impl TryFrom<LeasedRow> for LeasedEmail {
    type Error = StorageError;

    fn try_from(row: LeasedRow) -> Result<Self, StorageError> {
        Ok(Self {
            id: id(row.id)?,
            recipient: row.recipient,
            kind: row.kind,
            key_id: row.key_id,
            message: row.message,
            created_at: Timestamp::from_millis(row.created_at),
            tries: count(row.tries),
            leased_until: Timestamp::from_millis(row.leased_until),
        })
    }
}

#[derive(FromRow)]
pub(super) struct WaitingRow {
    id: Vec<u8>,
    recipient: String,
    kind: String,
    created_at: i64,
    next_try_at: i64,
    tries: i64,
    last_error: Option<String>,
}

impl TryFrom<WaitingRow> for WaitingEmail {
    type Error = StorageError;

    fn try_from(row: WaitingRow) -> Result<Self, StorageError> {
        Ok(Self {
            id: id(row.id)?,
            recipient: row.recipient,
            kind: row.kind,
            created_at: Timestamp::from_millis(row.created_at),
            next_try_at: Timestamp::from_millis(row.next_try_at),
            tries: count(row.tries),
            last_error: row.last_error,
        })
    }
}

fn id(bytes: Vec<u8>) -> Result<EmailId, StorageError> {
    bytes.try_into().map_err(|_| StorageError::Corrupt("email id"))
}

fn count(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
