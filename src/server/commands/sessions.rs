//! `latchkey session`: lists and revokes sessions.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::{error::CommandError, users::UserArgument};
use crate::{
    model::{EndReason, PublicId, Timestamp, last_active_label},
    server::{
        email_address::EmailAddress,
        rules,
        storage::{Revocation, SessionSelection, Storage},
    },
};

/// About sessions.
#[derive(Clone, Debug, Subcommand)]
pub enum SessionCommand {
    /// List the live sessions of an account.
    List(UserArgument),
    /// Revoke one session of an account, all of them, or everybody's.
    Revoke(RevokeArguments),
}

/// Which sessions to revoke.
#[derive(Clone, Debug, Args)]
pub struct RevokeArguments {
    /// The account's email address.
    #[arg(required_unless_present = "everybody", allow_hyphen_values = true)]
    pub email: Option<EmailAddress>,
    /// The session's public id, as shown by `session list`.
    // One in 64 ids begins with a hyphen.
    #[arg(required_unless_present_any = ["all", "everybody"], allow_hyphen_values = true)]
    pub id: Option<PublicId>,
    /// All sessions of the account.
    #[arg(long, conflicts_with = "id")]
    pub all: bool,
    /// All sessions of all accounts.
    #[arg(long, conflicts_with_all = ["email", "id", "all"])]
    pub everybody: bool,
}

/// Runs the command. Returns the result as JSON and as text.
pub async fn run(command: &SessionCommand, storage: &Storage, now: Timestamp) -> Result<(Value, String), CommandError> {
    match command {
        SessionCommand::List(UserArgument { email }) => {
            let user = storage.find_user(email).await?.ok_or(CommandError::NoSuchUser)?;
            let sessions = storage.list_sessions(user.id, now).await?;
            let value = sessions.iter().map(|session| {
                json!({
                    "id": session.device_id, "device": session.name(), "location": session.location.label.english(),
                    "ip_address": session.ip_address, "signed_in_at": session.signed_in_at,
                    "last_active_at": session.last_active_at, "expires_at": session.expires_at,
                })
            });
            let lines = sessions.iter().map(|session| {
                let active = last_active_label(now, session.last_active_at);
                format!("{}  {}  {}  {active}\n", session.device_id, session.name(), session.ip_address)
            });
            Ok((value.collect(), lines.collect::<String>().trim_end().to_owned()))
        }
        SessionCommand::Revoke(RevokeArguments { email, id, .. }) => {
            let user = match email {
                Some(email) => Some(storage.find_user(email).await?.ok_or(CommandError::NoSuchUser)?.id),
                None => None,
            };
            let selection = match (user, id) {
                (Some(user), Some(id)) => SessionSelection::Devices(user, std::slice::from_ref(id)),
                (Some(user), None) => SessionSelection::AllOf(user),
                (None, _) => SessionSelection::All,
            };
            let ended = rules::sessions::revoke(
                storage,
                selection,
                Revocation { reason: EndReason::Operator, at: now, by: None },
            )
            .await?;
            if ended.is_empty() && id.is_some() {
                return Err(CommandError::NoSuchSession);
            }
            Ok((json!({ "ended": ended.len() }), format!("{} ended", ended.len())))
        }
    }
}
