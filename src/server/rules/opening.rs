//! Opening the database, and what one that was restored from a backup must not bring back.

use std::{pin::Pin, sync::Arc};

use super::sessions::revoke_sessions;
use crate::{
    model::{EndReason, Timestamp},
    server::storage::{
        self, Copied, CopyError, Database, LinkPurpose, Opening, Revocation, SessionSelection, Storage, StorageError,
        Tx,
        statements::{links, outgoing_mail},
    },
};

/// Opens the database, and brings it up to date.
///
/// # Errors
/// If it isn't there though it must be, or can't be opened or brought up to date.
pub async fn open(database: &Database, opening: Opening, now: Timestamp) -> Result<Arc<Storage>, StorageError> {
    Ok(Arc::new(Storage::open(database, opening, now, end_everything).await?))
}

/// Moves an installation from one engine to the other: see [`storage::copy`]. What the source was restored
/// from a backup with is ended first, as at every opening.
///
/// # Errors
/// If nothing was copied, and why.
pub async fn copy(from: &Database, to: &Database, now: Timestamp) -> Result<Vec<Copied>, CopyError> {
    storage::copy(from, to, now, end_everything).await
}

/// Ends every session, since each may have been revoked after the backup was made, and voids the links, since
/// each may have been used; one that only takes an account back may stay. Emails that wait are dropped: they
/// were sent since, and the links in them are void. How many sessions ended.
fn end_everything(
    tx: &mut Tx,
    now: Timestamp,
) -> Pin<Box<dyn Future<Output = Result<usize, StorageError>> + Send + '_>> {
    Box::pin(async move {
        let revocation = Revocation { reason: EndReason::Restored, at: now, by: None };
        let ended = revoke_sessions(tx, SessionSelection::All, revocation).await?;
        for purpose in [LinkPurpose::Reset, LinkPurpose::SignUp, LinkPurpose::Email, LinkPurpose::Recognise] {
            links::delete_all(tx, purpose).await?;
        }
        outgoing_mail::delete_all(tx).await?;
        Ok(ended.len())
    })
}
