//! One-time links sent by email: stored only as a digest, valid once, for half an hour or a week.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{
    error::AppError,
    paths,
    server::{
        auth::client::Client,
        config::Config,
        email_address::EmailAddress,
        failure::Failure,
        ids::{Digest, UserId, random},
        recognition::GUARD,
        state::AppState,
        storage::{LinkPurpose, MailLink, NextLink, RequestSource},
    },
};

/// How long most links are valid.
pub const LIFETIME: Duration = Duration::from_mins(30);
/// How long links are valid that sign a device out, recognise it or undo a change of address: mail is read late.
pub const WEEK: Duration = GUARD;

/// Finds a link without using it. Only failed lookups count against the client's address: a valid link works
/// whatever others do behind the same address.
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

/// The source of a request made with a link, as precisely as the link's user wants locations stored.
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

/// A link to be stored together with a change, valid for `lifetime`: its secret, and what is stored of it.
///
/// # Errors
/// If the system provides no randomness.
pub fn next_link(state: &AppState, lifetime: Duration) -> Result<(String, NextLink), Failure> {
    let (secret, hash) = secret()?;
    Ok((secret, NextLink { hash, expires_at: state.clock.now().plus(lifetime) }))
}

/// A link that is not stored yet and has no secret: see [`with_new_secret`].
pub fn unsaved_link(state: &AppState, purpose: LinkPurpose, user_id: Option<UserId>, email: EmailAddress) -> MailLink {
    let expires_at = state.clock.now().plus(LIFETIME);
    MailLink { hash: Digest::of(&[]), purpose, user_id, email, password_hash: None, device: None, expires_at }
}

/// Gives a link a new secret. Returns its URL, and what is stored of it.
///
/// # Errors
/// If the system provides no randomness.
pub fn with_new_secret(state: &AppState, link: MailLink) -> Result<(String, MailLink), Failure> {
    let (secret, hash) = secret()?;
    Ok((url(&state.config, link.purpose, &secret), MailLink { hash, ..link }))
}

/// The secret of a link, and its digest, which is what is stored.
pub fn secret() -> Result<(String, Digest), Failure> {
    let secret = URL_SAFE_NO_PAD.encode(random::<32>()?);
    let hash = Digest::of(secret.as_bytes());
    Ok((secret, hash))
}

pub fn url(config: &Config, purpose: LinkPurpose, secret: &str) -> String {
    format!("{}{}?link={secret}", config.public_url().as_str().trim_end_matches('/'), link_page(purpose))
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
