use leptos::prelude::*;

use super::exact_time::iso_time;
use crate::{
    model::Timestamp,
    texts::{Moment, ago, language},
};

/// The time of day, under the heading of its day; UTC until a script makes it the person's own.
#[component]
pub fn ClockTime(at: Timestamp, now: Timestamp) -> impl IntoView {
    let clock = Moment::of(at).clock(language());
    view! { <time class="clock" datetime=iso_time(at) title=ago(language(), now, at)>{clock}</time> }
}
