//! What whoever runs the server can do from the command line, beside a live one: it sees what these
//! write at the next request.

mod mail;
pub mod password;

pub use self::mail::{MailCommand, RetryArguments};

use std::{
    io::{BufRead, Write},
    path::PathBuf,
};

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::{
    clock::Clock,
    config::Config,
    data_dir::{self, DataDirError},
    email::Email,
    failure::Failure,
    housekeeping,
    ids::UserId,
    key::{KeyError, Keyring},
    location::Place,
    password::{Lane, Passwords},
    private_files::{self, Foreign, Owner},
    rules::{self, RuleError},
    storage::{self, Address, Ending, Event, Opening, Origin, Storage, StorageError, User, Which},
};
use crate::{
    error::AppError,
    model::{DeviceKind, EndReason, EventKind, Precision, PublicId, Timestamp},
};

/// What to do instead of serving.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Add, list, disable and enable accounts.
    #[command(subcommand)]
    User(UserCommand),
    /// List and revoke sessions.
    #[command(subcommand)]
    Session(SessionCommand),
    /// Rotate the signing key.
    #[command(subcommand)]
    Keys(KeysCommand),
    /// List the emails that wait to be sent, and try them now.
    #[command(subcommand)]
    Mail(MailCommand),
    /// Copy the database into a file, while the server goes on. To restore it, stop the server, remove
    /// latchkey.db-wal and latchkey.db-shm, and put the file in place of latchkey.db: every device then has
    /// to sign in again, since sessions that were revoked since would be live.
    Backup(BackupArguments),
}

/// Where to copy the database.
#[derive(Clone, Debug, Args)]
pub struct BackupArguments {
    /// The file to make (mode 0600). One that is there already is not overwritten.
    pub file: PathBuf,
}

/// About accounts.
#[derive(Clone, Debug, Subcommand)]
pub enum UserCommand {
    /// Add an account. Its password is asked for at a terminal; else it is the first line of standard
    /// input, in UTF-8. Makes the data folder and the database if they aren't there yet; no other command does.
    Add(UserArgument),
    /// List all accounts.
    List,
    /// Let nobody in to an account, and end all its sessions.
    Disable(UserArgument),
    /// Let an account in again.
    Enable(UserArgument),
}

/// About sessions.
#[derive(Clone, Debug, Subcommand)]
pub enum SessionCommand {
    /// List the live sessions of an account.
    List(UserArgument),
    /// End a session of an account, all of them, or everybody's.
    Revoke(RevokeArguments),
}

/// About the signing keys.
#[derive(Clone, Debug, Subcommand)]
pub enum KeysCommand {
    /// Put a new key in use; tokens that older ones signed go on until they end.
    Rotate,
}

/// An account.
#[derive(Clone, Debug, Args)]
pub struct UserArgument {
    /// Its e-mail address.
    // It may begin with a hyphen (RFC 5322, section 3.2.3).
    #[arg(allow_hyphen_values = true)]
    pub email: Email,
}

/// Which sessions to end.
#[derive(Clone, Debug, Args)]
pub struct RevokeArguments {
    /// The account's e-mail address.
    #[arg(required_unless_present = "everybody", allow_hyphen_values = true)]
    pub email: Option<Email>,
    /// The session's public id, as `session list` shows it.
    // One in 64 ids begins with a hyphen.
    #[arg(required_unless_present_any = ["all", "everybody"], allow_hyphen_values = true)]
    pub id: Option<PublicId>,
    /// All of the account's.
    #[arg(long, conflicts_with = "id")]
    pub all: bool,
    /// Everybody's.
    #[arg(long, conflicts_with_all = ["email", "id", "all"])]
    pub everybody: bool,
}

