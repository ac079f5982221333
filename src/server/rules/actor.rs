//! Who may do what to an account: see [`crate::server::recognition`].

use super::RuleError;
use crate::{
    model::{PublicId, Timestamp},
    server::{
        ids::{SessionId, UserId},
        recognition::GUARD,
        storage::{
            Actor, Lock, Reauthentication, Session, Storage, StorageError, Tx,
            statements::{
                devices::{self, Standing},
                sessions, users,
            },
        },
    },
};

/// The actor must still be signed in once their user is locked: of two devices that sign each other out at the same
/// moment, the second finds itself signed out. Its re-authentication must still hold, too: verifying a password
/// takes long enough for somebody else to change it.
pub(super) async fn require_live(tx: &mut Tx, by: Option<&Actor>) -> Result<(), RuleError> {
    let Some(by) = by else { return Ok(()) };
    let (reauthenticated_at, hash) = users::reauthentication_of(tx, &by.session).await?.ok_or(RuleError::ActorGone)?;
    match &by.reauthentication {
        Some(Reauthentication::Password(verified)) if verified.as_str() != hash.as_str() => {
            Err(RuleError::ReauthenticationOutdated)
        }
        Some(Reauthentication::Since(since)) if reauthenticated_at < *since => {
            Err(RuleError::ReauthenticationWithdrawn)
        }
        _ => Ok(()),
    }
}

/// Begins what `by` does to a device of `user`, which it must have the right to; the session of the device, if there
/// is one.
pub(super) async fn begin_on_device(
    storage: &Storage,
    user: UserId,
    id: &PublicId,
    at: Timestamp,
    by: &Actor,
) -> Result<Option<(Tx, Session)>, RuleError> {
    let mut tx = storage.begin(Lock::User(user)).await?;
    require_live(&mut tx, Some(by)).await?;
    require_authority_over(&mut tx, by, user, id, at).await?;
    Ok(sessions::find_of_device(&mut tx, user, id).await?.map(|session| (tx, session)))
}

/// Whether a device has authority over its account at `at`: it is recognised, or no recognised device was active
/// recently.
fn speaks(standing: Standing, at: Timestamp) -> bool {
    standing.recognised || standing.recognised_active_at.is_none_or(|active_at| active_at <= at.minus(GUARD))
}

/// Whether the device of a session has authority over its account at `at`. Actions check again within their
/// transaction.
///
/// # Errors
/// If the database does not answer.
pub async fn has_authority(storage: &Storage, session: &SessionId, at: Timestamp) -> Result<bool, StorageError> {
    Ok(storage.find_standing(session).await?.is_some_and(|standing| speaks(standing, at)))
}

/// The same within a transaction; `false` if the session has ended.
pub(super) async fn speaks_now(tx: &mut Tx, session: &SessionId, at: Timestamp) -> Result<bool, StorageError> {
    Ok(devices::standing(tx, session).await?.is_some_and(|standing| speaks(standing, at)))
}

/// Whether the device of a session is recognised itself.
pub(super) async fn is_recognised(tx: &mut Tx, session: &SessionId) -> Result<bool, StorageError> {
    Ok(devices::standing(tx, session).await?.is_some_and(|standing| standing.recognised))
}

/// Refuses an unrecognised device while a recognised one was active recently.
pub(super) async fn require_authority(tx: &mut Tx, by: &Actor, at: Timestamp) -> Result<(), RuleError> {
    match devices::standing(tx, &by.session).await? {
        Some(standing) if speaks(standing, at) => Ok(()),
        Some(_) => Err(RuleError::NotRecognised),
        None => Err(RuleError::ActorGone),
    }
}

/// The same, for an action on a recognised device other than itself.
pub(super) async fn require_authority_over(
    tx: &mut Tx,
    by: &Actor,
    user: UserId,
    device: &PublicId,
    at: Timestamp,
) -> Result<(), RuleError> {
    let recognised = devices::find(tx, user, device).await?.is_some_and(|device| device.confirmed_at.is_some());
    if !recognised || sessions::find(tx, &by.session).await?.is_some_and(|own| own.device_id == *device) {
        return Ok(());
    }
    require_authority(tx, by, at).await
}

/// The same, for an action on all sessions of a user but one.
pub(super) async fn require_authority_over_others(
    tx: &mut Tx,
    by: &Actor,
    user: UserId,
    keep: &SessionId,
    at: Timestamp,
) -> Result<(), RuleError> {
    if sessions::has_other_recognised(tx, user, keep).await? {
        require_authority(tx, by, at).await?;
    }
    Ok(())
}
