use leptos::prelude::*;
use time::{UtcDateTime, macros::format_description};

use crate::{
    model::{Timestamp, ago, last_active_label},
    server::clock::rfc3339,
};

/// A moment as people say it, with the exact time on hover and for screen readers.
///
/// The server can't know the person's time zone, so it writes UTC; a script puts the local time in its place,
/// and has 'Active 5 minutes ago' go on: public/times.js.
#[component]
pub fn Ago(
    at: Timestamp,
    now: Timestamp,
    /// Whether it is the last activity of a device.
    #[prop(optional)]
    active: bool,
) -> impl IntoView {
    let text = if active { last_active_label(now, at) } else { ago(now, at) };
    view! {
        <time datetime=rfc3339(at) title=utc_time(at) data-active=active.then_some("")>
            <span>{text}</span>
            <span class="visually-hidden">", " {utc_time(at)}</span>
        </time>
    }
}

/// The exact time itself, where dates matter more than how long ago they were; UTC until a script puts
/// the person's own in its place.
#[component]
pub fn Moment(at: Timestamp) -> impl IntoView {
    view! { <time class="moment" datetime=rfc3339(at)>{utc_time(at)}</time> }
}

fn utc_time(at: Timestamp) -> String {
    let format = format_description!("[day padding:none] [month repr:long] [year] at [hour]:[minute] UTC");
    date_time(at).format(&format).unwrap_or_default()
}

fn date_time(at: Timestamp) -> UtcDateTime {
    UtcDateTime::from_unix_timestamp(at.seconds()).unwrap_or(UtcDateTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_writes_utc() {
        let at = Timestamp::from_millis(1_795_471_387_000);
        assert_eq!(utc_time(at), "23 November 2026 at 22:03 UTC");
        assert_eq!(rfc3339(at), "2026-11-23T22:03:07Z");
    }
}