/// Why a command did nothing.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error("there is no account with this address")]
    NoSuchUser,
    #[error("there is no such session")]
    NoSuchSession,
    #[error("no such email waits: it was sent, or given up")]
    NoSuchEmail,
    #[error("--signing-key-file: {0}")]
    Key(#[from] KeyError),
    #[error("--data-dir: {0}")]
    DataDir(#[from] DataDirError),
    #[error("--database-url: {0}")]
    Storage(#[from] StorageError),
    #[error("no backup was made: {0}")]
    Backup(StorageError),
    #[error("--database-url: {0}")]
    Foreign(#[from] Foreign),
    #[error("no password for the account: {0}")]
    NoPassword(&'static str),
    #[error("{0}")]
    Unavailable(Failure),
    #[error("{}", operators_words(*.0))]
    Refused(AppError),
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// It was done all the same.
    #[error("this was done, but the answer can't be printed: {0}")]
    NotPrinted(std::io::Error),
}

impl From<RuleError> for CommandError {
    fn from(error: RuleError) -> Self {
        Failure::from(error).into()
    }
}

impl From<Failure> for CommandError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(error) => Self::Refused(error),
            Failure::Rule(RuleError::Storage(error)) => Self::Storage(error),
            failure => Self::Unavailable(failure),
        }
    }
}

/// What a person is told who signs up, as whoever runs the server needs it.
fn operators_words(error: AppError) -> String {
    match error {
        AppError::EmailTaken => "there is an account with this address already".to_owned(),
        AppError::PasswordMissing => "the password is empty".to_owned(),
        AppError::PasswordTooShort => "the password is too short: it takes at least 8 characters".to_owned(),
        AppError::PasswordTooLong => "the password is too long: it takes at most 128 characters".to_owned(),
        AppError::PasswordTooCommon => {
            "the password is among the first that would be guessed: choose a longer or a less common one".to_owned()
        }
        other => other.to_string(),
    }
}

impl Command {
    /// Whether it reads a password.
    pub const fn wants_password(&self) -> bool {
        matches!(self, Self::User(UserCommand::Add(_)))
    }
}

/// Does it, and writes what came of it to `out`: text, or one JSON value.
///
/// # Errors
/// If it could not be done.
pub async fn run(
    command: &Command,
    config: &Config,
    clock: &dyn Clock,
    input: &mut (dyn BufRead + Send),
    out: &mut (dyn Write + Send),
) -> Result<(), CommandError> {
    let now = clock.now();
    if let Command::Keys(KeysCommand::Rotate) = command {
        let ring = rotate(config, now)?;
        let (kid, keys) = (&ring.current().kid, ring.count());
        let text = format!(
            "key {kid} is in use: a running server signs with it within {} seconds; {} older still verify",
            housekeeping::TICK.as_secs(),
            keys - 1
        );
        return write(config, out, &json!({ "kid": kid, "keys": keys }), &text);
    }
    if let Some(file) = config.database_file() {
        private_files::require_ours(&file)?;
    }
    if let Command::Backup(BackupArguments { file }) = command {
        let bytes = storage::backup(&config.database(), file).await.map_err(CommandError::Backup)?;
        let text = format!("{} holds a backup of {bytes} bytes", file.display());
        return write(config, out, &json!({ "file": file.display().to_string(), "bytes": bytes }), &text);
    }
    let opening = match command {
        Command::User(UserCommand::Add(_)) => Opening::Create,
        _ => Opening::Existing,
    };
    if opening == Opening::Create {
        data_dir::make(&config.data_dir)?;
    }
    let storage = rules::opening::open(&config.database(), opening, now).await?;
    let (value, text) = match command {
        Command::User(command) => user(command, &storage, config, now, input).await?,
        Command::Session(command) => session(command, &storage, now).await?,
        Command::Mail(command) => mail::run(command, &storage, now).await?,
        Command::Keys(_) | Command::Backup(_) => unreachable!("done above"),
    };
    storage.close().await;
    write(config, out, &value, &text)
}

/// Rotates the key, if whoever the database belongs to (the service, that is) can read it afterwards.
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

async fn user(
    command: &UserCommand,
    storage: &Storage,
    config: &Config,
    now: Timestamp,
    input: &mut (dyn BufRead + Send),
) -> Result<(Value, String), CommandError> {
    match command {
        UserCommand::Add(UserArgument { email }) => {
            let password = password::read(input)?;
            let passwords = Passwords::new(1, usize::from(config.password_queue))?;
            let password_hash = passwords.hash_new(password, email, Lane::known(&"the command line")).await?;
            let id = UserId::generate().map_err(Failure::from)?;
            let user = User {
                id,
                email: email.clone(),
                password_hash,
                created_at: now,
                disabled_at: None,
                precision: Precision::default(),
            };
            let event = Event::new(id, now, EventKind::SignedUp, &operator());
            match rules::accounts::add_user(storage, &user, &event, None).await? {
                Address::Taken => Err(CommandError::Refused(AppError::EmailTaken)),
                Address::Free => Ok((described(&user), "the account was added".to_owned())),
            }
        }
        UserCommand::List => {
            let users = storage.list_users().await?;
            let line = |user: &User| {
                format!("{}{}\n", user.email.as_str(), if user.disabled_at.is_some() { "  (disabled)" } else { "" })
            };
            Ok((
                users.iter().map(described).collect(),
                users.iter().map(line).collect::<String>().trim_end().to_owned(),
            ))
        }
        UserCommand::Disable(UserArgument { email }) => set_disabled(storage, email, Some(now), now).await,
        UserCommand::Enable(UserArgument { email }) => set_disabled(storage, email, None, now).await,
    }
}

async fn set_disabled(
    storage: &Storage,
    email: &Email,
    disabled_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<(Value, String), CommandError> {
    let user = storage.find_user(email).await?.ok_or(CommandError::NoSuchUser)?;
    rules::accounts::set_disabled(storage, user.id, disabled_at, now).await?;
    let text = if disabled_at.is_some() { "the account is disabled" } else { "the account is enabled" };
    Ok((described(&User { disabled_at, ..user }), text.to_owned()))
}

async fn session(command: &SessionCommand, storage: &Storage, now: Timestamp) -> Result<(Value, String), CommandError> {
    match command {
        SessionCommand::List(UserArgument { email }) => {
            let user = storage.find_user(email).await?.ok_or(CommandError::NoSuchUser)?;
            let sessions = storage.list_sessions(user.id, now).await?;
            let value = sessions.iter().map(|session| {
                json!({
                    "id": session.public_id, "device": session.name(), "location": session.place.label.english(),
                    "ip_address": session.ip_address, "signed_in_at": session.signed_in_at,
                    "last_active_at": session.last_active_at, "expires_at": session.expires_at,
                })
            });
            let lines = sessions.iter().map(|session| {
                let active = crate::model::activity(now, session.last_active_at);
                format!("{}  {}  {}  {active}\n", session.public_id, session.name(), session.ip_address)
            });
            Ok((value.collect(), lines.collect::<String>().trim_end().to_owned()))
        }
        SessionCommand::Revoke(RevokeArguments { email, id, .. }) => {
            let user = match email {
                Some(email) => Some(storage.find_user(email).await?.ok_or(CommandError::NoSuchUser)?.id),
                None => None,
            };
            let which = match (user, id) {
                (Some(user), Some(id)) => Which::Devices(user, std::slice::from_ref(id)),
                (Some(user), None) => Which::AllOf(user),
                (None, _) => Which::All,
            };
            let ended =
                rules::sessions::end(storage, which, Ending { reason: EndReason::Operator, at: now, by: None }).await?;
            if ended.is_empty() && id.is_some() {
                return Err(CommandError::NoSuchSession);
            }
            Ok((json!({ "ended": ended.len() }), format!("{} ended", ended.len())))
        }
    }
}

fn described(user: &User) -> Value {
    json!({ "email": user.email.as_str(), "created_at": user.created_at, "disabled_at": user.disabled_at })
}

fn operator() -> Origin {
    Origin {
        device: None,
        device_name: "The command line".to_owned(),
        device_kind: DeviceKind::CommandLine,
        ip_address: [127, 0, 0, 1].into(),
        place: Place { label: "This server".into(), ..Place::default() },
    }
}

fn write(config: &Config, out: &mut (dyn Write + Send), value: &Value, text: &str) -> Result<(), CommandError> {
    let printed = if config.json { writeln!(out, "{value}") } else { writeln!(out, "{text}") };
    printed.and_then(|()| out.flush()).map_err(CommandError::NotPrinted)
}
