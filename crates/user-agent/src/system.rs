//! The operating system: its name, and its version where one can be known.

use crate::{
    Hints,
    identify::{Parsed, known},
    tables::SYSTEMS,
    words,
};

pub struct System {
    pub name: &'static str,
    pub version: Option<String>,
}

/// What woothee calls the systems that people know under another name.
const WOOTHEE: [(&str, &str); 9] = [
    ("Mac OSX", MAC),
    ("Mac OS Classic", "Mac OS"),
    ("Linux", "Linux"),
    ("ChromeOS", "ChromeOS"),
    ("BSD", "BSD"),
    ("SymbianOS", "Symbian"),
    ("BlackBerry", "BlackBerry"),
    ("BlackBerry 10", "BlackBerry"),
    ("Firefox OS", "Firefox OS"),
];

/// What Chromium calls the platforms in `Sec-CH-UA-Platform`.
const PLATFORMS: [(&str, &str); 6] = [
    ("Windows", WINDOWS),
    ("macOS", MAC),
    ("Android", ANDROID),
    ("Chrome OS", "ChromeOS"),
    ("Chromium OS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// Systems that a User-Agent only claims: an Android that asks for a computer's pages says Linux.
/// Any other is more than a hint tells, as Ubuntu is more than 'Linux', and an Xbox than 'Windows'.
const GENERAL: [&str; 4] = [WINDOWS, MAC, ANDROID, "Linux"];

const WINDOWS: &str = "Windows";
const MAC: &str = "macOS";
const ANDROID: &str = "Android";
const MAC_OR_IPAD: &str = "Mac or iPad";

/// The Safari that came with the first iPad to call itself a Mac (iPadOS 13).
const FIRST_SAFARI_THAT_MAY_BE_AN_IPAD: u32 = 13;

/// The system that the hints name, or the tables, or woothee.
pub fn of(user_agent: &str, parsed: &Parsed<'_>, hints: &Hints) -> Option<System> {
    let named = SYSTEMS.answer(user_agent);
    let hinted = hints.platform.as_deref().and_then(|platform| find(&PLATFORMS, platform));
    let name = match (hinted, &named) {
        (Some(hinted), named) if named.as_ref().is_none_or(|named| GENERAL.contains(&named.name)) => hinted,
        (_, Some(named)) => named.name,
        (_, None) if parsed.os.starts_with(WINDOWS) => WINDOWS,
        (_, None) => find(&WOOTHEE, known(parsed.os)?)?,
    };
    Some(match name {
        WINDOWS => System { name, version: windows_version(parsed.os, hints) },
        MAC if may_be_an_ipad(user_agent, hints) => System { name: MAC_OR_IPAD, version: None },
        MAC => System { name, version: mac_version(&parsed.os_version, hints) },
        ANDROID => System { name, version: android_version(user_agent, hints) },
        name => System { name, version: named.and_then(|named| named.version) },
    })
}

fn find(table: &[(&str, &'static str)], word: &str) -> Option<&'static str> {
    table.iter().find(|(key, _)| *key == word).map(|(_, name)| *name)
}

/// Microsoft's table: Windows 11 counts from 13.0.0, Windows 10 from 1.0.0 to 10.0.0, and 0 is older
/// (<https://learn.microsoft.com/microsoft-edge/web-platform/how-to-detect-win11>). The User-Agents
/// of 10 and 11 are the same.
fn windows_version(os: &str, hints: &Hints) -> Option<String> {
    let version = match (os.strip_prefix("Windows ")?, hints.platform_major()) {
        ("10", Some(13..)) => "11",
        ("10", Some(1..)) => "10",
        ("10", _) => "10 or 11",
        ("UNKNOWN Ver", _) => return None,
        (version, _) => version,
    };
    Some(version.to_owned())
}

/// Since iPadOS 13 Safari there asks for pages as a Mac of that time does: `Intel Mac OS X 10_15`,
/// to which every later Safari has kept. No other browser on a Mac has 'Version/'.
fn may_be_an_ipad(user_agent: &str, hints: &Hints) -> bool {
    let safari = user_agent.contains("Version/") && user_agent.contains("Safari/") && !user_agent.contains("Chrome/");
    let version = words::number_after(user_agent, "Version/").and_then(|version| version.parse().ok());
    hints.platform.is_none()
        && safari
        && user_agent.contains("Mac OS X 10_15")
        && version.is_some_and(|version: u32| version >= FIRST_SAFARI_THAT_MAY_BE_AN_IPAD)
}

/// Browsers on every Mac since macOS 11 say 10.15.7, and Firefox 10.15.
fn mac_version(version: &str, hints: &Hints) -> Option<String> {
    let version = hints.platform_version.as_deref().unwrap_or(version);
    let mut numbers = version.split(['.', '_']).map(words::major);
    match (numbers.next()??, numbers.next()) {
        (major, Some(Some(minor))) if major == "10" => {
            (minor != "15" || hints.platform_version.is_some()).then(|| format!("10.{minor}"))
        }
        (major, _) if major == "10" => None,
        (major, _) => Some(major),
    }
}

/// The version, and the model in brackets: '15 (Pixel 9)'. Chrome has said 'Android 10' and 'K' on
/// every device since 110 (its User-Agent reduction), and tells the truth in hints alone.
fn android_version(user_agent: &str, hints: &Hints) -> Option<String> {
    let frozen = user_agent.contains("Android 10; K)");
    let hinted = hints.platform_major().map(|version| version.to_string());
    let version = hinted.or_else(|| if frozen { None } else { words::number_after(user_agent, "Android") });
    let model = hints.model.clone().or_else(|| words::model(user_agent));
    match (version, model) {
        (Some(version), Some(model)) => Some(format!("{version} ({model})")),
        (None, Some(model)) => Some(format!("({model})")),
        (version, None) => version,
    }
}
