//! What can go wrong on the server, and what of it a person is told.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use axum::http::{HeaderValue, header};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use super::{ids::NoRandomness, rules::RuleError, storage::StorageError, token::TokenError};
use crate::error::AppError;

/// Attempts that were refused since the start.
static REFUSED: AtomicU64 = AtomicU64::new(0);

/// Why the server did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The person's to mend, or to wait out.
    #[error(transparent)]
    Refused(#[from] AppError),
    /// It may be tried again after this time.
    #[error("too many attempts")]
    TooManyAttempts(Duration),
    /// It may be asked for again after this time.
    #[error("too many emails")]
    TooManyEmails(Duration),
    #[error(transparent)]
    Rule(#[from] RuleError),
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
    #[error(transparent)]
    Token(#[from] TokenError),
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        Self::Rule(error.into())
    }
}

impl From<Failure> for AppError {
    /// The boundary: what is ours to mend is logged here, once, and told without its details.
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(error) => error,
            Failure::TooManyAttempts(wait) => {
                // One line for each doubling: a flood must not fill the log.
                let refused = REFUSED.fetch_add(1, Ordering::Relaxed).saturating_add(1);
                if refused.is_power_of_two() {
                    tracing::warn!(
                        refused,
                        seconds = wait.as_secs(),
                        "too many attempts (total refused since the start)"
                    );
                }
                retry_after(wait);
                Self::TooManyAttempts
            }
            // Logged as a number where it is counted.
            Failure::TooManyEmails(wait) => {
                retry_after(wait);
                Self::TooManyEmails
            }
            Failure::Rule(RuleError::ActorGone) => Self::SessionEnded,
            Failure::Rule(RuleError::NotRecognised) => Self::AskElsewhere,
            Failure::Rule(RuleError::ProofOutdated) => Self::WrongPassword,
            Failure::Rule(RuleError::ProofTakenBack) => Self::PasswordRequired,
            Failure::Rule(RuleError::PasswordChanged) => Self::WrongCredentials,
            Failure::Rule(RuleError::Storage(error)) => {
                tracing::error!(%error, "the store did not answer");
                Self::Unavailable
            }
            Failure::Randomness(_) | Failure::Token(_) => {
                tracing::error!(error = %failure, "a request failed");
                Self::Internal
            }
        }
    }
}

fn retry_after(wait: Duration) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(header::RETRY_AFTER, HeaderValue::from(wait.as_secs() + 1));
    }
}
