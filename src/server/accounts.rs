//! Signing up and in, and what a person does with the account itself.

mod letters;
mod links;
mod mailbox;

pub use links::{Confirmed, asks_password, check_reset, confirm, request_reset, reset};
pub use mailbox::{
    Disowned, check_disown, check_recognise, check_undo, disown_by_link, recognise_by_link, request_recognition,
    undo_email,
};

use std::time::Duration;

use axum::http::HeaderValue;
use secrecy::SecretString;
use serde_json::{Value, json};

use super::{
    AppState,
    client::Client,
    config::SignUp,
    current::CurrentSession,
    devices,
    email::Email,
    failure::Failure,
    ids::{DeviceSecret, Digest, UserId},
    location::Label,
    mail::Sender,
    password::Lane,
    proof,
    rules::{self, outgoing_mail::Attached},
    sessions,
    storage::{
        Actor, Address, EmailChange, Event, LinkPurpose, NewSession, Origin, Readdressed, Session, Started, User,
    },
    throttle::{Attempt, SignIn, network},
    unusual,
};
use crate::{
    error::AppError,
    model::{EventKind, Precision, Stay},
};

/// How long a browser is known again: as long as browsers keep any cookie (RFC 6265bis, section 5.5).
const DEVICE_COOKIE: Duration = Duration::from_hours(400 * 24);

/// What a browser that signs in is handed: the session's cookie, and the device's.
pub type Cookies = [HeaderValue; 2];

/// What came of a sign-up.
pub enum SignedUp {
    /// This device is signed in; the browser is handed these cookies.
    In(Cookies),
    /// A letter is on its way, to the new address or to the holder of a taken one.
    LetterSent,
}

/// Makes an account and signs this device in to it; or sends a link that does.
///
/// # Errors
/// If the address is malformed or taken, the password is not good enough, accounts are not made
/// here, or the server is busy.
pub async fn sign_up(
    state: &AppState,
    email: &str,
    password: SecretString,
    client: Client,
) -> Result<SignedUp, Failure> {
    let mode = state.config.sign_up();
    if mode == SignUp::Closed {
        return Err(AppError::SignUpClosed.into());
    }
    state.throttle.admit_address(client.ip_address)?;
    let email: Email = email.parse().map_err(|_| AppError::EmailInvalid)?;
    let password_hash = state.passwords.hash_new(password, &email, Lane::Stranger(client.ip_address)).await?;
    let precision = Precision::default();
    let user = User {
        id: UserId::generate()?,
        email,
        password_hash,
        created_at: state.clock.now(),
        disabled_at: None,
        precision,
    };
    if mode == SignUp::Confirm {
        links::send_sign_up(state, user, &client)?;
        return Ok(SignedUp::LetterSent);
    }
    add(state, &user, &client, None).await.map(SignedUp::In)
}

/// Adds the user, and signs this device in; by a link, if one confirms the address.
async fn add(state: &AppState, user: &User, client: &Client, link: Option<&Digest>) -> Result<Cookies, Failure> {
    let session = sessions::new_session(state, user.id, user.precision, client, Stay::Browser)?;
    let origin = client.origin(state, user.precision);
    let [signed_up, signed_in] =
        [EventKind::SignedUp, EventKind::SignedIn].map(|kind| Event::new(user.id, user.created_at, kind, &origin));
    let secret = devices::secret_of(client)?;
    let digest = secret.digest(user.id);
    let new = NewSession { cookie: Some(&digest), is_first: true, ..new(state, &session, user, client, &signed_in) };
    let cookies = cookies(state, &session, client, &secret)?;
    let address = match link {
        None => rules::accounts::add_user(&state.storage, user, &signed_up, Some(new)).await?,
        Some(link) => {
            let added = rules::links::confirm_sign_up(&state.storage, link, user, &signed_up, new).await?;
            added.ok_or(AppError::LinkInvalid)?
        }
    };
    match address {
        Address::Taken => Err(AppError::EmailTaken.into()),
        Address::Free => {
            tracing::info!(device = %session.public_id, "signed up");
            Ok(cookies)
        }
    }
}

/// On a shared computer the device cookie ends with the browser, too, unless it was there before.
fn cookies(state: &AppState, session: &Session, client: &Client, secret: &DeviceSecret) -> Result<Cookies, Failure> {
    let kept = (session.stay != Stay::Shared || client.device_cookie.is_some()).then_some(DEVICE_COOKIE);
    let session = sessions::cookie(state, session, session.token.issued_at)?;
    Ok([session, state.device_cookie.set(secret.encode(), kept)])
}

