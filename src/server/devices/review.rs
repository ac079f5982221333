//! 'It was me' and 'Not me': confirming and disowning devices.

use secrecy::SecretString;

use crate::{
    error::AppError,
    model::{EndReason, PublicId},
    server::{
        auth::{current::CurrentSession, reauth},
        failure::Failure,
        rules,
        state::AppState,
        storage::{Actor, Revocation},
    },
};

/// Notes that devices are the person's.
///
/// # Errors
/// If this device is unconfirmed while others are confirmed, if it confirms itself without a recent password, if
/// the person has no such device, if this one has been signed out, or if the database does not answer.
pub async fn confirm(
    state: &AppState,
    current: &CurrentSession,
    devices: &[PublicId],
    password: Option<SecretString>,
) -> Result<(), Failure> {
    if devices.is_empty() {
        return Err(AppError::Malformed.into());
    }
    state.throttle.admit_change(&current.session)?;
    // Of itself a device says so only with the password: its cookie may be a copy.
    let actor = if devices.contains(&current.session.device_id) {
        reauth::require_recent(state, current, password).await?
    } else {
        current.actor(state)
    };
    let (user, now) = (current.session.user_id, state.clock.now());
    let confirmed = rules::devices::confirm_devices(&state.storage, user, devices, now, &actor).await?;
    if confirmed { Ok(()) } else { Err(AppError::DeviceNotFound.into()) }
}

/// Disowns a device and signs it out, together with those of `others` that were not recognised either. Returns how
/// many were signed out.
///
/// # Errors
/// If this device is unconfirmed while others are confirmed, the person has no such device, it is this one, this
/// one has been signed out, or the database does not answer.
pub async fn disown(
    state: &AppState,
    current: &CurrentSession,
    actor: &Actor,
    device: &PublicId,
    others: &[PublicId],
) -> Result<usize, Failure> {
    let (user, at) = (current.session.user_id, state.clock.now());
    if *device == current.session.device_id {
        return Err(AppError::ThisDevice.into());
    }
    state.storage.find_device_record(user, device).await?.ok_or(AppError::DeviceNotFound)?;
    let mut ids = vec![device.clone()];
    if !others.is_empty() {
        let sessions = state.storage.list_sessions(user, at).await?;
        let unknown = sessions.into_iter().filter(|session| {
            session.confirmed_at.is_none()
                && session.id != current.session.id
                && session.device_id != ids[0]
                && others.contains(&session.device_id)
        });
        ids.extend(unknown.map(|session| session.device_id).collect::<Vec<_>>());
    }
    let revocation = Revocation { reason: EndReason::Disowned, at, by: Some(actor) };
    let ended = rules::devices::disown_devices(&state.storage, user, &ids, revocation).await?;
    tracing::warn!(by = %current.session.device_id, ended = ended.len(), "devices were disowned");
    Ok(ended.len())
}
