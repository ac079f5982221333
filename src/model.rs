//! What crosses the wire between the server and the browser.

use std::{fmt, str::FromStr, time::Duration};

use serde::{Deserialize, Serialize};

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From milliseconds since the Unix epoch.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the Unix epoch.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since the Unix epoch: JWT's `NumericDate` (RFC 7519, section 2).
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// How long before this `earlier` was; nothing if it was later (clocks do go backwards).
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// This moment and `duration` more.
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)))
    }
}

/// How long after its last request a device still counts as active now.
///
/// Twice the interval at which last activity is written, so that a device in use never flickers.
const ACTIVE_NOW: Duration = Duration::from_mins(2);

/// 'just now', '5 minutes ago', '3 days ago'.
pub fn ago(now: Timestamp, then: Timestamp) -> String {
    let elapsed = now.since(then);
    if elapsed < Duration::from_mins(1) { "just now".to_owned() } else { timeago::Formatter::new().convert(elapsed) }
}

/// 'Active now' or 'Active 5 minutes ago'.
pub fn activity(now: Timestamp, last_active_at: Timestamp) -> String {
    if now.since(last_active_at) < ACTIVE_NOW {
        "Active now".to_owned()
    } else {
        format!("Active {}", ago(now, last_active_at))
    }
}

/// Names a session in pages, links and forms. It lets nobody in: the credential is another id.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
}

/// One signed-in device, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeviceView {
    pub id: PublicId,
    pub name: String,
    pub kind: DeviceKind,
    pub location: String,
    pub ip_address: String,
    pub signed_in_at: Timestamp,
    pub last_active_at: Timestamp,
    /// Whether the request that asked came from this very device.
    pub current: bool,
}

/// One page of a person's devices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DevicePage {
    /// The server's clock, so that relative times read the same on both sides.
    pub now: Timestamp,
    /// This device first (on the first page), then the others, the last active first.
    pub devices: Vec<DeviceView>,
    /// How many devices there are on all pages.
    pub total: u32,
    /// Counted from 1.
    pub page: u32,
    pub pages: u32,
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
    fn times_read_as_a_person_says_them() {
        let then = Timestamp::from_millis(1_000_000);
        let after = |seconds| then.plus(Duration::from_secs(seconds));
        assert_eq!(ago(after(59), then), "just now");
        assert_eq!(ago(after(60), then), "1 minute ago");
        assert_eq!(ago(after(3 * 86_400 + 5), then), "3 days ago");
        assert_eq!(activity(after(119), then), "Active now");
        assert_eq!(activity(after(300), then), "Active 5 minutes ago");
    }

    #[test]
    fn a_clock_that_went_backwards_reads_as_now() {
        let now = Timestamp::from_millis(0);
        assert_eq!(ago(now, now.plus(Duration::from_hours(1))), "just now");
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
