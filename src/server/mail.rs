//! Emails: through an SMTP server, or as files where there is none.

mod files;
mod message;
mod smtp;

pub use message::ascii_sender;
pub use smtp::{Encryption, SmtpServer};

use std::{path::Path, sync::Arc, time::Duration};

use backon::{ExponentialBuilder, Retryable};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor, message::Mailbox, transport::smtp as lettre_smtp};
use secrecy::ExposeSecret;
use tokio::{
    task::{JoinHandle, spawn_blocking},
    time::{sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use self::{
    files::Folder,
    message::{Outgoing, Unwritable, compose},
};
use super::{clock::Clock, config::Config, email::Email, letter::Letter};

/// How long letters on their way may take to leave after the signal to stop.
const GRACE: Duration = Duration::from_secs(10);

/// When a letter that could not be sent is tried again: after 1 s, 4 s, 16 s and so on, at the end
/// each quarter of an hour; within an hour in all. Servers that refuse whatever comes for the first
/// time ('greylisting', RFC 6647 section 2) take it a few minutes later.
fn tries() -> ExponentialBuilder {
    ExponentialBuilder::new()
        .with_min_delay(Duration::from_secs(1))
        .with_factor(4.0)
        .with_max_delay(Duration::from_mins(15))
        .with_max_times(8)
}

/// Sends letters.
#[derive(Clone)]
pub struct Mailer {
    from: Mailbox,
    clock: Arc<dyn Clock>,
    transport: Transport,
    /// The letters on their way.
    underway: TaskTracker,
    /// Whether nothing may wait any more.
    stopping: CancellationToken,
}

#[derive(Clone)]
enum Transport {
    Smtp(SmtpServer, AsyncSmtpTransport<Tokio1Executor>),
    Files(Folder),
}

/// Why no email can be sent.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("--smtp-url: {0}")]
    Smtp(#[from] lettre_smtp::Error),
    #[error("--smtp-url: {0}")]
    Url(String),
    #[error("the folder for mail can't be made: {0}")]
    Folder(#[from] std::io::Error),
}

/// Why an email was not sent.
#[derive(Debug, thiserror::Error)]
enum NotSent {
    #[error(transparent)]
    Unwritable(#[from] Unwritable),
    /// Whether another time may be better, and what the server said.
    #[error("{1}")]
    Smtp(bool, String),
    #[error(transparent)]
    File(#[from] std::io::Error),
}

impl NotSent {
    /// Whether it may go better another time: nobody answered, or the answer was 'not now' (RFC 5321
    /// section 4.2.1: 4yz), or the disk was full.
    fn may_pass(&self) -> bool {
        match self {
            Self::Unwritable(_) => false,
            Self::Smtp(may_pass, _) => *may_pass,
            Self::File(_) => true,
        }
    }
}

impl Mailer {
    /// As `config` has it.
    ///
    /// # Errors
    /// If the server's URL makes no sense, or the folder for the files can't be made.
    pub fn new(config: &Config, clock: Arc<dyn Clock>) -> Result<Self, MailError> {
        let transport = if let Some(url) = &config.smtp_url {
            let server = SmtpServer::parse(url.expose_secret()).map_err(MailError::Url)?;
            let transport = server.transport()?;
            Transport::Smtp(server, transport)
        } else {
            Transport::Files(Folder::open(config.mail_dir())?)
        };
        Ok(Self {
            from: config.mail_from.clone(),
            clock,
            transport,
            underway: TaskTracker::new(),
            stopping: CancellationToken::new(),
        })
    }

    /// Sends a letter, in a task of its own: whoever asked must not learn from the time it takes
    /// whether there was one to send (ASVS 6.3.8). What does not leave at once is tried again.
    pub fn send(&self, to: &Email, letter: Letter) -> JoinHandle<()> {
        let mailer = self.clone();
        let to = to.clone();
        self.underway.spawn(async move {
            match mailer.deliver(&to, letter).await {
                Ok(()) => tracing::info!("a letter was sent"),
                Err(error) => tracing::error!(%error, "a letter was not sent"),
            }
        })
    }

    /// Lets the letters on their way leave. Those that wait to be tried again get one more try.
    pub async fn close(&self) {
        self.underway.close();
        self.stopping.cancel();
        if timeout(GRACE, self.underway.wait()).await.is_err() {
            tracing::error!(letters = self.underway.len(), "letters were not sent");
        }
    }

    async fn deliver(&self, to: &Email, letter: Letter) -> Result<(), NotSent> {
        let message = Arc::new(compose(&self.from, to, &letter, self.clock.now())?);
        let stopping = self.stopping.clone();
        let wait = move |delay| {
            let stopping = stopping.clone();
            async move {
                let _ = stopping.run_until_cancelled(sleep(delay)).await;
            }
        };
        let post = || async {
            let is_last = self.stopping.is_cancelled();
            self.post(Arc::clone(&message)).await.map_err(|error| (error, is_last))
        };
        post.retry(tries())
            .sleep(wait)
            .when(|(error, is_last)| error.may_pass() && !is_last)
            .notify(|(error, _), delay| tracing::warn!(%error, ?delay, "a letter waits"))
            .await
            .map_err(|(error, _)| error)
    }

    async fn post(&self, message: Arc<Outgoing>) -> Result<(), NotSent> {
        match &self.transport {
            Transport::Smtp(server, transport) => {
                transport.send_raw(&message.envelope, &message.bytes).await.map(|_| ()).map_err(|error| {
                    let may_pass = !error.is_permanent() && !error.is_client();
                    NotSent::Smtp(may_pass, server.without_secrets(&error.to_string()))
                })
            }
            Transport::Files(folder) => {
                let folder = folder.clone();
                let written = spawn_blocking(move || folder.write(&message.bytes)).await;
                Ok(written.map_err(std::io::Error::other)??)
            }
        }
    }
}

/// Where mail goes, for whoever starts the server.
pub fn destination(config: &Config) -> String {
    match &config.smtp_url {
        Some(_) => "through the SMTP server".to_owned(),
        None => format!("as files in {}", Path::new(&config.mail_dir()).display()),
    }
}
