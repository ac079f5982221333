//! Accounts.

use crate::{
    model::{Language, Precision, Timestamp},
    server::{
        auth::password_hash::PasswordHash,
        email_address::EmailAddress,
        ids::{SessionId, UserId},
        storage::{Storage, StorageError, Tx, User, execute, on, rows::UserRow},
    },
};

impl Storage {
    /// The user with this address, in whatever case it is written.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn find_user(&self, email: &EmailAddress) -> Result<Option<User>, StorageError> {
        // By the key of an earlier version too, which kept a domain as it was typed.
        let row: Option<UserRow> = on!(
            self.reader(),
            db,
            sqlx::query_as("SELECT * FROM users WHERE email_key IN ($1, $2) ORDER BY email_key = $2 DESC LIMIT 1")
                .bind(email.key())
                .bind(email.former_key())
                .fetch_optional(db)
                .await?
        );
        row.map(User::try_from).transpose()
    }

    /// The user with this id.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn find_user_by_id(&self, id: UserId) -> Result<Option<User>, StorageError> {
        let row: Option<UserRow> = on!(
            self.reader(),
            db,
            sqlx::query_as("SELECT * FROM users WHERE id = $1").bind(id.as_bytes()).fetch_optional(db).await?
        );
        row.map(User::try_from).transpose()
    }

    /// All users, by their addresses.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn list_users(&self) -> Result<Vec<User>, StorageError> {
        let rows: Vec<UserRow> =
            on!(self.reader(), db, sqlx::query_as("SELECT * FROM users ORDER BY email_key").fetch_all(db).await?);
        rows.into_iter().map(User::try_from).collect()
    }
}

/// Adds a user; `false` if another has the address.
pub async fn insert(tx: &mut Tx, user: &User) -> Result<bool, StorageError> {
    let added = execute!(
        tx,
        sqlx::query(
            "INSERT INTO users (id, email, email_key, password_hash, created_at, language) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (email_key) DO NOTHING",
        )
        .bind(user.id.as_bytes())
        .bind(user.email.as_str())
        .bind(user.email.key())
        .bind(user.password_hash.as_str())
        .bind(user.created_at.millis())
        .bind(user.language.map(Language::tag))
    );
    Ok(added > 0)
}

/// The hash of an account's password, unless the account is disabled.
pub async fn password_hash(tx: &mut Tx, user: UserId) -> Result<Option<PasswordHash>, StorageError> {
    let hash: Option<String> = on!(
        tx,
        db,
        sqlx::query_scalar("SELECT password_hash FROM users WHERE id = $1 AND disabled_at IS NULL")
            .bind(user.as_bytes())
            .fetch_optional(&mut **db)
            .await?
    );
    Ok(hash.map(PasswordHash::from_stored))
}

/// When the password was last entered in a session that is not locked, and the hash of its account's password.
/// `None` if there is no such session, or the account is disabled.
pub async fn reauthentication_of(
    tx: &mut Tx,
    session: &SessionId,
) -> Result<Option<(Timestamp, PasswordHash)>, StorageError> {
    let found: Option<(i64, String)> = on!(
        tx,
        db,
        sqlx::query_as(
            "SELECT sessions.proved_at, users.password_hash FROM sessions JOIN users ON users.id = sessions.user_id
             WHERE sessions.id = $1 AND sessions.locked_at IS NULL AND users.disabled_at IS NULL",
        )
        .bind(session.as_bytes())
        .fetch_optional(&mut **db)
        .await?
    );
    Ok(found.map(|(reauthenticated_at, hash)| {
        (Timestamp::from_millis(reauthenticated_at), PasswordHash::from_stored(hash))
    }))
}

/// Sets the password; `false` if there is no such user.
pub async fn set_password_hash(tx: &mut Tx, user: UserId, hash: &PasswordHash) -> Result<bool, StorageError> {
    let changed = execute!(
        tx,
        sqlx::query("UPDATE users SET password_hash = $2, password_due_at = NULL WHERE id = $1")
            .bind(user.as_bytes())
            .bind(hash.as_str())
    );
    Ok(changed > 0)
}

/// Notes that the password has to be replaced: somebody else knows it.
pub async fn set_password_due(tx: &mut Tx, user: UserId, at: Timestamp) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query("UPDATE users SET password_due_at = $2 WHERE id = $1 AND password_due_at IS NULL")
            .bind(user.as_bytes())
            .bind(at.millis())
    );
    Ok(())
}

/// Whether the password has to be replaced.
pub async fn is_password_due(tx: &mut Tx, user: UserId) -> Result<bool, StorageError> {
    let due: Option<bool> = on!(
        tx,
        db,
        sqlx::query_scalar("SELECT password_due_at IS NOT NULL FROM users WHERE id = $1")
            .bind(user.as_bytes())
            .fetch_optional(&mut **db)
            .await?
    );
    Ok(due.unwrap_or_default())
}

/// Who has an address, by its key.
pub async fn holder(tx: &mut Tx, email: &EmailAddress) -> Result<Option<UserId>, StorageError> {
    let id: Option<Vec<u8>> = on!(
        tx,
        db,
        sqlx::query_scalar("SELECT id FROM users WHERE email_key = $1")
            .bind(email.key())
            .fetch_optional(&mut **db)
            .await?
    );
    id.map(|id| id.try_into().map_err(|_| StorageError::Corrupt("user id"))).transpose()
}

