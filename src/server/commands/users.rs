//! `latchkey user`: adds, lists, disables, enables and deletes accounts, and resets their passwords.

use std::io::BufRead;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::{error::CommandError, password};
use crate::{
    error::AppError,
    model::{DeviceKind, EventKind, Precision, Timestamp},
    server::{
        accounts,
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
    /// Delete an account with everything stored about it, and sign its devices out. This can't be undone.
    Delete(DeleteArguments),
    /// Print a link that sets a new password, for people whom no email reaches. It works once, within 30 minutes, and
    /// signs out every device. It gives access to the account: send it privately.
    ResetLink(UserArgument),
}

/// An account.
#[derive(Clone, Debug, Args)]
pub struct UserArgument {
    /// Its email address.
    // It may begin with a hyphen (RFC 5322, section 3.2.3).
    #[arg(allow_hyphen_values = true)]
    pub email: EmailAddress,
}

/// The account to delete.
#[derive(Clone, Debug, Args)]
pub struct DeleteArguments {
    #[command(flatten)]
    pub user: UserArgument,
    /// Delete it without further question.
    #[arg(long, required = true)]
    pub yes: bool,
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
        UserCommand::Delete(DeleteArguments { user: UserArgument { email }, .. }) => {
            let user = find(storage, email).await?;
            if !rules::accounts::delete_user(storage, user.id, now, None).await? {
                return Err(CommandError::NoSuchUser);
            }
            Ok((described(&user), "the account was deleted".to_owned()))
        }
        UserCommand::ResetLink(UserArgument { email }) => {
            let user = find(storage, email).await?;
            if user.disabled_at.is_some() {
                return Err(CommandError::Disabled);
            }
            let (url, link) = accounts::reset_link(config, &user, now)?;
            let event = Event::new(user.id, now, EventKind::ResetRequested, &operator());
            if !rules::links::add_link(storage, &link, Some(&event), &[]).await? {
                return Err(CommandError::NoSuchUser);
            }
            Ok((json!({ "email": user.email.as_str(), "link": url, "expires_at": link.expires_at }), url))
        }
    }
}

async fn find(storage: &Storage, email: &EmailAddress) -> Result<User, CommandError> {
    storage.find_user(email).await?.ok_or(CommandError::NoSuchUser)
}

async fn set_disabled(
    storage: &Storage,
    email: &EmailAddress,
    disabled_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<(Value, String), CommandError> {
    let user = find(storage, email).await?;
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
