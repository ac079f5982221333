//! Renaming, confirming and disowning devices.

use super::{RuleError, actor, log, log::about, sessions};
use crate::{
    model::{EventKind, PublicId, Timestamp},
    server::{
        ids::{Digest, UserId},
        storage::{
            Actor, DeviceRecord, EndedSession, Lock, Revocation, SessionSelection, Storage, StorageError, Tx,
            statements::{devices, links, users},
        },
    },
};

/// Whether a browser with this device cookie is one of a user's, and not disowned.
///
/// # Errors
/// If the database does not answer.
pub async fn is_device_of(storage: &Storage, user: UserId, cookie: &Digest) -> Result<bool, StorageError> {
    let Some(known) = storage.find_cookie(user, cookie).await? else { return Ok(false) };
    // An unrecognised device must have signed in with the current password: somebody who knew an earlier one may
    // have created any number.
    let is_current = known.password_changed_at.is_none_or(|changed_at| known.last_seen_at >= changed_at);
    Ok(!known.is_disowned && (known.is_confirmed || is_current))
}

/// Renames a device, or restores its automatic name. `false` if the user has no such device.
///
/// # Errors
/// If the device that acts may not, or if the database does not answer.
pub async fn set_device_name(
    storage: &Storage,
    user: UserId,
    id: &PublicId,
    name: Option<&str>,
    at: Timestamp,
    by: &Actor,
) -> Result<bool, RuleError> {
    let mut tx = storage.begin(Lock::User(user)).await?;
    actor::require_live(&mut tx, Some(by)).await?;
    actor::require_authority_over(&mut tx, by, user, id, at).await?;
    let Some(before) = devices::find(&mut tx, user, id).await? else { return Ok(false) };
    if before.given_name.as_deref() == name {
        return Ok(true);
    }
    devices::set_name(&mut tx, id, name).await?;
    let device = DeviceRecord { given_name: name.map(str::to_owned), ..before };
    log::record(&mut tx, &about(user, &device, EventKind::DeviceRenamed, at, &by.source)).await?;
    tx.commit().await?;
    Ok(true)
}

/// Notes that devices are the user's: they have no flags any more. `false` if the user lacks one of them; then
/// nothing is noted.
///
/// # Errors
/// If the device that acts may not, or if the database does not answer.
pub async fn confirm_devices(
    storage: &Storage,
    user: UserId,
    ids: &[PublicId],
    at: Timestamp,
    by: &Actor,
) -> Result<bool, RuleError> {
    let mut tx = storage.begin(Lock::User(user)).await?;
    actor::require_live(&mut tx, Some(by)).await?;
    actor::require_authority(&mut tx, by, at).await?;
    let is_recognised = actor::is_recognised(&mut tx, &by.session).await?;
    for id in ids {
        let Some(device) = devices::find(&mut tx, user, id).await? else { return Ok(false) };
        devices::set_confirmed(&mut tx, id, at).await?;
        // The question of the email is answered; not by what a device says of itself, nor by one that
        // nobody recognised.
        if is_recognised && by.source.device.as_ref() != Some(id) {
            links::delete_of_device(&mut tx, id).await?;
        }
        log::record(&mut tx, &about(user, &device, EventKind::DeviceConfirmed, at, &by.source)).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Disowns devices and revokes their sessions. Returns the sessions that ended.
///
/// # Errors
/// If the device that acts may not, or if the database does not answer.
pub async fn disown_devices(
    storage: &Storage,
    user: UserId,
    ids: &[PublicId],
    revocation: Revocation<'_>,
) -> Result<Vec<EndedSession>, RuleError> {
    let mut tx = storage.begin(Lock::User(user)).await?;
    actor::require_live(&mut tx, revocation.by).await?;
    if let Some(by) = revocation.by {
        actor::require_authority(&mut tx, by, revocation.at).await?;
    }
    let ended = disown(&mut tx, user, ids, revocation).await?;
    tx.commit().await?;
    Ok(ended)
}

/// Disowns devices and revokes their sessions, as part of a transaction.
pub(super) async fn disown(
    tx: &mut Tx,
    user: UserId,
    ids: &[PublicId],
    revocation: Revocation<'_>,
) -> Result<Vec<EndedSession>, StorageError> {
    // Who used them knows the password.
    users::set_password_due(tx, user, revocation.at).await?;
    for id in ids {
        devices::set_disowned(tx, user, id, revocation.at).await?;
    }
    sessions::revoke_sessions(tx, SessionSelection::Devices(user, ids), revocation).await
}
