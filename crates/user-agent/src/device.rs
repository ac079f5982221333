//! The answer: what a device is, and what it is called.

use serde::{Deserialize, Serialize};

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
    /// 'Chrome 143 on Windows 11': this and [`Self::short_name`] are what names a device.
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

    /// 'Chrome on Windows': without the versions, which change every few weeks and tell people nothing.
    pub fn short_name(&self) -> String {
        match (self.browser.as_deref(), self.os.as_deref()) {
            (Some(browser), Some(os)) => format!("{browser} on {os}"),
            (Some(browser), None) => browser.to_owned(),
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
}
