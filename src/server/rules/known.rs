//! Recognising the browser that signs in.

use crate::{
    model::{EndReason, PublicId},
    server::{
        ids::Digest,
        storage::{
            DeviceRecord, Session, StorageError, Tx,
            statements::{devices, ended},
        },
    },
};

/// The most devices stored for one person, besides those that are signed in.
const DEVICES: u32 = 500;

/// What is known of the device of a session that starts.
pub struct KnownDevice {
    pub device: PublicId,
    /// Whether the account was never used on it before, or the person had disowned it.
    pub is_new: bool,
    /// Its given name.
    pub given_name: Option<String>,
    /// Whether the person had signed it out.
    pub sent_away: bool,
}

/// The device of a session that starts: the one with this cookie, or a new one.
pub(super) async fn recognise(
    tx: &mut Tx,
    session: &Session,
    cookie: &Digest,
    is_first: bool,
) -> Result<KnownDevice, StorageError> {
    let at = session.signed_in_at;
    let label = session.device.short_name();
    // It may be forgotten at this very moment, for its age: then it is a new one.
    if let Some(known) = devices::find_by_cookie(tx, session.user_id, cookie).await?
        && devices::set_seen(tx, &known.id, &label, session.device.kind, at).await?
    {
        let ended_at = ended::last_end(tx, &known.id, [EndReason::SignedOutRemotely, EndReason::Disowned]).await?;
        // Since the person last said that it is theirs; what it did itself meanwhile hides nothing, nor does
        // what was said while the clock was ahead.
        let confirmed_at = known.confirmed_at.filter(|confirmed_at| *confirmed_at <= at);
        let sent_away =
            ended_at.is_some_and(|ended_at| confirmed_at.is_none_or(|confirmed_at| ended_at >= confirmed_at));
        let is_new = known.disowned_at.is_some();
        return Ok(KnownDevice { device: known.id, is_new, given_name: known.given_name, sent_away });
    }
    let device = DeviceRecord {
        id: session.device_id.clone(),
        given_name: None,
        label,
        kind: session.device.kind,
        first_seen_at: at,
        last_seen_at: at,
        confirmed_at: is_first.then_some(at),
        disowned_at: None,
    };
    devices::insert(tx, session.user_id, &device, cookie).await?;
    // Signing in without the cookie again and again must not fill the disk, nor push out recognised devices.
    devices::delete_beyond(tx, session.user_id, DEVICES, &device.id).await?;
    Ok(KnownDevice { device: device.id, is_new: !is_first, given_name: None, sent_away: false })
}
