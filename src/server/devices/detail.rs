//! All there is to know of one device, signed in or not.

use super::{activity_log, view::view};
use crate::{
    error::AppError,
    model::{DeviceDetail, PlaceView, PublicId},
    server::{auth::current::CurrentSession, failure::Failure, rules, state::AppState, storage::PlaceRecord},
};

/// Places, sign-ins and other entries that the page of a device tells.
const TOLD: (u32, u32) = (50, 100);

/// All there is to know of one of the person's devices.
///
/// # Errors
/// If that person has no such device (whoever else may), or the store does not answer.
pub async fn detail(state: &AppState, current: &CurrentSession, device: &PublicId) -> Result<DeviceDetail, Failure> {
    let (user, now) = (current.session.user_id, state.clock.now());
    let record = state.storage.find_device_record(user, device).await?.ok_or(AppError::DeviceNotFound)?;
    let session = state.storage.find_device(user, device, now).await?;
    let (places, entries) = TOLD;
    let places = state.storage.list_places(user, Some(device), places).await?;
    let sign_ins = state.storage.list_events_of(user, device, true, entries).await?;
    let activity = state.storage.list_events_of(user, device, false, entries).await?;
    let may_judge = rules::actor::has_authority(&state.storage, &current.session.id, now).await?;
    let why = session.as_ref().and_then(|session| session.device.why()).map(str::to_owned);
    // The row of a live session is newer than what was noted of its places.
    let last_seen_at = session.as_ref().map_or(record.last_seen_at, |session| session.last_active_at);
    let mut places = merged(places, &current.languages);
    if let (Some(session), Some(last)) = (&session, places.first_mut()) {
        last.last_at = last.last_at.max(session.last_active_at);
    }
    Ok(DeviceDetail {
        now,
        name: record.name(),
        id: record.id,
        given_name: record.given_name,
        label: session.as_ref().map_or(record.label, |session| session.device.name()),
        why,
        kind: record.kind,
        live: session.map(|session| view(session, current, now)),
        first_seen_at: record.first_seen_at,
        last_seen_at,
        confirmed: record.confirmed_at.is_some(),
        may_judge,
        told: entries,
        places,
        sign_ins: sign_ins.into_iter().map(|event| activity_log::view(event, &current.languages)).collect(),
        activity: activity.into_iter().map(|event| activity_log::view(event, &current.languages)).collect(),
    })
}

/// The places, each once: an earlier version stored another text for the same one.
fn merged(records: Vec<PlaceRecord>, languages: &str) -> Vec<PlaceView> {
    let mut merged: Vec<PlaceRecord> = Vec::with_capacity(records.len());
    for record in records {
        let same = |other: &&mut PlaceRecord| {
            other.ip_address == record.ip_address && other.place.label.english() == record.place.label.english()
        };
        match merged.iter_mut().find(same) {
            Some(same) => {
                same.first_at = same.first_at.min(record.first_at);
                same.last_at = same.last_at.max(record.last_at);
            }
            None => merged.push(record),
        }
    }
    merged.into_iter().map(|record| place(record, languages)).collect()
}

fn place(record: PlaceRecord, languages: &str) -> PlaceView {
    PlaceView {
        location: record.place.label.in_languages(languages),
        ip_address: record.ip_address.map(|address| address.to_string()),
        first_at: record.first_at,
        last_at: record.last_at,
    }
}
