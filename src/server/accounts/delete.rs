//! Deleting an account.

use secrecy::SecretString;

use crate::server::{
    auth::{current::CurrentSession, reauth},
    failure::Failure,
    rules,
    state::AppState,
};

/// Deletes the account with everything stored about the person, sessions first.
///
/// # Errors
/// If the password is wrong, or this device has been signed out.
pub async fn delete(state: &AppState, current: &CurrentSession, password: SecretString) -> Result<(), Failure> {
    let actor = reauth::require(state, current, password).await?;
    rules::accounts::delete_user(&state.storage, current.session.user_id, state.clock.now(), Some(&actor)).await?;
    tracing::info!("an account was deleted by its owner");
    Ok(())
}
