//! What is kept of a password.

use std::fmt;

/// A stored hash: a PHC string. Its `Debug` shows nothing of it.
#[derive(Clone)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// As it was stored.
    pub fn from_stored(text: String) -> Self {
        Self(text)
    }

    /// To be stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}
