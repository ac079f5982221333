//! What the pages call flags, filters and what happened.

use super::Message;
use crate::model::{ActivityFilter, DeviceKind, EndReason, EventKind, Filter, Flag, Language, Sort, TakenBack};

/// A flag in two or three words.
pub fn flag_label(flag: Flag, language: Language) -> String {
    word("flag", flag.as_str(), language)
}

/// What a person calls a kind of device.
pub fn kind_label(kind: DeviceKind, language: Language) -> String {
    word("kind", kind.as_str(), language)
}

/// What a filter of devices shows.
pub fn filter_label(filter: Filter, language: Language) -> String {
    word("filter", filter.as_str(), language)
}

/// An order of devices, as a choice.
pub fn sort_label(sort: Sort, language: Language) -> String {
    word("sort", sort.as_str(), language)
}

/// Which entries of the log are listed, as a choice.
pub fn activity_filter_label(filter: ActivityFilter, language: Language) -> String {
    word("activity-filter", filter.as_str(), language)
}

/// What is on the button that takes back what was done to a device.
pub fn take_back_label(what: TakenBack, language: Language) -> String {
    word("take-back-label", what.as_str(), language)
}

/// What happened, as a heading.
pub fn event_title(kind: EventKind, language: Language) -> String {
    word("event", kind.into(), language)
}

/// Why a session ended, and on which other device that was done.
pub fn end_reason(reason: EndReason, ended_by: Option<&str>, language: Language) -> String {
    let key = key("ended", reason.into());
    match (reason, ended_by) {
        (EndReason::SignedOutRemotely | EndReason::Disowned, Some(by)) => {
            Message::new(format!("{key}-from")).with("device", by).text(language)
        }
        _ => Message::new(key).text(language),
    }
}

fn word(kind: &str, word: &str, language: Language) -> String {
    Message::new(key(kind, word)).text(language)
}

/// The key of a word of the model, as it stands in rows and forms.
fn key(kind: &str, word: &str) -> String {
    format!("{kind}-{}", word.replace('_', "-"))
}
