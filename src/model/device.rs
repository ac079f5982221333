//! The devices of an account: their ids, and what the pages show of them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{DeviceKind, Flag, Timestamp};

/// Names a device in pages, links and forms. It is not a credential: that is the session's own id.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct PublicId(String);

impl PublicId {
    /// Characters of unpadded base64url: 12 random bytes.
    pub const LENGTH: usize = 16;

    /// The id as used in links.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PublicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is not an id that Latchkey could have issued.
#[derive(Debug, thiserror::Error)]
#[error("malformed device id")]
pub struct MalformedId;

impl TryFrom<String> for PublicId {
    type Error = MalformedId;

    fn try_from(text: String) -> Result<Self, MalformedId> {
        text.parse()
    }
}

impl FromStr for PublicId {
    type Err = MalformedId;

    fn from_str(text: &str) -> Result<Self, MalformedId> {
        let well_formed = text.len() == Self::LENGTH
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        well_formed.then(|| Self(text.to_owned())).ok_or(MalformedId)
    }
}

/// Several devices. In a form, and in JSON, they are one text: their ids with commas between.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicIds(pub Vec<PublicId>);

impl fmt::Display for PublicIds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<_> = self.0.iter().map(PublicId::as_str).collect();
        f.write_str(&ids.join(","))
    }
}

impl FromStr for PublicIds {
    type Err = MalformedId;

    fn from_str(text: &str) -> Result<Self, MalformedId> {
        text.split(',').filter(|id| !id.is_empty()).map(str::parse).collect::<Result<_, _>>().map(Self)
    }
}

impl TryFrom<String> for PublicIds {
    type Error = MalformedId;

    fn try_from(text: String) -> Result<Self, MalformedId> {
        text.parse()
    }
}

impl From<PublicIds> for String {
    fn from(ids: PublicIds) -> Self {
        ids.to_string()
    }
}

/// How long a device stays signed in, as chosen at sign-in.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, strum::EnumString, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Persistence {
    /// 'Keep me signed in.'
    #[serde(rename = "kept")]
    #[strum(serialize = "kept")]
    Persistent,
    /// Until the browser is closed.
    #[default]
    #[serde(rename = "browser")]
    #[strum(serialize = "browser")]
    BrowserSession,
    /// 'This is a shared computer.'
    Shared,
}

/// What to do with a device.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, strum::EnumString, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum SignOutAction {
    /// Sign it out at once.
    #[default]
    Now,
    /// Sign it out at midnight.
    #[serde(rename = "tonight")]
    #[strum(serialize = "tonight")]
    AtMidnight,
    /// It stays signed in, but must enter the password before anything else.
    Lock,
}

/// What was done to a device and can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::EnumString, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum TakenBack {
    /// That it is asked for the password.
    Lock,
    /// That it is signed out tonight.
    Tonight,
    /// 'Yes, it was me.'
    Recognition,
}

impl TakenBack {
    /// As it stands in forms.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Whether it takes the password: it lets a device do more than before.
    pub const fn needs_password(self) -> bool {
        !matches!(self, Self::Recognition)
    }
}

/// One signed-in device, as its owner sees it.
#[expect(clippy::struct_excessive_bools, reason = "each is shown for itself")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeviceView {
    pub id: PublicId,
    /// Its given name, else what it is.
    pub name: String,
    /// What it is, if it has a given name.
    pub automatic_name: Option<String>,
    pub kind: DeviceKind,
    /// Why it is flagged.
    pub flags: Vec<Flag>,
    /// What each flag means here: what was seen, compared with what, and what to do.
    pub reasons: Vec<String>,
    /// Whether the person has yet to say whose it is.
    pub asked: bool,
    pub location: String,
    pub ip_address: String,
    pub signed_in_at: Timestamp,
    pub last_active_at: Timestamp,
    /// When its session ends, if that is within a day.
    pub ends_at: Option<Timestamp>,
    /// Whether its end was brought forward.
    pub shortened: bool,
    /// Whether it is asked for the password before anything else.
    pub locked: bool,
    /// Whether it is the device that sent the request.
    pub current: bool,
}

impl DeviceView {
    /// What was done to it that can be taken back.
    pub const fn taken_back(&self) -> Option<TakenBack> {
        match (self.locked, self.shortened) {
            (true, _) => Some(TakenBack::Lock),
            (_, true) => Some(TakenBack::Tonight),
            _ => None,
        }
    }

    /// Whether it is in the state that a choice would bring about.
    pub const fn is_done(&self, when: SignOutAction) -> bool {
        match when {
            SignOutAction::Now => false,
            SignOutAction::AtMidnight => self.shortened,
            SignOutAction::Lock => self.locked,
        }
    }
}

/// The order of the other devices. Those that wait for an answer come first in any case.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::EnumIter,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Sort {
    /// The last active first.
    #[default]
    LastActive,
    /// The last that signed in first.
    SignedIn,
    /// By name, then location: what is of the same browser stands together.
    Name,
    /// By location, then name.
    Location,
}

impl Sort {
    /// As it stands in links and forms.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// One page of a person's devices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DevicePage {
    /// The server's clock, so that relative times read the same on both sides.
    pub now: Timestamp,
    /// This device first, then those that wait for an answer, then the last active or as they are sorted.
    pub devices: Vec<DeviceView>,
    /// How many devices there are on all pages.
    pub total: u32,
    /// Whether this device is one of them: not where others were chosen.
    pub with_this: bool,
    /// Counted from 1.
    pub page: u32,
    pub pages: u32,
    /// Whether the password was entered recently enough not to be asked for again.
    #[serde(rename = "proved")]
    pub reauthenticated: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_well_formed_public_ids_parse() {
        assert!("abcDEF0123-_wxyz".parse::<PublicId>().is_ok());
        for text in ["", "short", "abcDEF0123-_wxyzz", "abcDEF0123-_wx'z", "abcDEF0123-_wxé"] {
            assert!(text.parse::<PublicId>().is_err(), "{text}");
        }
    }

    #[test]
    fn variants_that_were_renamed_keep_their_words_in_forms_and_rows() {
        let words = [Persistence::Persistent, Persistence::BrowserSession, Persistence::Shared].map(<&str>::from);
        assert_eq!(words, ["kept", "browser", "shared"]);
        let words = [SignOutAction::Now, SignOutAction::AtMidnight, SignOutAction::Lock].map(<&str>::from);
        assert_eq!(words, ["now", "tonight", "lock"]);
        assert_eq!(serde_json::from_str::<Persistence>("\"kept\"").unwrap(), Persistence::Persistent);
        assert_eq!(serde_json::from_str::<SignOutAction>("\"tonight\"").unwrap(), SignOutAction::AtMidnight);
    }

    #[test]
    fn several_ids_are_one_text() {
        let text = r#""abcDEF0123-_wxyz,abcDEF0123-_wxy0""#;
        let ids: PublicIds = serde_json::from_str(text).unwrap();
        assert_eq!((ids.0.len(), serde_json::to_string(&ids).unwrap().as_str()), (2, text));
        assert_eq!("".parse::<PublicIds>().unwrap(), PublicIds::default());
        assert!("abcDEF0123-_wxyz,x".parse::<PublicIds>().is_err());
    }
}
