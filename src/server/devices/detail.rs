//! Everything about one device, signed in or not.

use super::{security_log, view::view};
use crate::{
    error::AppError,
    model::{ActivityView, DeviceDetail, DeviceView, Language, LocationView, PublicId},
    server::{auth::current::CurrentSession, failure::Failure, rules, state::AppState, storage::LocationRecord},
};

/// The most locations, and the most entries of each list, on the page of a device.
const LIMITS: (u32, u32) = (50, 100);

/// Everything about one of the person's devices.
///
/// # Errors
/// If the person has no such device (others may), or the database does not answer.
pub async fn detail(state: &AppState, current: &CurrentSession, device: &PublicId) -> Result<DeviceDetail, Failure> {
    let (user, now) = (current.session.user_id, state.clock.now());
    let record = state.storage.find_device_record(user, device).await?.ok_or(AppError::DeviceNotFound)?;
    let session = state.storage.find_device(user, device, now).await?;
    let (locations, entries) = LIMITS;
    let locations = state.storage.list_locations(user, Some(device), locations).await?;
    let sign_ins = state.storage.list_events_of(user, device, true, entries).await?;
    let activity = state.storage.list_events_of(user, device, false, entries).await?;
    let may_vouch = rules::actor::has_authority(&state.storage, &current.session.id, now).await?;
    let why = session.as_ref().and_then(|session| session.device.why()).map(str::to_owned);
    // The row of a live session is newer than its recorded locations.
    let last_seen_at = session.as_ref().map_or(record.last_seen_at, |session| session.last_active_at);
    let mut locations = merged(locations, current.language);
    if let (Some(session), Some(last)) = (&session, locations.first_mut()) {
        last.last_at = last.last_at.max(session.last_active_at);
    }
    // A signed-out device is shown without its addresses: they are erased elsewhere, too.
    let is_live = session.is_some();
    let shown = |event| {
        let entry = security_log::view(event, current.language);
        ActivityView { ip_address: entry.ip_address.filter(|_| is_live), ..entry }
    };
    Ok(DeviceDetail {
        now,
        name: record.name(),
        id: record.id,
        given_name: record.given_name,
        label: session.as_ref().map_or_else(|| record.label.clone(), |session| session.device.short_name()),
        full_name: session.as_ref().map_or(record.label, |session| session.device.name()),
        why,
        kind: record.kind,
        persistence: session.as_ref().map(|session| session.persistence),
        ends_at: session.as_ref().map(|session| session.expires_at),
        idle_timeout: session.as_ref().map(|session| session.idle_timeout),
        user_agent: session.as_ref().map(|session| session.user_agent.clone()).filter(|agent| !agent.is_empty()),
        live: session.map(|session| {
            let (own, shown) = (session.id == current.session.id, view(session, current, now));
            DeviceView { asked: may_vouch && !own && !shown.flags.is_empty(), ..shown }
        }),
        first_seen_at: record.first_seen_at,
        last_seen_at,
        confirmed: record.confirmed_at.is_some(),
        may_vouch,
        limit: entries,
        locations,
        sign_ins: sign_ins.into_iter().map(shown).collect(),
        activity: activity.into_iter().map(shown).collect(),
    })
}

/// Each location once: an earlier version stored another text for the same one.
fn merged(records: Vec<LocationRecord>, language: Language) -> Vec<LocationView> {
    let mut merged: Vec<LocationRecord> = Vec::with_capacity(records.len());
    for record in records {
        let same = |other: &&mut LocationRecord| {
            other.ip_address == record.ip_address && other.location.label.english() == record.location.label.english()
        };
        match merged.iter_mut().find(same) {
            Some(same) => {
                same.first_at = same.first_at.min(record.first_at);
                same.last_at = same.last_at.max(record.last_at);
            }
            None => merged.push(record),
        }
    }
    merged.into_iter().map(|record| location(record, language)).collect()
}

fn location(record: LocationRecord, language: Language) -> LocationView {
    LocationView {
        location: record.location.label.in_language(language),
        ip_address: record.ip_address.map(|address| address.to_string()),
        first_at: record.first_at,
        last_at: record.last_at,
    }
}
