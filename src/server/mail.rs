//! Emails: through an SMTP server, or as files where there is none.

mod files;
mod kind;
pub mod letter;
mod limits;
mod message;
mod queue;
mod report;
mod smtp;
mod transport;

pub use self::kind::Kind;
pub use self::message::ascii_sender;
pub use self::queue::Sender;
pub use self::smtp::{Encryption, SmtpServer};
pub use self::transport::MailError;

use std::{net::IpAddr, path::Path, sync::Arc, time::Duration};

use lettre::message::Mailbox;
use tokio::{sync::oneshot, task::JoinHandle, time::timeout};
use tokio_util::task::TaskTracker;

use self::{
    letter::Letter,
    limits::Limits,
    message::compose,
    queue::{Item, Queue, Serves},
    report::{Outcome, Report},
    transport::{NotSent, Transport},
};
use super::{
    clock::Clock,
    config::Config,
    email::Email,
    failure::Failure,
    ids::{Digest, UserId},
};
use crate::model::PublicId;

/// How long emails on their way may take to leave after the signal to stop.
const GRACE: Duration = Duration::from_secs(10);
/// Connections at one time, and what each is for.
const WORKERS: [Serves; 4] = [Serves::Notices, Serves::Others, Serves::All, Serves::All];

/// Sends emails.
#[derive(Clone)]
pub struct Mailer(Arc<Inner>);

struct Inner {
    from: Mailbox,
    clock: Arc<dyn Clock>,
    transport: Transport,
    limits: Limits,
    report: Report,
    queue: Queue,
    /// The emails that have not left yet.
    underway: TaskTracker,
    workers: TaskTracker,
}

impl Mailer {
    /// As `config` has it.
    ///
    /// # Errors
    /// If the server's URL makes no sense, or the folder for the files can't be made.
    pub fn new(config: &Config, clock: Arc<dyn Clock>) -> Result<Self, MailError> {
        let mailer = Self(Arc::new(Inner {
            from: config.mail_from.clone(),
            clock,
            transport: Transport::new(config)?,
            limits: Limits::default(),
            report: Report::default(),
            queue: Queue::default(),
            underway: TaskTracker::new(),
            workers: TaskTracker::new(),
        }));
        for serves in WORKERS {
            let inner = Arc::clone(&mailer.0);
            mailer.0.workers.spawn(async move { inner.work(serves).await });
        }
        Ok(mailer)
    }

    /// Counts an email that somebody who is not signed in asks for.
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
    /// has an account; the others are counted when they are sent.
    pub fn admit(&self, kind: Kind, to: &Email) -> bool {
        let admitted = self.0.limits.to(kind, to);
        if !admitted && self.0.report.count(Outcome::RecipientLimit, kind) {
            tracing::warn!(kind = <&str>::from(kind), "an email was not sent: the limit for its kind was reached");
        }
        admitted
    }

    /// Counts a link that a device asks for to be recognised by: `false` if it had too many.
    pub fn admit_device(&self, device: &PublicId) -> bool {
        self.0.limits.of_device(device)
    }

    /// Sends an email that is the doing of the person whom it is written to.
    pub fn send(&self, to: &Email, letter: Letter) -> JoinHandle<()> {
        self.send_for(Sender::Recipient(Digest::of(to.key().as_bytes())), to, letter)
    }

    /// Sends an email, beside the answer: whoever asked must not learn from the time that it takes
    /// whether there was one to send (ASVS 6.3.8). What does not leave at once is tried again. The task
    /// ends when it has left, or never will.
    pub fn send_for(&self, sender: Sender, to: &Email, letter: Letter) -> JoinHandle<()> {
        let (end, ended) = oneshot::channel();
        if letter.kind.is_admitted_first() || self.admit(letter.kind, to) {
            match compose(&self.0.from, to, &letter, self.0.clock.now()) {
                Ok(outgoing) => {
                    let dropped = self.0.queue.push(Item::new(letter.kind, sender, outgoing, end));
                    self.0.dropped(&dropped);
                }
                Err(error) => tracing::error!(%error, "an email was not written"),
            }
        }
        self.0.underway.spawn(async move { drop(ended.await) })
    }

    /// Writes to the log what was left out since the last time, and forgets whom no limit holds back.
    pub fn tidy(&self) {
        self.0.report.write();
        self.0.limits.tidy();
    }

    /// Lets the emails on their way leave. Those that wait to be tried again get one more try.
    pub async fn close(&self) {
        let inner = &self.0;
        inner.underway.close();
        inner.workers.close();
        let all = async {
            inner.queue.stop();
            inner.workers.wait().await;
            inner.underway.wait().await;
        };
        if timeout(GRACE, all).await.is_err() {
            tracing::error!(count = inner.queue.count(), "emails were not sent");
        }
        inner.report.write();
    }
}

impl Inner {
    async fn work(&self, serves: Serves) {
        while let Some(item) = self.queue.next(serves).await {
            let kind = <&str>::from(item.kind);
            match self.transport.post(Arc::clone(&item.outgoing)).await {
                Ok(()) => {
                    tracing::info!(kind, "an email was sent");
                    self.queue.done();
                }
                Err(error) if error.may_pass && !item.is_last => self.put_off(item, &error),
                Err(error) => {
                    self.failed(item.kind, &error);
                    self.queue.done();
                }
            }
        }
    }

    fn put_off(&self, item: Item, error: &NotSent) {
        let kind = item.kind;
        let (delay, dropped) = self.queue.put_back(item);
        self.dropped(&dropped);
        match delay {
            None => self.failed(kind, error),
            Some(delay) if self.report.count(Outcome::Waits, kind) => {
                tracing::warn!(kind = <&str>::from(kind), %error, ?delay, "an email was deferred");
            }
            Some(_) => {}
        }
    }

    fn failed(&self, kind: Kind, error: &NotSent) {
        if self.report.count(Outcome::Failed, kind) {
            tracing::error!(kind = <&str>::from(kind), %error, "an email was not sent");
        }
    }

    fn dropped(&self, items: &[Item]) {
        for item in items {
            if self.report.count(Outcome::Dropped, item.kind) {
                tracing::error!(kind = <&str>::from(item.kind), "an email was dropped: too many wait");
            }
        }
    }

    fn refused(&self, kind: Kind, wait: Duration) -> Failure {
        if self.report.count(Outcome::SenderLimit, kind) {
            tracing::warn!(kind = <&str>::from(kind), seconds = wait.as_secs(), "too many emails were asked for");
        }
        Failure::TooManyEmails(wait)
    }
}

/// Where mail goes, for whoever starts the server.
pub fn destination(config: &Config) -> String {
    match &config.smtp_url {
        Some(_) => "through the SMTP server".to_owned(),
        None => format!("as files in {}", Path::new(&config.mail_dir()).display()),
    }
}
