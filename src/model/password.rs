//! What is said of a new password.

use serde::{Deserialize, Serialize};

/// How good a new password is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordAdvice {
    /// From 0 to 4, as zxcvbn has it; it is accepted from 2 on.
    pub score: u8,
    /// The same in words, with what would make it better.
    pub words: String,
}
