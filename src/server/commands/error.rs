//! What can go wrong with a command, as an operator needs it.

use crate::{
    error::AppError,
    model::Language,
    server::{
        auth::key::KeyError,
        data_dir::DataDirError,
        failure::Failure,
        mail::NotPosted,
        private_files::Foreign,
        rules::RuleError,
        storage::{CopyError, StorageError},
    },
};

/// Why a command did nothing.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error("there is no account with this address")]
    NoSuchUser,
    #[error("the account is disabled: enable it first")]
    Disabled,
    #[error("there is no such session")]
    NoSuchSession,
    #[error("no such email is waiting: it was sent, or given up")]
    NoSuchEmail,
    #[error("no email was sent: {0}")]
    NotPosted(#[from] NotPosted),
    #[error("no email was sent: there is no data folder {0} to write it to; start the server first, or set --data-dir")]
    NoDataFolder(String),
    #[error("{0} of the checks failed")]
    Unhealthy(usize),
    #[error("--signing-key-file: {0}")]
    Key(#[from] KeyError),
    #[error("--data-dir: {0}")]
    DataDir(#[from] DataDirError),
    #[error("--database-url: {0}")]
    Storage(#[from] StorageError),
    #[error("{0}")]
    Copy(#[from] CopyError),
    #[error("no backup was made: {0}")]
    Backup(StorageError),
    #[error("--database-url: {0}")]
    Foreign(#[from] Foreign),
    #[error("no password for the account: {0}")]
    NoPassword(&'static str),
    #[error("{0}")]
    Unavailable(Failure),
    #[error("{}", operators_words(*.0))]
    Refused(AppError),
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// It was done all the same.
    #[error("done, but the result can't be printed: {0}")]
    NotPrinted(std::io::Error),
}

impl From<RuleError> for CommandError {
    fn from(error: RuleError) -> Self {
        Failure::from(error).into()
    }
}

impl From<Failure> for CommandError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(error) => Self::Refused(error),
            Failure::Rule(RuleError::Storage(error)) => Self::Storage(error),
            failure => Self::Unavailable(failure),
        }
    }
}

/// The message of an error at sign-up, in the operator's words.
fn operators_words(error: AppError) -> String {
    match error {
        AppError::EmailTaken => "there is an account with this address already".to_owned(),
        AppError::PasswordMissing => "the password is empty".to_owned(),
        AppError::PasswordTooShort => "the password is too short: it takes at least 8 characters".to_owned(),
        AppError::PasswordTooLong => "the password is too long: it takes at most 128 characters".to_owned(),
        AppError::PasswordTooCommon => {
            "the password is among the first that would be guessed: choose a longer or a less common one".to_owned()
        }
        other => other.text(Language::En),
    }
}
