//! The task that sends waiting emails, a few at a time.

use std::{collections::HashMap, sync::Arc, time::Duration};

use backon::{ExponentialBuilder, Retryable};
use lettre::{Address, address::Envelope};
use tokio::{
    sync::{Mutex, Notify},
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;

use super::{
    Kind,
    message::Outgoing,
    report::{Outcome, Report},
    seal::{NotOpened, Sealer},
    transport::{NotSent, Transport},
};
use crate::server::{
    clock::Clock,
    email_address::EmailAddress,
    rules::outgoing_mail::{self, Pruned},
    storage::{LeasedEmail, Storage, StorageError},
};

/// How often the worker looks for what other processes wrote, and for what is due.
pub const POLL: Duration = Duration::from_secs(30);
/// How long handing over one email may take. Mail servers may take minutes over one (RFC 5321, section 4.5.3.2).
const SENDING: Duration = Duration::from_mins(5);
/// Until the next look after another server took what was found.
const SHORTLY: Duration = Duration::from_millis(50);

/// Sends the emails that wait.
pub struct Worker {
    pub from: Address,
    pub storage: Arc<Storage>,
    pub clock: Arc<dyn Clock>,
    pub transport: Transport,
    pub sealer: Arc<Sealer>,
    pub report: Arc<Report>,
    /// Woken when emails are stored.
    pub changed: Arc<Notify>,
    pub stop: CancellationToken,
    pub turns: Mutex<Turns>,
}

/// How many emails were taken until now, and when each kind was last served: the kind that was served the longest
/// ago is next.
#[derive(Default)]
pub struct Turns {
    count: u64,
    served: HashMap<String, u64>,
}

/// Which kinds a lane takes. One is there for notices alone and one for all else: neither can wait for the other
/// behind a slow server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Serves {
    Notices,
    Others,
    /// Notices first.
    All,
}

impl Serves {
    fn takes(self, kind: &str) -> bool {
        match self {
            Self::All => true,
            Self::Notices => is_notice(kind),
            Self::Others => !is_notice(kind),
        }
    }
}

impl Worker {
    /// Sends waiting emails until it is stopped; then finishes those being sent, and leaves the rest.
    pub async fn run(&self) {
        tokio::join!(
            self.serve(Serves::Notices),
            self.serve(Serves::Others),
            self.serve(Serves::All),
            self.serve(Serves::All),
            self.prune(),
        );
    }

    async fn serve(&self, serves: Serves) {
        loop {
            let changed = self.changed.notified();
            if self.stop.is_cancelled() {
                return;
            }
            let wait = match self.send_next(serves).await {
                Ok(None) => continue,
                Ok(Some(wait)) => wait.min(POLL),
                Err(error) => {
                    tracing::warn!(%error, "the waiting emails can't be read, or marked as sent");
                    POLL
                }
            };
            tokio::select! {
                () = changed => {}
                () = sleep(wait) => {}
                () = self.stop.cancelled() => return,
            }
        }
    }

    /// Sends the next email that is due. If there is none: how long to wait until there may be one.
    async fn send_next(&self, serves: Serves) -> Result<Option<Duration>, StorageError> {
        // One lane after the other: they would find the same email.
        let mut turns = self.turns.lock().await;
        let now = self.clock.now();
        let mut waiting = self.storage.list_waiting_kinds().await?;
        waiting.retain(|waiting| serves.takes(&waiting.kind));
        let due = waiting.iter().filter(|waiting| waiting.first_at <= now);
        let Some(next) = due.min_by_key(|waiting| (!is_notice(&waiting.kind), turns.served(&waiting.kind))) else {
            let first = waiting.iter().map(|waiting| waiting.first_at).min();
            return Ok(Some(first.map_or(POLL, |first| first.since(now))));
        };
        let Some(email) = outgoing_mail::take(&self.storage, &next.kind, now).await? else { return Ok(Some(SHORTLY)) };
        turns.serve(&next.kind);
        drop(turns);
        self.send(email).await?;
        Ok(None)
    }

    async fn send(&self, mut email: LeasedEmail) -> Result<(), StorageError> {
        let kind = known(&email.kind);
        let outcome = match self.written(&email) {
            Ok(outgoing) => match self.post(&mut email, outgoing).await {
                Some(outcome) => outcome,
                // It was deleted, or another server has it.
                None => return Ok(()),
            },
            Err(error) => Err(error),
        };
        match outcome {
            Ok(()) => {
                tracing::info!(kind = <&str>::from(kind), "an email was sent");
                self.delete(&email).await
            }
            Err(error) if error.may_pass => self.put_off(&email, kind, &error).await,
            Err(error) => {
                self.failed(kind, &error);
                self.delete(&email).await
            }
        }
    }