/// Signs this device in; the cookies that the browser is handed. If the account was never used on it
/// before, its person is told by e-mail.
///
/// An unknown address takes the time of a wrong password, and gets its answer (ASVS 6.3.8).
///
/// # Errors
/// If the address and the password don't go together, there were too many attempts, or the server
/// is busy.
pub async fn sign_in(
    state: &AppState,
    email: &str,
    password: SecretString,
    stay: Stay,
    client: Client,
) -> Result<Cookies, Failure> {
    let (now, began) = (state.clock.now(), state.sign_ins.begin());
    // A device that the account knows is counted by itself, not by an address that others share.
    if client.device_cookie.is_none() {
        state.throttle.admit_address(client.ip_address)?;
    }
    let email: Email = email.parse().map_err(|_| AppError::EmailInvalid)?;
    let user = state.storage.find_user(&email).await?;
    let cookie = known_cookie(state, user.as_ref(), &client).await?;
    if client.device_cookie.is_some() && cookie.is_none() {
        state.throttle.admit_address(client.ip_address)?;
    }
    let attempt = Attempt::SignIn(SignIn {
        account: email.key(),
        exists: user.is_some(),
        from: client.ip_address,
        cookie,
        is_known_network: is_known(state, user.as_ref(), &client).await?,
    });
    state.throttle.begin(attempt, now)?;
    let lane = cookie.map_or(Lane::Stranger(client.ip_address), Lane::Known);
    let hash = user.as_ref().map(|user| user.password_hash.clone());
    let right =
        state.passwords.verify(password, hash, lane).await.inspect_err(|_| state.throttle.not_tried(attempt, now))?;
    let precision = user.as_ref().map(|user| user.precision).unwrap_or_default();
    let origin = client.origin(state, precision);
    let Some(user) = user.as_ref().filter(|user| right && user.disabled_at.is_none()) else {
        tracing::info!(known = user.is_some(), "a sign-in failed");
        // Noted beside the answer, which would otherwise come later for an account that there is.
        if let Some(user) = user {
            let (storage, event) = (state.storage.clone(), Event::new(user.id, now, EventKind::SignInFailed, &origin));
            tokio::spawn(async move {
                if let Err(error) = rules::log::add_event(&storage, &event).await {
                    tracing::warn!(%error, "a failed sign-in was not noted");
                }
            });
        }
        return Err(AppError::WrongCredentials.into());
    };
    state.throttle.succeeded(attempt);
    let mut session = sessions::new_session(state, user.id, precision, &client, stay)?;
    let live = state.storage.list_sessions(user.id, now).await?;
    let before = unusual::known_places(&state.storage, user.id, &live).await?;
    session.flags = unusual::flags(&session.place, now, &before);
    let secret = devices::secret_of(&client)?;
    let digest = secret.digest(user.id);
    let event = Event::new(user.id, now, EventKind::SignedIn, &origin);
    let new = NewSession { cookie: Some(&digest), ..new(state, &session, user, &client, &event) };
    // A device that is known is told of as well where something is unusual: its cookie may be a copy.
    let told = |started: &Started| {
        let is_unusual = started.is_new || !started.flags.is_empty();
        if is_unusual { mailbox::about_sign_in(state, user, started, &origin) } else { Attached::default() }
    };
    let turn = state.sign_ins.turn().await;
    let started = match turn.since(began, &digest) {
        Some(twin) => rules::start::add_session_beside(&state.storage, new, &twin, told).await?,
        None => rules::start::add_session(&state.storage, new, told).await?,
    };
    state.mailer.wake();
    turn.started(digest, started.session.id.clone());
    tracing::info!(device = %started.session.public_id, new = started.is_new, "signed in");
    cookies(state, &started.session, &client, &secret)
}

/// What is kept of the device cookie of `client`, if it is that of a device of the account.
async fn known_cookie(state: &AppState, user: Option<&User>, client: &Client) -> Result<Option<Digest>, Failure> {
    let (Some(user), Some(secret)) = (user, &client.device_cookie) else { return Ok(None) };
    let digest = secret.digest(user.id);
    Ok(rules::devices::is_device_of(&state.storage, user.id, &digest).await?.then_some(digest))
}

/// Whether somebody is signed in to the account from the network of `client`.
async fn is_known(state: &AppState, user: Option<&User>, client: &Client) -> Result<bool, Failure> {
    let Some(user) = user else { return Ok(false) };
    let sessions = state.storage.list_sessions(user.id, state.clock.now()).await?;
    Ok(sessions.iter().any(|session| network(session.ip_address) == network(client.ip_address)))
}

