//! How precisely a person wants locations kept.

use std::{collections::HashMap, net::IpAddr};

use super::{RuleError, actor, log};
use crate::{
    model::{EventKind, Precision, Timestamp},
    server::{
        ids::UserId,
        location::Location,
        storage::{
            Actor, Event, Lock, Storage, StorageError, Tx,
            statements::{events, locations, sessions, unreported, users},
        },
    },
};

/// Sets how precisely a user's locations are stored, and coarsens those already stored. A more precise location
/// whose address is no longer known is deleted.
///
/// # Errors
/// If the device that acts may not, or if the database does not answer.
pub async fn set_precision(
    storage: &Storage,
    user: UserId,
    precision: Precision,
    located: &[(IpAddr, Location)],
    at: Timestamp,
    by: &Actor,
) -> Result<(), RuleError> {
    let mut tx = storage.begin(Lock::User(user)).await?;
    actor::require_live(&mut tx, Some(by)).await?;
    // Keeping less erases the traces of a thief.
    actor::require_authority(&mut tx, by, at).await?;
    users::set_precision(&mut tx, user, precision).await?;
    relocate(&mut tx, user, precision, located).await?;
    let event = Event { location: None, ..Event::new(user, at, EventKind::PrivacyChanged, &by.source) };
    log::record(&mut tx, &event).await?;
    tx.commit().await?;
    Ok(())
}

async fn relocate(
    tx: &mut Tx,
    user: UserId,
    precision: Precision,
    located: &[(IpAddr, Location)],
) -> Result<(), StorageError> {
    if precision != Precision::City {
        // What they say can't be made less precise without the address; the log keeps the rest.
        locations::delete_without_address(tx, user).await?;
        events::erase_locations(tx, user).await?;
        unreported::erase_locations(tx, user).await?;
    }
    let located: HashMap<String, &Location> =
        located.iter().map(|(address, location)| (address.to_string(), location)).collect();
    // One that came in between, and was located more precisely, is not kept.
    let unknown = Location::not_stored();
    for (id, address) in sessions::addresses(tx, user).await? {
        sessions::relocate(tx, &id, located.get(&address).copied().unwrap_or(&unknown)).await?;
    }
    for (id, address) in locations::addresses(tx, user).await? {
        locations::relocate(tx, id, located.get(&address).copied().unwrap_or(&unknown)).await?;
    }
    Ok(())
}
