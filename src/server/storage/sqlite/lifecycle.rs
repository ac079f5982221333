//! How sessions start and end in SQLite, within whatever starts and ends them.

use sqlx::Sqlite;

use super::{
    devices::add_flags,
    known::{Recognised, recognise},
    log::insert_event,
    places::{coarsened, insert_place, note_end, wipe_addresses},
    rows::SessionRow,
    transaction::Transaction,
    twins::twin,
};
use crate::{
    model::{EndReason, EventKind, Flag, Timestamp},
    server::{
        ids::SessionId,
        storage::{
            Actor, EndedSession, Ending, Event, NewSession, Proof, Session, Started, StorageError, TokenState, Which,
        },
    },
};

/// Adds a session, and ends what it replaces, within whatever starts it; or shares the one that the same
/// browser has started `beside` it.
pub async fn start_session(
    transaction: &mut Transaction<'_, Sqlite>,
    new: NewSession<'_>,
    beside: Option<&SessionId>,
) -> Result<Started, StorageError> {
    let NewSession { session, cookie, is_first, replaces, limit, password_hash, event } = new;
    let at = session.signed_in_at;
    let current: Option<i64> =
        sqlx::query_scalar("SELECT 1 FROM users WHERE id = $1 AND password_hash = $2 AND disabled_at IS NULL")
            .bind(session.user_id.as_bytes())
            .bind(password_hash.as_str())
            .fetch_optional(&mut **transaction)
            .await?;
    current.ok_or(StorageError::PasswordChanged)?;
    let ending = Ending { reason: EndReason::Replaced, at, by: None };
    let replaced = match replaces {
        Some(replaced) => end_sessions(transaction, Which::One(replaced), ending).await?,
        None => Vec::new(),
    };
    let Recognised { device, is_new, given_name, sent_away } = match cookie {
        Some(cookie) => recognise(transaction, session, cookie, is_first).await?,
        None => Recognised {
            device: session.public_id.clone(),
            is_new: false,
            given_name: session.given_name.clone(),
            sent_away: false,
        },
    };
    // The browser goes on as another device, and the earlier one is signed in no more.
    for other in replaced.iter().filter(|replaced| replaced.public_id != device) {
        wipe_addresses(transaction, &other.public_id).await?;
    }
    let mut session = Session { public_id: device.clone(), ..session.clone() };
    session.place = coarsened(transaction, session.user_id, &session.place).await?;
    let mut found = session.flags.clone();
    if sent_away {
        found.push(Flag::Returned);
    }
    add_flags(transaction, &device, &found).await?;
    let twin = match beside {
        Some(beside) => twin(transaction, &session, beside).await?,
        None => None,
    };
    let session = if let Some(twin) = twin {
        twin
    } else {
        // A device has one session: whoever comes back without its cookie takes its place all the same.
        let earlier = Which::Devices(session.user_id, std::slice::from_ref(&device));
        end_sessions(transaction, earlier, ending).await?;
        make_room(transaction, &session, limit, at).await?;
        insert_session(transaction, &session).await?;
        session
    };
    insert_place(transaction, &session, at).await?;
    let mut event = event.clone();
    event.device = Some(device);
    event.device_name = given_name.or(event.device_name);
    event.flags.clone_from(&found);
    if is_new {
        event.flags.insert(0, Flag::New);
    }
    insert_event(transaction, &event).await?;
    Ok(Started { session, is_new, flags: found })
}

/// Whoever acts must still be signed in now that the lock is held: of two devices that sign each
/// other out at the same moment, the second finds itself signed out. And what it proved must still hold:
/// verifying a password takes time enough for another to change it.
pub async fn require_live(transaction: &mut Transaction<'_, Sqlite>, by: Option<&Actor>) -> Result<(), StorageError> {
    let Some(by) = by else { return Ok(()) };
    let live: Option<(i64, String)> = sqlx::query_as(
        "SELECT sessions.proved_at, users.password_hash FROM sessions JOIN users ON users.id = sessions.user_id
         WHERE sessions.id = $1 AND sessions.locked_at IS NULL AND users.disabled_at IS NULL",
    )
    .bind(by.session.as_bytes())
    .fetch_optional(&mut **transaction)
    .await?;
    let (proved_at, hash) = live.ok_or(StorageError::ActorGone)?;
    match &by.proof {
        Some(Proof::Password(verified)) if verified.as_str() != hash => Err(StorageError::ProofOutdated),
        Some(Proof::Since(since)) if proved_at < since.millis() => Err(StorageError::ProofTakenBack),
        _ => Ok(()),
    }
}

/// Ends sessions within whatever ends them.
pub async fn end_sessions(
    transaction: &mut Transaction<'_, Sqlite>,
    which: Which<'_>,
    ending: Ending<'_>,
) -> Result<Vec<EndedSession>, StorageError> {
    if let Which::Devices(user, ids) = which {
        let mut ended = Vec::new();
        for id in ids {
            let row: Option<SessionRow> =
                sqlx::query_as("DELETE FROM sessions WHERE user_id = $1 AND public_id = $2 RETURNING *")
                    .bind(user.as_bytes())
                    .bind(id.as_str())
                    .fetch_optional(&mut **transaction)
                    .await?;
            if let Some(row) = row {
                ended.push(bury(transaction, &Session::try_from(row)?, ending).await?);
            }
        }
        return Ok(ended);
    }
    let query = match which {
        Which::Devices(..) => unreachable!("done above"),
        Which::One(id) => sqlx::query_as("DELETE FROM sessions WHERE id = $1 RETURNING *").bind(id.as_bytes().to_vec()),
        Which::Others(user, keep) => sqlx::query_as("DELETE FROM sessions WHERE user_id = $1 AND id <> $2 RETURNING *")
            .bind(user.as_bytes().to_vec())
            .bind(keep.as_bytes().to_vec()),
        Which::AllOf(user) => {
            sqlx::query_as("DELETE FROM sessions WHERE user_id = $1 RETURNING *").bind(user.as_bytes().to_vec())
        }
        Which::All => sqlx::query_as("DELETE FROM sessions RETURNING *"),
    };
    let rows: Vec<SessionRow> = query.fetch_all(&mut **transaction).await?;
    let mut ended = Vec::with_capacity(rows.len());
    for row in rows {
        ended.push(bury(transaction, &Session::try_from(row)?, ending).await?);
    }
    Ok(ended)
}

