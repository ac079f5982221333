//! Resetting a forgotten password.

use secrecy::SecretString;

use super::{
    change_password::require_different,
    emails,
    links::{require_link, unsaved_link, with_new_secret},
};
use crate::{
    error::AppError,
    model::EventKind,
    server::{
        auth::{client::Client, password::Lane, throttle::network},
        email_address::EmailAddress,
        failure::Failure,
        ids::Digest,
        mail::{Kind, Sender},
        rules,
        state::AppState,
        storage::{Event, LinkPurpose},
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
        let email = state.mailer.write(sender, Some(user.id), &user.email, &emails::reset_password(&url));
        let source = client.source(&state, user.precision);
        let event = Event::new(user.id, state.clock.now(), EventKind::ResetRequested, &source);
        // The address may have changed meanwhile: a link that opens nothing is not sent.
        rules::links::add_link(&state.storage, &link, Some(&event), email.as_slice()).await?;
        state.mailer.wake();
        Ok::<_, Failure>(())
    });
    Ok(())
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
    let precision = user.map(|user| user.precision).unwrap_or_default();
    let source = client.source(state, precision);
    let content = emails::password_changed(&source, state.config.public_url().as_str());
    let email = state.mailer.write(Sender::Recipient, found.user_id, &found.email, &content);
    let (storage, emails) = (&state.storage, email.as_slice());
    if !rules::accounts::reset_password(storage, &hash, &password_hash, now, &source, emails).await? {
        return Err(AppError::LinkInvalid.into());
    }
    state.mailer.wake();
    tracing::info!("a password was reset");
    Ok(())
}
