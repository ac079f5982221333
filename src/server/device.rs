//! From a User-Agent (and the hints beside it) to a [`Device`].
//!
//! `woothee` knows the agents. Around it: versions that browsers have frozen are not shown as if
//! they told something, names are those that people use, and what woothee files under 'HTTP
//! library' or 'crawler' is called by its own name.

use woothee::parser::Parser;

use crate::model::{Device, DeviceKind};

/// Bytes of a User-Agent that are kept: real ones are a quarter of it at most.
pub const MAX_USER_AGENT: usize = 512;

/// The client hint (<https://wicg.github.io/ua-client-hints/>) that tells Windows 11 from 10:
/// their User-Agents are the same.
pub const PLATFORM_VERSION_HINT: &str = "sec-ch-ua-platform-version";

/// What browsers tell beside the User-Agent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'a> {
    /// The header [`PLATFORM_VERSION_HINT`], quotes and all, or nothing.
    pub platform_version: &'a str,
}

/// The User-Agent as it is kept: cut to [`MAX_USER_AGENT`] bytes, at a character.
pub fn user_agent(sent: &str) -> String {
    sent[..sent.floor_char_boundary(MAX_USER_AGENT)].to_owned()
}

/// What the device is.
pub fn identify(user_agent: &str, hints: Hints<'_>) -> Device {
    let parsed = Parser::new().parse(user_agent).unwrap_or_default();
    let os = known(parsed.os).map(|os| Os::of(os, &parsed.os_version, user_agent, hints));
    let tool = tool(user_agent);
    let kind = if tool.is_some() {
        DeviceKind::CommandLine
    } else {
        kind(parsed.category, os.as_ref().map(|os| os.name), user_agent)
    };
    let (browser, browser_version) = match (tool, kind) {
        (Some((name, version)), _) => (Some(name), version),
        // woothee puts a crawler's name where it has one, and no version.
        (None, DeviceKind::Robot) => (known(parsed.name).map(robot_name), None),
        // Of a console woothee says its name twice, and its system's version for the browser's.
        (None, _) if parsed.name == parsed.os => (None, None),
        (None, _) => (browser_name(parsed.name, user_agent), known(parsed.version).and_then(major)),
    };
    Device {
        browser,
        browser_version,
        os: os.as_ref().map(|os| os.name.to_owned()),
        os_version: os.and_then(|os| os.version),
        kind,
    }
}

struct Os {
    name: &'static str,
    version: Option<String>,
}

impl Os {
    fn of(os: &str, version: &str, user_agent: &str, hints: Hints<'_>) -> Self {
        let plain = |name| Self { name, version: None };
        match os {
            "Windows 10" => Self { name: "Windows", version: windows_version(hints) },
            _ if os.starts_with("Windows ") => match os.trim_start_matches("Windows ") {
                "UNKNOWN Ver" => plain("Windows"),
                "Phone OS" => plain("Windows Phone"),
                version => Self { name: "Windows", version: Some(version.to_owned()) },
            },
            // Browsers on every Mac since macOS 11 say 10.15.7, and Firefox 10.15.
            "Mac OSX" => match version.strip_prefix("10.") {
                Some(minor) if !minor.starts_with("15") => {
                    Self { name: "macOS", version: Some(format!("10.{}", minor.split('.').next().unwrap_or(minor))) }
                }
                _ => plain("macOS"),
            },
            "Mac OS Classic" => plain("Mac OS"),
            "iPhone" => Self { name: "iPhone", version: None },
            "iPad" => plain("iPad"),
            "iPod" => plain("iPod"),
            // Chrome has said 'Android 10' on every version since 110 (its User-Agent reduction,
            // which also calls every model 'K').
            "Android" if user_agent.contains("Android 10; K)") => plain("Android"),
            "Android" => Self { name: "Android", version: known(version).and_then(major) },
            "ChromeOS" => plain("ChromeOS"),
            "Linux" if user_agent.contains("Ubuntu") => plain("Ubuntu"),
            "Linux" if user_agent.contains("Fedora") => plain("Fedora"),
            "Linux" => plain("Linux"),
            "PlayStation 3" => plain("PlayStation 3"),
            "PlayStation 4" => plain("PlayStation 4"),
            "PlayStation Portable" | "PlayStation Vita" => plain("PlayStation"),
            "Xbox 360" | "Xbox One" => plain("Xbox"),
            "Nintendo 3DS" | "Nintendo DSi" | "Nintendo Wii" | "Nintendo Wii U" => plain("Nintendo"),
            "BSD" => plain("BSD"),
            "BlackBerry" | "BlackBerry 10" => plain("BlackBerry"),
            "Firefox OS" => plain("Firefox OS"),
            _ => plain("an unknown system"),
        }
    }
}

