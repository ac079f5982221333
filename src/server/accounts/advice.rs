//! Advice on a new password, while it is typed.

use secrecy::SecretString;

use crate::{
    model::{Language, PasswordAdvice},
    server::{
        auth::{client::Client, password::Lane},
        failure::Failure,
        state::AppState,
    },
};

/// How good a password would be, in words of `language`, for the account of `email`, as far as that is typed. Nothing of it is kept, and it
/// doesn't depend on whether there is such an account.
///
/// # Errors
/// If somebody asks too often, or the server is busy.
pub async fn advise(
    state: &AppState,
    password: SecretString,
    email: Option<&str>,
    client: &Client,
    language: Language,
) -> Result<PasswordAdvice, Failure> {
    state.throttle.admit_advice(client.ip_address)?;
    let email = email.and_then(|email| email.parse().ok());
    Ok(state.passwords.advise(password, email, language, Lane::Stranger(client.ip_address)).await?)
}
