use leptos::prelude::*;

use crate::{
    model::Timestamp,
    server::clock::rfc3339,
    texts::{Moment, ago, language},
};

/// The time of day, under the heading of its day; UTC until a script makes it the person's own.
#[component]
pub fn ClockTime(at: Timestamp, now: Timestamp) -> impl IntoView {
    let clock = Moment::of(at).clock(language());
    view! { <time class="clock" datetime=rfc3339(at) title=ago(language(), now, at)>{clock}</time> }
}
