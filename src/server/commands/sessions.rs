//! `latchkey session`: lists and revokes sessions.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::error::CommandError;
use crate::{
    model::{EndReason, Language, PublicId, Timestamp},
    server::{
        email_address::EmailAddress,
        rules,
        storage::{Revocation, Session, SessionSelection, Storage},
    },
    texts::last_active,
};

/// About sessions.
#[derive(Clone, Debug, Subcommand)]
pub enum SessionCommand {
    /// List the live sessions of an account, or of all accounts.
    #[command(override_usage = "latchkey session list <EMAIL>\n       latchkey session list --all")]
    List(ListArguments),
    /// Revoke one session of an account, all of them, or everybody's.
    #[command(
        override_usage = "latchkey session revoke <EMAIL> <ID>\n       latchkey session revoke <EMAIL> --all\n       latchkey session revoke --everybody"
    )]
    Revoke(RevokeArguments),
}

/// Which sessions to list.
#[derive(Clone, Debug, Args)]
pub struct ListArguments {
    /// The account's email address.
    #[arg(required_unless_present = "all", allow_hyphen_values = true)]
    pub email: Option<EmailAddress>,
    /// The sessions of all accounts, by account.
    #[arg(long, conflicts_with = "email")]
    pub all: bool,
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
        SessionCommand::List(ListArguments { email: Some(email), .. }) => {
            let user = storage.find_user(email).await?.ok_or(CommandError::NoSuchUser)?;
            let sessions = storage.list_sessions(user.id, now).await?;
            let lines: String = sessions.iter().map(|session| line(session, now)).collect();
            Ok((sessions.iter().map(described).collect(), lines.trim_end().to_owned()))
        }
        SessionCommand::List(ListArguments { email: None, .. }) => {
            let (mut values, mut lines) = (Vec::new(), Vec::new());
            for user in storage.list_users().await? {
                let email = user.email.as_str();
                for session in storage.list_sessions(user.id, now).await? {
                    let mut value = described(&session);
                    value["email"] = email.into();
                    values.push(value);
                    lines.push(format!("{email}  {}", line(&session, now)));
                }
            }
            Ok((values.into(), lines.concat().trim_end().to_owned()))
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

fn described(session: &Session) -> Value {
    json!({
        "id": session.device_id, "device": session.name(), "location": session.location.label.english(),
        "ip_address": session.ip_address, "signed_in_at": session.signed_in_at,
        "last_active_at": session.last_active_at, "expires_at": session.expires_at,
    })
}

fn line(session: &Session, now: Timestamp) -> String {
    let active = last_active(Language::En, now, session.last_active_at);
    format!("{}  {}  {}  {active}\n", session.device_id, session.name(), session.ip_address)
}