/// Microsoft's table: Windows 11 counts from 13.0.0, Windows 10 from 1.0.0 to 10.0.0, and 0 is older.
fn windows_version(hints: Hints<'_>) -> Option<String> {
    let major: u32 = hints.platform_version.trim_matches('"').split('.').next()?.parse().ok()?;
    match major {
        13.. => Some("11".to_owned()),
        1.. => Some("10".to_owned()),
        0 => None,
    }
}

fn kind(category: &str, os: Option<&str>, user_agent: &str) -> DeviceKind {
    match (category, os) {
        ("crawler", _) => DeviceKind::Robot,
        (_, Some("PlayStation" | "PlayStation 3" | "PlayStation 4" | "Xbox" | "Nintendo")) => DeviceKind::Console,
        (_, Some("iPad")) => DeviceKind::Tablet,
        // Google's advice: a phone says Mobile, a tablet does not.
        (_, Some("Android")) if user_agent.contains("TV") || user_agent.contains("AFT") => DeviceKind::Television,
        (_, Some("Android")) if !user_agent.contains("Mobile") => DeviceKind::Tablet,
        ("smartphone" | "mobilephone", _) => DeviceKind::Phone,
        ("appliance", _) => DeviceKind::Television,
        ("pc", _) => DeviceKind::Desktop,
        _ => DeviceKind::Unknown,
    }
}

fn browser_name(name: &str, user_agent: &str) -> Option<String> {
    let name = match known(name)? {
        "SamsungBrowser" => "Samsung Internet",
        "Webview" => "An app",
        "Google Search App" => "Google app",
        // woothee files the system's name under the browser where it knows no browser.
        "Safari" if !user_agent.contains("Version/") && !user_agent.contains("Mobile/") => return None,
        name => name,
    };
    Some(name.to_owned())
}

fn robot_name(name: &str) -> String {
    if name == "misc crawler" { "A robot".to_owned() } else { name.to_owned() }
}

/// Command-line tools and libraries name themselves first: 'curl/8.5.0', 'python-requests/2.31'.
fn tool(user_agent: &str) -> Option<(String, Option<String>)> {
    const TOOLS: [(&str, &str); 14] = [
        ("curl", "curl"),
        ("wget", "Wget"),
        ("wget2", "Wget2"),
        ("httpie", "HTTPie"),
        ("xh", "xh"),
        ("python-requests", "Python Requests"),
        ("python-urllib", "Python"),
        ("python-httpx", "HTTPX"),
        ("go-http-client", "Go"),
        ("okhttp", "OkHttp"),
        ("postmanruntime", "Postman"),
        ("insomnia", "Insomnia"),
        ("java", "Java"),
        ("node", "Node.js"),
    ];
    let first = user_agent.split_whitespace().next()?;
    let (product, version) = first.split_once('/').unwrap_or((first, ""));
    let (_, name) = TOOLS.iter().find(|(word, _)| product.eq_ignore_ascii_case(word))?;
    Some(((*name).to_owned(), major(version)))
}

fn known(value: &str) -> Option<&str> {
    (!value.is_empty() && value != woothee::woothee::VALUE_UNKNOWN).then_some(value)
}

/// The number before the first dot.
fn major(version: &str) -> Option<String> {
    let major: String = version.chars().take_while(char::is_ascii_digit).take(5).collect();
    (!major.is_empty()).then_some(major)
}

#[cfg(test)]
mod tests;
