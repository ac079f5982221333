//! One-time links that are sent by email: kept only as a hash, good once, for half an hour or a week.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use secrecy::SecretString;

use super::{Cookies, add, letters, link_page, rules};
use crate::{
    error::AppError,
    model::{EventKind, Precision},
    server::{
        AppState,
        client::Client,
        current::CurrentSession,
        email::Email,
        failure::Failure,
        ids::{Digest, UserId, random},
        letter::Letter,
        mail::{Kind, Sender},
        password::Lane,
        recognition::GUARD,
        storage::{Actor, EmailChange, Event, LinkPurpose, MailLink, NextLink, Origin, Readdressed, User},
        throttle::network,
    },
};

/// How long a link is good.
pub const LIFETIME: Duration = Duration::from_mins(30);
/// And one that signs a device out, recognises it or undoes a change of the address: mail is read late.
pub const WEEK: Duration = GUARD;

/// Sends a link that makes `user`'s account; or, where the address has one, tells its holder. Both
/// beside the answer, which is the same (ASVS 6.3.8).
///
/// # Errors
/// If too many were asked for from this network.
pub fn send_sign_up(state: &AppState, user: User, client: &Client) -> Result<(), Failure> {
    state.mailer.admit_network(Kind::SignUp, client.ip_address)?;
    let (task, sender) = (state.clone(), Sender::Network(network(client.ip_address)));
    state.mailer.beside(async move {
        let state = task;
        if !state.mailer.admit(Kind::SignUp, &user.email) {
            return Ok(());
        }
        let is_taken = state.storage.find_user(&user.email).await?.is_some();
        let link = MailLink {
            password_hash: Some(user.password_hash),
            ..draft(&state, LinkPurpose::SignUp, None, user.email.clone())
        };
        // Kept in any case, and sent only where the address is free: what is written must not tell.
        let (url, link) = made(&state, link)?;
        let letter = if is_taken { already_signed_up(&state, Kind::SignUp) } else { letters::confirm_sign_up(&url) };
        let email = state.mailer.write(sender, None, &user.email, &letter);
        rules::links::add_link(&state.storage, &link, None, email.as_slice()).await?;
        state.mailer.wake();
        Ok(())
    });
    Ok(())
}

/// Sends a link to the new address of a person, or tells its holder, where it has an account already.
/// The present address hears of it in any case.
///
/// # Errors
/// If the store does not answer.
pub async fn send_email_change(
    state: &AppState,
    current: &CurrentSession,
    actor: &Actor,
    email: &Email,
) -> Result<(), Failure> {
    let user = current.session.user_id;
    let write = |to, letter| state.mailer.write(Sender::Account(user), Some(user), to, &letter);
    let asked = write(&current.email, letters::email_change_asked(email));
    if !state.mailer.admit(Kind::EmailChange, email) {
        return Ok(state.mailer.send(asked.as_slice()).await?);
    }
    let is_taken = state.storage.find_user(email).await?.is_some();
    // Kept in any case, and sent only where the address is free: it takes the place of an earlier one,
    // and takes time; neither must tell whether somebody else has an account.
    let (url, link) = made(state, draft(state, LinkPurpose::Email, Some(user), email.clone()))?;
    let letter = if is_taken { already_signed_up(state, Kind::EmailChange) } else { letters::confirm_email(&url) };
    let emails: Vec<_> = asked.into_iter().chain(write(email, letter)).collect();
    rules::links::add_email_link(&state.storage, &link, state.clock.now(), actor, &emails).await?;
    state.mailer.wake();
    Ok(())
}

fn already_signed_up(state: &AppState, kind: Kind) -> Letter {
    letters::already_signed_up(state.config.public_url().as_str(), kind)
}

