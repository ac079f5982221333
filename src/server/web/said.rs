//! What a page says of the form that led to it: in a cookie that is good for one page, so that no link says
//! it and no reload says it again.
//!
//! A server function names what was done in a header of its answer. Where a page follows (a plain form, or
//! one that a script sends), [`super::forms`] makes the cookie of it; an island has said it by itself.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use strum::{EnumIter, EnumString, IntoStaticStr};

use crate::{
    model::{Language, PublicId, TakenBack},
    server::{http::cookie::CookieValue, state::AppState},
    t,
    texts::Message as Text,
};

/// Within an answer, before it leaves: what was done.
pub const HEADER: HeaderName = HeaderName::from_static("latchkey-done");

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, EnumString, IntoStaticStr)]
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
    LanguageSet,
}

impl Said {
    /// It, in a sentence. `device`: the one that it was done to, as its person calls it.
    pub fn sentence(self, device: Option<&str>, language: Language) -> String {
        let device = device.map_or_else(|| t!(language; "said-the-device"), str::to_owned);
        Text::new(format!("said-{}", <&str>::from(self).replace('_', "-"))).with("device", device).text(language)
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
