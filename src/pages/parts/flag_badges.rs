use leptos::prelude::*;

use crate::{
    model::{Flag, Level, PublicId},
    texts::{flag_label, language},
};

/// What of a device deserves a look: a word each, which opens what it means. Plain HTML: it works without a
/// script.
#[component]
pub fn FlagBadges(
    id: PublicId,
    flags: Vec<Flag>,
    /// What each means here, in full.
    reasons: Vec<String>,
    /// Whether it is the device of who reads it: they know that it is theirs, and are not accused.
    own: bool,
) -> impl IntoView {
    flags
        .into_iter()
        .zip(reasons)
        .map(|(flag, reason)| {
            let class = match flag.level() {
                Level::Plain => "badge",
                Level::Caution => "badge caution",
                Level::Urgent if own => "badge caution",
                Level::Urgent => "badge danger",
            };
            let target = format!("{}-{id}", flag.as_str());
            view! {
                <button type="button" class=class popovertarget=target.clone()>{flag_label(flag, language())}</button>
                <span class="reason" id=target popover>{reason}</span>
            }
        })
        .collect_view()
}
