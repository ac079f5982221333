//! Emails: through an SMTP server, or as files where there is none. Each is a row before it is sent.

pub mod content;
mod files;
mod kind;
mod limits;
mod message;
mod report;
mod seal;
mod sender;
mod smtp;
mod transport;
mod worker;

pub use self::{
    kind::Kind,
    message::ascii_sender,
    sender::Sender,
    smtp::{Encryption, Reached, SmtpServer, Unreached},
    transport::{MailError, NotSent},
    worker::POLL,
};

use std::{net::IpAddr, path::Path, sync::Arc, time::Duration};

use lettre::{address::Envelope, message::Mailbox};
use tokio::{
    sync::{Mutex, Notify},
    time::timeout,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use self::{
    content::EmailContent,
    limits::Limits,
    message::{Outgoing, Unwritable, compose},
    report::{Outcome, Report},
    seal::Sealer,
    transport::Transport,
    worker::Worker,
};
use super::{
    auth::token::Tokens,
    clock::Clock,
    config::Config,
    email_address::EmailAddress,
    failure::Failure,
    ids::{EmailId, UserId},
    rules::outgoing_mail,
    storage::{OutgoingEmail, Storage, StorageError},
};
use crate::model::{PublicId, Timestamp};

/// How long emails being sent may take after the signal to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Writes emails, which are stored until its worker has sent them.
#[derive(Clone)]
pub struct Mailer(Arc<Inner>);

struct Inner {
    from: Mailbox,
    /// What the site is called.
    site: String,
    clock: Arc<dyn Clock>,
    storage: Arc<Storage>,
    sealer: Arc<Sealer>,
    limits: Limits,
    report: Arc<Report>,
    /// Wakes the worker after emails were stored.
    changed: Arc<Notify>,
    stop: CancellationToken,
    worker: TaskTracker,
}

impl Mailer {
    /// As `config` has it; what waits in `storage` is sent from now on.
    ///
    /// # Errors
    /// If the server's URL is malformed, or the folder for the files can't be created.
    pub fn new(
        config: &Config,
        clock: Arc<dyn Clock>,
        storage: Arc<Storage>,
        tokens: Arc<Tokens>,
    ) -> Result<Self, MailError> {
        let (sealer, report, changed) = (Arc::new(Sealer::new(tokens)), Arc::default(), Arc::default());
        let stop = CancellationToken::new();
        let worker = Worker {
            from: config.mail_from.email.clone(),
            storage: Arc::clone(&storage),
            clock: Arc::clone(&clock),
            transport: Transport::new(config)?,
            sealer: Arc::clone(&sealer),
            report: Arc::clone(&report),
            changed: Arc::clone(&changed),
            stop: stop.clone(),
            turns: Mutex::default(),
        };
        let tracker = TaskTracker::new();
        tracker.spawn(async move { Box::pin(worker.run()).await });
        Ok(Self(Arc::new(Inner {
            from: config.mail_from(),
            site: config.site_name.clone(),
            clock,
            storage,
            sealer,
            limits: Limits::default(),
            report,
            changed,
            stop,
            worker: tracker,
        })))
    }

    /// Counts an email requested by somebody who is not signed in.
    ///
    /// # Errors
    /// If there were too many of its kind from that network.
    pub fn admit_network(&self, kind: Kind, address: IpAddr) -> Result<(), Failure> {
        self.0.limits.of_network(kind, address).map_err(|wait| self.0.refused(kind, wait))
    }

    /// Counts a change of an account's address.
    ///
    /// # Errors
    /// If there were too many on this device, or of the account.
    pub fn admit_account(&self, device: &PublicId, user: UserId) -> Result<(), Failure> {
        self.0.limits.of_account(device, user).map_err(|wait| self.0.refused(Kind::EmailChange, wait))
    }

    /// Counts an email: `false` if its recipient had too many of its kind. Where [`Kind::is_admitted_first`] says
    /// so, its sender calls this before its link is made, and it must not depend on whether the recipient
    /// has an account; the others are counted when they are written.
    pub fn admit(&self, kind: Kind, to: &EmailAddress) -> bool {
        let admitted = self.0.limits.to(kind, to);
        // A new device is reported later, with others.
        if !admitted && kind != Kind::NewDevice && self.0.report.count(Outcome::RecipientLimit, kind) {
            tracing::warn!(kind = <&str>::from(kind), "an email was not sent: the limit for its kind was reached");
        }
        admitted
    }

    /// Counts a confirmation link requested by a device: `false` if it had too many.
    pub fn admit_device(&self, device: &PublicId) -> bool {
        self.0.limits.of_device(device)
    }

    /// Writes an email about an account, or about none. Store it in the transaction that causes it; it is sent
    /// after [`Self::wake`]. `None` if its recipient had too many of its kind, or it can't be written.
    pub fn write(
        &self,
        sender: Sender,
        user: Option<UserId>,
        to: &EmailAddress,
        content: &EmailContent,
    ) -> Option<OutgoingEmail> {
        if !content.kind.is_admitted_first() && !self.admit(content.kind, to) {
            return None;
        }
        let written = self.0.written(sender, user, to, content);
        written.inspect_err(|error| tracing::error!(%error, "an email could not be written")).ok()
    }

    /// Stores and sends emails that belong to no other change.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn send(&self, emails: &[OutgoingEmail]) -> Result<(), StorageError> {
        outgoing_mail::add(&self.0.storage, emails).await?;
        self.wake();
        Ok(())
    }

    /// Sends what was stored, in the background: the time of an answer must not reveal whether there was something
    /// to send (ASVS 6.3.8).
    pub fn wake(&self) {
        self.0.changed.notify_waiters();
    }

    /// Logs how many emails were dropped since the last time, and drops counters that limit nobody.
    pub fn prune(&self) {
        self.0.report.write();
        self.0.limits.prune();
    }

    /// Finishes sending the current emails. The rest is sent after the next start.
    pub async fn close(&self) {
        let inner = &self.0;
        inner.worker.close();
        let all = async {
            inner.stop.cancel();
            inner.worker.wait().await;
        };
        if timeout(GRACE, all).await.is_err() {
            tracing::warn!("an email was being sent when the server stopped: it is retried after the next start");
        }
        inner.stop.cancel();
        inner.report.write();
    }
}

