//! Signing up and signing in: who a person is.

use secrecy::SecretString;

use super::{
    AppState,
    client::Client,
    email::Email,
    failure::Failure,
    ids::UserId,
    sessions::{self, Started},
    storage::{AddUser, User},
};
use crate::error::AppError;

/// Makes an account and signs this device in to it.
///
/// # Errors
/// If the address is malformed or taken, the password is not good enough, or the server is busy.
pub async fn sign_up(
    state: &AppState,
    email: &str,
    password: SecretString,
    client: Client,
) -> Result<Started, Failure> {
    let email: Email = email.parse().map_err(|_| AppError::EmailInvalid)?;
    let password_hash = state.passwords.hash_new(password, &email).await?;
    let user = User { id: UserId::generate()?, email, password_hash, created_at: state.clock.now() };
    let session = sessions::new_session(state, user.id, &client)?;
    let started = sessions::started(state, &session)?;
    match state.storage.add_user(&user, &session, client.holds.as_ref()).await? {
        AddUser::EmailTaken => Err(AppError::EmailTaken.into()),
        AddUser::Added => {
            tracing::info!(device = %session.public_id, "signed up");
            Ok(started)
        }
    }
}

/// Signs this device in.
///
/// An unknown address takes the time of a wrong password, and gets its answer (ASVS 6.3.8).
///
/// # Errors
/// If the address and the password don't go together, or the server is busy.
pub async fn sign_in(
    state: &AppState,
    email: &str,
    password: SecretString,
    client: Client,
) -> Result<Started, Failure> {
    let email: Email = email.parse().map_err(|_| AppError::EmailInvalid)?;
    let user = state.storage.find_user(&email).await?;
    let hash = user.as_ref().map(|user| user.password_hash.clone());
    let right = state.passwords.verify(password, hash).await?;
    let Some(user) = user.filter(|_| right) else {
        tracing::info!("a sign-in failed");
        return Err(AppError::WrongCredentials.into());
    };
    let session = sessions::new_session(state, user.id, &client)?;
    let started = sessions::started(state, &session)?;
    state.storage.add_session(&session, client.holds.as_ref()).await?;
    tracing::info!(device = %session.public_id, "signed in");
    Ok(started)
}
