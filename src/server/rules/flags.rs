//! Flags of devices: what is unusual about them, until the person confirms them.

use crate::{
    model::{Flag, PublicId},
    server::storage::{StorageError, Tx, statements::devices},
};

/// Adds flags to those of a device.
pub(super) async fn add_flags(tx: &mut Tx, device: &PublicId, found: &[Flag]) -> Result<(), StorageError> {
    if found.is_empty() {
        return Ok(());
    }
    let mut flags = devices::flags(tx, device).await?;
    for flag in found {
        if !flags.contains(flag) {
            flags.push(*flag);
        }
    }
    devices::set_flags(tx, device, &flags).await
}
