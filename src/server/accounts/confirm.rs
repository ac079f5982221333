//! Confirming by a link to an address: a new account, or a change of address.

use secrecy::SecretString;

use super::{
    handed::Cookies,
    links::{WEEK, next_link, source_at},
    mailbox::about_new_address,
    sign_up::add,
};
use crate::{
    error::AppError,
    model::{ConfirmLink, Precision},
    server::{
        auth::{client::Client, password::Lane},
        failure::Failure,
        ids::{Digest, UserId},
        rules,
        state::AppState,
        storage::{EmailChange, LinkPurpose, Readdressed, User},
    },
};

/// What a link would confirm, without using it.
///
/// # Errors
/// If it is used up or too old, or the store does not answer.
pub async fn check_confirm(state: &AppState, link: &str) -> Result<ConfirmLink, Failure> {
    let (hash, now) = (Digest::of(link.as_bytes()), state.clock.now());
    for (purpose, is_sign_up) in [(LinkPurpose::SignUp, true), (LinkPurpose::Email, false)] {
        if let Some(found) = state.storage.find_link(&hash, purpose, now).await? {
            return Ok(ConfirmLink { email: found.email.as_str().to_owned(), is_sign_up });
        }
    }
    Err(AppError::LinkInvalid.into())
}

/// What a confirmed link did.
pub enum Confirmed {
    /// It created an account, and this device is signed in; the browser gets these cookies.
    SignedUp(Cookies),
    EmailChanged,
}

/// Does what a link confirms: a new account, or a new address.
///
/// Confirming a new account needs the password chosen at sign-up: the person who reads the email may not be the one
/// who signed up.
///
/// # Errors
/// If the link was used or has expired, the password is wrong, or the address has been taken.
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
            language: client.language,
        };
        return add(state, &user, client, Some(&hash)).await.map(Confirmed::SignedUp);
    }
    let source = source_at(state, &hash, LinkPurpose::Email, client).await?;
    let (undo, next) = next_link(state, WEEK)?;
    let until = next.expires_at;
    let emails = |done: &Readdressed| about_new_address(state, done, &undo, until);
    match rules::links::confirm_email(&state.storage, &hash, now, &source, next, emails).await? {
        EmailChange::LinkInvalid => Err(AppError::LinkInvalid.into()),
        EmailChange::Taken => Err(AppError::EmailInUse.into()),
        EmailChange::Changed { .. } => {
            state.mailer.wake();
            Ok(Confirmed::EmailChanged)
        }
    }
}
