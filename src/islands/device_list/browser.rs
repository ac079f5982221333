//! What only the browser knows: what was pressed, when its day ends, and what a translator did to the page.

use leptos::ev::SubmitEvent;

#[cfg(feature = "hydrate")]
use crate::components::OthersWords;
use crate::components::Question;

/// Takes off what a translator put around texts before the island woke up: hydration walks the nodes that
/// the server wrote, and panics at others. The translator sees the texts appear, and translates them again.
#[cfg(feature = "hydrate")]
pub fn restore_texts() {
    while let Ok(Some(outermost)) = leptos::prelude::document().query_selector("leptos-island font") {
        let text = outermost.text_content().unwrap_or_default();
        if outermost.replace_with_with_str_1(&text).is_err() {
            return;
        }
    }
}

/// What a form asks, if it is one that the dialog asks in place of.
#[cfg(feature = "hydrate")]
pub fn question_of(event: &SubmitEvent) -> Option<Question> {
    use leptos::{prelude::event_target, web_sys::HtmlFormElement};

    let form: HtmlFormElement = event_target(event);
    let data = |name: &str| form.get_attribute(&format!("data-{name}"));
    let field = |name: &str| {
        let field = form.query_selector(&format!("[name={name}]")).ok().flatten()?;
        field.get_attribute("value")
    };
    match data("ask")?.as_str() {
        "device" => Some(Question::Device {
            id: field("device")?.parse().ok()?,
            name: data("name")?,
            location: data("location")?,
            locked: data("locked").is_some(),
            shortened: data("shortened").is_some(),
        }),
        "others" => Some(Question::Others {
            words: OthersWords { title: data("title")?, detail: data("detail")?, action: data("action")? },
            show: field("show"),
            only: field("only").and_then(|ids| ids.parse().ok()),
        }),
        _ => None,
    }
}

/// Nothing is pressed on the server.
#[cfg(not(feature = "hydrate"))]
pub const fn question_of(_: &SubmitEvent) -> Option<Question> {
    None
}

/// The end of the person's day: milliseconds since 1970.
#[cfg(feature = "hydrate")]
pub fn tonight() -> i64 {
    let date = js_sys::Date::new_0();
    date.set_minutes(0);
    date.set_seconds(0);
    date.set_milliseconds(0);
    #[expect(clippy::cast_possible_truncation, reason = "a whole number of milliseconds, exact in a float")]
    let midnight = date.set_hours(24) as i64;
    midnight
}

/// Only browsers know when the person's day ends.
#[cfg(not(feature = "hydrate"))]
pub const fn tonight() -> i64 {
    0
}
