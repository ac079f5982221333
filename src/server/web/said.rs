//! What a page says of the form that led to it: in a cookie that is good for one page, so that no link says
//! it and no reload says it again.
//!
//! A server function names what was done in a header of its answer. Where a page follows (a plain form, or
//! one that a script sends), [`super::forms`] makes the cookie of it; an island has said it by itself.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use strum::{EnumString, IntoStaticStr};

use crate::{
    model::{PublicId, TakenBack, isolated},
    server::{http::cookie::CookieValue, state::AppState},
};

/// Within an answer, before it leaves: what was done.
pub const HEADER: HeaderName = HeaderName::from_static("latchkey-done");

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Said {
    SignedOut,
    DeviceSignedOut,
    OthersSignedOut,
    ChosenSignedOut,
    SignsOutTonight,
    Locked,
    Recognised,
    SeveralRecognised,
    Unlocked,
    StaysSignedIn,
    NotRecognised,
    Renamed,
    NotMine,
    LinkSent,
    PasswordChanged,
    PasswordReset,
    EmailChanged,
    EmailSent,
    PrecisionSet,
    AccountDeleted,
    SignUpSent,
    ResetSent,
    DisownedAndSent,
    Disowned,
    RecognisedByLink,
    EmailRestored,
}

impl Said {
    /// It, in a sentence. `device`: the one that it was done to, as its person calls it.
    pub fn sentence(self, device: Option<&str>) -> String {
        let device = device.map_or_else(|| "The device".to_owned(), isolated);
        match self {
            Self::SignedOut => "You are signed out.".to_owned(),
            Self::DeviceSignedOut => format!("{device} is signed out."),
            Self::OthersSignedOut => "All other devices are signed out.".to_owned(),
            Self::ChosenSignedOut => "These devices are signed out.".to_owned(),
            Self::SignsOutTonight => format!("{device} will be signed out tonight."),
            Self::Locked => format!("{device} is locked until the password is entered there."),
            Self::Recognised => format!("{device} is now recognised."),
            Self::SeveralRecognised => "These devices are now recognised.".to_owned(),
            Self::Unlocked => format!("{device} is unlocked."),
            Self::StaysSignedIn => format!("{device} stays signed in."),
            Self::NotRecognised => format!("{device} is not recognised any more."),
            Self::Renamed => format!("Renamed to {device}."),
            Self::NotMine => {
                format!("{device} is signed out. Choose a new password, so that nobody can sign in with the old one.")
            }
            Self::LinkSent => "We sent the link to your email address. It works once, for a week.".to_owned(),
            Self::PasswordChanged => "Your password was changed.".to_owned(),
            Self::PasswordReset => {
                "Your password was changed and every device was signed out. Sign in with the new password.".to_owned()
            }
            Self::EmailChanged => "Your email address was changed.".to_owned(),
            Self::EmailSent => "Check the inbox of the new address. The link we sent there completes the change.".to_owned(),
            Self::PrecisionSet => "Your choice of location privacy is saved.".to_owned(),
            Self::AccountDeleted => "Your account was deleted, with everything that was stored about you.".to_owned(),
            Self::SignUpSent => "Check your inbox (and spam). The link we sent works once, for 30 minutes.".to_owned(),
            Self::ResetSent => "If there is an account with this address, we sent it an email. The link in it works once, for 30 minutes.".to_owned(),
            Self::DisownedAndSent => "The device is signed out. Check your email again: we sent a link to choose a new password. The person who used that device knows the old one.".to_owned(),
            Self::Disowned => "The device is signed out. The account has a different email address now. If you didn't change it, contact the administrator of this server.".to_owned(),
            Self::RecognisedByLink => "The device is confirmed. It can now do everything your other confirmed devices can.".to_owned(),
            Self::EmailRestored => "Your account has its earlier address again, and every device is signed out. We sent a link to that address. Use it to choose a new password: the person who changed the address knew the old one.".to_owned(),
        }
    }

    /// How it is taken back, if it can be.
    pub const fn taken_back(self) -> Option<TakenBack> {
        match self {
            Self::SignsOutTonight => Some(TakenBack::Tonight),
            Self::Locked => Some(TakenBack::Lock),
            Self::Recognised => Some(TakenBack::Recognition),
            _ => None,
        }
    }
}

/// What was done, and to which device, if to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub said: Said,
    pub device: Option<PublicId>,
}

impl Message {
    /// As it stands in the header and in the cookie.
    pub fn to_value(&self) -> String {
        let said: &str = self.said.into();
        self.device.as_ref().map_or_else(|| said.to_owned(), |device| format!("{said}.{device}"))
    }

    /// The inverse. `None` for what this version doesn't say.
    pub fn parse(value: &str) -> Option<Self> {
        let (said, device) = value.split_once('.').map_or((value, None), |(said, device)| (said, Some(device)));
        let device = device.map(str::parse).transpose().ok()?;
        Some(Self { said: said.parse().ok()?, device })
    }

    /// The message that a request brings back.
    pub fn read(state: &AppState, headers: &HeaderMap) -> Option<Self> {
        match state.said_cookie.read(headers) {
            CookieValue::Value(value) => Self::parse(&value),
            CookieValue::Nothing | CookieValue::Several => None,
        }
    }
}

/// Takes the note of what was done out of an answer: what the cookie is to hold.
pub fn take(headers: &mut HeaderMap) -> Option<String> {
    headers.remove(HEADER).as_ref().map(HeaderValue::to_str)?.ok().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_survives_the_cookie_and_nothing_else_is_said() {
        let device: PublicId = "abcDEF0123-_wxyz".parse().unwrap();
        for message in [
            Message { said: Said::DeviceSignedOut, device: Some(device) },
            Message { said: Said::PasswordChanged, device: None },
        ] {
            assert_eq!(Message::parse(&message.to_value()), Some(message));
        }
        for forged in ["", "anything", "locked.<script>", "locked.", "Locked", "locked.abcDEF0123-_wxyz.x"] {
            assert_eq!(Message::parse(forged), None, "{forged}");
        }
    }
}
