//! The database of a command: it must be there, and this user's.

use std::sync::Arc;

use super::error::CommandError;
use crate::{
    model::Timestamp,
    server::{
        config::Config,
        private_files, rules,
        storage::{Opening, Storage},
    },
};

/// The database, if there is one.
///
/// # Errors
/// If there is none, it is another user's, or can't be opened.
pub async fn open(config: &Config, now: Timestamp) -> Result<Arc<Storage>, CommandError> {
    require_ours(config)?;
    Ok(rules::opening::open(&config.database(), Opening::Existing, now).await?)
}

/// Refuses what belongs to another user.
///
/// # Errors
/// If the database, or the folder that it would be in, does.
pub fn require_ours(config: &Config) -> Result<(), CommandError> {
    if let Some(file) = config.database_file() {
        private_files::require_ours(&file)?;
    }
    Ok(())
}
