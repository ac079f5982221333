//! Where emails go: to a mail server, or into files.

use std::sync::Arc;

use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use secrecy::ExposeSecret;
use tokio::task::spawn_blocking;

use super::{SmtpServer, files::Folder, message::Outgoing};
use crate::server::config::Config;

/// Why emails can't be sent.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("--smtp-url: {0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
    #[error("--smtp-url: {0}")]
    Url(String),
    #[error("the mail folder can't be created: {0}")]
    Folder(#[from] std::io::Error),
}

/// Delivers emails.
#[derive(Clone)]
pub enum Transport {
    Smtp(Arc<SmtpServer>, AsyncSmtpTransport<Tokio1Executor>),
    Files(Folder),
}

/// Why an email was not delivered.
#[derive(Debug, thiserror::Error)]
#[error("{words}")]
pub struct NotSent {
    /// What the server or the system said, without any password.
    pub words: String,
    /// Whether a retry may succeed: there was no answer, or a temporary one (RFC 5321 section 4.2.1: 4yz), or the
    /// disk was full.
    pub may_pass: bool,
}

impl From<std::io::Error> for NotSent {
    fn from(error: std::io::Error) -> Self {
        Self { words: error.to_string(), may_pass: true }
    }
}

impl Transport {
    /// As `config` has it.
    ///
    /// # Errors
    /// If the server's URL is malformed, or the folder for the files can't be created.
    pub fn new(config: &Config) -> Result<Self, MailError> {
        let Some(url) = &config.smtp_url else { return Ok(Self::Files(Folder::open(config.mail_dir())?)) };
        let server = SmtpServer::parse(url.expose_secret()).map_err(MailError::Url)?;
        let transport = server.transport()?;
        Ok(Self::Smtp(Arc::new(server), transport))
    }

    /// Delivers an email.
    ///
    /// # Errors
    /// If it was not accepted.
    pub async fn post(&self, outgoing: Outgoing) -> Result<(), NotSent> {
        match self {
            Self::Smtp(server, transport) => {
                transport.send_raw(&outgoing.envelope, &outgoing.bytes).await.map(|_| ()).map_err(|error| {
                    let may_pass = !error.is_permanent() && !error.is_client();
                    NotSent { words: server.without_secrets(&error.to_string()), may_pass }
                })
            }
            Self::Files(folder) => {
                let folder = folder.clone();
                let written = spawn_blocking(move || folder.write(outgoing.id, &outgoing.bytes)).await;
                Ok(written.map_err(std::io::Error::other)??)
            }
        }
    }
}