/// Sends a link that resets the password, if there is such an account; the answer is the same.
///
/// # Errors
/// If the address is malformed, or there were too many attempts.
pub fn request_reset(state: &AppState, email: &str, client: &Client) -> Result<(), Failure> {
    state.throttle.admit_address(client.ip_address)?;
    let email: Email = email.parse().map_err(|_| AppError::EmailInvalid)?;
    state.mailer.admit_network(Kind::Reset, client.ip_address)?;
    let (task, client) = (state.clone(), client.clone());
    state.mailer.beside(async move {
        let state = task;
        if !state.mailer.admit(Kind::Reset, &email) {
            return Ok(());
        }
        let user = state.storage.find_user(&email).await?.filter(|user| user.disabled_at.is_none());
        let Some(user) = user else {
            // One that is sent to nobody and opens nothing: the next write must not come sooner.
            let (_, link) = made(&state, draft(&state, LinkPurpose::Reset, None, email))?;
            return Ok(rules::links::add_link(&state.storage, &link, None, &[]).await.map(drop)?);
        };
        let (url, link) = made(&state, draft(&state, LinkPurpose::Reset, Some(user.id), user.email.clone()))?;
        let sender = Sender::Network(network(client.ip_address));
        let email = state.mailer.write(sender, Some(user.id), &user.email, &letters::reset_password(&url));
        let origin = client.origin(&state, user.precision);
        let event = Event::new(user.id, state.clock.now(), EventKind::ResetRequested, &origin);
        // The address may have changed meanwhile: a link that opens nothing is not sent.
        rules::links::add_link(&state.storage, &link, Some(&event), email.as_slice()).await?;
        state.mailer.wake();
        Ok(())
    });
    Ok(())
}

/// Whether a link would still reset a password, without using it.
///
/// # Errors
/// If it would not, or the store does not answer.
pub async fn check_reset(state: &AppState, link: &str) -> Result<(), Failure> {
    let found = state.storage.find_link(&Digest::of(link.as_bytes()), LinkPurpose::Reset, state.clock.now()).await?;
    found.map(|_| ()).ok_or_else(|| AppError::LinkInvalid.into())
}

/// Gives the person of a link another password, and signs out everything.
///
/// # Errors
/// If the link is used up or too old, or the password is not good enough: the link then stays good.
pub async fn reset(state: &AppState, link: &str, password: SecretString, client: &Client) -> Result<(), Failure> {
    let (hash, now) = (Digest::of(link.as_bytes()), state.clock.now());
    let found = require_link(state, &hash, LinkPurpose::Reset, client).await?;
    let password_hash = state.passwords.hash_new(password, &found.email, Lane::Known(hash)).await?;
    let precision = match found.user_id {
        Some(id) => state.storage.find_user_by_id(id).await?.map(|user| user.precision).unwrap_or_default(),
        None => Precision::default(),
    };
    let origin = client.origin(state, precision);
    let letter = letters::password_changed(&origin);
    let email = state.mailer.write(Sender::Recipient, found.user_id, &found.email, &letter);
    let (storage, emails) = (&state.storage, email.as_slice());
    if !rules::accounts::reset_password(storage, &hash, &password_hash, now, &origin, emails).await? {
        return Err(AppError::LinkInvalid.into());
    }
    state.mailer.wake();
    tracing::info!("a password was reset");
    Ok(())
}

/// Whether a link makes an account, and so asks for the password that was chosen with it.
///
/// # Errors
/// If the store does not answer.
pub async fn asks_password(state: &AppState, link: &str) -> Result<bool, Failure> {
    let (hash, now) = (Digest::of(link.as_bytes()), state.clock.now());
    Ok(state.storage.find_link(&hash, LinkPurpose::SignUp, now).await?.is_some())
}

/// What a confirmed link did.
pub enum Confirmed {
    /// It made an account, and this device is signed in; the browser is handed these cookies.
    SignedUp(Cookies),
    EmailChanged,
}

