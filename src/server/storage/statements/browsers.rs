//! Browsers, by their device cookies alone: what the sign-in page remembers of them.

use crate::{
    model::{Persistence, PublicId, Timestamp},
    server::{
        ids::Digest,
        storage::{RememberedBrowser, Storage, StorageError, Tx, execute, on, rows::RememberedRow},
    },
};

impl Storage {
    /// What is remembered of a browser, and of how its last session ended, at `now`.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn find_browser(
        &self,
        browser: &Digest,
        now: Timestamp,
    ) -> Result<Option<RememberedBrowser>, StorageError> {
        let row: Option<RememberedRow> = on!(
            self.reader(),
            db,
            sqlx::query_as(
                "SELECT users.email, devices.last_stay, devices.confirmed_at IS NOT NULL AS recognised,
                        devices.disowned_at IS NOT NULL OR users.disabled_at IS NOT NULL AS shut_out,
                        (SELECT expires_at > $2 AND last_active_at + idle_timeout > $2 FROM sessions
                         WHERE public_id = devices.id) AS live,
                        (SELECT reason FROM ended_sessions WHERE public_id = devices.id
                         ORDER BY ended_at DESC LIMIT 1) AS last_end
                 FROM devices JOIN users ON users.id = devices.user_id WHERE devices.browser_hash = $1
                 ORDER BY devices.last_seen_at DESC LIMIT 1",
            )
            .bind(browser.as_bytes())
            .bind(now.millis())
            .fetch_optional(db)
            .await?
        );
        row.map(RememberedBrowser::try_from).transpose()
    }
}

/// Remembers a browser by the device that it is for one account, and by no other.
pub async fn remember(
    tx: &mut Tx,
    browser: &Digest,
    device: &PublicId,
    persistence: Persistence,
) -> Result<(), StorageError> {
    forget(tx, browser, Some(device)).await?;
    execute!(
        tx,
        sqlx::query("UPDATE devices SET browser_hash = $1, last_stay = $2 WHERE id = $3")
            .bind(browser.as_bytes())
            .bind(<&str>::from(persistence))
            .bind(device.as_str())
    );
    Ok(())
}

/// Forgets a browser, but for what one device has of it.
pub async fn forget(tx: &mut Tx, browser: &Digest, but: Option<&PublicId>) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query("UPDATE devices SET browser_hash = NULL, last_stay = NULL WHERE browser_hash = $1 AND id <> $2")
            .bind(browser.as_bytes())
            .bind(but.map_or("", PublicId::as_str))
    );
    Ok(())
}
