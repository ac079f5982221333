//! Two sign-ins of one browser at once, in SQLite: see [`crate::server::sign_ins`].

use sqlx::Sqlite;

use super::{rows::SessionRow, transaction::Transaction};
use crate::{
    model::Stay,
    server::{
        ids::SessionId,
        storage::{Session, StorageError},
    },
};

/// The session that the same browser has started beside this one, if it is still good; under the stricter of
/// what the two asked for. Another program that signs in at the same moment, with a copy of the device
/// cookie, shares nothing.
pub async fn twin(
    transaction: &mut Transaction<'_, Sqlite>,
    session: &Session,
    id: &SessionId,
) -> Result<Option<Session>, StorageError> {
    let found: Option<SessionRow> = sqlx::query_as(
        "SELECT * FROM signed_in WHERE id = $1 AND user_id = $2 AND public_id = $3 AND user_agent = $4
         AND locked_at IS NULL AND expires_at > $5 AND last_active_at + idle_timeout > $5",
    )
    .bind(id.as_bytes())
    .bind(session.user_id.as_bytes())
    .bind(session.public_id.as_str())
    .bind(&session.user_agent)
    .bind(session.signed_in_at.millis())
    .fetch_optional(&mut **transaction)
    .await?;
    let Some(mut twin) = found.map(Session::try_from).transpose()? else { return Ok(None) };
    if strictness(session.stay) > strictness(twin.stay) {
        twin.stay = session.stay;
    }
    twin.idle_timeout = twin.idle_timeout.min(session.idle_timeout);
    twin.expires_at = twin.expires_at.min(session.expires_at);
    twin.proved_at = twin.proved_at.max(session.proved_at);
    sqlx::query("UPDATE sessions SET stay = $2, idle_timeout = $3, expires_at = $4, proved_at = $5 WHERE id = $1")
        .bind(twin.id.as_bytes())
        .bind(<&str>::from(twin.stay))
        .bind(i64::try_from(twin.idle_timeout.as_millis()).unwrap_or(i64::MAX))
        .bind(twin.expires_at.millis())
        .bind(twin.proved_at.millis())
        .execute(&mut **transaction)
        .await?;
    Ok(Some(twin))
}

const fn strictness(stay: Stay) -> u8 {
    match stay {
        Stay::Kept => 0,
        Stay::Browser => 1,
        Stay::Shared => 2,
    }
}
