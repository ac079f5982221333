//! The language of an account.

use crate::{
    model::Language,
    server::{auth::current::CurrentSession, failure::Failure, rules, state::AppState},
};

/// Sets the language of the account's pages.
///
/// # Errors
/// If this device may not change the account, has been signed out, or the database does not answer.
pub async fn set_language(state: &AppState, current: &CurrentSession, language: Language) -> Result<(), Failure> {
    state.throttle.admit_change(&current.session)?;
    let (user, now) = (current.session.user_id, state.clock.now());
    rules::language::set_language(&state.storage, user, language, now, &current.actor(state)).await?;
    Ok(())
}
