//! The rules of the product: who may act, and what starts, ends, replaces, flags and forgets.
//!
//! Plain functions that name no engine and hold no SQL. Those that take a [`Storage`] are use cases and read
//! top to bottom: begin for this user, check that whoever acts still may, act, log, commit. Those that take a
//! [`Tx`] are parts of them. Each use case is one transaction: all of it is done, or nothing.

pub mod accounts;
pub mod actor;
pub mod addresses;
pub mod devices;
mod flags;
mod known;
pub mod links;
mod locations;
pub mod log;
pub mod opening;
pub mod outgoing_mail;
pub mod precision;
pub mod sessions;
pub mod start;
pub mod taking_back;

use super::storage::StorageError;
#[cfg(doc)]
use super::storage::{Storage, Tx};

/// Why a rule refuses what was asked, or could not decide it. The request must be refused: never fail open
/// (ASVS 16.5.3).
#[derive(Debug, thiserror::Error)]
pub enum RuleError {
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The device that acts was signed out meanwhile.
    #[error("the session that acts has ended")]
    ActorGone,
    /// The device that acts was not recognised itself.
    #[error("the device that acts was not recognised")]
    NotRecognised,
    /// The password was changed, or the account disabled, while somebody signed in with it.
    #[error("the password has changed meanwhile")]
    PasswordChanged,
    /// The password has to be replaced before anybody signs in on a device that was not recognised.
    #[error("the password has to be replaced")]
    PasswordDue,
    /// The password was changed after somebody proved the one before.
    #[error("the password was changed after it was verified")]
    ReauthenticationOutdated,
    /// The device that acts has to prove the password again.
    #[error("the proof of the password was taken back")]
    ReauthenticationWithdrawn,
}
