//! Devices and their places in SQLite.

use std::net::IpAddr;

use async_trait::async_trait;
use sqlx::Sqlite;

use super::{
    SqliteStorage,
    authority::{HAS_AUTHORITY, guarded_since, is_recognised, require_authority, require_authority_over},
    lifecycle::{end_sessions, require_live},
    log::insert_event,
    places::relocate,
    rows::{DeviceRow, PlaceRow},
    transaction::Transaction,
};
use crate::{
    model::{EventKind, Flag, Precision, PublicId, Timestamp},
    server::{
        ids::{Digest, SessionId, UserId},
        location::Place,
        storage::{
            Actor, DeviceRecord, Devices, EndedSession, Ending, Event, Origin, PlaceRecord, StorageError, Which,
        },
    },
};

#[async_trait]
impl Devices for SqliteStorage {
    async fn is_device_of(&self, user: UserId, cookie: &Digest) -> Result<bool, StorageError> {
        // One that nobody recognised must have signed in with the present password: with an earlier one, whoever
        // knew that one made as many as they liked.
        let found: Option<i64> = sqlx::query_scalar(
            "SELECT 1 FROM devices WHERE user_id = $1 AND cookie_hash = $2 AND disowned_at IS NULL
             AND (confirmed_at IS NOT NULL OR last_seen_at >= coalesce(
                 (SELECT max(at) FROM events WHERE user_id = $1 AND kind IN ('password_changed', 'password_reset')), 0))",
        )
        .bind(user.as_bytes())
        .bind(cookie.as_bytes())
        .fetch_optional(&self.readers)
        .await?;
        Ok(found.is_some())
    }

    async fn has_authority(&self, session: &SessionId, at: Timestamp) -> Result<bool, StorageError> {
        let found: Option<bool> = sqlx::query_scalar(HAS_AUTHORITY)
            .bind(session.as_bytes())
            .bind(guarded_since(at))
            .fetch_optional(&self.readers)
            .await?;
        Ok(found.unwrap_or_default())
    }

    async fn find_device_record(&self, user: UserId, id: &PublicId) -> Result<Option<DeviceRecord>, StorageError> {
        sqlx::query_as::<_, DeviceRow>("SELECT * FROM devices WHERE id = $1 AND user_id = $2")
            .bind(id.as_str())
            .bind(user.as_bytes())
            .fetch_optional(&self.readers)
            .await?
            .map(DeviceRecord::try_from)
            .transpose()
    }

    async fn set_device_name(
        &self,
        user: UserId,
        id: &PublicId,
        name: Option<&str>,
        at: Timestamp,
        by: &Actor,
    ) -> Result<bool, StorageError> {
        let mut transaction = self.begin().await?;
        require_live(&mut transaction, Some(by)).await?;
        require_authority_over(&mut transaction, by, user, id, at).await?;
        let Some(before) = find(&mut transaction, user, id).await? else { return Ok(false) };
        if before.given_name.as_deref() == name {
            return Ok(true);
        }
        sqlx::query("UPDATE devices SET name = $2 WHERE id = $1")
            .bind(id.as_str())
            .bind(name)
            .execute(&mut *transaction)
            .await?;
        let device = DeviceRecord { given_name: name.map(str::to_owned), ..before };
        insert_event(&mut transaction, &about(user, &device, EventKind::DeviceRenamed, at, &by.origin)).await?;
        transaction.commit().await?;
        Ok(true)
    }

    async fn confirm_device(
        &self,
        user: UserId,
        id: &PublicId,
        at: Timestamp,
        by: &Actor,
    ) -> Result<bool, StorageError> {
        let mut transaction = self.begin().await?;
        require_live(&mut transaction, Some(by)).await?;
        require_authority(&mut transaction, by, at).await?;
        let answers = is_recognised(&mut transaction, &by.session).await? && by.origin.device.as_ref() != Some(id);
        let Some(device) = find(&mut transaction, user, id).await? else { return Ok(false) };
        note_recognised(&mut transaction, id, at).await?;
        // The question of the email is answered; not by what a device says of itself, nor by one that
        // nobody recognised.
        if answers {
            sqlx::query("DELETE FROM mail_links WHERE device_id = $1")
                .bind(id.as_str())
                .execute(&mut *transaction)
                .await?;
        }
        insert_event(&mut transaction, &about(user, &device, EventKind::DeviceConfirmed, at, &by.origin)).await?;
        transaction.commit().await?;
        Ok(true)
    }

    async fn disown_devices(
        &self,
        user: UserId,
        ids: &[PublicId],
        ending: Ending<'_>,
    ) -> Result<Vec<EndedSession>, StorageError> {
        let mut transaction = self.begin().await?;
        require_live(&mut transaction, ending.by).await?;
        if let Some(by) = ending.by {
            require_authority(&mut transaction, by, ending.at).await?;
        }
        let ended = disown(&mut transaction, user, ids, ending).await?;
        transaction.commit().await?;
        Ok(ended)
    }

