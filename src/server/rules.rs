//! The rules of the product: who may act, and how sessions start, end and are flagged.
//!
//! Plain functions that name no engine and hold no SQL. Those that take a [`Storage`] are use cases and read top to
//! bottom: begin for this user, check that the actor may still act, do it, log it, commit. Those that take a [`Tx`]
//! are parts of them. Each use case is one transaction: all of it is done, or nothing.

pub mod accounts;
pub mod actor;
pub mod addresses;
pub mod devices;
mod flags;
mod known;
pub mod language;
pub mod links;
mod locations;
pub mod log;
pub mod opening;
pub mod outgoing_mail;
pub mod precision;
pub mod sessions;
pub mod start;
pub mod taking_back;
pub mod unreported;

use super::storage::StorageError;
#[cfg(doc)]
use super::storage::{Storage, Tx};

/// Why a rule refuses an action, or could not decide. The request must be refused: never fail open (ASVS 16.5.3).
#[derive(Debug, thiserror::Error)]
pub enum RuleError {
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The acting device has been signed out.
    #[error("the acting session has ended")]
    ActorGone,
    /// The acting device is not recognised itself.
    #[error("the acting device is not recognised")]
    NotRecognised,
    /// The password was changed, or the account disabled, while somebody signed in with it.
    #[error("the password has changed")]
    PasswordChanged,
    /// The password has to be replaced before anybody signs in on a device that was not recognised.
    #[error("the password has to be replaced")]
    PasswordDue,
    /// The password was changed after somebody proved the one before.
    #[error("the password was changed after it was verified")]
    ReauthenticationOutdated,
    /// The acting device has to re-authenticate.
    #[error("the re-authentication was withdrawn")]
    ReauthenticationWithdrawn,
}
