//! The rules of sessions: start, list, end.

use std::time::Duration;

use axum::http::HeaderValue;

use super::{
    AppState,
    client::Client,
    current::CurrentSession,
    failure::Failure,
    ids::{SessionId, UserId, generate_public_id},
    overview,
    storage::{Actor, EndedSession, Ending, Session, TokenState, Which},
    unusual,
};
use crate::{
    error::AppError,
    model::{DeviceView, EndReason, Filter, Precision, PublicId, Receipt, Stay, Timestamp, When},
};

/// How long the list tells of devices that were signed out, and how many of them.
const RECEIPTS: (Duration, u32) = (Duration::from_hours(7 * 24), 10);

/// A day: within one, the list says when a session ends.
const DAY: Duration = Duration::from_hours(24);

/// A session for the device behind a request; not yet stored.
///
/// Its id is new at every sign-in and after every change of the password (ASVS 7.2.4): nothing that
/// a browser held before becomes it.
///
/// # Errors
/// If the system has no randomness to give.
pub fn new_session(
    state: &AppState,
    user_id: UserId,
    precision: Precision,
    client: &Client,
    stay: Stay,
) -> Result<Session, Failure> {
    let now = state.clock.now();
    let config = &state.config;
    let (idle_timeout, lifetime) = match stay {
        Stay::Kept => (config.kept_idle_timeout, config.absolute_lifetime),
        Stay::Browser => (config.idle_timeout, config.absolute_lifetime),
        Stay::Shared => (config.shared_lifetime, config.shared_lifetime),
    };
    Ok(Session {
        id: SessionId::generate()?,
        public_id: generate_public_id()?,
        user_id,
        user_agent: client.user_agent.clone(),
        device: client.device.clone(),
        given_name: None,
        first_seen_at: now,
        confirmed_at: None,
        ip_address: client.ip_address,
        place: client.place(state, precision),
        flags: Vec::new(),
        stay,
        signed_in_at: now,
        last_active_at: now,
        idle_timeout,
        expires_at: now.plus(lifetime),
        proved_at: now,
        locked_at: None,
        token: TokenState { issued_at: now.seconds(), previous_at: None, seen: false },
    })
}

/// The `Set-Cookie` with the token of `session` whose `iat` is `issued_at`.
///
/// # Errors
/// If the token can't be signed.
pub fn cookie(state: &AppState, session: &Session, issued_at: i64) -> Result<HeaderValue, Failure> {
    let issued = Timestamp::from_seconds(issued_at);
    let expires_at = issued.plus(state.config.token_lifetime).min(session.expires_at);
    let token = state.tokens.issue(session.user_id, &session.id, issued, expires_at)?;
    // What isn't kept ends with the browser; what is, with the longest that it may be idle.
    let kept = (session.stay == Stay::Kept).then(|| session.idle_timeout.min(session.expires_at.since(issued)));
    Ok(state.cookie.set(token, kept))
}

/// One of the person's devices.
///
/// # Errors
/// If that person has no such device (whoever else may), or if the store does not answer.
pub async fn find(state: &AppState, current: &CurrentSession, device: &PublicId) -> Result<DeviceView, Failure> {
    let now = state.clock.now();
    let found = state.storage.find_device(current.session.user_id, device, now).await?;
    found.map(|session| view(session, current, now)).ok_or_else(|| AppError::DeviceNotFound.into())
}

/// The devices that were signed out lately, and whether they have tried to come back.
///
/// # Errors
/// If the store does not answer.
pub async fn receipts(state: &AppState, current: &CurrentSession) -> Result<Vec<Receipt>, Failure> {
    let (age, count) = RECEIPTS;
    let since = state.clock.now().minus(age);
    let ended = state.storage.list_ended(current.session.user_id, since, count).await?;
    Ok(ended.into_iter().map(receipt).collect())
}

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
            !state.storage.end(Which::Devices(user, std::slice::from_ref(device)), ending).await?.is_empty()
        }
        When::Tonight => state.storage.set_expiry(user, device, end_of_day(now, tonight), now, actor).await?,
        When::Lock => state.storage.set_locked(user, device, now, actor).await?,
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
        None => state.storage.end(Which::Others(user, &current.session.id), ending).await?,
        Some(filter) => {
            let sessions = state.storage.list_sessions(user, at).await?;
            let chosen: Vec<_> = overview::others(&sessions, current, Some(filter), at)
                .map(|session| session.public_id.clone())
                .filter(|id| only.contains(id))
                .collect();
            state.storage.end(Which::Devices(user, &chosen), ending).await?
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
    state.storage.end(Which::One(&current.session.id), ending).await?;
    tracing::info!(device = %current.session.public_id, "signed out");
    Ok(())
}

/// Before anything that is kept.
pub const fn long_ago() -> Timestamp {
    Timestamp::from_millis(i64::MIN)
}

/// The day on which the clocks go back.
const LONGEST_DAY: Duration = Duration::from_hours(25);

/// Tonight: when the person's day ends, which their browser knows; else that of UTC.
fn end_of_day(now: Timestamp, told: Option<i64>) -> Timestamp {
    let told = told.map(Timestamp::from_millis).filter(|told| *told > now && told.since(now) <= LONGEST_DAY);
    let day = i64::try_from(DAY.as_millis()).unwrap_or(i64::MAX);
    told.unwrap_or_else(|| Timestamp::from_millis((now.millis().div_euclid(day) + 1) * day))
}

/// A session as its person sees it.
pub fn view(session: Session, current: &CurrentSession, now: Timestamp) -> DeviceView {
    DeviceView {
        current: session.id == current.session.id,
        name: session.name(),
        automatic_name: session.given_name.as_ref().map(|_| session.device.name()),
        unsure: session.given_name.is_none() && session.device.why().is_some(),
        kind: session.device.kind,
        flags: unusual::flags_of(&session, now),
        id: session.public_id,
        location: session.place.label.in_languages(&current.languages),
        ip_address: session.ip_address.to_string(),
        signed_in_at: session.signed_in_at,
        last_active_at: session.last_active_at,
        ends_at: Some(session.expires_at).filter(|end| end.since(now) <= LONGEST_DAY),
        locked: session.locked_at.is_some(),
    }
}

fn receipt(ended: EndedSession) -> Receipt {
    Receipt {
        device: ended.public_id,
        device_name: ended.device_name,
        device_kind: ended.device_kind,
        reason: ended.reason,
        ended_by: ended.ended_by,
        ended_at: ended.ended_at,
        refused: ended.refused,
        first_refused_at: ended.first_refused_at,
        last_refused_at: ended.last_refused_at,
    }
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