/// Does what a link confirms: a new account, or a new address.
///
/// A new account takes the password that was chosen with it: whoever reads the letter and whoever
/// asked for it may be two.
///
/// # Errors
/// If it is used up or too old, the password is another, or the address was taken meanwhile.
pub async fn confirm(
    state: &AppState,
    link: &str,
    password: Option<SecretString>,
    client: &Client,
) -> Result<Confirmed, Failure> {
    let (hash, now) = (Digest::of(link.as_bytes()), state.clock.now());
    if let Some(found) = state.storage.find_link(&hash, LinkPurpose::SignUp, now).await? {
        // It verifies a password.
        state.throttle.admit_address(client.ip_address)?;
        let password = password.ok_or(AppError::PasswordRequired)?;
        let password_hash = found.password_hash.ok_or(AppError::LinkInvalid)?;
        if !state.passwords.verify(password, Some(password_hash.clone()), Lane::Known(hash)).await? {
            return Err(AppError::WrongPassword.into());
        }
        let user = User {
            id: UserId::generate()?,
            email: found.email,
            password_hash,
            created_at: now,
            disabled_at: None,
            precision: Precision::default(),
        };
        return add(state, &user, client, Some(&hash)).await.map(Confirmed::SignedUp);
    }
    let origin = origin_at(state, &hash, LinkPurpose::Email, client).await?;
    let (undo, next) = next_link(state, WEEK)?;
    let told = |done: &Readdressed| super::mailbox::about_new_address(state, done, &undo);
    match rules::links::confirm_email(&state.storage, &hash, now, &origin, next, told).await? {
        EmailChange::LinkInvalid => Err(AppError::LinkInvalid.into()),
        EmailChange::Taken => Err(AppError::EmailTaken.into()),
        EmailChange::Changed { .. } => {
            state.mailer.wake();
            Ok(Confirmed::EmailChanged)
        }
    }
}

/// The link, without using it. Only guesses count for the address that they come from: whoever holds a link
/// gets through, whatever others do behind the same address.
pub async fn require_link(
    state: &AppState,
    hash: &Digest,
    purpose: LinkPurpose,
    client: &Client,
) -> Result<MailLink, Failure> {
    let found = state.storage.find_link(hash, purpose, state.clock.now()).await?;
    if found.is_none() {
        state.throttle.admit_address(client.ip_address)?;
    }
    found.ok_or_else(|| AppError::LinkInvalid.into())
}

/// Where the request with a link comes from, as precisely as its person wants that kept.
pub async fn origin_at(
    state: &AppState,
    hash: &Digest,
    purpose: LinkPurpose,
    client: &Client,
) -> Result<Origin, Failure> {
    let found = require_link(state, hash, purpose, client).await?;
    let id = found.user_id.ok_or(AppError::LinkInvalid)?;
    let precision = state.storage.find_user_by_id(id).await?.ok_or(AppError::LinkInvalid)?.precision;
    Ok(client.origin(state, precision))
}

/// A link that is to be kept along with something else, good for `lifetime`; what stands in it comes first.
///
/// # Errors
/// If the system has no randomness to give.
pub fn next_link(state: &AppState, lifetime: Duration) -> Result<(String, NextLink), Failure> {
    let (secret, hash) = secret()?;
    Ok((secret, NextLink { hash, expires_at: state.clock.now().plus(lifetime) }))
}

/// A link whose secret is still to be made.
pub fn draft(state: &AppState, purpose: LinkPurpose, user_id: Option<UserId>, email: Email) -> MailLink {
    let expires_at = state.clock.now().plus(LIFETIME);
    MailLink { hash: Digest::of(&[]), purpose, user_id, email, password_hash: None, device: None, expires_at }
}

/// Gives a link a new secret; its URL, and what is kept of it.
///
/// # Errors
/// If the system has no randomness to give.
pub fn made(state: &AppState, link: MailLink) -> Result<(String, MailLink), Failure> {
    let (secret, hash) = secret()?;
    Ok((url(state, link.purpose, &secret), MailLink { hash, ..link }))
}

/// What stands in a link, and what is kept of it.
pub fn secret() -> Result<(String, Digest), Failure> {
    let secret = URL_SAFE_NO_PAD.encode(random::<32>()?);
    let hash = Digest::of(secret.as_bytes());
    Ok((secret, hash))
}

pub fn url(state: &AppState, purpose: LinkPurpose, secret: &str) -> String {
    format!("{}{}?link={secret}", state.config.public_url().as_str().trim_end_matches('/'), link_page(purpose))
}
