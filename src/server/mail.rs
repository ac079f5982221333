//! Letters: through an SMTP server, or as files where there is none.

use std::{fs::DirBuilder, os::unix::fs::DirBuilderExt, path::Path};

use lettre::{
    AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
};
use secrecy::ExposeSecret;
use tokio::task::JoinHandle;

use super::{config::Config, email::Email, letter::Letter};

/// Sends letters.
#[derive(Clone)]
pub struct Mailer {
    from: Mailbox,
    transport: Transport,
}

#[derive(Clone)]
enum Transport {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Files(AsyncFileTransport<Tokio1Executor>),
}

/// Why no letter can be sent.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("--smtp-url: {0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
    #[error("the folder for mail can't be made: {0}")]
    Folder(#[from] std::io::Error),
}

impl Mailer {
    /// As `config` has it.
    ///
    /// # Errors
    /// If the server's URL makes no sense, or the folder for the files can't be made.
    pub fn new(config: &Config) -> Result<Self, MailError> {
        let transport = if let Some(url) = &config.smtp_url {
            Transport::Smtp(AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose_secret())?.build())
        } else {
            let folder = config.mail_dir();
            DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
            Transport::Files(AsyncFileTransport::new(&folder))
        };
        Ok(Self { from: config.mail_from.clone(), transport })
    }

    /// Sends a letter, in a task of its own: whoever asked must not learn from the time it takes
    /// whether there was one to send (ASVS 6.3.8).
    pub fn send(&self, to: &Email, letter: Letter) -> JoinHandle<()> {
        let mailer = self.clone();
        let to = to.clone();
        tokio::spawn(async move {
            match mailer.deliver(&to, letter).await {
                Ok(()) => tracing::info!("a letter was sent"),
                Err(error) => tracing::error!(%error, "a letter was not sent"),
            }
        })
    }

    async fn deliver(&self, to: &Email, letter: Letter) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to.as_str().parse()?))
            .subject(letter.subject)
            .multipart(MultiPart::alternative_plain_html(letter.text(), letter.html()))?;
        match &self.transport {
            Transport::Smtp(transport) => drop(transport.send(message).await?),
            Transport::Files(transport) => drop(transport.send(message).await?),
        }
        Ok(())
    }
}

/// Where mail goes, for whoever starts the server.
pub fn destination(config: &Config) -> String {
    match &config.smtp_url {
        Some(_) => "through the SMTP server".to_owned(),
        None => format!("as files in {}", Path::new(&config.mail_dir()).display()),
    }
}