/// Ends those that were idle the longest, so that with one more there are `limit` live ones: first of those
/// that nobody recognised. One that nobody recognised pushes out none that was: where these take all places,
/// it has one place beyond them.
async fn make_room(
    transaction: &mut Transaction<'_, Sqlite>,
    session: &Session,
    limit: u32,
    at: Timestamp,
) -> Result<(), StorageError> {
    let rows: Vec<SessionRow> = sqlx::query_as(
        "DELETE FROM sessions WHERE id IN (
             SELECT id FROM signed_in WHERE user_id = $1 AND expires_at > $3 AND last_active_at + idle_timeout > $3
             ORDER BY confirmed_at IS NULL, last_active_at DESC, signed_in_at DESC, public_id LIMIT -1 OFFSET $2
         ) AND (
             EXISTS (SELECT 1 FROM devices WHERE id = $4 AND confirmed_at IS NOT NULL)
             OR EXISTS (SELECT 1 FROM devices WHERE id = sessions.public_id AND confirmed_at IS NULL)
         ) RETURNING *",
    )
    .bind(session.user_id.as_bytes())
    .bind(limit.saturating_sub(1))
    .bind(at.millis())
    .bind(session.public_id.as_str())
    .fetch_all(&mut **transaction)
    .await?;
    for row in rows {
        let ending = Ending { reason: EndReason::Limit, at, by: None };
        bury(transaction, &Session::try_from(row)?, ending).await?;
    }
    Ok(())
}

/// Notes the end of a session whose row is gone: a tombstone, and an entry in the log.
pub async fn bury(
    transaction: &mut Transaction<'_, Sqlite>,
    session: &Session,
    ending: Ending<'_>,
) -> Result<EndedSession, StorageError> {
    let Ending { reason, at, by } = ending;
    let given_name = note_end(transaction, session).await?;
    // A device that signs in again stays signed in.
    if reason != EndReason::Replaced {
        wipe_addresses(transaction, &session.public_id).await?;
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
    sqlx::query(
        "INSERT INTO ended_sessions (session_hash, public_id, user_id, device_name, device_kind, reason, ended_by, ended_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(session.id.digest().as_bytes().to_vec())
    .bind(ended.public_id.as_str())
    .bind(ended.user_id.as_bytes())
    .bind(&ended.device_name)
    .bind(ended.device_kind.as_str())
    .bind(<&str>::from(reason))
    .bind(&ended.ended_by)
    .bind(at.millis())
    .execute(&mut **transaction)
    .await?;
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
    insert_event(transaction, &event).await?;
    Ok(ended)
}

/// Something that `by` did to the device of `session`.
pub fn done_to(session: &Session, kind: EventKind, at: Timestamp, by: &Actor) -> Event {
    Event {
        device: Some(session.public_id.clone()),
        device_name: Some(session.name()),
        device_kind: session.device.kind,
        done_by: Some(by.origin.device_name.clone()),
        ..Event::new(session.user_id, at, kind, &by.origin)
    }
}

async fn insert_session(transaction: &mut Transaction<'_, Sqlite>, session: &Session) -> Result<(), StorageError> {
    let Session { id, public_id, user_id, user_agent, device, ip_address, place, .. } = session;
    let TokenState { issued_at, previous_at, seen } = session.token;
    sqlx::query(
        "INSERT INTO sessions (id, public_id, user_id, user_agent, browser, browser_version, os, os_version,
                               device_kind, ip_address, location, stay, signed_in_at, last_active_at, idle_timeout,
                               expires_at, proved_at, locked_at, token_issued_at, token_previous_at, token_seen,
                               country, latitude, longitude)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                 $22, $23, $24)",
    )
    .bind(id.as_bytes())
    .bind(public_id.as_str())
    .bind(user_id.as_bytes())
    .bind(user_agent)
    .bind(&device.browser)
    .bind(&device.browser_version)
    .bind(&device.os)
    .bind(&device.os_version)
    .bind(device.kind.as_str())
    .bind(ip_address.to_string())
    .bind(place.label.to_stored())
    .bind(<&str>::from(session.stay))
    .bind(session.signed_in_at.millis())
    .bind(session.last_active_at.millis())
    .bind(i64::try_from(session.idle_timeout.as_millis()).unwrap_or(i64::MAX))
    .bind(session.expires_at.millis())
    .bind(session.proved_at.millis())
    .bind(session.locked_at.map(Timestamp::millis))
    .bind(issued_at)
    .bind(previous_at)
    .bind(seen)
    .bind(&place.country)
    .bind(place.coordinates.map(|place| place.0))
    .bind(place.coordinates.map(|place| place.1))
    .execute(&mut **transaction)
    .await?;
    Ok(())
}
