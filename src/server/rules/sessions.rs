//! Continuing and ending sessions.

use std::time::Duration;

use super::{
    RuleError, actor, flags, locations,
    log::{self, done_to},
};
use crate::{
    model::{EndReason, EventKind, Flag, PublicId, Timestamp},
    server::{
        auth::password_hash::PasswordHash,
        ids::{SessionId, UserId},
        storage::{
            Actor, EndedSession, Event, Lock, RequestSource, Revocation, Session, SessionSelection, Storage,
            StorageError, Tx,
            statements::{ended, sessions, users},
        },
    },
};

/// A stored last activity this much later than a request dates from when the clock was ahead, and is corrected.
/// Updates of one session are written in order, within seconds.
const AHEAD: Duration = Duration::from_mins(1);

/// Revokes sessions. Returns those that ended.
///
/// # Errors
/// If the device that acts may not, or if the database does not answer.
pub async fn revoke(
    storage: &Storage,
    selection: SessionSelection<'_>,
    revocation: Revocation<'_>,
) -> Result<Vec<EndedSession>, RuleError> {
    let lock = match selection {
        SessionSelection::One(id) => Lock::UserOfSession(id),
        SessionSelection::Devices(user, _) | SessionSelection::Others(user, _) | SessionSelection::AllOf(user) => {
            Lock::User(user)
        }
        SessionSelection::All => Lock::Everybody,
    };
    let mut tx = storage.begin(lock).await?;
    actor::require_live(&mut tx, revocation.by).await?;
    match (revocation.by, selection) {
        (Some(by), SessionSelection::Others(user, keep)) => {
            actor::require_authority_over_others(&mut tx, by, user, keep, revocation.at).await?;
        }
        (Some(by), SessionSelection::Devices(user, ids)) => {
            for id in ids {
                actor::require_authority_over(&mut tx, by, user, id, revocation.at).await?;
            }
        }
        _ => {}
    }
    let ended = revoke_sessions(&mut tx, selection, revocation).await?;
    tx.commit().await?;
    Ok(ended)
}

/// Ends up to `limit` sessions that had expired at `now`. Returns how many.
///
/// # Errors
/// If the database does not answer.
pub async fn end_expired(storage: &Storage, now: Timestamp, limit: u32) -> Result<u32, StorageError> {
    let expired = storage.list_expired(now, limit).await?;
    let mut count = 0;
    // One person after the other: nobody else waits.
    for of_one in expired.chunk_by(|a, b| a.0 == b.0) {
        let mut tx = storage.begin(Lock::User(of_one[0].0)).await?;
        for (_, id) in of_one {
            // It may have been active since it was read.
            let Some(session) = sessions::find(&mut tx, id).await? else { continue };
            let reason = if session.expires_at <= now {
                EndReason::Expired
            } else if session.last_active_at.plus(session.idle_timeout) <= now {
                EndReason::Idle
            } else {
                continue;
            };
            revoke_sessions(&mut tx, SessionSelection::One(id), Revocation { reason, at: now, by: None }).await?;
            count += 1;
        }
        tx.commit().await?;
    }
    Ok(count)
}

/// Makes `to` the `iat` of the session's newest token, if it still is `from`: of several requests one wins.
///
/// # Errors
/// If the database does not answer.
pub async fn renew(storage: &Storage, id: &SessionId, from: i64, to: i64) -> Result<bool, StorageError> {
    let mut tx = storage.begin(Lock::Nothing).await?;
    let renewed = sessions::renew(&mut tx, id, from, to).await?;
    tx.commit().await?;
    Ok(renewed)
}

