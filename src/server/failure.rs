//! What can go wrong on the server, and what is shown of it.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use axum::http::{HeaderValue, header};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use super::{auth::token::TokenError, ids::NoRandomness, rules::RuleError, storage::StorageError};
use crate::error::AppError;

/// Attempts that were refused since the start.
static REFUSED: AtomicU64 = AtomicU64::new(0);

/// Why the server did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// For the person to fix, or to wait for.
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

impl Failure {
    /// Reports it to the client: our own failures are logged here, once, and reported without details; the answer
    /// to a server function says when to retry.
    pub fn report(self) -> AppError {
        match self {
            Self::Refused(error) => error,
            Self::TooManyAttempts(wait) => {
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
                AppError::TooManyAttempts
            }
            // Logged as a number where it is counted.
            Self::TooManyEmails(wait) => {
                retry_after(wait);
                AppError::TooManyEmails
            }
            Self::Rule(RuleError::ActorGone) => AppError::SessionEnded,
            Self::Rule(RuleError::NotRecognised) => AppError::NewDeviceMayNotVouch,
            Self::Rule(RuleError::ReauthenticationOutdated) => AppError::WrongPassword,
            Self::Rule(RuleError::ReauthenticationWithdrawn) => AppError::PasswordRequired,
            Self::Rule(RuleError::PasswordDue) => AppError::PasswordDue,
            Self::Rule(RuleError::PasswordChanged) => AppError::WrongCredentials,
            Self::Rule(RuleError::Storage(error)) => {
                tracing::error!(%error, "the database did not answer");
                AppError::Unavailable
            }
            Self::Randomness(_) | Self::Token(_) => {
                tracing::error!(error = %self, "a request failed");
                AppError::Internal
            }
        }
    }
}

fn retry_after(wait: Duration) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(header::RETRY_AFTER, HeaderValue::from(wait.as_secs() + 1));
    }
}
