//! Signing devices out: one, the others, this one.

use std::time::Duration;

use super::{filter::others, view::LONGEST_DAY};
use crate::{
    error::AppError,
    model::{EndReason, Filter, PublicId, SignOutAction, Timestamp},
    server::{
        auth::current::CurrentSession,
        failure::Failure,
        rules,
        state::AppState,
        storage::{Actor, Revocation, SessionSelection},
    },
};

const DAY: Duration = Duration::from_hours(24);

/// Signs out one of the person's devices, now or at midnight; or locks it until the password is entered.
///
/// # Errors
/// If the person has no such device (others may), this device has been signed out, or the database does not answer.
pub async fn revoke_device(
    state: &AppState,
    current: &CurrentSession,
    actor: &Actor,
    device: &PublicId,
    action: SignOutAction,
    tonight: Option<i64>,
) -> Result<(), Failure> {
    let (user, now) = (current.session.user_id, state.clock.now());
    let this = *device == current.session.device_id;
    // Signing out is never limited; the other actions can be repeated without end, and each adds an entry to the
    // log.
    if action != SignOutAction::Now {
        state.throttle.admit_change(&current.session)?;
    }
    let found = match action {
        SignOutAction::Now => {
            let reason = if this { EndReason::SignedOut } else { EndReason::SignedOutRemotely };
            let revocation = Revocation { reason, at: now, by: Some(actor) };
            !rules::sessions::revoke(
                &state.storage,
                SessionSelection::Devices(user, std::slice::from_ref(device)),
                revocation,
            )
            .await?
            .is_empty()
        }
        SignOutAction::AtMidnight => {
            rules::sessions::set_expiry(&state.storage, user, device, end_of_day(now, tonight), now, actor).await?
        }
        SignOutAction::Lock => rules::sessions::set_locked(&state.storage, user, device, now, actor).await?,
    };
    if !found {
        return Err(AppError::DeviceNotFound.into());
    }
    tracing::info!(%device, by = %current.session.device_id, ?action, "a device was signed out");
    Ok(())
}

/// Signs the person's other devices out, or those that match `filter`. Returns how many.
///
/// # Errors
/// If this device has been signed out, or the database does not answer.
///
/// `only`: the devices that the person was shown. This device may have moved since, and other devices may match.
pub async fn revoke_others(
    state: &AppState,
    current: &CurrentSession,
    actor: &Actor,
    filter: Option<Filter>,
    only: &[PublicId],
) -> Result<u64, Failure> {
    let (user, at) = (current.session.user_id, state.clock.now());
    let revocation = Revocation { reason: EndReason::SignedOutRemotely, at, by: Some(actor) };
    let ended = if filter.is_none() && only.is_empty() {
        let selection = SessionSelection::Others(user, &current.session.id);
        rules::sessions::revoke(&state.storage, selection, revocation).await?
    } else {
        // Of those that were shown, what the filter still chooses; without one, all that were ticked.
        let sessions = state.storage.list_sessions(user, at).await?;
        let chosen: Vec<_> = others(&sessions, current, filter, at)
            .map(|session| session.device_id.clone())
            .filter(|id| only.contains(id))
            .collect();
        rules::sessions::revoke(&state.storage, SessionSelection::Devices(user, &chosen), revocation).await?
    };
    tracing::info!(by = %current.session.device_id, ended = ended.len(), ?filter, "other devices were signed out");
    Ok(u64::try_from(ended.len()).unwrap_or(u64::MAX))
}

/// Signs this device out.
///
/// # Errors
/// If the database does not answer.
pub async fn revoke_current(state: &AppState, current: &CurrentSession) -> Result<(), Failure> {
    let revocation = Revocation { reason: EndReason::SignedOut, at: state.clock.now(), by: None };
    rules::sessions::revoke(&state.storage, SessionSelection::One(&current.session.id), revocation).await?;
    tracing::info!(device = %current.session.device_id, "signed out");
    Ok(())
}

/// Tonight: when the person's day ends, which their browser knows; else that of UTC.
fn end_of_day(now: Timestamp, wanted: Option<i64>) -> Timestamp {
    let wanted = wanted.map(Timestamp::from_millis).filter(|wanted| *wanted > now && wanted.since(now) <= LONGEST_DAY);
    let day = i64::try_from(DAY.as_millis()).unwrap_or(i64::MAX);
    wanted.unwrap_or_else(|| Timestamp::from_millis((now.millis().div_euclid(day) + 1) * day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tonight_is_what_the_browser_says_if_it_is_within_a_day() {
        let now = Timestamp::from_millis(1_795_471_387_000);
        let wanted = now.plus(Duration::from_hours(3));
        assert_eq!(end_of_day(now, Some(wanted.millis())), wanted);
        let long_day = now.plus(DAY + Duration::from_mins(50));
        assert_eq!(end_of_day(now, Some(long_day.millis())), long_day, "the clocks go back");
        let midnight = Timestamp::from_millis(1_795_478_400_000);
        for wanted in
            [None, Some(0), Some(now.millis()), Some(now.plus(DAY * 2).millis()), Some(i64::MAX), Some(i64::MIN)]
        {
            assert_eq!(end_of_day(now, wanted), midnight, "{wanted:?}");
        }
    }
}
