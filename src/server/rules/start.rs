//! Starting sessions.

use super::{
    RuleError, flags,
    known::{KnownDevice, recognise},
    locations, log,
    outgoing_mail::{Attached, attach},
    sessions, unreported,
};
use crate::{
    model::{EndReason, Flag, Persistence, Timestamp},
    server::{
        ids::SessionId,
        storage::{
            Lock, NewSession, Revocation, Session, SessionSelection, StartedSession, Storage, StorageError, Tx,
            statements::{self, browsers, users},
        },
    },
};

/// Starts a session, and stores the emails and links that `attached` makes for it.
///
/// # Errors
/// [`RuleError::PasswordChanged`] if the account has another password than the one that was verified, or is
/// disabled; or if the database does not answer.
pub async fn add_session(
    storage: &Storage,
    new: NewSession<'_>,
    attached: impl FnOnce(&StartedSession) -> Attached,
) -> Result<StartedSession, RuleError> {
    let mut tx = storage.begin(Lock::User(new.session.user_id)).await?;
    let started = start_session(&mut tx, new, None).await?;
    report(&mut tx, &started.session, &attached(&started)).await?;
    tx.commit().await?;
    Ok(started)
}

/// Starts a session, unless the same browser has just started `twin`: then shares that one, under the stricter of
/// the two requests. See [`crate::server::auth::sign_ins`].
///
/// # Errors
/// As [`add_session`].
pub async fn add_session_or_share_twin(
    storage: &Storage,
    new: NewSession<'_>,
    twin: &SessionId,
    attached: impl FnOnce(&StartedSession) -> Attached,
) -> Result<StartedSession, RuleError> {
    let mut tx = storage.begin(Lock::User(new.session.user_id)).await?;
    let started = start_session(&mut tx, new, Some(twin)).await?;
    report(&mut tx, &started.session, &attached(&started)).await?;
    tx.commit().await?;
    Ok(started)
}

/// Stores what goes out with a sign-in, now or later.
async fn report(tx: &mut Tx, session: &Session, attached: &Attached) -> Result<(), StorageError> {
    if let Some(sign_in) = &attached.unreported {
        unreported::keep(tx, session.user_id, session.location.precision, sign_in).await?;
    }
    attach(tx, attached).await
}

/// Starts a session, and ends the one that it replaces; or shares `twin`, which the same browser has started.
pub(super) async fn start_session(
    tx: &mut Tx,
    new: NewSession<'_>,
    twin: Option<&SessionId>,
) -> Result<StartedSession, RuleError> {
    let NewSession { session, cookie, browser, is_first, replaces, limit, password_hash, event } = new;
    let at = session.signed_in_at;
    let current = users::password_hash(tx, session.user_id).await?;
    if current.is_none_or(|current| current.as_str() != password_hash.as_str()) {
        return Err(RuleError::PasswordChanged);
    }
    let revocation = Revocation { reason: EndReason::Replaced, at, by: None };
    let replaced = match replaces {
        Some(replaced) => sessions::revoke_sessions(tx, SessionSelection::One(replaced), revocation).await?,
        None => Vec::new(),
    };
    let KnownDevice { device, is_new, given_name, sent_away } = match cookie {
        Some(cookie) => recognise(tx, session, cookie, is_first).await?,
        None => KnownDevice {
            device: session.device_id.clone(),
            is_new: false,
            given_name: session.given_name.clone(),
            sent_away: false,
        },
    };
    // While somebody else knows the password, it starts sessions on recognised devices only.
    if cookie.is_some() && !is_first && users::is_password_due(tx, session.user_id).await? {
        let found = statements::devices::find(tx, session.user_id, &device).await?;
        if found.is_none_or(|found| found.confirmed_at.is_none()) {
            return Err(RuleError::PasswordDue);
        }
    }
    // The browser goes on as another device, and the earlier one is signed in no more.
    for other in replaced.iter().filter(|replaced| replaced.device_id != device) {
        locations::erase_addresses(tx, &other.device_id).await?;
    }
    let mut session = Session { device_id: device.clone(), ..session.clone() };
    session.location = locations::coarsened(tx, session.user_id, &session.location).await?;
    let mut found = session.flags.clone();
    if sent_away {
        found.push(Flag::Returned);
    }
    flags::add_flags(tx, &device, &found).await?;
    let twin = match twin {
        Some(twin) => share_twin(tx, &session, twin).await?,
        None => None,
    };
    let session = if let Some(twin) = twin {
        twin
    } else {
        // A device has one session: a sign-in replaces it even without the session's cookie.
        let earlier = SessionSelection::Devices(session.user_id, std::slice::from_ref(&device));
        sessions::revoke_sessions(tx, earlier, revocation).await?;
        make_room(tx, &session, limit, at).await?;
        statements::sessions::insert(tx, &session).await?;
        session
    };
    match browser {
        // On a shared computer the next person sees nothing of this one, nor of who was there before.
        Some(browser) if session.persistence == Persistence::Shared => browsers::forget(tx, &browser, None).await?,
        Some(browser) => browsers::remember(tx, &browser, &device, session.persistence).await?,
        None => {}
    }
    locations::visit(tx, &session, at).await?;
    let mut event = event.clone();
    event.device = Some(device);
    event.device_name = given_name.or(event.device_name);
    event.flags.clone_from(&found);
    if is_new {
        event.flags.insert(0, Flag::New);
    }
    log::record(tx, &event).await?;
    let others_wait = statements::unreported::exists(tx, session.user_id).await?;
    Ok(StartedSession { session, is_new, flags: found, others_wait })
}

