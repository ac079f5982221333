//! What can go wrong, in words for people: a small, closed list that holds nothing private.

use leptos::{
    prelude::{FromServerFnError, ServerFnErrorErr},
    server_fn::codec::JsonEncoding,
};
use serde::{Deserialize, Serialize, Serializer, ser::SerializeStruct};
use strum::IntoEnumIterator;

/// The error of every server function, and of every request that is refused.
///
/// On the wire it is `{"code", "message", "field"}`; only `code` is read back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Deserialize, strum::EnumIter, strum::IntoStaticStr)]
#[serde(tag = "code", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum AppError {
    #[error("Enter an email address, such as name@example.com.")]
    EmailInvalid,
    #[error("There is already an account with this email address. Sign in, or use another address.")]
    EmailTaken,
    /// To somebody who is signed in already.
    #[error("This email address belongs to another account. Use another one.")]
    EmailInUse,
    #[error("That is already your address.")]
    EmailUnchanged,
    #[error("Enter your password.")]
    PasswordMissing,
    #[error("Use at least 8 characters.")]
    PasswordTooShort,
    #[error("Use at most 128 characters.")]
    PasswordTooLong,
    #[error("This password is easy to guess. Use a longer or less common one.")]
    PasswordTooCommon,
    #[error("That is the password you have now. Choose another one.")]
    PasswordUnchanged,
    #[error(
        "Somebody else knows this password, so it has to be changed first. Do that on a device you have confirmed, or choose 'Forgot your password?'."
    )]
    PasswordDue,
    #[error("It is too late to undo this.")]
    TooLate,
    #[error("That email address and password don't match.")]
    WrongCredentials,
    #[error("Sign in to continue.")]
    SignInRequired,
    #[error("Your browser didn't keep the cookie that signs you in. Allow cookies for this site, then sign in again.")]
    CookieNotKept,
    #[error("Enter your password to continue.")]
    PasswordRequired,
    #[error("That password isn't right.")]
    WrongPassword,
    #[error("This device is locked. Enter your password to continue.")]
    DeviceLocked,
    #[error("This link has already been used or has expired. Request a new one.")]
    LinkInvalid,
    #[error("Only the administrator of this server can create accounts. Ask them for one.")]
    SignUpClosed,
    #[error("Too many attempts. Wait a while, then try again.")]
    TooManyAttempts,
    #[error("Too many emails were requested recently. Nothing was sent. Wait a while, then try again.")]
    TooManyEmails,
    #[error("The request took too long to arrive. Nothing was changed.")]
    TooSlow,
    #[error("This device was signed out.")]
    SessionEnded,
    #[error("Your session expired.")]
    SessionExpired,
    #[error("Your sign-in could not be verified. Please sign in again.")]
    SessionInvalid,
    #[error("This device isn't signed in to your account.")]
    DeviceNotFound,
    #[error("Use at most 60 characters.")]
    NameTooLong,
    #[error("Remove line breaks, invisible characters, and characters that reverse the text.")]
    NameInvalid,
    #[error(
        "You haven't confirmed this device yet. Open the link in the email we sent when it signed in, or do this on a device that you have confirmed."
    )]
    #[serde(rename = "ask_elsewhere")]
    #[strum(serialize = "ask_elsewhere")]
    NewDeviceMayNotVouch,
    #[error("This is the device that you are using. If it isn't yours, sign out here.")]
    ThisDevice,
    #[error("There is nothing here.")]
    NotFound,
    #[error("This request came from another site, so nothing was done.")]
    CrossSite,
    #[error("This request is too large. Nothing was changed.")]
    TooLarge,
    #[error("This web address is too long. Nothing was changed.")]
    UriTooLong,
    #[error("The cookies or other headers of this request are too large. Nothing was changed.")]
    HeadersTooLarge,
    #[error("Something in this request is missing or malformed. Nothing was changed.")]
    Malformed,
    #[error("This page doesn't accept that kind of request.")]
    MethodNotAllowed,
    #[error("Too many people are signing in right now. Try again in a few seconds.")]
    Busy,
    #[error("The server is overloaded right now. Nothing was changed. Try again in a few seconds.")]
    Overloaded,
    #[error("The server can't reach its data right now. Nothing was changed. Try again in a moment.")]
    Unavailable,
    #[error("Something went wrong on our side. Nothing was changed.")]
    Internal,
    /// Only in the browser: the server didn't answer, or not in a way that can be read.
    #[error("The server could not be reached. Check the connection and try again.")]
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

    /// The inverse of [`Self::reason`].
    pub fn from_reason(reason: &str) -> Option<Self> {
        Self::iter().find(|error| error.reason() == Some(reason))
    }
}

impl Serialize for AppError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("AppError", 3)?;
        fields.serialize_field("code", <&str>::from(self))?;
        fields.serialize_field("message", &self.to_string())?;
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
