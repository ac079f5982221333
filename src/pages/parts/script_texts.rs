use leptos::prelude::*;
use serde_json::{Value, json};

use crate::{
    error::AppError,
    t,
    texts::{Message, language},
};

/// One number for each plural form that a language may have: a script chooses the text whose number is of the same
/// form as its own, by `Intl.PluralRules`.
const SAMPLES: [u32; 6] = [0, 1, 2, 3, 11, 100];

/// What the scripts of `public/` say, in the language of the page. Where a script puts something in, it is named in
/// braces.
#[component]
pub fn ScriptTexts() -> impl IntoView {
    let device = "{device}";
    let texts = json!({
        "unreachable": AppError::Unreachable.text(language()),
        "retryMinutes": forms("script-retry-minutes"),
        "retrySeconds": forms("script-retry-seconds"),
        "activeNow": t!("time-active-now"),
        "active": t!("time-active", ago = "{ago}"),
        "justNow": t!("time-just-now"),
        "today": t!("script-today"),
        "yesterday": t!("script-yesterday"),
        "undo": t!("undo"),
        "nameIt": t!("name-it"),
        "done": {
            "now": t!("said-device-signed-out", device = device),
            "tonight": t!("script-tonight", device = device),
            "lock": t!("script-locked", device = device),
            "gone": t!("script-gone", device = device),
            "others": forms("script-others"),
            "yes": t!("said-recognised", device = device),
            "unlock": t!("said-unlocked", device = device),
            "keep": t!("said-stays-signed-in", device = device),
            "unrecognise": t!("said-not-recognised", device = device),
        },
    });
    view! { <div id="texts" data-texts=texts.to_string() hidden></div> }
}

/// A text in its form for each of [`SAMPLES`], with `{count}` for the number.
fn forms(key: &'static str) -> Value {
    let form = |count: u32| Message::new(key).with("count", count).with("number", "{count}").text(language());
    SAMPLES.map(form).into_iter().collect()
}
