//! Devices as their owner sees them: signed in, and recently signed out.

use std::time::Duration;

use crate::{
    error::AppError,
    model::{DeviceView, PublicId, RecentSignOut, Timestamp},
    server::{
        anomalies,
        auth::current::CurrentSession,
        failure::Failure,
        state::AppState,
        storage::{EndedSession, Session},
    },
};

/// For how long signed-out devices are listed, and how many of them.
const RECENT: (Duration, u32) = (Duration::from_hours(7 * 24), 10);

/// The day on which the clocks go back. Within it, the list says when a session ends.
pub const LONGEST_DAY: Duration = Duration::from_hours(25);

/// One of the person's devices.
///
/// # Errors
/// If the person has no such device (others may), or the database does not answer.
pub async fn find(state: &AppState, current: &CurrentSession, device: &PublicId) -> Result<DeviceView, Failure> {
    let now = state.clock.now();
    let found = state.storage.find_device(current.session.user_id, device, now).await?;
    found.map(|session| view(session, current, now)).ok_or_else(|| AppError::DeviceNotFound.into())
}

/// Recently signed-out devices that are not signed in again, and whether they have tried to come back.
///
/// # Errors
/// If the database does not answer.
pub async fn recently_signed_out(state: &AppState, current: &CurrentSession) -> Result<Vec<RecentSignOut>, Failure> {
    let (age, count) = RECENT;
    let now = state.clock.now();
    let ended = state.storage.list_gone(current.session.user_id, now.minus(age), now, count).await?;
    Ok(ended.into_iter().map(sign_out).collect())
}

/// A session as its owner sees it.
pub fn view(session: Session, current: &CurrentSession, now: Timestamp) -> DeviceView {
    let (flags, own) = (anomalies::flags_of(&session), session.id == current.session.id);
    let location = session.location.label.in_language(current.language);
    DeviceView {
        current: own,
        name: session.name(),
        automatic_name: session.given_name.as_ref().map(|_| session.device.short_name()),
        kind: session.device.kind,
        reasons: flags.iter().map(|flag| anomalies::reason(*flag, &location, own, current.language)).collect(),
        flags,
        // Who asks may have no say in it: see the overview.
        asked: false,
        id: session.device_id,
        location,
        ip_address: session.ip_address.to_string(),
        signed_in_at: session.signed_in_at,
        last_active_at: session.last_active_at,
        ends_at: Some(session.expires_at).filter(|end| end.since(now) <= LONGEST_DAY),
        shortened: session.original_expires_at.is_some(),
        locked: session.locked_at.is_some(),
    }
}

fn sign_out(ended: EndedSession) -> RecentSignOut {
    RecentSignOut {
        device: ended.device_id,
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
