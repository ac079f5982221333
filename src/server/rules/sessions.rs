//! How sessions go on and end.

use std::time::Duration;

use super::{
    RuleError, actor, flags,
    log::{self, done_to},
    places,
};
use crate::{
    model::{EndReason, EventKind, Flag, PublicId, Timestamp},
    server::{
        auth::password_hash::PasswordHash,
        ids::{SessionId, UserId},
        storage::{
            Actor, EndedSession, Ending, Event, Lock, Origin, Session, Storage, StorageError, Tx, Which,
            statements::{ended, sessions, users},
        },
    },
};

/// A last activity that is so much later than a request is from a time when the clock was ahead: it is
/// set right. Notes of one session are written in order, and seconds after they were made.
const AHEAD: Duration = Duration::from_mins(1);

/// Ends sessions; those that ended.
///
/// # Errors
/// If the device that acts may not, or if the database does not answer.
pub async fn end(storage: &Storage, which: Which<'_>, ending: Ending<'_>) -> Result<Vec<EndedSession>, RuleError> {
    let lock = match which {
        Which::One(id) => Lock::UserOfSession(id),
        Which::Devices(user, _) | Which::Others(user, _) | Which::AllOf(user) => Lock::User(user),
        Which::All => Lock::Everybody,
    };
    let mut tx = storage.begin(lock).await?;
    actor::require_live(&mut tx, ending.by).await?;
    match (ending.by, which) {
        (Some(by), Which::Others(user, keep)) => {
            actor::require_authority_over_others(&mut tx, by, user, keep, ending.at).await?;
        }
        (Some(by), Which::Devices(user, ids)) => {
            for id in ids {
                actor::require_authority_over(&mut tx, by, user, id, ending.at).await?;
            }
        }
        _ => {}
    }
    let ended = end_sessions(&mut tx, which, ending).await?;
    tx.commit().await?;
    Ok(ended)
}

/// Ends up to `limit` sessions that had expired at `now`; how many they were.
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
            end_sessions(&mut tx, Which::One(id), Ending { reason, at: now, by: None }).await?;
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

/// Notes that the password was proved in a session, against `hash`; unlocks it. `false` if it ended meanwhile.
///
/// # Errors
/// [`RuleError::ProofOutdated`] if the account has another password than `hash`; or if the database does not answer.
pub async fn set_proved(
    storage: &Storage,
    id: &SessionId,
    hash: &PasswordHash,
    at: Timestamp,
    event: Option<&Event>,
) -> Result<bool, RuleError> {
    let mut tx = storage.begin(Lock::UserOfSession(id)).await?;
    let Some(session) = sessions::find(&mut tx, id).await? else { return Ok(false) };
    let Some(current) = users::password_hash(&mut tx, session.user_id).await? else { return Ok(false) };
    // Verified before somebody changed it: it proves nothing any more.
    if current.as_str() != hash.as_str() {
        return Err(RuleError::ProofOutdated);
    }
    sessions::set_proved(&mut tx, id, at).await?;
    if let Some(event) = event {
        log::record(&mut tx, event).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Asks a device of `user` for the password before anything else. `false` if there is none.
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
    let mut tx = storage.begin(Lock::User(user)).await?;
    actor::require_live(&mut tx, Some(by)).await?;
    actor::require_authority_over(&mut tx, by, user, id, at).await?;
    let Some(session) = sessions::find_of_device(&mut tx, user, id).await? else { return Ok(false) };
    if session.locked_at.is_some() {
        return Ok(true);
    }
    // What was proved before counts no more: the lock is there to ask again.
    sessions::lock(&mut tx, &session.id, at).await?;
    log::record(&mut tx, &done_to(&session, EventKind::DeviceLocked, at, by)).await?;
    tx.commit().await?;
    Ok(true)
}

/// Ends a device of `user` at `until`, if it would not end earlier. `false` if there is none.
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
    let mut tx = storage.begin(Lock::User(user)).await?;
    actor::require_live(&mut tx, Some(by)).await?;
    actor::require_authority_over(&mut tx, by, user, id, now).await?;
    let Some(session) = sessions::find_of_device(&mut tx, user, id).await? else { return Ok(false) };
    if session.expires_at <= until {
        return Ok(true);
    }
    sessions::set_expiry(&mut tx, &session.id, until).await?;
    log::record(&mut tx, &done_to(&session, EventKind::DeviceShortened, now, by)).await?;
    tx.commit().await?;
    Ok(true)
}

