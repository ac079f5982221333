//! The rules of devices, signed in or not: what is told of one, what it is called, whose it is.

use secrecy::SecretString;

use super::{
    AppState, activity_log,
    client::Client,
    current::CurrentSession,
    failure::Failure,
    ids::DeviceSecret,
    proof, sessions,
    storage::{Actor, Ending, PlaceRecord},
};
use crate::{
    error::AppError,
    model::{DeviceDetail, EndReason, PlaceView, Precision, Privacy, PublicId},
};

/// Characters of a device's name.
pub const MAX_NAME: usize = 60;

/// Places, sign-ins and other entries that the page of a device tells.
const TOLD: (u32, u32) = (50, 100);

/// What the device cookie of a browser says: what it said before, or something new.
///
/// # Errors
/// If the system has no randomness to give.
pub fn secret_of(client: &Client) -> Result<DeviceSecret, Failure> {
    Ok(match &client.device_cookie {
        Some(secret) => secret.clone(),
        None => DeviceSecret::generate()?,
    })
}

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
    let may_judge = state.storage.has_authority(&current.session.id, now).await?;
    let why = session.as_ref().and_then(|session| session.device.why()).map(str::to_owned);
    // The row of a live session is newer than what was noted of its places.
    let last_seen_at = session.as_ref().map_or(record.last_seen_at, |session| session.last_active_at);
    let mut places: Vec<_> = places.into_iter().map(|record| place(record, &current.languages)).collect();
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
        live: session.map(|session| sessions::view(session, current, now)),
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

/// Has one of the person's devices called `name`; by what it is, if that is empty.
///
/// # Errors
/// If the name is too long or holds what can't be read, that person has no such device, this one was
/// signed out meanwhile, or the store does not answer.
pub async fn rename(state: &AppState, current: &CurrentSession, device: &PublicId, name: &str) -> Result<(), Failure> {
    let name = tidy_name(name)?;
    state.throttle.admit_change(&current.session)?;
    let (user, now) = (current.session.user_id, state.clock.now());
    let renamed = state.storage.set_device_name(user, device, name.as_deref(), now, &current.actor()).await?;
    if renamed { Ok(()) } else { Err(AppError::DeviceNotFound.into()) }
}

/// Notes that a device is the person's.
///
/// # Errors
/// If this one is new itself while others are not, it is the one and the password wasn't proved, that
/// person has no such device, this one was signed out meanwhile, or the store does not answer.
pub async fn confirm(
    state: &AppState,
    current: &CurrentSession,
    device: &PublicId,
    password: Option<SecretString>,
) -> Result<(), Failure> {
    state.throttle.admit_change(&current.session)?;
    // Of itself a device says so only with the password: its cookie may be a copy.
    let actor = if *device == current.session.public_id {
        proof::require_recent(state, current, password).await?
    } else {
        current.actor()
    };
    let (user, now) = (current.session.user_id, state.clock.now());
    let confirmed = state.storage.confirm_device(user, device, now, &actor).await?;
    if confirmed { Ok(()) } else { Err(AppError::DeviceNotFound.into()) }
}

/// Notes that a device is not the person's, and signs it out; with those of `others` that were not
/// recognised either. How many were signed out.
///
/// # Errors
/// If this one is new itself while others are not, that person has no such device, it is this one,
/// this one was signed out meanwhile, or the store does not answer.
pub async fn disown(
    state: &AppState,
    current: &CurrentSession,
    actor: &Actor,
    device: &PublicId,
    others: &[PublicId],
) -> Result<usize, Failure> {
    let (user, at) = (current.session.user_id, state.clock.now());
    if *device == current.session.public_id {
        return Err(AppError::ThisDevice.into());
    }
    state.storage.find_device_record(user, device).await?.ok_or(AppError::DeviceNotFound)?;
    let mut ids = vec![device.clone()];
    if !others.is_empty() {
        let sessions = state.storage.list_sessions(user, at).await?;
        let unknown = sessions.into_iter().filter(|session| {
            session.confirmed_at.is_none()
                && session.id != current.session.id
                && session.public_id != ids[0]
                && others.contains(&session.public_id)
        });
        ids.extend(unknown.map(|session| session.public_id).collect::<Vec<_>>());
    }
    let ending = Ending { reason: EndReason::Disowned, at, by: Some(actor) };
    let ended = state.storage.disown_devices(user, &ids, ending).await?;
    tracing::warn!(by = %current.session.public_id, ended = ended.len(), "devices were disowned");
    Ok(ended.len())
}

/// How precise the person's places are kept, and what is seen of this device.
pub fn privacy(current: &CurrentSession) -> Privacy {
    Privacy {
        precision: current.precision,
        ip_address: current.origin.ip_address.to_string(),
        location: current.origin.place.label.in_languages(&current.languages),
    }
}

