//! Sign-ins that come too close to each other for an email each: one email reports them together, and none is lost.

use std::time::Duration;

use super::{locations::wanted_precision, outgoing_mail};
use crate::{
    model::{Language, Precision, Timestamp},
    server::{
        email_address::EmailAddress,
        ids::UserId,
        storage::{
            Lock, OutgoingEmail, Storage, StorageError, Tx, UnreportedSignIn,
            statements::{unreported, users},
        },
    },
};

/// How long sign-ins are collected from the first on. There is at most one such email in that time.
pub const COLLECTED_FOR: Duration = Duration::from_mins(10);
/// Sign-ins in one look.
const BATCH: u32 = 100;

/// Keeps a sign-in until an email reports it, as part of the transaction of the sign-in; with its location only if
/// the person wants it stored that precisely.
pub(super) async fn keep(
    tx: &mut Tx,
    user: UserId,
    precision: Precision,
    sign_in: &UnreportedSignIn,
) -> Result<(), StorageError> {
    let wanted = wanted_precision(tx, user).await?;
    let location = sign_in.location.clone().filter(|_| wanted <= precision);
    unreported::insert(tx, user, &UnreportedSignIn { location, ..sign_in.clone() }).await
}

/// Whose sign-ins were collected for long enough at `now`.
///
/// # Errors
/// If the database does not answer.
pub async fn due(storage: &Storage, now: Timestamp) -> Result<Vec<UserId>, StorageError> {
    storage.list_unreported(now.minus(COLLECTED_FOR), BATCH).await
}

/// Stores the `emails` that report everything that was collected of a user, and forgets it. Another server may have
/// done so meanwhile. Returns how many sign-ins were reported.
///
/// # Errors
/// If the database does not answer.
pub async fn report(
    storage: &Storage,
    user: UserId,
    emails: impl FnOnce(&EmailAddress, Option<Language>, &[UnreportedSignIn]) -> Vec<OutgoingEmail>,
) -> Result<usize, StorageError> {
    let mut tx = storage.begin(Lock::User(user)).await?;
    let sign_ins = unreported::take(&mut tx, user).await?;
    let Some((email, _)) = users::email(&mut tx, user).await?.filter(|_| !sign_ins.is_empty()) else { return Ok(0) };
    let language = users::language(&mut tx, user).await?;
    outgoing_mail::store(&mut tx, &emails(&email, language, &sign_ins)).await?;
    tx.commit().await?;
    Ok(sign_ins.len())
}
