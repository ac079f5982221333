//! From a User-Agent, and the hints beside it, to a [`Device`].

use woothee::{parser::Parser, woothee::VALUE_UNKNOWN};

use crate::{
    Device, DeviceKind, Hints, system,
    tables::{Answer, BROWSERS, KINDS, MODELS, ROBOTS, TOOLS},
    words,
};

/// The most bytes of a User-Agent worth reading or storing: real ones have at most a quarter of that.
pub const MAX_LENGTH: usize = 512;

/// The User-Agent, cut to [`MAX_LENGTH`] bytes at the end of a character.
pub fn shortened(user_agent: &str) -> String {
    user_agent[..user_agent.floor_char_boundary(MAX_LENGTH)].to_owned()
}

/// What device sends this User-Agent with these hints.
pub fn identify(user_agent: &str, hints: &Hints) -> Device {
    let parsed = Parser::new().parse(user_agent).unwrap_or_default();
    let tool = TOOLS.answer(user_agent);
    // No tool sends hints of its own: those that come with one were copied from a browser.
    let of_the_system = if tool.is_some() { &Hints::default() } else { hints };
    let system = system::of(user_agent, &parsed, of_the_system);
    let (os, os_version) = system.map_or((None, None), |system| (Some(system.name.to_owned()), system.version));
    let (browser, kind) = if let Some(tool) = tool {
        let name = if tool.name == ITS_OWN { words::own_name(user_agent) } else { Some(named(tool)) };
        (name, DeviceKind::CommandLine)
    } else if let Some(robot) = ROBOTS.answer(user_agent) {
        (robot_name(robot, user_agent), DeviceKind::Robot)
    } else if parsed.category == "crawler" {
        (known(parsed.name).map(|name| (name.to_owned(), None)), DeviceKind::Robot)
    } else {
        (browser(user_agent, &parsed, hints), kind(user_agent, parsed.category, hints))
    };
    let (browser, browser_version) = browser.map_or((None, None), |(name, version)| (Some(name), version));
    Device { browser, browser_version, os, os_version, kind }
}

/// What woothee says.
pub type Parsed<'a> = woothee::parser::WootheeResult<'a>;
type Named = (String, Option<String>);

/// The tables first: of an app that shows a page the hints name no more than what it is made of.
/// But what says that it is Chrome is what the hints say.
fn browser(user_agent: &str, parsed: &Parsed<'_>, hints: &Hints) -> Option<Named> {
    let otherwise = || match known(parsed.name) {
        Some(name) if name != parsed.os => Some((name.to_owned(), known(parsed.version).and_then(words::major))),
        _ => words::own_name(user_agent),
    };
    match (BROWSERS.answer(user_agent), hints.browser_beside(user_agent)) {
        // An app is what its User-Agent calls it: its hints name what it is made of.
        (Some(Answer { name: "Chrome", .. }), _) if user_agent.contains("Electron/") => {
            words::electron_name(user_agent).or_else(|| Some(("An app".to_owned(), None)))
        }
        (Some(Answer { name: "Chrome", .. }), Some(Answer { name: "Chromium" | "An app", .. }))
            if words::app_name(user_agent).is_some() =>
        {
            words::app_name(user_agent)
        }
        (Some(Answer { name: "Chrome", .. }) | None, Some(hinted)) => Some(named(hinted.clone())),
        (Some(Answer { name: UNNAMED, .. }), _) => None,
        (Some(Answer { name: ITS_OWN, .. }), _) => words::browser_name(user_agent).or_else(otherwise),
        (Some(answer @ Answer { name: "Chrome" | "Safari", .. }), None) => {
            words::app_name(user_agent).or_else(|| Some(named(answer)))
        }
        (Some(answer), _) => Some(named(answer)),
        (None, None) => otherwise(),
    }
}

/// In a table of browsers: none that people have a name for. In that of robots: its own name.
const UNNAMED: &str = ".";
/// In those of browsers and tools: the name that it gives itself.
const ITS_OWN: &str = "?";

fn robot_name(robot: Answer, user_agent: &str) -> Option<Named> {
    if robot.name == UNNAMED { words::robot_name(user_agent).map(|name| (name, None)) } else { Some(named(robot)) }
}

fn named(answer: Answer) -> Named {
    (answer.name.to_owned(), answer.version)
}

fn kind(user_agent: &str, category: &str, hints: &Hints) -> DeviceKind {
    if hints.platform.as_deref() == Some("Android") && !user_agent.contains("Android") {
        // A page for computers was asked for, and the User-Agent became a computer's.
        return if hints.mobile == Some(true) { DeviceKind::Phone } else { DeviceKind::Tablet };
    }
    let model = hints.model.as_deref().or_else(|| words::said_model(user_agent));
    match (model.and_then(|model| MODELS.answer(model)).or_else(|| KINDS.answer(user_agent)), category) {
        (Some(kind), _) => DeviceKind::from_stored(kind.name),
        (None, "smartphone" | "mobilephone") => DeviceKind::Phone,
        (None, "pc") => DeviceKind::Desktop,
        // Nothing but a computer says of these systems that it is no phone.
        _ if hints.mobile == Some(false)
            && matches!(hints.platform.as_deref(), Some("Windows" | "macOS" | "Linux" | "Chrome OS")) =>
        {
            DeviceKind::Desktop
        }
        _ => DeviceKind::Unknown,
    }
}

/// What woothee says, unless it says that it doesn't know.
pub fn known(value: &str) -> Option<&str> {
    (!value.is_empty() && value != VALUE_UNKNOWN).then_some(value)
}

#[cfg(test)]
pub mod tests;