/// Keeps the person's places so precisely from now on, and what is kept of them as well.
///
/// # Errors
/// If the password wasn't proved, this device was signed out meanwhile, or the store does not answer.
pub async fn set_precision(
    state: &AppState,
    current: &CurrentSession,
    precision: Precision,
    password: Option<SecretString>,
) -> Result<(), Failure> {
    // Keeping less wipes what tells of a thief.
    let actor = proof::require_recent(state, current, password).await?;
    state.throttle.admit_change(&current.session)?;
    let (user, now) = (current.session.user_id, state.clock.now());
    let mut addresses: Vec<_> =
        state.storage.list_places(user, None, u32::MAX).await?.iter().filter_map(|place| place.ip_address).collect();
    addresses.extend(state.storage.list_sessions(user, now).await?.iter().map(|session| session.ip_address));
    addresses.sort_unstable();
    addresses.dedup();
    let places: Vec<_> =
        addresses.into_iter().map(|address| (address, state.locator.locate(address, precision))).collect();
    state.storage.set_precision(user, precision, &places, now, &actor).await?;
    Ok(())
}

/// Several devices, as a form carries them: with commas between.
///
/// # Errors
/// If one of them is malformed.
pub fn parse_several(ids: &str) -> Result<Vec<PublicId>, AppError> {
    ids.split(',').filter(|id| !id.is_empty()).map(|id| id.parse().map_err(|_| AppError::Malformed)).collect()
}

/// A name without what surrounds it; none, if nothing is left.
///
/// Any script, but no character that can't be seen, breaks the line or turns the text around it: a
/// name must not pass for another, nor for something else of the page (Unicode's Trojan Source,
/// CVE-2021-42574).
fn tidy_name(name: &str) -> Result<Option<String>, AppError> {
    let name = name.trim();
    if name.chars().any(|c| c.is_control() || is_invisible(c)) {
        return Err(AppError::NameInvalid);
    }
    if name.chars().count() > MAX_NAME {
        return Err(AppError::NameTooLong);
    }
    // What shapes other characters shows nothing by itself.
    if !name.is_empty() && name.chars().all(|c| c.is_whitespace() || shapes_others(c)) {
        return Err(AppError::NameInvalid);
    }
    Ok(Some(name.to_owned()).filter(|name| !name.is_empty()))
}

/// Unicode's format characters (category Cf) and fillers, but for those that scripts and emoji need.
pub const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{115f}' | '\u{1160}'
        | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{200b}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e001f}'
        | '\u{e0080}'..='\u{e0fff}')
}

/// What joins, parts, varies or places the characters beside it: Persian and the family of four need the
/// joiners, Hebrew and Arabic with numbers the marks of direction (which turn nothing around), Mongolian its
/// variants, and the flag of Scotland the tags.
const fn shapes_others(c: char) -> bool {
    matches!(c,
        '\u{61c}' | '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{200c}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0020}'..='\u{e007f}')
}

fn place(record: PlaceRecord, languages: &str) -> PlaceView {
    PlaceView {
        location: record.place.label.in_languages(languages),
        ip_address: record.ip_address.map(|address| address.to_string()),
        first_at: record.first_at,
        last_at: record.last_at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_of_any_script_and_of_one_line() {
        assert_eq!(tidy_name("  Kitchen iPad "), Ok(Some("Kitchen iPad".to_owned())));
        for name in ["台所のiPad", "آيباد المطبخ", "Küche 🍳", "<script>alert(1)</script>"] {
            assert_eq!(tidy_name(name), Ok(Some(name.to_owned())));
        }
        for nothing in ["", "   ", "\t"] {
            assert_eq!(tidy_name(nothing), Ok(None));
        }
        for shaped in [
            "👨\u{200d}👩\u{200d}👧 می\u{200c}خواهم",
            "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} iPad",
            "טלפון 2\u{200f}",
            "ᠠ\u{180b}",
        ] {
            assert_eq!(tidy_name(shaped), Ok(Some(shaped.to_owned())));
        }
        for name in [
            "two\nlines",
            "turned \u{202e}dnuora",
            "nul\0",
            "a\u{2028}b",
            "\u{200b}",
            "a\u{ad}b",
            "\u{61c}",
            "\u{3164}",
            "a\u{e0001}",
            "\u{200d}\u{e0041}",
            "\u{2800}",
        ] {
            assert_eq!(tidy_name(name), Err(AppError::NameInvalid), "{name:?}");
        }
        assert!(tidy_name(&"台".repeat(MAX_NAME)).is_ok());
        assert_eq!(tidy_name(&"a".repeat(MAX_NAME + 1)), Err(AppError::NameTooLong));
    }
}
