//! The emails that wait to be sent.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::CommandError;
use crate::{
    model::{Timestamp, ago},
    server::{
        ids::EmailId,
        mail::POLL,
        rules::outgoing_mail,
        storage::{Storage, WaitingEmail},
    },
};

/// About emails that wait to be sent.
#[derive(Clone, Debug, Subcommand)]
pub enum MailCommand {
    /// List the waiting emails, oldest first, without their content.
    List,
    /// Make a running server retry one of them now, or all.
    Retry(RetryArguments),
}

/// Which email to retry.
#[derive(Clone, Debug, Args)]
pub struct RetryArguments {
    /// Its id, as shown by `mail list`; without one, all emails.
    // One in 64 ids begins with a hyphen.
    #[arg(allow_hyphen_values = true)]
    pub id: Option<EmailId>,
}

/// Runs the command. Returns the result as JSON and as text.
///
/// # Errors
/// If there is no such email, or the database does not answer.
pub async fn run(command: &MailCommand, storage: &Storage, now: Timestamp) -> Result<(Value, String), CommandError> {
    match command {
        MailCommand::List => {
            let waiting = storage.list_waiting_emails(None).await?;
            let lines: Vec<_> = waiting.iter().map(|email| line(email, now)).collect();
            Ok((waiting.iter().map(described).collect(), lines.join("\n")))
        }
        MailCommand::Retry(RetryArguments { id }) => {
            let count = outgoing_mail::retry(storage, *id, now).await?;
            if count == 0 && id.is_some() {
                return Err(CommandError::NoSuchEmail);
            }
            let text = format!("{count} due: a running server tries within {} seconds", POLL.as_secs());
            Ok((json!({ "due": count }), text))
        }
    }
}

fn described(email: &WaitingEmail) -> Value {
    json!({
        "id": email.id.to_string(), "kind": email.kind, "recipient": email.recipient, "since": email.created_at,
        "tries": email.tries, "next_try_at": email.next_try_at, "last_error": email.last_error,
    })
}

fn line(email: &WaitingEmail, now: Timestamp) -> String {
    let WaitingEmail { id, recipient, kind, created_at, next_try_at, tries, last_error } = email;
    let wait = next_try_at.since(now).as_secs();
    let next = if wait == 0 { "due".to_owned() } else { format!("next in {} min", wait.div_ceil(60)) };
    let error = last_error.as_ref().map(|error| format!(": {error}")).unwrap_or_default();
    format!("{id}  {kind}  {recipient}  since {}  tries {tries}  {next}{error}", ago(now, *created_at))
}
