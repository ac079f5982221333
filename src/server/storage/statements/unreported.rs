//! Sign-ins that no email has reported yet.

use std::collections::BTreeSet;

use crate::{
    model::{Flag, PublicId, Timestamp},
    server::{
        ids::UserId,
        location::Label,
        storage::{Storage, StorageError, Tx, UnreportedSignIn, execute, on},
    },
};

impl Storage {
    /// Users with a sign-in from `before` or earlier that no email has reported: those of the `limit` oldest.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn list_unreported(&self, before: Timestamp, limit: u32) -> Result<Vec<UserId>, StorageError> {
        let rows: Vec<Vec<u8>> = on!(
            self.reader(),
            db,
            sqlx::query_scalar("SELECT user_id FROM unreported_sign_ins WHERE at <= $1 ORDER BY at LIMIT $2")
                .bind(before.millis())
                .bind(i64::from(limit))
                .fetch_all(db)
                .await?
        );
        let rows: BTreeSet<_> = rows.into_iter().collect();
        rows.into_iter().map(|id| id.try_into().map_err(|_| StorageError::Corrupt("user id"))).collect()
    }
}

/// Whether there is one of this user.
pub async fn exists(tx: &mut Tx, user: UserId) -> Result<bool, StorageError> {
    Ok(on!(
        tx,
        db,
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM unreported_sign_ins WHERE user_id = $1)")
            .bind(user.as_bytes())
            .fetch_one(&mut **db)
            .await?
    ))
}

/// Keeps one until an email reports it.
pub async fn insert(tx: &mut Tx, user: UserId, sign_in: &UnreportedSignIn) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query(
            "INSERT INTO unreported_sign_ins (user_id, at, device_id, device_name, location, flags)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        )
        .bind(user.as_bytes())
        .bind(sign_in.at.millis())
        .bind(sign_in.device.as_str())
        .bind(&sign_in.device_name)
        .bind(sign_in.location.as_ref().map(Label::to_stored))
        .bind(Flag::to_stored(&sign_in.flags))
    );
    Ok(())
}

/// Deletes those of a user; what they were, the oldest first.
pub async fn take(tx: &mut Tx, user: UserId) -> Result<Vec<UnreportedSignIn>, StorageError> {
    let rows: Vec<(i64, String, String, Option<String>, String)> = on!(
        tx,
        db,
        sqlx::query_as(
            "DELETE FROM unreported_sign_ins WHERE user_id = $1
             RETURNING at, device_id, device_name, location, flags",
        )
        .bind(user.as_bytes())
        .fetch_all(&mut **db)
        .await?
    );
    let sign_in = |(at, device, device_name, location, flags): (i64, String, String, Option<String>, String)| {
        let device: PublicId = device.parse().map_err(|_| StorageError::Corrupt("public id"))?;
        let location = location.as_deref().map(Label::from_stored);
        let (at, flags) = (Timestamp::from_millis(at), Flag::from_stored(&flags));
        Ok(UnreportedSignIn { device, device_name, location, flags, at })
    };
    let mut taken: Vec<_> = rows.into_iter().map(sign_in).collect::<Result<_, StorageError>>()?;
    taken.sort_by_key(|sign_in: &UnreportedSignIn| sign_in.at);
    Ok(taken)
}

/// Erases the locations of those of a user.
pub async fn erase_locations(tx: &mut Tx, user: UserId) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query("UPDATE unreported_sign_ins SET location = NULL WHERE user_id = $1").bind(user.as_bytes())
    );
    Ok(())
}
