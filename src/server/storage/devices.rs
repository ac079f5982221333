//! Devices as they are kept: they outlive their sessions.

use std::net::IpAddr;

use async_trait::async_trait;

use super::{Actor, EndedSession, Ending, StorageError};
use crate::{
    model::{DeviceKind, Precision, PublicId, Timestamp},
    server::{
        ids::{Digest, SessionId, UserId},
        location::Place,
    },
};

/// A browser, or whatever else signed in to an account.
#[derive(Clone, Debug)]
pub struct DeviceRecord {
    pub id: PublicId,
    /// What the person calls it.
    pub given_name: Option<String>,
    /// What it was at its last sign-in.
    pub label: String,
    pub kind: DeviceKind,
    pub first_seen_at: Timestamp,
    pub last_seen_at: Timestamp,
    /// When the person said that it is theirs.
    pub confirmed_at: Option<Timestamp>,
}

impl DeviceRecord {
    /// What the person calls it, else what it is.
    pub fn name(&self) -> String {
        self.given_name.clone().unwrap_or_else(|| self.label.clone())
    }
}

/// Where a device was, and how long.
#[derive(Clone, Debug)]
pub struct PlaceRecord {
    /// Until it is wiped.
    pub ip_address: Option<IpAddr>,
    pub place: Place,
    pub first_at: Timestamp,
    pub last_at: Timestamp,
    /// Whether the person said that the device is theirs.
    pub recognised: bool,
}

/// Devices, signed in or not.
#[async_trait]
pub trait Devices {
    /// Whether a browser with this device cookie is one of a user's, and not disowned.
    async fn is_device_of(&self, user: UserId, cookie: &Digest) -> Result<bool, StorageError>;

    /// Whether the device of a session speaks for the account at `at`: see [`crate::server::recognition`].
    /// What is done looks again within its transaction.
    async fn has_authority(&self, session: &SessionId, at: Timestamp) -> Result<bool, StorageError>;

    /// One of a user's.
    async fn find_device_record(&self, user: UserId, id: &PublicId) -> Result<Option<DeviceRecord>, StorageError>;

    /// Has a device called so, or by what it is. `false` if the user has no such device.
    async fn set_device_name(
        &self,
        user: UserId,
        id: &PublicId,
        name: Option<&str>,
        at: Timestamp,
        by: &Actor,
    ) -> Result<bool, StorageError>;

    /// Notes that a device is the user's: what deserved a look doesn't any more. `false` if the user
    /// has no such device.
    async fn confirm_device(
        &self,
        user: UserId,
        id: &PublicId,
        at: Timestamp,
        by: &Actor,
    ) -> Result<bool, StorageError>;

    /// Notes that devices are not the user's, and ends their sessions; those that ended.
    async fn disown_devices(
        &self,
        user: UserId,
        ids: &[PublicId],
        ending: Ending<'_>,
    ) -> Result<Vec<EndedSession>, StorageError>;

    /// All of a user's, signed in or not, the last seen first.
    async fn list_devices(&self, user: UserId) -> Result<Vec<DeviceRecord>, StorageError>;

    /// Where a user's devices were, or one of them, the last place first.
    async fn list_places(
        &self,
        user: UserId,
        device: Option<&PublicId>,
        limit: u32,
    ) -> Result<Vec<PlaceRecord>, StorageError>;

    /// Keeps a user's places so precisely from now on, and what is kept of these addresses as well;
    /// places that were more precise are forgotten where their address is no longer known.
    async fn set_precision(
        &self,
        user: UserId,
        precision: Precision,
        places: &[(IpAddr, Place)],
        at: Timestamp,
        by: &Actor,
    ) -> Result<(), StorageError>;
}