/// The session that the same browser has started, if it is still live; under the stricter of the two requests.
/// Another program that signs in at the same moment, with a copy of the device cookie, shares nothing.
async fn share_twin(tx: &mut Tx, session: &Session, id: &SessionId) -> Result<Option<Session>, StorageError> {
    let same = |twin: &Session| {
        twin.user_id == session.user_id
            && twin.device_id == session.device_id
            && twin.user_agent == session.user_agent
            && twin.locked_at.is_none()
            && twin.expires_at > session.signed_in_at
            && twin.last_active_at.plus(twin.idle_timeout) > session.signed_in_at
    };
    let Some(mut twin) = statements::sessions::find(tx, id).await?.filter(same) else { return Ok(None) };
    if strictness(session.persistence) > strictness(twin.persistence) {
        twin.persistence = session.persistence;
    }
    twin.idle_timeout = twin.idle_timeout.min(session.idle_timeout);
    twin.expires_at = twin.expires_at.min(session.expires_at);
    twin.reauthenticated_at = twin.reauthenticated_at.max(session.reauthenticated_at);
    statements::sessions::set_lifetime(tx, &twin).await?;
    Ok(Some(twin))
}

const fn strictness(persistence: Persistence) -> u8 {
    match persistence {
        Persistence::Persistent => 0,
        Persistence::BrowserSession => 1,
        Persistence::Shared => 2,
    }
}

/// Revokes the sessions idle the longest, so that with one more there are `limit`: unrecognised devices first. An
/// unrecognised device never pushes out a recognised one; if recognised devices fill the limit, there is room for
/// one unrecognised device beyond it.
async fn make_room(tx: &mut Tx, session: &Session, limit: u32, at: Timestamp) -> Result<(), StorageError> {
    let beyond = statements::sessions::list_beyond(tx, session.user_id, limit.saturating_sub(1), at).await?;
    if beyond.is_empty() {
        return Ok(());
    }
    let device = statements::devices::find(tx, session.user_id, &session.device_id).await?;
    let is_recognised = device.is_some_and(|device| device.confirmed_at.is_some());
    for idle in beyond.iter().filter(|idle| is_recognised || idle.confirmed_at.is_none()) {
        let revocation = Revocation { reason: EndReason::Limit, at, by: None };
        sessions::revoke_sessions(tx, SessionSelection::One(&idle.id), revocation).await?;
    }
    Ok(())
}