    async fn list_devices(&self, user: UserId) -> Result<Vec<DeviceRecord>, StorageError> {
        let rows: Vec<DeviceRow> =
            sqlx::query_as("SELECT * FROM devices WHERE user_id = $1 ORDER BY last_seen_at DESC, id")
                .bind(user.as_bytes())
                .fetch_all(&self.readers)
                .await?;
        rows.into_iter().map(DeviceRecord::try_from).collect()
    }

    async fn list_places(
        &self,
        user: UserId,
        device: Option<&PublicId>,
        limit: u32,
    ) -> Result<Vec<PlaceRecord>, StorageError> {
        let rows: Vec<PlaceRow> = sqlx::query_as(
            "SELECT places.*, devices.confirmed_at IS NOT NULL AS recognised
             FROM places JOIN devices ON devices.id = places.device_id
             WHERE places.user_id = $1 AND ($2 IS NULL OR places.device_id = $2)
             ORDER BY places.last_at DESC, places.id DESC LIMIT $3",
        )
        .bind(user.as_bytes())
        .bind(device.map(PublicId::as_str))
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        Ok(rows.into_iter().map(PlaceRecord::from).collect())
    }

    async fn set_precision(
        &self,
        user: UserId,
        precision: Precision,
        places: &[(IpAddr, Place)],
        at: Timestamp,
        by: &Actor,
    ) -> Result<(), StorageError> {
        let mut transaction = self.begin().await?;
        require_live(&mut transaction, Some(by)).await?;
        // Keeping less wipes what tells of a thief.
        require_authority(&mut transaction, by, at).await?;
        sqlx::query("UPDATE users SET place_precision = $2 WHERE id = $1")
            .bind(user.as_bytes())
            .bind(<&str>::from(precision))
            .execute(&mut *transaction)
            .await?;
        relocate(&mut transaction, user, precision, places).await?;
        let event = Event { location: None, ..Event::new(user, at, EventKind::PrivacyChanged, &by.origin) };
        insert_event(&mut transaction, &event).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// Notes that a device is its user's.
pub async fn note_recognised(
    transaction: &mut Transaction<'_, Sqlite>,
    id: &PublicId,
    at: Timestamp,
) -> Result<(), StorageError> {
    sqlx::query("UPDATE devices SET confirmed_at = $2, disowned_at = NULL, flags = '' WHERE id = $1")
        .bind(id.as_str())
        .bind(at.millis())
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

/// Notes that devices are not the user's, and ends their sessions, within whatever says so.
pub async fn disown(
    transaction: &mut Transaction<'_, Sqlite>,
    user: UserId,
    ids: &[PublicId],
    ending: Ending<'_>,
) -> Result<Vec<EndedSession>, StorageError> {
    for id in ids {
        sqlx::query("UPDATE devices SET confirmed_at = NULL, disowned_at = $3 WHERE id = $1 AND user_id = $2")
            .bind(id.as_str())
            .bind(user.as_bytes())
            .bind(ending.at.millis())
            .execute(&mut **transaction)
            .await?;
    }
    end_sessions(transaction, Which::Devices(user, ids), ending).await
}

/// Adds to what deserves a look of a device.
pub async fn add_flags(
    transaction: &mut Transaction<'_, Sqlite>,
    device: &PublicId,
    found: &[Flag],
) -> Result<(), StorageError> {
    if found.is_empty() {
        return Ok(());
    }
    let before: String = sqlx::query_scalar("SELECT flags FROM devices WHERE id = $1")
        .bind(device.as_str())
        .fetch_one(&mut **transaction)
        .await?;
    let mut flags = Flag::from_stored(&before);
    flags.extend(found.iter().filter(|flag| !Flag::from_stored(&before).contains(flag)));
    sqlx::query("UPDATE devices SET flags = $2 WHERE id = $1")
        .bind(device.as_str())
        .bind(Flag::to_stored(&flags))
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

/// One of a user's devices.
pub async fn find(
    transaction: &mut Transaction<'_, Sqlite>,
    user: UserId,
    id: &PublicId,
) -> Result<Option<DeviceRecord>, StorageError> {
    sqlx::query_as::<_, DeviceRow>("SELECT * FROM devices WHERE id = $1 AND user_id = $2")
        .bind(id.as_str())
        .bind(user.as_bytes())
        .fetch_optional(&mut **transaction)
        .await?
        .map(DeviceRecord::try_from)
        .transpose()
}

/// Something that `by` did to a device.
pub fn about(user: UserId, device: &DeviceRecord, kind: EventKind, at: Timestamp, by: &Origin) -> Event {
    let itself = by.device.as_ref() == Some(&device.id);
    Event {
        device: Some(device.id.clone()),
        device_name: Some(device.name()),
        device_kind: device.kind,
        done_by: Some(by.device_name.clone()).filter(|_| !itself),
        ..Event::new(user, at, kind, by)
    }
}
