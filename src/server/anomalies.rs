//! Anomalies: a few rules that flag a device, each explained in docs/devices.md.
//!
//! They compare a sign-in, or the first request from another address, with where the account was used before. They
//! refuse nobody: a flagged device is listed first until the person confirms that it is theirs.

use std::time::Duration;

use super::{
    ids::{SessionId, UserId},
    location::Location,
    rules,
    storage::{LocationRecord, RequestSource, Session, Storage, StorageError},
};
use crate::{
    model::{Flag, Language, Timestamp},
    t,
};

/// A device that was not active for so long is offered to be signed out.
pub const UNUSED: Duration = Duration::from_hours(60 * 24);

/// In kilometres per hour. No means of travel is faster: an airliner does about 900 km/h.
const FASTEST: f64 = 1000.0;
/// In kilometres. Locations closer than this are not compared: addresses are rarely located more exactly.
const NEAR: f64 = 500.0;
/// The mean radius of the earth in kilometres (IUGG).
const EARTH: f64 = 6371.0;

/// How many earlier locations of an account are compared.
const COMPARED: u32 = 500;

/// What is unusual about `location` at `at`, given the earlier locations `before` (the latest first).
pub fn flags(location: &Location, at: Timestamp, before: &[LocationRecord]) -> Vec<Flag> {
    let mut flags = Vec::new();
    if is_new_country(location, before) {
        flags.push(Flag::NewCountry);
    }
    if is_too_fast(location, at, before) {
        flags.push(Flag::ImpossibleTravel);
    }
    flags
}

/// What deserves a look of a session.
pub fn flags_of(session: &Session) -> Vec<Flag> {
    let mut flags = session.flags.clone();
    if session.confirmed_at.is_none() {
        flags.insert(0, Flag::New);
    }
    flags
}

/// What a flag means for a device in `location`: what was seen, compared with what, and what to do. `own`: for
/// the person who is using the device.
pub fn reason(flag: Flag, location: &str, own: bool, language: Language) -> String {
    match flag {
        Flag::New if own => t!(language; "reason-new-own"),
        Flag::New => t!(language; "reason-new"),
        Flag::NewCountry => t!(language; "reason-new-country", location = location),
        Flag::ImpossibleTravel => t!(language; "reason-fast-travel", location = location),
        Flag::Returned => t!(language; "reason-returned"),
    }
}

/// Records that a session moved to another address, and flags the move if it is unusual. If only the location of the
/// same address became known, nothing is flagged.
///
/// # Errors
/// If the database does not answer.
pub async fn note_move(
    storage: &Storage,
    id: &SessionId,
    at: Timestamp,
    source: &RequestSource,
) -> Result<(), StorageError> {
    let Some(found) = storage.find_session(id).await? else { return Ok(()) };
    if found.session.ip_address == source.ip_address {
        return rules::sessions::set_location(storage, id, at, source, &[]).await;
    }
    let mut before = known_locations(storage, found.session.user_id, &[]).await?;
    // What this device does is compared with where it was itself.
    before.insert(0, was_at(&found.session));
    rules::sessions::set_location(storage, id, at, source, &flags(&source.location, at, &before)).await
}

/// The earlier locations of a user that are compared: those of recognised devices only. Otherwise a thief's first
/// sign-in would make the second look normal, and the owner's own look odd.
///
/// # Errors
/// If the database does not answer.
pub async fn known_locations(
    storage: &Storage,
    user: UserId,
    sessions: &[Session],
) -> Result<Vec<LocationRecord>, StorageError> {
    let mut locations = storage.list_locations(user, None, COMPARED).await?;
    // What is noted of a live session may be older than the session's own row.
    locations.extend(sessions.iter().map(was_at));
    locations.sort_by_key(|record| std::cmp::Reverse(record.last_at));
    // A person who never answers 'Was this you?' has no recognised devices: all locations are compared.
    if locations.iter().any(|record| record.recognised) {
        locations.retain(|record| record.recognised);
    }
    Ok(locations)
}

