//! The language of an account.

use super::{RuleError, actor};
use crate::{
    model::{Language, Timestamp},
    server::{
        ids::UserId,
        storage::{Actor, Lock, Storage, statements::users},
    },
};

/// Sets the language of a user's pages.
///
/// # Errors
/// If the device that acts may not, or if the database does not answer.
pub async fn set_language(
    storage: &Storage,
    user: UserId,
    language: Language,
    at: Timestamp,
    by: &Actor,
) -> Result<(), RuleError> {
    let mut tx = storage.begin(Lock::User(user)).await?;
    actor::require_live(&mut tx, Some(by)).await?;
    // A thief must not choose a language in which the owner can't read the warning.
    actor::require_authority(&mut tx, by, at).await?;
    users::set_language(&mut tx, user, language).await?;
    tx.commit().await?;
    Ok(())
}
