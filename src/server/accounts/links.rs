//! One-time links that are sent by email: kept only as a hash, good once, for half an hour or a week.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{
    error::AppError,
    paths,
    server::{
        auth::client::Client,
        email_address::EmailAddress,
        failure::Failure,
        ids::{Digest, UserId, random},
        recognition::GUARD,
        state::AppState,
        storage::{LinkPurpose, MailLink, NextLink, RequestSource},
    },
};

/// How long a link is good.
pub const LIFETIME: Duration = Duration::from_mins(30);
/// And one that signs a device out, recognises it or undoes a change of the address: mail is read late.
pub const WEEK: Duration = GUARD;

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
pub async fn source_at(
    state: &AppState,
    hash: &Digest,
    purpose: LinkPurpose,
    client: &Client,
) -> Result<RequestSource, Failure> {
    let found = require_link(state, hash, purpose, client).await?;
    let id = found.user_id.ok_or(AppError::LinkInvalid)?;
    let precision = state.storage.find_user_by_id(id).await?.ok_or(AppError::LinkInvalid)?.precision;
    Ok(client.source(state, precision))
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
pub fn unsaved_link(state: &AppState, purpose: LinkPurpose, user_id: Option<UserId>, email: EmailAddress) -> MailLink {
    let expires_at = state.clock.now().plus(LIFETIME);
    MailLink { hash: Digest::of(&[]), purpose, user_id, email, password_hash: None, device: None, expires_at }
}

/// Gives a link a new secret; its URL, and what is kept of it.
///
/// # Errors
/// If the system has no randomness to give.
pub fn with_new_secret(state: &AppState, link: MailLink) -> Result<(String, MailLink), Failure> {
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

/// The path of the page that a link of this purpose leads to.
const fn link_page(purpose: LinkPurpose) -> &'static str {
    match purpose {
        LinkPurpose::Reset => paths::RESET,
        LinkPurpose::SignUp | LinkPurpose::Email => paths::CONFIRM,
        LinkPurpose::Disown => paths::DISOWN,
        LinkPurpose::Recognise => paths::RECOGNISE,
        LinkPurpose::Undo => paths::UNDO,
    }
}