/// Records that the password was verified against `hash` in a session, and unlocks it. `false` if the session has
/// ended.
///
/// # Errors
/// [`RuleError::ReauthenticationOutdated`] if the account has another password than `hash`; or if the database does not answer.
pub async fn set_reauthenticated(
    storage: &Storage,
    id: &SessionId,
    hash: &PasswordHash,
    at: Timestamp,
    event: Option<&Event>,
) -> Result<bool, RuleError> {
    let mut tx = storage.begin(Lock::UserOfSession(id)).await?;
    let Some(session) = sessions::find(&mut tx, id).await? else { return Ok(false) };
    let Some(current) = users::password_hash(&mut tx, session.user_id).await? else { return Ok(false) };
    // Verified before somebody changed it: it no longer counts.
    if current.as_str() != hash.as_str() {
        return Err(RuleError::ReauthenticationOutdated);
    }
    sessions::set_reauthenticated(&mut tx, id, at).await?;
    if let Some(event) = event {
        log::record(&mut tx, event).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Locks a device of `user`: it must enter the password before anything else. `false` if there is no such device.
///
/// # Errors
/// If the device that acts may not, or if the database does not answer.
pub async fn set_locked(
    storage: &Storage,
    user: UserId,
    id: &PublicId,
    at: Timestamp,
    by: &Actor,
) -> Result<bool, RuleError> {
    let begun = actor::begin_on_device(storage, user, id, at, by).await?;
    let Some((mut tx, session)) = begun else { return Ok(false) };
    if session.locked_at.is_some() {
        return Ok(true);
    }
    // An earlier re-authentication no longer counts: the point of the lock is to ask again.
    sessions::lock(&mut tx, &session.id, at).await?;
    log::record(&mut tx, &done_to(&session, EventKind::DeviceLocked, at, by)).await?;
    tx.commit().await?;
    Ok(true)
}

/// Signs a device of `user` out at `until`, unless its session ends earlier. `false` if there is no such device.
///
/// # Errors
/// If the device that acts may not, or if the database does not answer.
pub async fn set_expiry(
    storage: &Storage,
    user: UserId,
    id: &PublicId,
    until: Timestamp,
    now: Timestamp,
    by: &Actor,
) -> Result<bool, RuleError> {
    let begun = actor::begin_on_device(storage, user, id, now, by).await?;
    let Some((mut tx, session)) = begun else { return Ok(false) };
    if session.expires_at <= until {
        return Ok(true);
    }
    sessions::set_expiry(&mut tx, &session.id, until).await?;
    log::record(&mut tx, &done_to(&session, EventKind::DeviceShortened, now, by)).await?;
    tx.commit().await?;
    Ok(true)
}

/// Records last activity. It only ever updates: a session that has ended stays ended.
///
/// # Errors
/// If the database does not answer.
pub async fn touch(storage: &Storage, activity: &[(SessionId, Timestamp)]) -> Result<(), StorageError> {
    let mut tx = storage.begin(Lock::Nothing).await?;
    for (id, at) in activity {
        sessions::touch(&mut tx, id, *at, at.plus(AHEAD)).await?;
        tx = storage.commit_and_continue(tx).await?;
    }
    tx.commit().await
}

/// Records that the tokens with these `iat` have come back.
///
/// # Errors
/// If the database does not answer.
pub async fn token_seen(storage: &Storage, tokens: &[(SessionId, i64)]) -> Result<(), StorageError> {
    let mut tx = storage.begin(Lock::Nothing).await?;
    for (id, issued_at) in tokens {
        sessions::set_token_seen(&mut tx, id, *issued_at).await?;
        tx = storage.commit_and_continue(tx).await?;
    }
    tx.commit().await
}

/// Records that a session is active from another address, or that the location of its address has become known. It
/// only ever updates.
///
/// # Errors
/// If the database does not answer.
pub async fn set_location(
    storage: &Storage,
    id: &SessionId,
    at: Timestamp,
    source: &RequestSource,
    flags: &[Flag],
) -> Result<(), StorageError> {
    let mut tx = storage.begin(Lock::UserOfSession(id)).await?;
    let Some(before) = sessions::find(&mut tx, id).await? else { return Ok(()) };
    locations::visit(&mut tx, &before, before.last_active_at).await?;
    let found: Vec<Flag> = flags.iter().copied().filter(|flag| !before.flags.contains(flag)).collect();
    let session = Session {
        ip_address: source.ip_address,
        location: locations::coarsened(&mut tx, before.user_id, &source.location).await?,
        ..before.clone()
    };
    if session.ip_address == before.ip_address {
        locations::replace(&mut tx, &before, &session.location).await?;
    }
    sessions::set_location(&mut tx, &session).await?;
    sessions::touch(&mut tx, id, at, at.plus(AHEAD)).await?;
    locations::visit(&mut tx, &session, at).await?;
    flags::add_flags(&mut tx, &session.device_id, &found).await?;
    if !found.is_empty() {
        let mut event = Event::new(session.user_id, at, EventKind::DeviceMoved, source);
        event.flags = found;
        log::record(&mut tx, &event).await?;
    }
    tx.commit().await
}

/// Revokes sessions, as part of a transaction. Returns those that ended.
pub(super) async fn revoke_sessions(
    tx: &mut Tx,
    selection: SessionSelection<'_>,
    revocation: Revocation<'_>,
) -> Result<Vec<EndedSession>, StorageError> {
    let mut gone = Vec::new();
    match selection {
        SessionSelection::One(id) => gone.extend(sessions::delete(tx, id).await?),
        SessionSelection::Devices(user, devices) => {
            for device in devices {
                gone.extend(sessions::delete_of_device(tx, user, device).await?);
            }
        }
        SessionSelection::Others(user, keep) => {
            for id in sessions::ids(tx, Some(user)).await?.iter().filter(|id| *id != keep) {
                gone.extend(sessions::delete(tx, id).await?);
            }
        }
        SessionSelection::AllOf(user) => {
            for id in sessions::ids(tx, Some(user)).await? {
                gone.extend(sessions::delete(tx, &id).await?);
            }
        }
        SessionSelection::All => {
            for id in sessions::ids(tx, None).await? {
                gone.extend(sessions::delete(tx, &id).await?);
            }
        }
    }
    let mut ended = Vec::with_capacity(gone.len());
    for session in &gone {
        ended.push(record_end(tx, session, revocation).await?);
    }
    Ok(ended)
}

/// Records the end of a session whose row is gone: its tombstone, and an entry in the security log.
async fn record_end(tx: &mut Tx, session: &Session, revocation: Revocation<'_>) -> Result<EndedSession, StorageError> {
    let Revocation { reason, at, by } = revocation;
    let given_name = locations::remember_last(tx, session).await?;
    // A device that signs in again stays signed in.
    if reason != EndReason::Replaced {
        locations::erase_addresses(tx, &session.device_id).await?;
    }
    let ended = EndedSession {
        device_id: session.device_id.clone(),
        user_id: session.user_id,
        device_name: given_name.unwrap_or_else(|| session.device.short_name()),
        device_kind: session.device.kind,
        reason,
        ended_by: by.filter(|by| by.session != session.id).map(|by| by.source.device_name.clone()),
        ended_at: at,
        refused: 0,
        first_refused_at: None,
        last_refused_at: None,
    };
    ended::insert(tx, &session.id, &ended).await?;
    let event = Event {
        user_id: session.user_id,
        at,
        kind: EventKind::SessionEnded,
        reason: Some(reason),
        device: Some(session.device_id.clone()),
        device_name: Some(ended.device_name.clone()),
        device_kind: ended.device_kind,
        done_by: ended.ended_by.clone(),
        ip_address: by.map(|by| by.source.ip_address),
        location: by.map(|by| by.source.location.label.clone()),
        precision: by.map(|by| by.source.location.precision).unwrap_or_default(),
        flags: Vec::new(),
    };
    log::record(tx, &event).await?;
    Ok(ended)
}
