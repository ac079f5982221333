//! Signing in: checking the password, starting a session, and an email if it is unusual.

use secrecy::SecretString;

use super::{
    handed::{Cookies, cookies, device_secret, new_session},
    mailbox,
};
use crate::{
    error::AppError,
    model::{EventKind, Persistence},
    server::{
        anomalies,
        auth::{
            client::Client,
            password::Lane,
            session,
            sign_ins::Moment,
            throttle::{Attempt, SignIn, network},
        },
        email_address::EmailAddress,
        failure::Failure,
        ids::Digest,
        rules::{self, outgoing_mail::Attached},
        state::AppState,
        storage::{Event, NewSession, StartedSession, User},
    },
};

/// Signs this device in; returns the cookies for the browser. If the account was never used on it before, its
/// person gets an email.
///
/// # Errors
/// If the address and the password don't match, there were too many attempts, or the server is busy.
pub async fn sign_in(
    state: &AppState,
    email: &str,
    password: SecretString,
    persistence: Persistence,
    client: Client,
) -> Result<Cookies, Failure> {
    let began = state.sign_ins.begin();
    let user = authenticate(state, email, password, &client).await?;
    start_session(state, &user, persistence, &client, began).await
}

/// Finds the account of an address and password.
///
/// An unknown address takes as long as a wrong password, and gets the same response (ASVS 6.3.8).
async fn authenticate(state: &AppState, email: &str, password: SecretString, client: &Client) -> Result<User, Failure> {
    let now = state.clock.now();
    // A device that the account knows is counted by itself, not by an address that others share.
    if client.device_cookie.is_none() {
        state.throttle.admit_address(client.ip_address)?;
    }
    let email: EmailAddress = email.parse().map_err(|_| AppError::EmailInvalid)?;
    let user = state.storage.find_user(&email).await?;
    let cookie = known_cookie(state, user.as_ref(), client).await?;
    if client.device_cookie.is_some() && cookie.is_none() {
        state.throttle.admit_address(client.ip_address)?;
    }
    let attempt = Attempt::SignIn(SignIn {
        account: email.key(),
        exists: user.is_some(),
        from: client.ip_address,
        cookie,
        is_known_network: is_known(state, user.as_ref(), client).await?,
    });
    state.throttle.begin(attempt, now)?;
    let lane = cookie.map_or(Lane::Stranger(client.ip_address), Lane::Known);
    let hash = user.as_ref().map(|user| user.password_hash.clone());
    let right =
        state.passwords.verify(password, hash, lane).await.inspect_err(|_| state.throttle.not_tried(attempt, now))?;
    if let Some(user) = user {
        if right && user.disabled_at.is_none() {
            state.throttle.succeeded(attempt);
            return Ok(user);
        }
        tracing::info!(known = true, "a sign-in failed");
        // Noted beside the answer, which would otherwise come later for an account that there is.
        let source = client.source(state, user.precision);
        let (storage, event) = (state.storage.clone(), Event::new(user.id, now, EventKind::SignInFailed, &source));
        state.spawn_background(
            "recording a failed sign-in",
            async move { rules::log::add_event(&storage, &event).await },
        );
    } else {
        tracing::info!(known = false, "a sign-in failed");
    }
    Err(AppError::WrongCredentials.into())
}

/// Starts a session on this device, or shares the one that a concurrent sign-in of the same browser started.
async fn start_session(
    state: &AppState,
    user: &User,
    persistence: Persistence,
    client: &Client,
    began: Moment,
) -> Result<Cookies, Failure> {
    let now = state.clock.now();
    let mut session = session::new_session(state, user.id, user.precision, client, persistence)?;
    let live = state.storage.list_sessions(user.id, now).await?;
    let before = anomalies::known_locations(&state.storage, user.id, &live).await?;
    session.flags = anomalies::flags(&session.location, now, &before);
    let secret = device_secret(client)?;
    let digest = secret.digest(user.id);
    let event = Event::new(user.id, now, EventKind::SignedIn, &client.source(state, user.precision));
    let new = NewSession {
        cookie: Some(&digest),
        browser: Some(secret.browser()),
        ..new_session(state, &session, user, client, &event)
    };
    let source = client.source(state, user.precision);
    // A device that is known is written about as well where something is unusual: its cookie may be a copy.
    let attached = |started: &StartedSession| {
        let is_unusual = started.is_new || !started.flags.is_empty();
        if is_unusual { mailbox::about_sign_in(state, user, started, &source) } else { Attached::default() }
    };
    let turn = state.sign_ins.turn().await;
    let started = match turn.since(began, &digest) {
        Some(twin) => rules::start::add_session_or_share_twin(&state.storage, new, &twin, attached).await?,
        None => rules::start::add_session(&state.storage, new, attached).await?,
    };
    state.mailer.wake();
    turn.started(digest, started.session.id.clone());
    tracing::info!(device = %started.session.device_id, new = started.is_new, "signed in");
    cookies(state, &started.session, client, &secret)
}

/// The digest of `client`'s device cookie, if it belongs to a device of the account.
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