fn was_at(session: &Session) -> LocationRecord {
    LocationRecord {
        ip_address: Some(session.ip_address),
        location: session.location.clone(),
        first_at: session.signed_in_at,
        last_at: session.last_active_at,
        recognised: session.confirmed_at.is_some(),
    }
}

fn is_new_country(location: &Location, before: &[LocationRecord]) -> bool {
    let Some(country) = &location.country else { return false };
    let mut known = before.iter().filter_map(|before| before.location.country.as_ref()).peekable();
    known.peek().is_some() && known.all(|known| known != country)
}

fn is_too_fast(location: &Location, at: Timestamp, before: &[LocationRecord]) -> bool {
    let last = before.iter().find_map(|before| before.location.coordinates.map(|from| (from, before.last_at)));
    let (Some(here), Some((from, then))) = (location.coordinates, last) else { return false };
    let distance = kilometres(from, here);
    let hours = at.since(then).as_secs_f64() / 3600.0;
    distance >= NEAR && distance > hours * FASTEST
}

/// The great-circle distance between two points in degrees, by the haversine formula.
fn kilometres((latitude_1, longitude_1): (f64, f64), (latitude_2, longitude_2): (f64, f64)) -> f64 {
    let half = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
    let (from, to) = (latitude_1.to_radians(), latitude_2.to_radians());
    let a = half(latitude_2 - latitude_1) + from.cos() * to.cos() * half(longitude_2 - longitude_1);
    2.0 * EARTH * a.clamp(0.0, 1.0).sqrt().asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LYON: (&str, &str, f64, f64) = ("Lyon, France", "FR", 45.76, 4.84);
    const PARIS: (&str, &str, f64, f64) = ("Paris, France", "FR", 48.86, 2.35);
    const TOKYO: (&str, &str, f64, f64) = ("Tokyo, Japan", "JP", 35.68, 139.69);

    fn location((label, country, latitude, longitude): (&str, &str, f64, f64)) -> Location {
        Location {
            label: label.into(),
            country: Some(country.to_owned()),
            coordinates: Some((latitude, longitude)),
            ..Location::default()
        }
    }

    fn was(city: (&str, &str, f64, f64), hour: i64) -> LocationRecord {
        LocationRecord {
            ip_address: None,
            location: location(city),
            first_at: hours(hour),
            last_at: hours(hour),
            recognised: true,
        }
    }

    const fn hours(hour: i64) -> Timestamp {
        Timestamp::from_seconds(hour * 3600)
    }

    #[test]
    fn distances_are_those_of_a_globe() {
        let flown = kilometres((LYON.2, LYON.3), (TOKYO.2, TOKYO.3));
        assert!((9_800.0..10_000.0).contains(&flown), "{flown}");
        assert!(kilometres((0.0, 0.0), (0.0, 180.0)) > 20_000.0);
        assert!(kilometres((LYON.2, LYON.3), (LYON.2, LYON.3)) < 1e-6);
    }

    #[test]
    fn a_country_is_new_where_others_were_seen_before() {
        assert_eq!(flags(&location(TOKYO), hours(100), &[was(LYON, 0)]), [Flag::NewCountry]);
        assert_eq!(flags(&location(TOKYO), hours(100), &[was(LYON, 0), was(TOKYO, 0)]), []);
        assert_eq!(flags(&location(TOKYO), hours(100), &[]), [], "the first place tells nothing");
        let nowhere = Location { label: "Local network".into(), ..Location::default() };
        assert_eq!(flags(&nowhere, hours(100), &[was(LYON, 0)]), []);
    }

    #[test]
    fn nobody_is_in_two_places_at_once() {
        assert_eq!(flags(&location(TOKYO), hours(9), &[was(LYON, 0), was(TOKYO, -500)]), [Flag::ImpossibleTravel]);
        assert_eq!(flags(&location(TOKYO), hours(10), &[was(LYON, 0), was(TOKYO, -500)]), [], "there is time to fly");
        assert_eq!(flags(&location(PARIS), hours(0), &[was(LYON, 0)]), [], "400 km may be an error of the database");
        let country = Location { coordinates: None, ..location(TOKYO) };
        assert_eq!(flags(&country, hours(1), &[was(LYON, 0), was(TOKYO, -500)]), []);
    }
}
