//! All that is kept about a person, as they download it. Its names stay as they are: programs read them.

use std::net::IpAddr;

use secrecy::SecretString;
use serde::Serialize;

use crate::{
    error::AppError,
    model::{EndReason, EventKind, Flag, Precision, PublicId, Stay, Timestamp},
    server::{
        auth::{current::CurrentSession, proof},
        failure::Failure,
        location::Label,
        state::AppState,
        storage::{DeviceRecord, EndedSession, Event, PlaceRecord, Session, User},
    },
};

/// Before anything that is kept.
const LONG_AGO: Timestamp = Timestamp::from_millis(i64::MIN);

/// All that is kept about the person.
///
/// # Errors
/// If the password wasn't proved, or the store does not answer.
pub async fn export(
    state: &AppState,
    current: &CurrentSession,
    password: Option<SecretString>,
) -> Result<Export, Failure> {
    let actor = proof::require_recent(state, current, password).await?;
    state.throttle.admit_change(&current.session)?;
    let (id, now) = (current.session.user_id, state.clock.now());
    let user = state.storage.find_user_by_id(id).await?.ok_or(AppError::SessionEnded)?;
    let event = Event::new(id, now, EventKind::DataDownloaded, &current.origin);
    state.storage.add_event_by(&event, &actor).await?;
    Ok(Export {
        account: user.into(),
        times: "milliseconds since 1970-01-01T00:00:00Z",
        devices: all(state.storage.list_sessions(id, now).await?),
        ended_devices: all(state.storage.list_ended(id, LONG_AGO, u32::MAX).await?),
        known_devices: all(state.storage.list_devices(id).await?),
        places: all(state.storage.list_places(id, None, u32::MAX).await?),
        activity: all(state.storage.list_events(id, u32::MAX, 0).await?),
    })
}

fn all<T, U: From<T>>(records: Vec<T>) -> Vec<U> {
    records.into_iter().map(U::from).collect()
}

/// What is in the file.
#[derive(Debug, Serialize)]
pub struct Export {
    account: Account,
    times: &'static str,
    devices: Vec<Device>,
    ended_devices: Vec<EndedDevice>,
    known_devices: Vec<KnownDevice>,
    places: Vec<Place>,
    activity: Vec<Activity>,
}

#[derive(Debug, Serialize)]
struct Account {
    email: String,
    created_at: Timestamp,
    precision_of_places: Precision,
}

impl From<User> for Account {
    fn from(user: User) -> Self {
        Self { email: user.email.as_str().to_owned(), created_at: user.created_at, precision_of_places: user.precision }
    }
}

#[derive(Debug, Serialize)]
struct Device {
    id: PublicId,
    name: String,
    user_agent: String,
    ip_address: IpAddr,
    location: String,
    country: Option<String>,
    coordinates: Option<(f64, f64)>,
    flags: Vec<Flag>,
    first_seen_at: Timestamp,
    stay: Stay,
    signed_in_at: Timestamp,
    last_active_at: Timestamp,
    expires_at: Timestamp,
}

impl From<Session> for Device {
    fn from(session: Session) -> Self {
        Self {
            name: session.name(),
            id: session.public_id,
            user_agent: session.user_agent,
            ip_address: session.ip_address,
            location: session.place.label.english().to_owned(),
            country: session.place.country,
            coordinates: session.place.coordinates,
            flags: session.flags,
            first_seen_at: session.first_seen_at,
            stay: session.stay,
            signed_in_at: session.signed_in_at,
            last_active_at: session.last_active_at,
            expires_at: session.expires_at,
        }
    }
}

#[derive(Debug, Serialize)]
struct EndedDevice {
    id: PublicId,
    name: String,
    reason: EndReason,
    ended_at: Timestamp,
    ended_by: Option<String>,
    refused: u32,
    last_refused_at: Option<Timestamp>,
}

impl From<EndedSession> for EndedDevice {
    fn from(ended: EndedSession) -> Self {
        Self {
            id: ended.public_id,
            name: ended.device_name,
            reason: ended.reason,
            ended_at: ended.ended_at,
            ended_by: ended.ended_by,
            refused: ended.refused,
            last_refused_at: ended.last_refused_at,
        }
    }
}

#[derive(Debug, Serialize)]
struct KnownDevice {
    id: PublicId,
    name: Option<String>,
    label: String,
    first_seen_at: Timestamp,
    last_seen_at: Timestamp,
    confirmed_at: Option<Timestamp>,
}

impl From<DeviceRecord> for KnownDevice {
    fn from(device: DeviceRecord) -> Self {
        Self {
            id: device.id,
            name: device.given_name,
            label: device.label,
            first_seen_at: device.first_seen_at,
            last_seen_at: device.last_seen_at,
            confirmed_at: device.confirmed_at,
        }
    }
}

#[derive(Debug, Serialize)]
struct Place {
    location: String,
    country: Option<String>,
    coordinates: Option<(f64, f64)>,
    ip_address: Option<IpAddr>,
    first_at: Timestamp,
    last_at: Timestamp,
}

impl From<PlaceRecord> for Place {
    fn from(record: PlaceRecord) -> Self {
        Self {
            location: record.place.label.english().to_owned(),
            country: record.place.country,
            coordinates: record.place.coordinates,
            ip_address: record.ip_address,
            first_at: record.first_at,
            last_at: record.last_at,
        }
    }
}

#[derive(Debug, Serialize)]
struct Activity {
    at: Timestamp,
    kind: EventKind,
    reason: Option<EndReason>,
    device: Option<String>,
    done_by: Option<String>,
    ip_address: Option<IpAddr>,
    location: Option<String>,
    device_id: Option<PublicId>,
    flags: Vec<Flag>,
}

impl From<Event> for Activity {
    fn from(event: Event) -> Self {
        Self {
            at: event.at,
            kind: event.kind,
            reason: event.reason,
            device: event.device_name,
            done_by: event.done_by,
            ip_address: event.ip_address,
            location: event.location.as_ref().map(Label::english).map(str::to_owned),
            device_id: event.device,
            flags: event.flags,
        }
    }
}
