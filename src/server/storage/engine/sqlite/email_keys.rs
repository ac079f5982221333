//! Brings the keys of addresses up to date, which SQL can't: an earlier version kept a domain as it was
//! typed, and today's key has it in ASCII (UTS 46).

use sqlx::SqlitePool;

use super::pools::Writer;
use crate::server::{email_address::EmailAddress, storage::error::StorageError};

/// Gives each address its key. Where another account has that already, both stay as they are: the
/// earlier key still finds its account by the address as it was typed, and the log warns of it.
///
/// # Errors
/// If the database does not answer.
pub async fn bring_up_to_date(writer: &Writer, readers: &SqlitePool) -> Result<(), StorageError> {
    // Other addresses have the key that they had.
    let rows: Vec<(Vec<u8>, String, String)> =
        sqlx::query_as("SELECT id, email, email_key FROM users WHERE email_key GLOB '*[^ -~]*'")
            .fetch_all(readers)
            .await?;
    if rows.is_empty() {
        return Ok(());
    }
    let mut transaction = writer.begin().await?;
    let (mut changed, mut twice) = (0_u32, 0_u32);
    for (id, email, key) in rows {
        let Ok(email) = EmailAddress::from_stored(&email) else { continue };
        if email.key() == key {
            continue;
        }
        let updated = sqlx::query("UPDATE OR IGNORE users SET email_key = $2 WHERE id = $1 AND email_key = $3")
            .bind(id)
            .bind(email.key())
            .bind(key)
            .execute(&mut *transaction)
            .await?;
        if updated.rows_affected() == 0 { twice += 1 } else { changed += 1 }
    }
    transaction.commit().await?;
    if changed > 0 {
        tracing::info!(changed, "addresses at international domains are now found in both of their forms");
    }
    if twice > 0 {
        tracing::warn!(
            accounts = twice,
            "accounts have the same address as another one, in another spelling: each is only found by its own spelling"
        );
    }
    Ok(())
}
