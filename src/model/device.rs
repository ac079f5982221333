//! A device: what it is, and what it is called.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{Flag, Timestamp};

/// Names a session in pages, links and forms. It lets nobody in: the credential is another id.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct PublicId(String);

impl PublicId {
    /// Characters of unpadded base64url: 12 random bytes.
    pub const LENGTH: usize = 16;

    /// The id as it stands in a link.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PublicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is no id that Latchkey could have issued.
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

/// What sort of thing a device is: it chooses the icon.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum DeviceKind {
    Desktop,
    Phone,
    Tablet,
    Console,
    Television,
    CommandLine,
    Robot,
    Unknown,
}

impl DeviceKind {
    /// The word under which the kind is stored.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// What a person calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Desktop => "Computer",
            Self::Phone => "Phone",
            Self::Tablet => "Tablet",
            Self::Console => "Game console",
            Self::Television => "Television",
            Self::CommandLine => "Command-line tool",
            Self::Robot => "Automated client",
            Self::Unknown => "Unknown device",
        }
    }

    /// The kind that was stored under this word; one that this version doesn't know is unknown,
    /// for a newer version may have written it.
    pub fn from_stored(word: &str) -> Self {
        word.parse().unwrap_or(Self::Unknown)
    }
}

/// What a User-Agent says of a device, versions shortened to what a person recognises.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    pub browser: Option<String>,
    pub browser_version: Option<String>,
    pub os: Option<String>,
    pub os_version: Option<String>,
    pub kind: DeviceKind,
}

impl Device {
    /// 'Chrome 143 on Windows 11': the one place that names a device.
    pub fn name(&self) -> String {
        let versioned = |name: &str, version: &Option<String>| match version {
            Some(version) => format!("{name} {version}"),
            None => name.to_owned(),
        };
        let browser = self.browser.as_deref().map(|name| versioned(name, &self.browser_version));
        let os = self.os.as_deref().map(|name| versioned(name, &self.os_version));
        match (browser, os) {
            (Some(browser), Some(os)) => format!("{browser} on {os}"),
            (Some(browser), None) => browser,
            (None, Some(os)) => format!("Unknown browser on {os}"),
            (None, None) => "Unknown browser".to_owned(),
        }
    }

    /// Why the name says no more, where browsers keep it to themselves.
    pub fn why(&self) -> Option<&'static str> {
        match (self.os.as_deref()?, self.os_version.as_deref()) {
            ("Windows", Some("10 or 11")) => Some(
                "Browsers say 'Windows 10' on Windows 11 too. Some tell which it is when they are asked; this one did not.",
            ),
            ("Mac or iPad", _) => Some(
                "On an iPad, Safari says that it runs on a Mac, so that websites show their full pages. Nothing that it \
                 sends tells the two apart.",
            ),
            ("macOS", None) => Some(
                "Browsers have said 'macOS 10.15' on every later macOS. This one did not tell which it is, so none is shown.",
            ),
            // A model in brackets is no version.
            ("Android", None) => Some(ANDROID),
            ("Android", Some(version)) if version.starts_with('(') => Some(ANDROID),
            _ => None,
        }
    }
}

const ANDROID: &str =
    "Browsers say 'Android 10' on every version of Android. This one did not tell which it is, so none is shown.";

/// How long a device stays signed in: chosen at sign-in.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, strum::EnumString, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Stay {
    /// 'Keep me signed in.'
    Kept,
    /// Until the browser is closed.
    #[default]
    Browser,
    /// 'This is a shared computer.'
    Shared,
}

/// What is to become of a device, and when.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, strum::EnumString, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum When {
    /// It is signed out at once.
    #[default]
    Now,
    /// It is signed out tonight.
    Tonight,
    /// It keeps its place, and is asked for the password before anything else.
    Lock,
}

/// One signed-in device, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeviceView {
    pub id: PublicId,
    /// What the person calls it, else what it is.
    pub name: String,
    /// What it is, where the person calls it something else.
    pub automatic_name: Option<String>,
    /// Whether its name leaves something open, which its page explains.
    pub unsure: bool,
    pub kind: DeviceKind,
    /// Why it deserves a look.
    pub flags: Vec<Flag>,
    pub location: String,
    pub ip_address: String,
    pub signed_in_at: Timestamp,
    pub last_active_at: Timestamp,
    /// Its end, where that was brought forward or is near: within a day.
    pub ends_at: Option<Timestamp>,
    /// Whether it is asked for the password before anything else.
    pub locked: bool,
    /// Whether the request that asked came from this very device.
    pub current: bool,
}

/// One page of a person's devices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DevicePage {
    /// The server's clock, so that relative times read the same on both sides.
    pub now: Timestamp,
    /// This device first (on the first page), then what deserves a look, then the last active.
    pub devices: Vec<DeviceView>,
    /// How many devices there are on all pages.
    pub total: u32,
    /// Counted from 1.
    pub page: u32,
    pub pages: u32,
    /// Whether the password was proved so recently that it needn't be asked again.
    pub proved: bool,
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    fn device(browser: Option<&str>, version: Option<&str>, os: Option<&str>) -> Device {
        Device {
            browser: browser.map(str::to_owned),
            browser_version: version.map(str::to_owned),
            os: os.map(str::to_owned),
            os_version: None,
            kind: DeviceKind::Unknown,
        }
    }

    #[test]
    fn every_device_has_a_readable_name() {
        assert_eq!(device(Some("Chrome"), Some("143"), Some("Linux")).name(), "Chrome 143 on Linux");
        assert_eq!(device(Some("curl"), None, None).name(), "curl");
        assert_eq!(device(None, None, Some("Android")).name(), "Unknown browser on Android");
        assert_eq!(device(None, None, None).name(), "Unknown browser");
    }

    #[test]
    fn what_no_name_can_say_is_explained() {
        let why = |os: Option<&str>, version: Option<&str>| {
            let os_version = version.map(str::to_owned);
            Device { os_version, ..device(Some("Chrome"), None, os) }.why()
        };
        for (os, version) in [
            ("Windows", Some("10 or 11")),
            ("Mac or iPad", None),
            ("macOS", None),
            ("Android", None),
            ("Android", Some("(Pixel 9)")),
        ] {
            assert!(why(Some(os), version).is_some_and(|why| why.len() < 200), "{os}");
        }
        for (os, version) in [
            ("Windows", Some("11")),
            ("Windows", None),
            ("macOS", Some("10.14")),
            ("Android", Some("15 (Pixel 9)")),
            ("Linux", None),
            ("iPad", None),
        ] {
            assert_eq!(why(Some(os), version), None, "{os}");
        }
        assert_eq!(why(None, None), None);
    }

    #[test]
    fn kinds_survive_storage() {
        for kind in DeviceKind::iter() {
            assert_eq!(DeviceKind::from_stored(kind.as_str()), kind);
        }
        assert_eq!(DeviceKind::from_stored("toaster"), DeviceKind::Unknown);
    }

    #[test]
    fn only_well_formed_public_ids_parse() {
        assert!("abcDEF0123-_wxyz".parse::<PublicId>().is_ok());
        for text in ["", "short", "abcDEF0123-_wxyzz", "abcDEF0123-_wx'z", "abcDEF0123-_wxé"] {
            assert!(text.parse::<PublicId>().is_err(), "{text}");
        }
    }
}
