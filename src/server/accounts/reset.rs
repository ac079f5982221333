//! Resetting a forgotten password.

use secrecy::SecretString;

use super::{
    change_password::{about_new_password, require_different},
    emails::{self, Cause, Link, Site},
    links::{LIFETIME, require_link, secret, unsaved_link, url, with_new_secret},
};
use crate::{
    error::AppError,
    model::{EventKind, Timestamp},
    server::{
        auth::{client::Client, password::Lane, throttle::network},
        config::Config,
        email_address::EmailAddress,
        failure::Failure,
        ids::Digest,
        mail::{Kind, Sender},
        rules,
        state::AppState,
        storage::{Event, LinkPurpose, MailLink, User},
    },
};

/// Sends a link that resets the password, if there is such an account; the answer is the same.
///
/// # Errors
/// If the address is malformed, or there were too many attempts.
pub fn request_reset(state: &AppState, email: &str, client: &Client) -> Result<(), Failure> {
    state.throttle.admit_address(client.ip_address)?;
    let email: EmailAddress = email.parse().map_err(|_| AppError::EmailInvalid)?;
    state.mailer.admit_network(Kind::Reset, client.ip_address)?;
    let (task, client) = (state.clone(), client.clone());
    state.spawn_background("an email for a forgotten password", async move {
        let state = task;
        if !state.mailer.admit(Kind::Reset, &email) {
            return Ok(());
        }
        let user = state.storage.find_user(&email).await?.filter(|user| user.disabled_at.is_none());
        let Some(user) = user else {
            // One that is sent to nobody and opens nothing: the next write must not come sooner.
            let (_, link) = with_new_secret(&state, unsaved_link(&state, LinkPurpose::Reset, None, email))?;
            return Ok(rules::links::add_link(&state.storage, &link, None, &[]).await.map(drop)?);
        };
        let (url, link) =
            with_new_secret(&state, unsaved_link(&state, LinkPurpose::Reset, Some(user.id), user.email.clone()))?;
        let sender = Sender::Network(network(client.ip_address));
        let source = client.source(&state, user.precision);
        let cause = Cause { by: &source, at: state.clock.now() };
        let in_email = Link { url: &url, expires_at: link.expires_at };
        let content = emails::reset_password(&Site::of(&state.config, user.language), &user.email, in_email, cause);
        let email = state.mailer.write(sender, Some(user.id), &user.email, &content);
        let event = Event::new(user.id, state.clock.now(), EventKind::ResetRequested, &source);
        // The address may have changed meanwhile: a link that opens nothing is not sent.
        rules::links::add_link(&state.storage, &link, Some(&event), email.as_slice()).await?;
        state.mailer.wake();
        Ok::<_, Failure>(())
    });
    Ok(())
}

/// A link that resets the password of an account, for an operator to hand on where no email arrives: its URL, and
/// what is to be stored of it.
///
/// # Errors
/// If the system provides no randomness.
pub fn reset_link(config: &Config, user: &User, now: Timestamp) -> Result<(String, MailLink), Failure> {
    let (secret, hash) = secret()?;
    let (purpose, email, expires_at) = (LinkPurpose::Reset, user.email.clone(), now.plus(LIFETIME));
    let link = MailLink { hash, purpose, user_id: Some(user.id), email, password_hash: None, device: None, expires_at };
    Ok((url(config, purpose, &secret), link))
}

/// Whose password a link would still reset, without using it.
///
/// # Errors
/// If it would not, or the store does not answer.
pub async fn check_reset(state: &AppState, link: &str) -> Result<EmailAddress, Failure> {
    let found = state.storage.find_link(&Digest::of(link.as_bytes()), LinkPurpose::Reset, state.clock.now()).await?;
    found.map(|found| found.email).ok_or_else(|| AppError::LinkInvalid.into())
}

/// Sets a new password by a link, and signs out every device.
///
/// # Errors
/// If the link was used or has expired, or the password is not good enough; in that case the link stays valid.
pub async fn reset(state: &AppState, link: &str, password: SecretString, client: &Client) -> Result<(), Failure> {
    let (hash, now) = (Digest::of(link.as_bytes()), state.clock.now());
    let found = require_link(state, &hash, LinkPurpose::Reset, client).await?;
    let user = match found.user_id {
        Some(id) => state.storage.find_user_by_id(id).await?,
        None => None,
    };
    if let Some(user) = &user {
        require_different(state, &password, &user.password_hash, Lane::Known(hash)).await?;
    }
    let password_hash = state.passwords.hash_new(password, &found.email, Lane::Known(hash)).await?;
    let (precision, language) = user.map(|user| (user.precision, user.language)).unwrap_or_default();
    let source = client.source(state, precision);
    let user = found.user_id.ok_or(AppError::LinkInvalid)?;
    let emails = |ended| about_new_password(state, (user, &found.email, language), &source, ended);
    if !rules::accounts::reset_password(&state.storage, &hash, &password_hash, now, &source, emails).await? {
        return Err(AppError::LinkInvalid.into());
    }
    state.mailer.wake();
    tracing::info!("a password was reset");
    Ok(())
}