impl Inner {
    fn written(
        &self,
        sender: Sender,
        user_id: Option<UserId>,
        to: &EmailAddress,
        content: &EmailContent,
    ) -> Result<OutgoingEmail, Unwritable> {
        let (id, now, kind) = (EmailId::generate()?, self.clock.now(), <&str>::from(content.kind));
        let message = compose(&self.from, to, content, id, &self.site, now)?;
        let (key_id, message) = self.sealer.seal(seal::Envelope { id, recipient: to.as_str(), kind }, message)?;
        let (recipient, sender) = (to.clone(), sender.digest(to));
        Ok(OutgoingEmail { id, user_id, recipient, kind, sender, key_id, message, created_at: now })
    }

    fn refused(&self, kind: Kind, wait: Duration) -> Failure {
        if self.report.count(Outcome::SenderLimit, kind) {
            tracing::warn!(kind = <&str>::from(kind), seconds = wait.as_secs(), "too many emails were requested");
        }
        Failure::TooManyEmails(wait)
    }
}

/// Why an email was not sent at once.
#[derive(Debug, thiserror::Error)]
pub enum NotPosted {
    #[error(transparent)]
    Mail(#[from] MailError),
    #[error("the email can't be written: {0}")]
    Unwritable(#[from] Unwritable),
    #[error("the mail server did not take the email: {0}")]
    NotSent(#[from] NotSent),
}

/// Sends an email at once, past the database: for an operator who wants to know whether that works.
///
/// # Errors
/// If it can't be written, or was not accepted.
pub async fn post(config: &Config, to: &EmailAddress, content: &EmailContent, now: Timestamp) -> Result<(), NotPosted> {
    let id = EmailId::generate().map_err(Unwritable::from)?;
    let bytes = compose(&config.mail_from(), to, content, id, &config.site_name, now)?;
    let recipient = to.to_ascii().parse().map_err(Unwritable::from)?;
    let envelope = Envelope::new(Some(config.mail_from.email.clone()), vec![recipient]).map_err(Unwritable::from)?;
    Ok(Transport::new(config)?.post(Outgoing { id, envelope, bytes }).await?)
}

/// Where email goes, for the log of the start.
pub fn destination(config: &Config) -> String {
    match &config.smtp_url {
        Some(_) => "through the SMTP server".to_owned(),
        None => format!("as files in {}", Path::new(&config.mail_dir()).display()),
    }
}
