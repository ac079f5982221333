//! Locations of devices: how precisely they are stored, and for how long with the address.

use std::collections::HashMap;

use crate::{
    model::{Precision, PublicId, Timestamp},
    server::{
        ids::UserId,
        location::Location,
        storage::{
            Session, StorageError, Tx,
            statements::{devices, locations, users},
        },
    },
};

/// The most visits stored for one device: one that changes its address all the time must not fill the disk.
const VISITS: u32 = 100;

/// A location no more precise than the person wants: it was looked up before the transaction began.
pub(super) async fn coarsened(tx: &mut Tx, user: UserId, location: &Location) -> Result<Location, StorageError> {
    let wanted = wanted_precision(tx, user).await?;
    Ok(if wanted <= location.precision { location.clone() } else { Location::not_stored() })
}

/// How precisely a person wants locations stored; if unknown, not at all.
pub(super) async fn wanted_precision(tx: &mut Tx, user: UserId) -> Result<Precision, StorageError> {
    Ok(users::precision(tx, user).await?.unwrap_or(Precision::None))
}

/// Records that the device of a session was at its location at `at`. A visit whose address was erased takes the
/// current address.
pub(super) async fn visit(tx: &mut Tx, session: &Session, at: Timestamp) -> Result<(), StorageError> {
    let address = session.ip_address.to_string();
    let location = session.location.label.to_stored();
    if let Some(known) = locations::find_visit(tx, &session.device_id, &location, &address).await? {
        return locations::extend(tx, known, &address, at).await;
    }
    locations::insert(tx, session, at).await?;
    locations::delete_beyond(tx, &session.device_id, VISITS).await
}

/// Replaces the stored location of the session's address by `location`, which has become known.
pub(super) async fn replace(tx: &mut Tx, session: &Session, location: &Location) -> Result<(), StorageError> {
    locations::replace(tx, session, location).await
}

/// Records where and when the device of an ended session was last active. Returns its given name.
pub(super) async fn remember_last(tx: &mut Tx, session: &Session) -> Result<Option<String>, StorageError> {
    visit(tx, session, session.last_active_at).await?;
    devices::set_last_seen(tx, &session.device_id, session.last_active_at).await
}

/// Erases the addresses of a device that is no longer signed in: visits from several addresses at one location
/// become one.
pub(super) async fn erase_addresses(tx: &mut Tx, device: &PublicId) -> Result<(), StorageError> {
    let mut kept: HashMap<String, locations::Visit> = HashMap::new();
    for visit in locations::visits(tx, device).await? {
        let Some(other) = kept.get_mut(&visit.location) else {
            kept.insert(visit.location.clone(), visit);
            continue;
        };
        let (first_at, last_at) = (visit.first_at.min(other.first_at), visit.last_at.max(other.last_at));
        // The later row is the newer knowledge of the location.
        locations::delete(tx, other.id).await?;
        *other = locations::Visit { first_at, last_at, ip_address: Some(String::new()), ..visit };
    }
    for visit in kept.values().filter(|visit| visit.ip_address.is_some()) {
        locations::erase_address(tx, visit.id, visit.first_at, visit.last_at).await?;
    }
    Ok(())
}
