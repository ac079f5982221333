//! The security log, and how long data is kept.

use super::{RuleError, actor, locations::wanted_precision};
use crate::{
    model::{EventKind, Timestamp},
    server::{
        ids::{SessionId, UserId},
        recognition::GUARD,
        storage::{
            Actor, DeviceRecord, Event, Lock, Refusal, RequestSource, Retention, Session, Storage, StorageError, Tx,
            statements::{devices, ended, events, links, locations},
        },
    },
};

/// Adds an entry.
///
/// # Errors
/// If the database does not answer.
pub async fn add_event(storage: &Storage, event: &Event) -> Result<(), StorageError> {
    let mut tx = storage.begin(Lock::User(event.user_id)).await?;
    record(&mut tx, event).await?;
    tx.commit().await
}

/// Adds an entry for what `by` did.
///
/// # Errors
/// If the device that acts may not, or if the database does not answer.
pub async fn add_event_by(storage: &Storage, event: &Event, by: &Actor) -> Result<(), RuleError> {
    let mut tx = storage.begin(Lock::User(event.user_id)).await?;
    actor::require_live(&mut tx, Some(by)).await?;
    record(&mut tx, event).await?;
    Ok(tx.commit().await?)
}

/// Adds an entry, as part of a transaction; with its location only if the person wants it stored that precisely.
pub(super) async fn record(tx: &mut Tx, event: &Event) -> Result<(), StorageError> {
    let wanted = wanted_precision(tx, event.user_id).await?;
    let location = event.location.clone().filter(|_| wanted <= event.precision);
    events::insert(tx, &Event { location, ..event.clone() }).await
}

/// Records how often tokens of ended sessions were refused. Unknown sessions are ignored.
///
/// # Errors
/// If the database does not answer.
pub async fn add_refusals(storage: &Storage, refusals: &[(SessionId, Refusal)]) -> Result<(), StorageError> {
    let mut tx = storage.begin(Lock::Nothing).await?;
    for (session, refusal) in refusals {
        let Some(ended) = ended::add_refusals(&mut tx, session, refusal).await? else { continue };
        // The first is logged; the rest is counted, or a holder of the token could fill the log.
        if ended.refused == refusal.count {
            let mut event = Event::new(ended.user_id, refusal.first_at, EventKind::TokenRefused, &refusal.source);
            event.device = Some(ended.device_id);
            event.device_name = Some(ended.device_name);
            event.device_kind = ended.device_kind;
            record(&mut tx, &event).await?;
        }
        tx = storage.commit_and_continue(tx).await?;
    }
    tx.commit().await
}

/// Purges up to `limit` rows of each kind that were kept long enough. Returns how many.
///
/// # Errors
/// If the database does not answer.
pub async fn purge_expired(
    storage: &Storage,
    now: Timestamp,
    retention: Retention,
    limit: u32,
) -> Result<u32, StorageError> {
    let log = now.minus(retention.log);
    let addresses = now.minus(retention.addresses);
    // A recognised device is kept for [`GUARD`], however short the retention.
    let unseen = now.minus(retention.log.max(GUARD));
    let mut purged = 0;
    // One short transaction each: other writers get their turn in between.
    for expiring in Expiring::ALL {
        let mut tx = storage.begin(Lock::Nothing).await?;
        purged += match expiring {
            Expiring::Entries => events::delete_old(&mut tx, log, limit).await?,
            Expiring::AddressesOfEntries => events::erase_old_addresses(&mut tx, addresses, limit).await?,
            Expiring::EndedSessions => ended::delete_old(&mut tx, log, limit).await?,
            Expiring::AddressesOfVisits => locations::erase_old_addresses(&mut tx, addresses, limit).await?,
            Expiring::Visits => locations::delete_old(&mut tx, log, limit).await?,
            Expiring::Devices => devices::delete_unseen(&mut tx, unseen, limit).await?,
            Expiring::Links => links::delete_expired(&mut tx, now, limit).await?,
        };
        tx.commit().await?;
    }
    Ok(u32::try_from(purged).unwrap_or(u32::MAX))
}

/// Something that `by` did to a device.
pub(super) fn about(user: UserId, device: &DeviceRecord, kind: EventKind, at: Timestamp, by: &RequestSource) -> Event {
    let itself = by.device.as_ref() == Some(&device.id);
    Event {
        device: Some(device.id.clone()),
        device_name: Some(device.name()),
        device_kind: device.kind,
        done_by: Some(by.device_name.clone()).filter(|_| !itself),
        ..Event::new(user, at, kind, by)
    }
}

/// Something that `by` did to the device of `session`.
pub(super) fn done_to(session: &Session, kind: EventKind, at: Timestamp, by: &Actor) -> Event {
    Event {
        device: Some(session.device_id.clone()),
        device_name: Some(session.name()),
        device_kind: session.device.kind,
        done_by: Some(by.source.device_name.clone()),
        ..Event::new(session.user_id, at, kind, &by.source)
    }
}

/// What is purged after its time.
#[derive(Clone, Copy)]
enum Expiring {
    Entries,
    AddressesOfEntries,
    EndedSessions,
    AddressesOfVisits,
    Visits,
    Devices,
    Links,
}

impl Expiring {
    const ALL: [Self; 7] = [
        Self::Entries,
        Self::AddressesOfEntries,
        Self::EndedSessions,
        Self::AddressesOfVisits,
        Self::Visits,
        Self::Devices,
        Self::Links,
    ];
}
