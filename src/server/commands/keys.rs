//! `latchkey keys`: rotates the signing key.

use clap::Subcommand;
use serde_json::{Value, json};

use super::error::CommandError;
use crate::{
    model::Timestamp,
    server::{
        auth::key::{KeyError, Keyring, TICK},
        config::Config,
        private_files::Owner,
        rules,
    },
};

/// About the signing keys.
#[derive(Clone, Debug, Subcommand)]
pub enum KeysCommand {
    /// Put a new key into use; tokens signed with older keys stay valid until they expire.
    Rotate,
}

/// Runs the command. Returns the result as JSON and as text.
pub fn run(command: &KeysCommand, config: &Config, now: Timestamp) -> Result<(Value, String), CommandError> {
    let KeysCommand::Rotate = command;
    let ring = rotate(config, now)?;
    let (kid, keys) = (&ring.current().kid, ring.count());
    let text = format!(
        "key {kid} is in use: a running server signs with it within {} seconds; {} older still verify",
        TICK.as_secs(),
        keys - 1
    );
    Ok((json!({ "kid": kid, "keys": keys }), text))
}

/// Rotates the key, provided that the owner of the database (the service) can read it afterwards.
fn rotate(config: &Config, now: Timestamp) -> Result<Keyring, CommandError> {
    let path = config.signing_key_file();
    let database = config.database_file().and_then(|file| Owner::of(&file).ok());
    let (key, root) = (Owner::of(&path).ok(), 0);
    if let Some((key, database)) = key.zip(database).filter(|(key, db)| key.user != db.user && db.user != root) {
        let path = path.display().to_string();
        return Err(KeyError::Unreadable { path, key: key.user, database: database.user }.into());
    }
    // Sessions that it signed have ended by then, and emails that it encrypted were sent or given up.
    let kept = config.absolute_lifetime.max(rules::outgoing_mail::TRIED_FOR * 2);
    Ok(Keyring::rotate(&path, now, kept)?)
}
