//! Letters: through an SMTP server, or as files where there is none.

use std::{path::Path, time::Duration};

use backon::{ExponentialBuilder, Retryable};
use lettre::{
    AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
    transport::{file, smtp},
};
use secrecy::ExposeSecret;
use tokio::{
    task::JoinHandle,
    time::{sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{config::Config, email::Email, letter::Letter};

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
    transport: Transport,
    /// The letters on their way.
    underway: TaskTracker,
    /// Whether nothing may wait any more.
    stopping: CancellationToken,
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

/// Why a letter was not sent.
#[derive(Debug, thiserror::Error)]
enum NotSent {
    #[error(transparent)]
    Address(#[from] lettre::address::AddressError),
    #[error(transparent)]
    Message(#[from] lettre::error::Error),
    #[error(transparent)]
    Smtp(#[from] smtp::Error),
    #[error(transparent)]
    File(#[from] file::Error),
}

impl NotSent {
    /// Whether it may go better another time: nobody answered, or the answer was 'not now' (RFC 5321
    /// section 4.2.1: 4yz), or the disk was full.
    fn may_pass(&self) -> bool {
        match self {
            Self::Address(_) | Self::Message(_) => false,
            Self::Smtp(error) => !error.is_permanent() && !error.is_client(),
            Self::File(_) => true,
        }
    }
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
            private_files::make_private_folder(&folder)?;
            Transport::Files(AsyncFileTransport::new(&folder))
        };
        Ok(Self {
            from: config.mail_from.clone(),
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
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to.as_str().parse()?))
            .subject(letter.subject)
            .multipart(MultiPart::alternative_plain_html(letter.text(), letter.html()))?;
        let stopping = self.stopping.clone();
        let wait = move |delay| {
            let stopping = stopping.clone();
            async move {
                let _ = stopping.run_until_cancelled(sleep(delay)).await;
            }
        };
        let post = || async {
            let is_last = self.stopping.is_cancelled();
            self.post(message.clone()).await.map_err(|error| (error, is_last))
        };
        post.retry(tries())
            .sleep(wait)
            .when(|(error, is_last)| error.may_pass() && !is_last)
            .notify(|(error, _), delay| tracing::warn!(%error, ?delay, "a letter waits"))
            .await
            .map_err(|(error, _)| error)
    }

    async fn post(&self, message: Message) -> Result<(), NotSent> {
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