/// An account's address, and since when it has that, unless from the beginning.
pub async fn email(tx: &mut Tx, user: UserId) -> Result<Option<(EmailAddress, Option<Timestamp>)>, StorageError> {
    let found: Option<(String, Option<i64>)> = on!(
        tx,
        db,
        sqlx::query_as("SELECT email, email_since FROM users WHERE id = $1")
            .bind(user.as_bytes())
            .fetch_optional(&mut **db)
            .await?
    );
    let Some((email, since)) = found else { return Ok(None) };
    let email = EmailAddress::from_stored(&email).map_err(|_| StorageError::Corrupt("email address"))?;
    Ok(Some((email, since.map(Timestamp::from_millis))))
}

/// Sets an account's address and its key.
pub async fn set_email(tx: &mut Tx, user: UserId, email: &EmailAddress, since: Timestamp) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query("UPDATE users SET email = $2, email_key = $3, email_since = $4 WHERE id = $1")
            .bind(user.as_bytes())
            .bind(email.as_str())
            .bind(email.key())
            .bind(since.millis())
    );
    Ok(())
}

/// Records that an account has had its address from the beginning.
pub async fn clear_email_since(tx: &mut Tx, user: UserId) -> Result<(), StorageError> {
    execute!(tx, sqlx::query("UPDATE users SET email_since = NULL WHERE id = $1").bind(user.as_bytes()));
    Ok(())
}

/// Sets how an address is written; `false` if the account has one with another key.
pub async fn set_spelling(tx: &mut Tx, user: UserId, email: &EmailAddress) -> Result<bool, StorageError> {
    let changed = execute!(
        tx,
        sqlx::query("UPDATE users SET email = $2 WHERE id = $1 AND email_key = $3")
            .bind(user.as_bytes())
            .bind(email.as_str())
            .bind(email.key())
    );
    Ok(changed > 0)
}

/// Whether an account that is not disabled has this address, by its key or that of an earlier version.
pub async fn has_email(tx: &mut Tx, user: UserId, email: &EmailAddress) -> Result<bool, StorageError> {
    Ok(on!(
        tx,
        db,
        sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM users WHERE id = $1 AND email_key IN ($2, $3) AND disabled_at IS NULL)",
        )
        .bind(user.as_bytes())
        .bind(email.key())
        .bind(email.former_key())
        .fetch_one(&mut **db)
        .await?
    ))
}

/// Disables an account, or enables it; `false` if there is no such user.
pub async fn set_disabled_at(tx: &mut Tx, user: UserId, at: Option<Timestamp>) -> Result<bool, StorageError> {
    let changed = execute!(
        tx,
        sqlx::query("UPDATE users SET disabled_at = $2 WHERE id = $1")
            .bind(user.as_bytes())
            .bind(at.map(Timestamp::millis))
    );
    Ok(changed > 0)
}

/// How precisely an account's locations are kept; none if there is no such user, or a later version wrote it.
pub async fn precision(tx: &mut Tx, user: UserId) -> Result<Option<Precision>, StorageError> {
    let word: Option<String> = on!(
        tx,
        db,
        sqlx::query_scalar("SELECT place_precision FROM users WHERE id = $1")
            .bind(user.as_bytes())
            .fetch_optional(&mut **db)
            .await?
    );
    Ok(word.and_then(|word| word.parse().ok()))
}

/// Sets how precisely an account's locations are kept.
pub async fn set_precision(tx: &mut Tx, user: UserId, precision: Precision) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query("UPDATE users SET place_precision = $2 WHERE id = $1")
            .bind(user.as_bytes())
            .bind(<&str>::from(precision))
    );
    Ok(())
}

/// The language of an account, if it is known.
pub async fn language(tx: &mut Tx, user: UserId) -> Result<Option<Language>, StorageError> {
    let tag: Option<Option<String>> = on!(
        tx,
        db,
        sqlx::query_scalar("SELECT language FROM users WHERE id = $1")
            .bind(user.as_bytes())
            .fetch_optional(&mut **db)
            .await?
    );
    Ok(tag.flatten().and_then(|tag| tag.parse().ok()))
}

/// Sets the language of an account.
pub async fn set_language(tx: &mut Tx, user: UserId, language: Language) -> Result<(), StorageError> {
    execute!(
        tx,
        sqlx::query("UPDATE users SET language = $2 WHERE id = $1").bind(user.as_bytes()).bind(language.tag())
    );
    Ok(())
}

/// Deletes a user with all rows that are theirs, sessions first; `false` if there is none.
pub async fn delete(tx: &mut Tx, user: UserId) -> Result<bool, StorageError> {
    for statement in [
        "DELETE FROM sessions WHERE user_id = $1",
        "DELETE FROM devices WHERE user_id = $1",
        "DELETE FROM places WHERE user_id = $1",
        "DELETE FROM ended_sessions WHERE user_id = $1",
        "DELETE FROM mail_links WHERE user_id = $1",
        "DELETE FROM outgoing_mail WHERE user_id = $1",
        "DELETE FROM unreported_sign_ins WHERE user_id = $1",
        "DELETE FROM events WHERE user_id = $1",
    ] {
        execute!(tx, sqlx::query(statement).bind(user.as_bytes()));
    }
    let deleted = execute!(tx, sqlx::query("DELETE FROM users WHERE id = $1").bind(user.as_bytes()));
    Ok(deleted > 0)
}
