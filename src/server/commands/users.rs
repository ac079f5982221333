//! `latchkey user`: adds, lists, disables and enables accounts.

use std::io::BufRead;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::{error::CommandError, password};
use crate::{
    error::AppError,
    model::{DeviceKind, EventKind, Precision, Timestamp},
    server::{
        auth::password::{Lane, Passwords},
        config::Config,
        email_address::EmailAddress,
        failure::Failure,
        ids::UserId,
        location::Location,
        rules,
        storage::{EmailAvailability, Event, RequestSource, Storage, User},
    },
};

/// About accounts.
#[derive(Clone, Debug, Subcommand)]
pub enum UserCommand {
    /// Add an account. The password is prompted for at a terminal; otherwise it is the first line of standard
    /// input, in UTF-8. Creates the data folder and the database if they don't exist; no other command does.
    Add(UserArgument),
    /// List all accounts.
    List,
    /// Disable an account, and revoke all its sessions.
    Disable(UserArgument),
    /// Enable a disabled account.
    Enable(UserArgument),
}

/// An account.
#[derive(Clone, Debug, Args)]
pub struct UserArgument {
    /// Its email address.
    // It may begin with a hyphen (RFC 5322, section 3.2.3).
    #[arg(allow_hyphen_values = true)]
    pub email: EmailAddress,
}

/// Runs the command. Returns the result as JSON and as text.
pub async fn run(
    command: &UserCommand,
    storage: &Storage,
    config: &Config,
    now: Timestamp,
    input: &mut (dyn BufRead + Send),
) -> Result<(Value, String), CommandError> {
    match command {
        UserCommand::Add(UserArgument { email }) => {
            let password = password::read(input)?;
            let passwords = Passwords::new(1, usize::from(config.password_queue)).map_err(CommandError::Refused)?;
            let password_hash = passwords
                .hash_new(password, email, Lane::known(&"the command line"))
                .await
                .map_err(CommandError::Refused)?;
            let id = UserId::generate().map_err(Failure::from)?;
            let user = User {
                id,
                email: email.clone(),
                password_hash,
                created_at: now,
                disabled_at: None,
                precision: Precision::default(),
                language: None,
            };
            let event = Event::new(id, now, EventKind::SignedUp, &operator());
            match rules::accounts::add_user(storage, &user, &event, None).await? {
                EmailAvailability::Taken => Err(CommandError::Refused(AppError::EmailTaken)),
                EmailAvailability::Free => Ok((described(&user), "the account was added".to_owned())),
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
    email: &EmailAddress,
    disabled_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<(Value, String), CommandError> {
    let user = storage.find_user(email).await?.ok_or(CommandError::NoSuchUser)?;
    rules::accounts::set_disabled(storage, user.id, disabled_at, now).await?;
    let text = if disabled_at.is_some() { "the account is disabled" } else { "the account is enabled" };
    Ok((described(&User { disabled_at, ..user }), text.to_owned()))
}

fn described(user: &User) -> Value {
    json!({ "email": user.email.as_str(), "created_at": user.created_at, "disabled_at": user.disabled_at })
}

fn operator() -> RequestSource {
    RequestSource {
        device: None,
        device_name: "The command line".to_owned(),
        device_kind: DeviceKind::CommandLine,
        ip_address: [127, 0, 0, 1].into(),
        location: Location { label: "This server".into(), ..Location::default() },
    }
}