    /// The email as it leaves.
    fn written(&self, email: &LeasedEmail) -> Result<Outgoing, NotSent> {
        let bytes = self.sealer.open(email).map_err(|error| NotSent {
            words: error.to_string(),
            // Another server may have sealed it with a key that this one reads a moment later.
            may_pass: error == NotOpened::NoKey && email.tries == 1,
        })?;
        let never = |words: String| NotSent { words, may_pass: false };
        let recipient = EmailAddress::from_stored(&email.recipient).map_err(|error| never(error.to_string()))?;
        let recipient = recipient.to_ascii().parse().map_err(|error| never(format!("{error}")))?;
        let envelope =
            Envelope::new(Some(self.from.clone()), vec![recipient]).map_err(|error| never(error.to_string()))?;
        Ok(Outgoing { id: email.id, envelope, bytes })
    }

    /// Delivers it, and extends its lease meanwhile. `None` if the lease was lost.
    async fn post(&self, email: &mut LeasedEmail, outgoing: Outgoing) -> Option<Result<(), NotSent>> {
        let mut posting = std::pin::pin!(timeout(SENDING, self.transport.post(outgoing)));
        loop {
            tokio::select! {
                posted = &mut posting => return Some(posted.unwrap_or_else(|_| {
                    Err(NotSent { words: "the mail server took too long".to_owned(), may_pass: true })
                })),
                () = sleep(outgoing_mail::LEASE / 3) => {
                    match outgoing_mail::hold(&self.storage, email, self.clock.now()).await {
                        Ok(true) => {}
                        Ok(false) => return None,
                        Err(error) => tracing::warn!(%error, "the lease of an email could not be extended"),
                    }
                }
            }
        }
    }

    /// Deletes it. If the database doesn't answer for a moment, it must not be sent again for that.
    async fn delete(&self, email: &LeasedEmail) -> Result<(), StorageError> {
        (|| outgoing_mail::delete(&self.storage, email.id)).retry(ExponentialBuilder::default()).await
    }

    async fn put_off(&self, email: &LeasedEmail, kind: Kind, error: &NotSent) -> Result<(), StorageError> {
        match outgoing_mail::put_off(&self.storage, email, &error.words, self.clock.now()).await? {
            None => self.failed(kind, error),
            Some(delay) if self.report.count(Outcome::Waits, kind) => {
                tracing::warn!(kind = <&str>::from(kind), %error, ?delay, "an email was deferred");
            }
            Some(_) => {}
        }
        Ok(())
    }

    fn failed(&self, kind: Kind, error: &NotSent) {
        if self.report.count(Outcome::Failed, kind) {
            tracing::error!(kind = <&str>::from(kind), %error, "an email was not sent");
        }
    }

    /// Keeps the number of waiting emails within its limits.
    async fn prune(&self) {
        loop {
            let changed = self.changed.notified();
            match outgoing_mail::prune(&self.storage, self.clock.now()).await {
                Ok(Pruned { dropped, some_are_due }) => {
                    for (kind, count) in &dropped {
                        self.dropped(known(kind), *count);
                    }
                    if some_are_due {
                        self.changed.notify_waiters();
                    }
                }
                Err(error) => tracing::warn!(%error, "the waiting emails can't be counted"),
            }
            tokio::select! {
                () = changed => {}
                () = sleep(POLL) => {}
                () = self.stop.cancelled() => return,
            }
        }
    }

    fn dropped(&self, kind: Kind, count: u64) {
        for _ in 0..count {
            if self.report.count(Outcome::Dropped, kind) {
                tracing::error!(kind = <&str>::from(kind), "an email was dropped: too many wait");
            }
        }
    }
}

impl Turns {
    fn served(&self, kind: &str) -> u64 {
        self.served.get(kind).copied().unwrap_or_default()
    }

    fn serve(&mut self, kind: &str) {
        self.count += 1;
        self.served.insert(kind.to_owned(), self.count);
    }
}

/// A kind that only a later version knows is a notice to this one.
fn known(kind: &str) -> Kind {
    kind.parse().unwrap_or_default()
}

fn is_notice(kind: &str) -> bool {
    known(kind).is_notice()
}