/// Notes last activity. It only ever updates: a session that ended meanwhile stays ended.
///
/// # Errors
/// If the database does not answer.
pub async fn touch(storage: &Storage, activity: &[(SessionId, Timestamp)]) -> Result<(), StorageError> {
    let mut tx = storage.begin(Lock::Nothing).await?;
    for (id, at) in activity {
        sessions::touch(&mut tx, id, *at, at.plus(AHEAD)).await?;
        tx = storage.let_go(tx).await?;
    }
    tx.commit().await
}

/// Notes that the tokens with these `iat` have come back.
///
/// # Errors
/// If the database does not answer.
pub async fn token_seen(storage: &Storage, tokens: &[(SessionId, i64)]) -> Result<(), StorageError> {
    let mut tx = storage.begin(Lock::Nothing).await?;
    for (id, issued_at) in tokens {
        sessions::set_token_seen(&mut tx, id, *issued_at).await?;
        tx = storage.let_go(tx).await?;
    }
    tx.commit().await
}

/// Notes that a session is active from another address, or that the location of the one that it has has
/// become known. It only ever updates.
///
/// # Errors
/// If the database does not answer.
pub async fn set_place(
    storage: &Storage,
    id: &SessionId,
    at: Timestamp,
    origin: &Origin,
    flags: &[Flag],
) -> Result<(), StorageError> {
    let mut tx = storage.begin(Lock::UserOfSession(id)).await?;
    let Some(before) = sessions::find(&mut tx, id).await? else { return Ok(()) };
    places::visit(&mut tx, &before, before.last_active_at).await?;
    let found: Vec<Flag> = flags.iter().copied().filter(|flag| !before.flags.contains(flag)).collect();
    let session = Session {
        ip_address: origin.ip_address,
        place: places::coarsened(&mut tx, before.user_id, &origin.place).await?,
        ..before.clone()
    };
    if session.ip_address == before.ip_address {
        places::replace(&mut tx, &before, &session.place).await?;
    }
    sessions::set_location(&mut tx, &session).await?;
    sessions::touch(&mut tx, id, at, at.plus(AHEAD)).await?;
    places::visit(&mut tx, &session, at).await?;
    flags::add_flags(&mut tx, &session.public_id, &found).await?;
    if !found.is_empty() {
        let mut event = Event::new(session.user_id, at, EventKind::DeviceMoved, origin);
        event.flags = found;
        log::record(&mut tx, &event).await?;
    }
    tx.commit().await
}

/// Ends sessions within whatever ends them.
pub(super) async fn end_sessions(
    tx: &mut Tx,
    which: Which<'_>,
    ending: Ending<'_>,
) -> Result<Vec<EndedSession>, StorageError> {
    let mut gone = Vec::new();
    match which {
        Which::One(id) => gone.extend(sessions::delete(tx, id).await?),
        Which::Devices(user, devices) => {
            for device in devices {
                gone.extend(sessions::delete_of_device(tx, user, device).await?);
            }
        }
        Which::Others(user, keep) => {
            for id in sessions::ids(tx, Some(user)).await?.iter().filter(|id| *id != keep) {
                gone.extend(sessions::delete(tx, id).await?);
            }
        }
        Which::AllOf(user) => {
            for id in sessions::ids(tx, Some(user)).await? {
                gone.extend(sessions::delete(tx, &id).await?);
            }
        }
        Which::All => {
            for id in sessions::ids(tx, None).await? {
                gone.extend(sessions::delete(tx, &id).await?);
            }
        }
    }
    let mut ended = Vec::with_capacity(gone.len());
    for session in &gone {
        ended.push(record_end(tx, session, ending).await?);
    }
    Ok(ended)
}

/// Notes the end of a session whose row is gone: what remains of it, and an entry in the log.
async fn record_end(tx: &mut Tx, session: &Session, ending: Ending<'_>) -> Result<EndedSession, StorageError> {
    let Ending { reason, at, by } = ending;
    let given_name = places::remember_last(tx, session).await?;
    // A device that signs in again stays signed in.
    if reason != EndReason::Replaced {
        places::erase_addresses(tx, &session.public_id).await?;
    }
    let ended = EndedSession {
        public_id: session.public_id.clone(),
        user_id: session.user_id,
        device_name: given_name.unwrap_or_else(|| session.device.name()),
        device_kind: session.device.kind,
        reason,
        ended_by: by.filter(|by| by.session != session.id).map(|by| by.origin.device_name.clone()),
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
        device: Some(session.public_id.clone()),
        device_name: Some(ended.device_name.clone()),
        device_kind: ended.device_kind,
        done_by: ended.ended_by.clone(),
        ip_address: by.map(|by| by.origin.ip_address),
        location: by.map(|by| by.origin.place.label.clone()),
        precision: by.map(|by| by.origin.place.precision).unwrap_or_default(),
        flags: Vec::new(),
    };
    log::record(tx, &event).await?;
    Ok(ended)
}
