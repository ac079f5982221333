//! Emails that wait to be sent.

use crate::{
    model::Timestamp,
    server::{
        ids::{EmailId, UserId},
        storage::{
            LeasedEmail, OutgoingEmail, Storage, StorageError, Tx, WaitingEmail, WaitingKind, execute, on,
            outgoing::{LeasedRow, WaitingRow},
        },
    },
};

impl Storage {
    /// What waits, by kind.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn list_waiting_kinds(&self) -> Result<Vec<WaitingKind>, StorageError> {
        let rows: Vec<(String, i64, i64, i64)> = on!(
            self.reader(),
            db,
            sqlx::query_as(
                "SELECT kind, count(*), min(at), max(at) FROM (
                     SELECT kind, CASE WHEN leased_until > next_try_at THEN leased_until ELSE next_try_at END AS at
                     FROM outgoing_mail
                 ) AS waiting GROUP BY kind",
            )
            .fetch_all(db)
            .await?
        );
        let kind = |(kind, count, first_at, last_at): (String, i64, i64, i64)| WaitingKind {
            kind,
            count: u64::try_from(count).unwrap_or_default(),
            first_at: Timestamp::from_millis(first_at),
            last_at: Timestamp::from_millis(last_at),
        };
        Ok(rows.into_iter().map(kind).collect())
    }

    /// What waits, the oldest first, without what it says: all of it, or what is about one account.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn list_waiting_emails(&self, about: Option<UserId>) -> Result<Vec<WaitingEmail>, StorageError> {
        const ALL: &str = "SELECT id, recipient, kind, created_at, next_try_at, tries, last_error FROM outgoing_mail
             ORDER BY created_at, id";
        const OF_USER: &str = "SELECT id, recipient, kind, created_at, next_try_at, tries, last_error
             FROM outgoing_mail WHERE user_id = $1 ORDER BY created_at, id";
        let rows: Vec<WaitingRow> = on!(self.reader(), db, {
            let query = match &about {
                Some(user) => sqlx::query_as(OF_USER).bind(user.as_bytes()),
                None => sqlx::query_as(ALL),
            };
            query.fetch_all(db).await?
        });
        rows.into_iter().map(WaitingEmail::try_from).collect()
    }
}

/// Keeps an email, to be sent at once.
pub async fn insert(tx: &mut Tx, email: &OutgoingEmail) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query(
            "INSERT INTO outgoing_mail (id, user_id, recipient, kind, sender, key_id, message, created_at, next_try_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        )
        .bind(email.id.as_bytes())
        .bind(email.user_id.as_ref().map(UserId::as_bytes))
        .bind(email.recipient.as_str())
        .bind(email.kind)
        .bind(email.sender.as_bytes())
        .bind(&email.key_id)
        .bind(&email.message)
        .bind(email.created_at.millis())
    );
    Ok(())
}

/// Leases the email of a kind that is due the longest, and counts a try. The lease is looked at again in the row
/// itself: of two servers that found the same one, the second waits for the first, and gets none.
pub async fn lease(
    tx: &mut Tx,
    kind: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<LeasedEmail>, StorageError> {
    let row: Option<LeasedRow> = on!(
        tx,
        db,
        sqlx::query_as(
            "UPDATE outgoing_mail SET leased_until = $3, tries = tries + 1
             WHERE leased_until <= $2 AND next_try_at <= $2 AND id = (
                 SELECT id FROM outgoing_mail WHERE kind = $1 AND next_try_at <= $2 AND leased_until <= $2
                 ORDER BY next_try_at, created_at, id LIMIT 1
             )
             RETURNING id, recipient, kind, key_id, message, created_at, tries, leased_until",
        )
        .bind(kind)
        .bind(now.millis())
        .bind(until.millis())
        .fetch_optional(&mut **db)
        .await?
    );
    row.map(LeasedEmail::try_from).transpose()
}

/// Extends a lease; `false` if it is no longer this server's, or the email is gone.
pub async fn extend_lease(tx: &mut Tx, id: EmailId, from: Timestamp, until: Timestamp) -> Result<bool, StorageError> {
    let extended = execute!(
        tx,
        sqlx::query("UPDATE outgoing_mail SET leased_until = $3 WHERE id = $1 AND leased_until = $2")
            .bind(id.as_bytes())
            .bind(from.millis())
            .bind(until.millis())
    );
    Ok(extended > 0)
}

/// Ends a lease, and has the email wait until `next_try_at`. One that another server has meanwhile stays.
pub async fn put_off(
    tx: &mut Tx,
    id: EmailId,
    lease: Timestamp,
    next_try_at: Timestamp,
    error: &str,
) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query(
            "UPDATE outgoing_mail SET leased_until = 0, next_try_at = $3, last_error = $4
             WHERE id = $1 AND leased_until = $2",
        )
        .bind(id.as_bytes())
        .bind(lease.millis())
        .bind(next_try_at.millis())
        .bind(error)
    );
    Ok(())
}

/// Has those that wait be due at `now`: the one of an id, or all; how many.
pub async fn set_due(tx: &mut Tx, id: Option<EmailId>, now: Timestamp) -> Result<u64, StorageError> {
    Ok(match id {
        Some(id) => execute!(
            tx,
            sqlx::query("UPDATE outgoing_mail SET next_try_at = $2 WHERE id = $1")
                .bind(id.as_bytes())
                .bind(now.millis())
        ),
        None => execute!(tx, sqlx::query("UPDATE outgoing_mail SET next_try_at = $1").bind(now.millis())),
    })
}

/// Has those be due at `now` that wait until after `try_at`, or are leased until after `lease`.
pub async fn set_due_later_than(
    tx: &mut Tx,
    try_at: Timestamp,
    lease: Timestamp,
    now: Timestamp,
) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query(
            "UPDATE outgoing_mail SET next_try_at = $3, leased_until = 0 WHERE next_try_at > $1 OR leased_until > $2",
        )
        .bind(try_at.millis())
        .bind(lease.millis())
        .bind(now.millis())
    );
    Ok(())
}

/// Deletes the newest waiting email of the sender with most of this kind; among equals, the one who came last.
/// Skips emails being sent at `now`. `false` if there is none.
pub async fn delete_of_busiest(tx: &mut Tx, kind: &str, now: Timestamp) -> Result<bool, StorageError> {
    let deleted = execute!(
        tx,
        sqlx::query(
            "DELETE FROM outgoing_mail WHERE id = (
                 SELECT id FROM outgoing_mail WHERE kind = $1 AND leased_until <= $2 AND sender = (
                     SELECT sender FROM outgoing_mail WHERE kind = $1 AND leased_until <= $2
                     GROUP BY sender ORDER BY count(*) DESC, max(created_at) DESC, sender LIMIT 1
                 )
                 ORDER BY created_at DESC, id LIMIT 1
             )",
        )
        .bind(kind)
        .bind(now.millis())
    );
    Ok(deleted > 0)
}

/// Deletes an email.
pub async fn delete(tx: &mut Tx, id: EmailId) -> Result<(), StorageError> {
    execute!(tx, sqlx::query("DELETE FROM outgoing_mail WHERE id = $1").bind(id.as_bytes()));
    Ok(())
}

/// Deletes everything that waits.
pub async fn delete_all(tx: &mut Tx) -> Result<(), StorageError> {
    execute!(tx, sqlx::query("DELETE FROM outgoing_mail"));
    Ok(())
}
