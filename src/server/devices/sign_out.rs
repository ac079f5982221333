//! Signing devices out: one, the others, this one.

use std::time::Duration;

use super::{filter::others, view::LONGEST_DAY};
use crate::{
    error::AppError,
    model::{EndReason, Filter, PublicId, Timestamp, When},
    server::{
        auth::current::CurrentSession,
        failure::Failure,
        rules,
        state::AppState,
        storage::{Actor, Ending, Which},
    },
};

const DAY: Duration = Duration::from_hours(24);

/// Signs one of the person's devices out: now, tonight, or until it proves the password.
///
/// # Errors
/// If that person has no such device (whoever else may), this device was signed out meanwhile, or
/// the store does not answer.
pub async fn end_device(
    state: &AppState,
    current: &CurrentSession,
    actor: &Actor,
    device: &PublicId,
    when: When,
    tonight: Option<i64>,
) -> Result<(), Failure> {
    let (user, now) = (current.session.user_id, state.clock.now());
    let this = *device == current.session.public_id;
    // Signing out for good is never held up; the others can be done without end, and each is an entry of the log.
    if when != When::Now {
        state.throttle.admit_change(&current.session)?;
    }
    let found = match when {
        When::Now => {
            let reason = if this { EndReason::SignedOut } else { EndReason::SignedOutRemotely };
            let ending = Ending { reason, at: now, by: Some(actor) };
            !rules::sessions::end(&state.storage, Which::Devices(user, std::slice::from_ref(device)), ending)
                .await?
                .is_empty()
        }
        When::Tonight => {
            rules::sessions::set_expiry(&state.storage, user, device, end_of_day(now, tonight), now, actor).await?
        }
        When::Lock => rules::sessions::set_locked(&state.storage, user, device, now, actor).await?,
    };
    if !found {
        return Err(AppError::DeviceNotFound.into());
    }
    tracing::info!(%device, by = %current.session.public_id, ?when, "a device was signed out");
    Ok(())
}

/// Signs the person's other devices out, or those of them that `filter` chooses; how many they were.
///
/// # Errors
/// If this device was signed out meanwhile, or the store does not answer.
///
/// `only`: those that the person was shown. Meanwhile this device may be elsewhere, and others match.
pub async fn end_others(
    state: &AppState,
    current: &CurrentSession,
    actor: &Actor,
    filter: Option<Filter>,
    only: &[PublicId],
) -> Result<u64, Failure> {
    let (user, at) = (current.session.user_id, state.clock.now());
    let ending = Ending { reason: EndReason::SignedOutRemotely, at, by: Some(actor) };
    let ended = match filter {
        None => rules::sessions::end(&state.storage, Which::Others(user, &current.session.id), ending).await?,
        Some(filter) => {
            let sessions = state.storage.list_sessions(user, at).await?;
            let chosen: Vec<_> = others(&sessions, current, Some(filter), at)
                .map(|session| session.public_id.clone())
                .filter(|id| only.contains(id))
                .collect();
            rules::sessions::end(&state.storage, Which::Devices(user, &chosen), ending).await?
        }
    };
    tracing::info!(by = %current.session.public_id, ended = ended.len(), ?filter, "other devices were signed out");
    Ok(u64::try_from(ended.len()).unwrap_or(u64::MAX))
}

/// Signs this device out.
///
/// # Errors
/// If the store does not answer.
pub async fn end_current(state: &AppState, current: &CurrentSession) -> Result<(), Failure> {
    let ending = Ending { reason: EndReason::SignedOut, at: state.clock.now(), by: None };
    rules::sessions::end(&state.storage, Which::One(&current.session.id), ending).await?;
    tracing::info!(device = %current.session.public_id, "signed out");
    Ok(())
}

/// Tonight: when the person's day ends, which their browser knows; else that of UTC.
fn end_of_day(now: Timestamp, told: Option<i64>) -> Timestamp {
    let told = told.map(Timestamp::from_millis).filter(|told| *told > now && told.since(now) <= LONGEST_DAY);
    let day = i64::try_from(DAY.as_millis()).unwrap_or(i64::MAX);
    told.unwrap_or_else(|| Timestamp::from_millis((now.millis().div_euclid(day) + 1) * day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tonight_is_what_the_browser_says_if_it_is_within_a_day() {
        let now = Timestamp::from_millis(1_795_471_387_000);
        let told = now.plus(Duration::from_hours(3));
        assert_eq!(end_of_day(now, Some(told.millis())), told);
        let long_day = now.plus(DAY + Duration::from_mins(50));
        assert_eq!(end_of_day(now, Some(long_day.millis())), long_day, "the clocks go back");
        let midnight = Timestamp::from_millis(1_795_478_400_000);
        for told in
            [None, Some(0), Some(now.millis()), Some(now.plus(DAY * 2).millis()), Some(i64::MAX), Some(i64::MIN)]
        {
            assert_eq!(end_of_day(now, told), midnight, "{told:?}");
        }
    }
}
