//! Taking back what was done to a device, where that is possible.

use std::time::Duration;

use super::{
    RuleError, actor,
    log::{self, about, done_to},
};
use crate::{
    model::{EventKind, PublicId, Timestamp},
    server::{
        ids::UserId,
        storage::{
            Actor, Lock, Storage,
            statements::{devices, sessions},
        },
    },
};

/// How long it can be taken back that a device was recognised: a slip is noticed at once. Later, a device that
/// isn't theirs is signed out as such.
const REGRET: Duration = Duration::from_hours(1);

/// Lets a locked device of `user` in without the password. `false` if there is none.
///
/// # Errors
/// If the device that acts may not, or if the database does not answer.
pub async fn unlock(
    storage: &Storage,
    user: UserId,
    id: &PublicId,
    at: Timestamp,
    by: &Actor,
) -> Result<bool, RuleError> {
    let begun = actor::begin_on_device(storage, user, id, at, by).await?;
    let Some((mut tx, session)) = begun else { return Ok(false) };
    if session.locked_at.is_some() {
        sessions::unlock(&mut tx, &session.id).await?;
        log::record(&mut tx, &done_to(&session, EventKind::DeviceUnlocked, at, by)).await?;
        tx.commit().await?;
    }
    Ok(true)
}

/// Has a device of `user` that was set to sign out early stay signed in as long as before. `false` if there is
/// none.
///
/// # Errors
/// If the device that acts may not, or if the database does not answer.
pub async fn restore_expiry(
    storage: &Storage,
    user: UserId,
    id: &PublicId,
    at: Timestamp,
    by: &Actor,
) -> Result<bool, RuleError> {
    let begun = actor::begin_on_device(storage, user, id, at, by).await?;
    let Some((mut tx, session)) = begun else { return Ok(false) };
    // What has ended meanwhile stays so, if its row is still there.
    if session.expires_at <= at {
        return Ok(false);
    }
    if sessions::restore_expiry(&mut tx, &session.id).await? {
        log::record(&mut tx, &done_to(&session, EventKind::DeviceKept, at, by)).await?;
        tx.commit().await?;
    }
    Ok(true)
}

/// Takes back that a device of `user` was recognised, within an hour: what was known of it before is known
/// again. `false` if there is no such device, it was not recognised lately, or it is the one that acts.
///
/// # Errors
/// If the device that acts may not, or if the database does not answer.
pub async fn restore_unrecognised(
    storage: &Storage,
    user: UserId,
    id: &PublicId,
    at: Timestamp,
    by: &Actor,
) -> Result<bool, RuleError> {
    let mut tx = storage.begin(Lock::User(user)).await?;
    actor::require_live(&mut tx, Some(by)).await?;
    actor::require_authority(&mut tx, by, at).await?;
    let Some(device) = devices::find(&mut tx, user, id).await? else { return Ok(false) };
    let lately = device.confirmed_at.is_some_and(|confirmed_at| confirmed_at >= at.minus(REGRET));
    if !lately || by.source.device.as_ref() == Some(id) {
        return Ok(false);
    }
    devices::restore_unconfirmed(&mut tx, id).await?;
    log::record(&mut tx, &about(user, &device, EventKind::DeviceUnrecognised, at, &by.source)).await?;
    tx.commit().await?;
    Ok(true)
}
