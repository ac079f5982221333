//! The emails that wait to be sent.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::{error::CommandError, opening::open};
use crate::{
    model::{Language, Timestamp},
    server::{
        accounts::emails::{self, Site},
        config::Config,
        email_address::EmailAddress,
        ids::EmailId,
        mail::{self, POLL},
        rules::outgoing_mail,
        storage::WaitingEmail,
    },
    texts::ago,
};

/// About emails that wait to be sent.
#[derive(Clone, Debug, Subcommand)]
pub enum MailCommand {
    /// List the waiting emails, oldest first, without their content.
    List,
    /// Make a running server retry one of them now, or all.
    Retry(RetryArguments),
    /// Send a test email at once, and say whether the mail server took it.
    Test(TestArguments),
}

/// Whom to send a test to.
#[derive(Clone, Debug, Args)]
pub struct TestArguments {
    /// The recipient's address.
    #[arg(allow_hyphen_values = true)]
    pub email: EmailAddress,
}

/// Runs the command. Returns the result as JSON and as text.
///
/// # Errors
/// If there is no such email, the database does not answer, or a test email was not accepted.
pub async fn run(command: &MailCommand, config: &Config, now: Timestamp) -> Result<(Value, String), CommandError> {
    match command {
        MailCommand::List => {
            let storage = open(config, now).await?;
            let waiting = storage.list_waiting_emails(None).await?;
            storage.close().await;
            let lines: Vec<_> = waiting.iter().map(|email| line(email, now)).collect();
            Ok((waiting.iter().map(described).collect(), lines.join("\n")))
        }
        MailCommand::Test(arguments) => test(arguments, config, now).await,
        MailCommand::Retry(RetryArguments { id }) => {
            let storage = open(config, now).await?;
            let count = outgoing_mail::retry(&storage, *id, now).await?;
            storage.close().await;
            if count == 0 && id.is_some() {
                return Err(CommandError::NoSuchEmail);
            }
            let text = format!("{count} due: a running server tries within {} seconds", POLL.as_secs());
            Ok((json!({ "due": count }), text))
        }
    }
}

async fn test(
    TestArguments { email }: &TestArguments,
    config: &Config,
    now: Timestamp,
) -> Result<(Value, String), CommandError> {
    if config.smtp_url.is_none() && !config.data_dir.is_dir() {
        return Err(CommandError::NoDataFolder(config.data_dir.display().to_string()));
    }
    mail::post(config, email, &emails::test(&Site::of(config, None)), now).await?;
    let destination = mail::destination(config);
    Ok((json!({ "sent": destination }), format!("a test email was sent {destination}")))
}

/// Which email to retry.
#[derive(Clone, Debug, Args)]
pub struct RetryArguments {
    /// Its id, as shown by `mail list`; without one, all emails.
    // One in 64 ids begins with a hyphen.
    #[arg(allow_hyphen_values = true)]
    pub id: Option<EmailId>,
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
    format!("{id}  {kind}  {recipient}  since {}  tries {tries}  {next}{error}", ago(Language::En, now, *created_at))
}
