use leptos::prelude::*;
use time::{UtcDateTime, macros::format_description};

use crate::{
    model::{Timestamp, ago},
    server::clock::rfc3339,
};

/// The time of day, under the heading of its day; UTC until a script makes it the person's own.
#[component]
pub fn ClockTime(at: Timestamp, now: Timestamp) -> impl IntoView {
    let format = format_description!("[hour]:[minute] UTC");
    let clock = date_time(at).format(&format).unwrap_or_default();
    view! { <time class="clock" datetime=rfc3339(at) title=ago(now, at)>{clock}</time> }
}

/// 'Monday, 23 November 2026': the day of a moment, in UTC.
pub fn day(at: Timestamp) -> String {
    let format = format_description!("[weekday], [day padding:none] [month repr:long] [year]");
    date_time(at).format(&format).unwrap_or_default()
}

fn date_time(at: Timestamp) -> UtcDateTime {
    UtcDateTime::from_unix_timestamp(at.seconds()).unwrap_or(UtcDateTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_named_in_full() {
        assert_eq!(day(Timestamp::from_millis(1_795_471_387_000)), "Monday, 23 November 2026");
    }
}