/// Gives the person another password, for the old one; the cookie of the session that this device
/// goes on under.
///
/// # Errors
/// If the old one is wrong, the new one is not good enough, or this device was signed out meanwhile.
pub async fn change_password(
    state: &AppState,
    current: &CurrentSession,
    old: SecretString,
    new_password: SecretString,
    end_others: bool,
    client: Client,
) -> Result<HeaderValue, Failure> {
    let actor = proof::require(state, current, old).await?;
    let hash = state.passwords.hash_new(new_password, &current.email, Lane::known(&current.session.public_id)).await?;
    let user = current.session.user_id;
    let mut session = sessions::new_session(state, user, current.precision, &client, current.session.stay)?;
    // The same device, a new id: it is no longer signed in than it was.
    session.expires_at = session.expires_at.min(current.session.expires_at);
    session.public_id = current.session.public_id.clone();
    session.given_name.clone_from(&current.session.given_name);
    session.flags.clone_from(&current.session.flags);
    let cookie = sessions::cookie(state, &session, session.token.issued_at)?;
    let [changed, signed_in] = [EventKind::PasswordChanged, EventKind::SignedIn]
        .map(|kind| Event::new(user, session.signed_in_at, kind, &current.origin));
    let replaces = Some(&current.session.id);
    let limit = state.config.session_limit;
    let new = NewSession {
        session: &session,
        cookie: None,
        is_first: false,
        replaces,
        limit,
        password_hash: &hash,
        event: &signed_in,
    };
    // By what the device is: what it is called, whoever is signed in may have chosen.
    let origin = Origin { device_name: session.device.name(), ..current.origin.clone() };
    let letter = letters::password_changed(&origin);
    let email = state.mailer.write(Sender::Recipient, Some(user), &current.email, &letter);
    let (storage, emails) = (&state.storage, email.as_slice());
    if !rules::accounts::set_password(storage, &hash, &changed, new, &actor, end_others, emails).await? {
        return Err(AppError::SessionEnded.into());
    }
    state.mailer.wake();
    tracing::info!(device = %current.session.public_id, end_others, "the password was changed");
    Ok(cookie)
}

/// Gives the person another address. Where addresses are confirmed, a link goes to the new one first.
///
/// # Errors
/// If the password wasn't proved, the address is malformed or taken, or this device was signed out
/// meanwhile.
pub async fn change_email(
    state: &AppState,
    current: &CurrentSession,
    email: &str,
    password: Option<SecretString>,
) -> Result<Changed, Failure> {
    let email: Email = email.parse().map_err(|_| AppError::EmailInvalid)?;
    let actor = proof::require_recent(state, current, password).await?;
    // Before anything is sent or counted, so that a thief's device uses up nothing. The store looks again.
    if !rules::actor::has_authority(&state.storage, &current.session.id, state.clock.now()).await? {
        return Err(AppError::AskElsewhere.into());
    }
    if email.key() == current.email.key() {
        return respell_email(state, current, &actor, &email).await;
    }
    // Before anything is looked up: what it uses up must not tell whether somebody has the address.
    state.mailer.admit_account(&current.session.public_id, current.session.user_id)?;
    if state.config.confirms_addresses() {
        links::send_email_change(state, current, &actor, &email).await?;
        return Ok(Changed::LetterSent);
    }
    let event = Event::new(current.session.user_id, state.clock.now(), EventKind::EmailChanged, &current.origin);
    let (undo, next) = links::next_link(state, links::WEEK)?;
    let told = |done: &Readdressed| mailbox::about_new_address(state, done, &undo);
    let user = current.session.user_id;
    match rules::addresses::set_email(&state.storage, user, &email, &event, &actor, next, told).await? {
        EmailChange::Changed { .. } => {
            state.mailer.wake();
            Ok(Changed::Done)
        }
        EmailChange::Taken | EmailChange::LinkInvalid => Err(AppError::EmailTaken.into()),
    }
}

/// Keeps a person's own address as they write it now. It is the same mailbox: nothing is sent.
async fn respell_email(
    state: &AppState,
    current: &CurrentSession,
    actor: &Actor,
    email: &Email,
) -> Result<Changed, Failure> {
    if email.as_str() == current.email.as_str() {
        return Err(AppError::EmailUnchanged.into());
    }
    let user = current.session.user_id;
    state.throttle.admit_change(&current.session)?;
    let event = Event::new(user, state.clock.now(), EventKind::EmailChanged, &current.origin);
    let respelt = rules::addresses::respell_email(&state.storage, user, email, &event, actor).await?;
    if respelt { Ok(Changed::Done) } else { Err(AppError::SessionEnded.into()) }
}

