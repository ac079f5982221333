use leptos::prelude::*;

use super::LiveText;
use crate::model::Timestamp;

/// A moment as people say it, with the exact time on hover and for screen readers.
///
/// The server can't know the person's time zone, so it writes UTC; an island puts the local time
/// in its place.
#[component]
pub fn ExactTime(
    at: Timestamp,
    /// '5 minutes ago', and what comes before it.
    #[prop(into)]
    text: Signal<String>,
    /// Whether this runs in the person's browser, which knows the time zone.
    #[prop(into)]
    local: Signal<bool>,
) -> impl IntoView {
    let exact = move || if local.get() { local_time(at) } else { utc_time(at) };
    view! {
        <time datetime=iso_time(at) title=exact>
            <LiveText text/>
            <span class="visually-hidden">", " <LiveText text=Signal::derive(exact)/></span>
        </time>
    }
}

/// The exact time itself, where dates matter more than how long ago they were; UTC until a script puts
/// the person's own in its place.
#[component]
pub fn Moment(at: Timestamp) -> impl IntoView {
    view! { <time class="moment" datetime=iso_time(at)>{utc_time(at)}</time> }
}

#[cfg(feature = "ssr")]
fn utc_time(at: Timestamp) -> String {
    use time::macros::format_description;
    let format = format_description!("[day padding:none] [month repr:long] [year] at [hour]:[minute] UTC");
    date_time(at).format(&format).unwrap_or_default()
}

#[cfg(feature = "ssr")]
fn iso_time(at: Timestamp) -> String {
    date_time(at).format(&time::format_description::well_known::Rfc3339).unwrap_or_default()
}

#[cfg(feature = "ssr")]
fn date_time(at: Timestamp) -> time::UtcDateTime {
    time::UtcDateTime::from_unix_timestamp(at.seconds()).unwrap_or(time::UtcDateTime::UNIX_EPOCH)
}

#[cfg(feature = "ssr")]
fn local_time(at: Timestamp) -> String {
    utc_time(at)
}

/// Not called before the page says otherwise: what the server wrote stays.
#[cfg(not(feature = "ssr"))]
fn utc_time(_: Timestamp) -> String {
    String::new()
}

#[cfg(not(feature = "ssr"))]
fn iso_time(at: Timestamp) -> String {
    date(at).to_iso_string().into()
}

/// '23 November 2026 at 22:03:07 CET', in the language of the page.
#[cfg(not(feature = "ssr"))]
fn local_time(at: Timestamp) -> String {
    let options = js_sys::Object::new();
    for (name, value) in [
        ("day", "numeric"),
        ("month", "long"),
        ("year", "numeric"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("timeZoneName", "short"),
    ] {
        _ = js_sys::Reflect::set(&options, &name.into(), &value.into());
    }
    date(at).to_locale_string("en-GB", &options).into()
}

#[cfg(not(feature = "ssr"))]
fn date(at: Timestamp) -> js_sys::Date {
    #[expect(clippy::cast_precision_loss, reason = "JavaScript's dates are floats, exact for 285,000 years")]
    js_sys::Date::new(&(at.millis() as f64).into())
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn the_server_writes_utc() {
        let at = Timestamp::from_millis(1_795_471_387_000);
        assert_eq!(utc_time(at), "23 November 2026 at 22:03 UTC");
        assert_eq!(iso_time(at), "2026-11-23T22:03:07Z");
    }
}
