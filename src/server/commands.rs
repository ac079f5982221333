//! Operator commands. They are safe beside a running server, which sees their changes at its next request.

mod doctor;
mod error;
mod keys;
mod mail;
pub mod moving;
mod opening;
pub mod password;
mod sessions;
mod users;

pub use self::{
    doctor::DoctorArguments,
    error::CommandError,
    keys::KeysCommand,
    mail::{MailCommand, RetryArguments, TestArguments},
    moving::{CopyArguments, MigrateArguments},
    sessions::{ListArguments, RevokeArguments, SessionCommand},
    users::{DeleteArguments, UserArgument, UserCommand},
};

use std::{
    io::{self, BufRead, Write},
    path::PathBuf,
};

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use self::opening::{open, require_ours};
use super::{
    clock::Clock,
    config::Config,
    data_dir, rules,
    storage::{self, Opening},
};

/// A command to run instead of the server.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Add, list, disable, enable and delete accounts; make a link to a new password.
    #[command(subcommand)]
    User(UserCommand),
    /// List and revoke sessions.
    #[command(subcommand)]
    Session(SessionCommand),
    /// Rotate the signing key.
    #[command(subcommand)]
    Keys(KeysCommand),
    /// List the emails waiting to be sent, retry them now, or send a test email.
    #[command(subcommand)]
    Mail(MailCommand),
    /// Copy the database to a file, while the server runs. To restore it, stop the server, remove latchkey.db-wal
    /// and latchkey.db-shm, and replace latchkey.db with the file. Every device then has to sign in again: sessions
    /// revoked since the backup would otherwise be live again.
    Backup(BackupArguments),
    /// Check the settings, the database, the signing key, the mail server and the rest, and say what to do. Creates
    /// and changes nothing. Ends with 1 if something fails.
    Doctor(DoctorArguments),
    /// Bring the schema of the database up to date, and list the steps taken. Nothing else is changed. The server
    /// does the same when it starts.
    Migrate(MigrateArguments),
    /// Copy an installation from SQLite to PostgreSQL, or back: everything in the database, or nothing. Stop the
    /// server first. The signing key and the file 'instance' are not in the database: copy them as files.
    Copy(CopyArguments),
}

/// Where to copy the database.
#[derive(Clone, Debug, Args)]
pub struct BackupArguments {
    /// The file to create (mode 0600). An existing file is not overwritten.
    pub file: PathBuf,
}

impl Command {
    /// Whether it reads a password.
    pub const fn wants_password(&self) -> bool {
        matches!(self, Self::User(UserCommand::Add(_)))
    }
}

/// Runs the command, and writes the result to `out`: text, or with `json` one JSON value.
///
/// # Errors
/// If it could not be done.
pub async fn run(
    command: &Command,
    config: &Config,
    json: bool,
    clock: &dyn Clock,
    input: &mut (dyn BufRead + Send),
    out: &mut (dyn Write + Send),
) -> Result<(), CommandError> {
    let now = clock.now();
    let (value, text) = match command {
        Command::Keys(command) => keys::run(command, config, now)?,
        Command::Backup(BackupArguments { file }) => {
            require_ours(config)?;
            let bytes = storage::backup(&config.database(), file).await.map_err(CommandError::Backup)?;
            let text = format!("{} holds a backup of {bytes} bytes", file.display());
            (json!({ "file": file.display().to_string(), "bytes": bytes }), text)
        }
        Command::Doctor(arguments) => {
            let doctor::Report { value, text, failed } = doctor::run(arguments, config, now).await;
            write(json, out, &value, &text)?;
            return if failed == 0 { Ok(()) } else { Err(CommandError::Unhealthy(failed)) };
        }
        Command::Copy(arguments) => moving::copy(arguments, config, now).await?,
        Command::Migrate(arguments) => {
            require_ours(config)?;
            moving::migrate(*arguments, config).await?
        }
        Command::User(command @ UserCommand::Add(_)) => {
            require_ours(config)?;
            data_dir::make(&config.data_dir)?;
            let storage = rules::opening::open(&config.database(), Opening::Create, now).await?;
            let done = users::run(command, &storage, config, now, input).await?;
            storage.close().await;
            done
        }
        Command::User(command) => {
            let storage = open(config, now).await?;
            let done = users::run(command, &storage, config, now, input).await?;
            storage.close().await;
            done
        }
        Command::Mail(command) => mail::run(command, config, now).await?,
        Command::Session(command) => {
            let storage = open(config, now).await?;
            let done = sessions::run(command, &storage, now).await?;
            storage.close().await;
            done
        }
    };
    write(json, out, &value, &text)
}

/// Prints bytes to standard output.
///
/// # Errors
/// If they can't be printed.
pub fn print(bytes: &[u8]) -> Result<(), CommandError> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(CommandError::NotPrinted)
}

fn write(json: bool, out: &mut (dyn Write + Send), value: &Value, text: &str) -> Result<(), CommandError> {
    let printed = if json { writeln!(out, "{value}") } else { writeln!(out, "{text}") };
    printed.and_then(|()| out.flush()).map_err(CommandError::NotPrinted)
}