/// What came of a change of the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    Done,
    LetterSent,
}

/// Deletes the account with all that is kept about the person, sessions first.
///
/// # Errors
/// If the password is wrong, or this device was signed out meanwhile.
pub async fn delete(state: &AppState, current: &CurrentSession, password: SecretString) -> Result<(), Failure> {
    let actor = proof::require(state, current, password).await?;
    rules::accounts::delete_user(&state.storage, current.session.user_id, state.clock.now(), &actor).await?;
    tracing::info!("an account was deleted by its person");
    Ok(())
}

/// All that is kept about the person, as JSON.
///
/// # Errors
/// If the password wasn't proved, or the store does not answer.
pub async fn export(
    state: &AppState,
    current: &CurrentSession,
    password: Option<SecretString>,
) -> Result<Value, Failure> {
    let actor = proof::require_recent(state, current, password).await?;
    state.throttle.admit_change(&current.session)?;
    let (id, now) = (current.session.user_id, state.clock.now());
    let user = state.storage.find_user_by_id(id).await?.ok_or(AppError::SessionEnded)?;
    let event = Event::new(id, now, EventKind::DataDownloaded, &current.origin);
    rules::log::add_event_by(&state.storage, &event, &actor).await?;
    let sessions = state.storage.list_sessions(id, now).await?;
    let ended = state.storage.list_ended(id, super::sessions::long_ago(), u32::MAX).await?;
    let events = state.storage.list_events(id, u32::MAX, 0).await?;
    let places = state.storage.list_places(id, None, u32::MAX).await?;
    let devices = state.storage.list_devices(id).await?;
    Ok(json!({
        "account": {
            "email": user.email.as_str(), "created_at": user.created_at, "precision_of_places": user.precision,
        },
        "times": "milliseconds since 1970-01-01T00:00:00Z",
        "devices": sessions.iter().map(|session| json!({
            "id": session.public_id, "name": session.name(), "user_agent": session.user_agent,
            "ip_address": session.ip_address, "location": session.place.label.english(), "country": session.place.country,
            "coordinates": session.place.coordinates, "flags": session.flags,
            "first_seen_at": session.first_seen_at, "stay": session.stay,
            "signed_in_at": session.signed_in_at, "last_active_at": session.last_active_at,
            "expires_at": session.expires_at,
        })).collect::<Vec<_>>(),
        "ended_devices": ended.iter().map(|ended| json!({
            "id": ended.public_id, "name": ended.device_name, "reason": ended.reason, "ended_at": ended.ended_at,
            "ended_by": ended.ended_by, "refused": ended.refused, "last_refused_at": ended.last_refused_at,
        })).collect::<Vec<_>>(),
        "known_devices": devices.iter().map(|device| json!({
            "id": device.id, "name": device.given_name, "label": device.label, "first_seen_at": device.first_seen_at,
            "last_seen_at": device.last_seen_at, "confirmed_at": device.confirmed_at,
        })).collect::<Vec<_>>(),
        "places": places.iter().map(|place| json!({
            "location": place.place.label.english(), "country": place.place.country, "coordinates": place.place.coordinates,
            "ip_address": place.ip_address, "first_at": place.first_at, "last_at": place.last_at,
        })).collect::<Vec<_>>(),
        "activity": events.iter().map(|event| json!({
            "at": event.at, "kind": event.kind, "reason": event.reason, "device": event.device_name,
            "done_by": event.done_by, "ip_address": event.ip_address, "location": event.location.as_ref().map(Label::english),
            "device_id": event.device, "flags": event.flags,
        })).collect::<Vec<_>>(),
    }))
}

fn new<'a>(
    state: &AppState,
    session: &'a Session,
    user: &'a User,
    client: &'a Client,
    event: &'a Event,
) -> NewSession<'a> {
    let (replaces, limit) = (client.holds.as_ref(), state.config.session_limit);
    NewSession { session, cookie: None, is_first: false, replaces, limit, password_hash: &user.password_hash, event }
}

/// The path of the page that a link of this purpose leads to.
const fn link_page(purpose: LinkPurpose) -> &'static str {
    match purpose {
        LinkPurpose::Reset => "/password/reset",
        LinkPurpose::SignUp | LinkPurpose::Email => "/sign-up/confirm",
        LinkPurpose::Disown => "/devices/disown",
        LinkPurpose::Recognise => "/devices/recognise",
        LinkPurpose::Undo => "/account/undo",
    }
}
