//! Taking back what was done to a device.

use secrecy::SecretString;

use crate::{
    error::AppError,
    model::{PublicId, TakenBack},
    server::{
        auth::{current::CurrentSession, reauth},
        failure::Failure,
        rules::taking_back,
        state::AppState,
    },
};

/// Takes back that a device is locked, that it is signed out tonight, or that it was recognised a short while ago.
///
/// # Errors
/// If the password is asked for and wasn't given, that person has no such device or it can't be taken back any
/// more, this device may not or was signed out meanwhile, or the store does not answer.
pub async fn take_back(
    state: &AppState,
    current: &CurrentSession,
    device: &PublicId,
    what: TakenBack,
    password: Option<SecretString>,
) -> Result<(), Failure> {
    state.throttle.admit_change(&current.session)?;
    let actor = if what.needs_password() {
        reauth::require_recent(state, current, password).await?
    } else {
        current.actor(state)
    };
    let (storage, user, now) = (&state.storage, current.session.user_id, state.clock.now());
    let found = match what {
        TakenBack::Lock => taking_back::unlock(storage, user, device, now, &actor).await?,
        TakenBack::Tonight => taking_back::restore_expiry(storage, user, device, now, &actor).await?,
        TakenBack::Recognition => {
            state.storage.find_device_record(user, device).await?.ok_or(AppError::DeviceNotFound)?;
            if !taking_back::restore_unrecognised(storage, user, device, now, &actor).await? {
                return Err(AppError::TooLate.into());
            }
            true
        }
    };
    if !found {
        return Err(AppError::DeviceNotFound.into());
    }
    tracing::info!(%device, by = %current.session.device_id, ?what, "what was done to a device was taken back");
    Ok(())
}
