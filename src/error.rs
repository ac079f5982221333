//! What can go wrong: a small, closed list that holds nothing private. The words for people are in the catalogues.

use std::fmt;

use leptos::{
    prelude::{FromServerFnError, ServerFnErrorErr},
    server_fn::codec::JsonEncoding,
};
use serde::{Deserialize, Serialize, Serializer, ser::SerializeStruct};
use strum::IntoEnumIterator;

#[cfg(feature = "ssr")]
use crate::{
    model::Language,
    texts::{Message, language},
};

/// The error of every server function, and of every request that is refused.
///
/// On the wire it is `{"code", "message", "field"}`, with the message in the language of the answer; only `code` is read
/// back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, strum::EnumIter, strum::IntoStaticStr)]
#[serde(tag = "code", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum AppError {
    EmailInvalid,
    EmailTaken,
    /// To somebody who is signed in already.
    EmailInUse,
    EmailUnchanged,
    PasswordMissing,
    PasswordTooShort,
    PasswordTooLong,
    PasswordTooCommon,
    PasswordUnchanged,
    PasswordDue,
    TooLate,
    WrongCredentials,
    SignInRequired,
    CookieNotKept,
    PasswordRequired,
    WrongPassword,
    DeviceLocked,
    LinkInvalid,
    SignUpClosed,
    TooManyAttempts,
    TooManyEmails,
    TooSlow,
    SessionEnded,
    SessionExpired,
    SessionInvalid,
    DeviceNotFound,
    NameTooLong,
    NameInvalid,
    #[serde(rename = "ask_elsewhere")]
    #[strum(serialize = "ask_elsewhere")]
    NewDeviceMayNotVouch,
    ThisDevice,
    NotFound,
    CrossSite,
    TooLarge,
    UriTooLong,
    HeadersTooLarge,
    Malformed,
    MethodNotAllowed,
    Busy,
    Overloaded,
    Unavailable,
    Internal,
    /// Only in the browser: the server didn't answer, or not in a way that can be read.
    Unreachable,
}

impl AppError {
    /// The HTTP status that says the same.
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::WrongCredentials
            | Self::SignInRequired
            | Self::CookieNotKept
            | Self::SessionEnded
            | Self::SessionExpired
            | Self::SessionInvalid => 401,
            Self::CrossSite
            | Self::PasswordRequired
            | Self::DeviceLocked
            | Self::SignUpClosed
            | Self::PasswordDue
            | Self::NewDeviceMayNotVouch
            | Self::ThisDevice => 403,
            Self::DeviceNotFound | Self::NotFound | Self::LinkInvalid => 404,
            Self::MethodNotAllowed => 405,
            Self::TooSlow => 408,
            Self::EmailTaken | Self::EmailInUse | Self::TooLate => 409,
            Self::TooLarge => 413,
            Self::UriTooLong => 414,
            Self::EmailInvalid
            | Self::EmailUnchanged
            | Self::NameTooLong
            | Self::NameInvalid
            | Self::WrongPassword
            | Self::PasswordMissing
            | Self::PasswordTooShort
            | Self::PasswordTooLong
            | Self::PasswordTooCommon
            | Self::PasswordUnchanged => 422,
            Self::TooManyAttempts | Self::TooManyEmails => 429,
            Self::HeadersTooLarge => 431,
            Self::Internal => 500,
            Self::Busy | Self::Overloaded | Self::Unavailable | Self::Unreachable => 503,
        }
    }

    /// The name of the form field that it is about, if it is about one.
    pub const fn field(self) -> Option<&'static str> {
        match self {
            Self::EmailInvalid | Self::EmailTaken | Self::EmailInUse | Self::EmailUnchanged => Some("email"),
            Self::NameTooLong | Self::NameInvalid => Some("name"),
            Self::PasswordRequired
            | Self::WrongPassword
            | Self::PasswordMissing
            | Self::PasswordTooShort
            | Self::PasswordTooLong
            | Self::PasswordTooCommon
            | Self::PasswordUnchanged => Some("password"),
            _ => None,
        }
    }

    /// Whether the person has to sign in (again) before anything else.
    pub const fn needs_sign_in(self) -> bool {
        matches!(
            self,
            Self::SignInRequired
                | Self::CookieNotKept
                | Self::SessionEnded
                | Self::SessionExpired
                | Self::SessionInvalid
        )
    }

    /// The short word that says to the sign-in page why it is shown.
    pub const fn reason(self) -> Option<&'static str> {
        match self {
            Self::CookieNotKept => Some("no-cookie"),
            Self::SessionEnded => Some("signed-out"),
            Self::SessionExpired => Some("expired"),
            Self::SessionInvalid => Some("unverified"),
            _ => None,
        }
    }

    /// Its code on the wire, and in the log.
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// In words, in a language.
    #[cfg(feature = "ssr")]
    pub fn text(self, language: Language) -> String {
        Message::new(format!("error-{}", self.code().replace('_', "-"))).text(language)
    }

    /// The inverse of [`Self::reason`].
    pub fn from_reason(reason: &str) -> Option<Self> {
        Self::iter().find(|error| error.reason() == Some(reason))
    }
}

/// The words for the errors that an island may show: it is given them in the language of its page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ErrorTexts(Vec<(String, String)>);

impl ErrorTexts {
    /// For what is asked of somebody who is signed in.
    #[cfg(feature = "ssr")]
    pub fn in_dialogs(language: Language) -> Self {
        let shown = |error: &AppError| {
            !error.needs_sign_in() && !matches!(error.field(), Some("email" | "name")) && error.status() != 413
        };
        Self(AppError::iter().filter(shown).map(|error| (error.code().to_owned(), error.text(language))).collect())
    }

    /// The words for one, else those for what went wrong on our side.
    pub fn of(&self, error: AppError) -> String {
        let find = |error: AppError| self.0.iter().find(|(code, _)| code == error.code());
        find(error).or_else(|| find(AppError::Internal)).map(|(_, text)| text.clone()).unwrap_or_default()
    }
}

/// For the log.
impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for AppError {}

impl Serialize for AppError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("AppError", 3)?;
        fields.serialize_field("code", self.code())?;
        #[cfg(feature = "ssr")]
        fields.serialize_field("message", &self.text(language()))?;
        fields.serialize_field("field", &self.field())?;
        fields.end()
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    /// Leptos's own errors quote what was sent, so none of their text is passed on.
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => Self::Malformed,
            // On the server it is the request that can't be read; in the browser, the answer.
            ServerFnErrorErr::Deserialization(_) if cfg!(feature = "ssr") => Self::Malformed,
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Deserialization(_) => Self::Unreachable,
            _ => Self::Internal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_survives_the_wire() {
        for error in AppError::iter() {
            assert_eq!(AppError::de(error.ser()), error);
        }
    }

    #[test]
    fn leptos_own_errors_pass_nothing_on() {
        let error = AppError::from_server_fn_error(ServerFnErrorErr::Args("secret".into()));
        assert!(!format!("{error}{error:?}").contains("secret"));
        assert_eq!(error, AppError::Malformed);
    }
}
