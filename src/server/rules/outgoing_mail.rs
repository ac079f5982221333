//! Emails on their way: kept with what causes them, leased by the server that sends them, tried for a day.

use std::time::Duration;

use crate::{
    model::Timestamp,
    server::{
        ids::EmailId,
        storage::{
            LeasedEmail, Lock, MailLink, OutgoingEmail, Storage, StorageError, Tx, UnreportedSignIn,
            statements::{links, outgoing_mail},
        },
    },
};

/// How long an email is tried: mail servers are down for hours, and what an email says is stale after a day.
pub const TRIED_FOR: Duration = Duration::from_hours(24);
/// How long an email is a server's own. It extends that while it sends; where it died, another takes over.
pub const LEASE: Duration = Duration::from_secs(30);
/// Emails of one kind that may wait. One is 3 to 6 KB.
pub const MOST: u64 = 2000;

/// How long after the first try comes the second. Servers that refuse whatever comes for the first time
/// ('greylisting', RFC 6647, section 2) take it a few minutes later.
const FIRST_DELAY: Duration = Duration::from_mins(1);
const LONGEST_DELAY: Duration = Duration::from_hours(1);

/// What goes out with something that is done: emails, and the links that stand in them.
#[derive(Debug, Default)]
pub struct Attached {
    pub links: Vec<MailLink>,
    pub emails: Vec<OutgoingEmail>,
    /// What is to be reported later, with others.
    pub unreported: Option<UnreportedSignIn>,
}

/// What was done to keep what waits within its bounds.
#[derive(Debug, Default)]
pub struct Pruned {
    /// How many emails were dropped, by kind.
    pub dropped: Vec<(String, u64)>,
    /// Whether some are due now that were put off for too long.
    pub some_are_due: bool,
}

/// Stores emails that belong to no other change.
///
/// # Errors
/// If the database does not answer.
pub async fn add(storage: &Storage, emails: &[OutgoingEmail]) -> Result<(), StorageError> {
    let mut tx = storage.begin(Lock::Nothing).await?;
    store(&mut tx, emails).await?;
    tx.commit().await
}

/// Stores emails, as part of the transaction that causes them.
pub(super) async fn store(tx: &mut Tx, emails: &[OutgoingEmail]) -> Result<(), StorageError> {
    for email in emails {
        outgoing_mail::insert(tx, email).await?;
    }
    Ok(())
}

/// Stores emails and their links, as part of the transaction that causes them.
pub(super) async fn attach(tx: &mut Tx, attached: &Attached) -> Result<(), StorageError> {
    for link in &attached.links {
        links::insert(tx, link, None).await?;
    }
    store(tx, &attached.emails).await
}

/// Leases the email of a kind that has been due the longest. `None` if there is none, or another server was faster.
///
/// # Errors
/// If the database does not answer.
pub async fn take(storage: &Storage, kind: &str, now: Timestamp) -> Result<Option<LeasedEmail>, StorageError> {
    let mut tx = storage.begin(Lock::Nothing).await?;
    let email = outgoing_mail::lease(&mut tx, kind, now, now.plus(LEASE)).await?;
    tx.commit().await?;
    Ok(email)
}

/// Extends the lease of an email. `false` if it is gone, or another server has it.
///
/// # Errors
/// If the database does not answer.
pub async fn hold(storage: &Storage, email: &mut LeasedEmail, now: Timestamp) -> Result<bool, StorageError> {
    let until = now.plus(LEASE);
    let mut tx = storage.begin(Lock::Nothing).await?;
    let held = outgoing_mail::extend_lease(&mut tx, email.id, email.leased_until, until).await?;
    tx.commit().await?;
    email.leased_until = until;
    Ok(held)
}

/// Deletes an email that was delivered, or never will be.
///
/// # Errors
/// If the database does not answer.
pub async fn delete(storage: &Storage, id: EmailId) -> Result<(), StorageError> {
    let mut tx = storage.begin(Lock::Nothing).await?;
    outgoing_mail::delete(&mut tx, id).await?;
    tx.commit().await
}

/// Defers an email that was not accepted. Returns the delay; `None`, after deleting it, if it was tried for a day.
///
/// # Errors
/// If the database does not answer.
pub async fn put_off(
    storage: &Storage,
    email: &LeasedEmail,
    error: &str,
    now: Timestamp,
) -> Result<Option<Duration>, StorageError> {
    let delay = (now.since(email.created_at) < TRIED_FOR).then(|| delay_after(email.tries));
    let mut tx = storage.begin(Lock::Nothing).await?;
    match delay {
        Some(delay) => {
            outgoing_mail::put_off(&mut tx, email.id, email.leased_until, now.plus(delay), error).await?;
        }
        None => outgoing_mail::delete(&mut tx, email.id).await?,
    }
    tx.commit().await?;
    Ok(delay)
}

/// Makes waiting emails due now: the one with this id, or all. Returns how many.
///
/// # Errors
/// If the database does not answer.
pub async fn retry(storage: &Storage, id: Option<EmailId>, now: Timestamp) -> Result<u64, StorageError> {
    let mut tx = storage.begin(Lock::Nothing).await?;
    let count = outgoing_mail::set_due(&mut tx, id, now).await?;
    tx.commit().await?;
    Ok(count)
}

/// Drops emails of each kind beyond [`MOST`], starting with the sender who has most waiting. Makes those due now
/// that were put off while the clock was ahead.
///
/// # Errors
/// If the database does not answer.
pub async fn prune(storage: &Storage, now: Timestamp) -> Result<Pruned, StorageError> {
    let mut pruned = Pruned::default();
    let waiting = storage.list_waiting_kinds().await?;
    let latest = now.plus(LONGEST_DELAY);
    if waiting.iter().any(|waiting| waiting.last_at > latest) {
        let mut tx = storage.begin(Lock::Nothing).await?;
        outgoing_mail::set_due_later_than(&mut tx, latest, latest, now).await?;
        tx.commit().await?;
        pruned.some_are_due = true;
    }
    for waiting in waiting.into_iter().filter(|waiting| waiting.count > MOST) {
        let (mut tx, mut count) = (storage.begin(Lock::Nothing).await?, 0);
        while count < waiting.count - MOST && outgoing_mail::delete_of_busiest(&mut tx, &waiting.kind, now).await? {
            count += 1;
            tx = storage.commit_and_continue(tx).await?;
        }
        tx.commit().await?;
        pruned.dropped.push((waiting.kind, count));
    }
    Ok(pruned)
}

/// Twice as long each time, up to an hour.
fn delay_after(tries: u32) -> Duration {
    let doublings = tries.saturating_sub(1).min(16);
    FIRST_DELAY.saturating_mul(1 << doublings).min(LONGEST_DELAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_come_after_a_minute_and_twice_as_long_each_time_up_to_an_hour() {
        let minutes: Vec<_> = (1..=9).map(|tries| delay_after(tries).as_secs() / 60).collect();
        assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert_eq!(delay_after(u32::MAX), LONGEST_DELAY);
    }
}
