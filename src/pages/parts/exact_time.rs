use leptos::prelude::*;

use crate::{
    model::Timestamp,
    server::clock::rfc3339,
    texts::{Moment as Utc, ago, language, last_active},
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
    let text = if active { last_active(language(), now, at) } else { ago(language(), now, at) };
    view! {
        <time datetime=rfc3339(at) title=Utc::of(at).text(language()) data-active=active.then_some("")>
            <span>{text}</span>
            <span class="visually-hidden">", " {Utc::of(at).text(language())}</span>
        </time>
    }
}

/// The exact time itself, where dates matter more than how long ago they were; UTC until a script puts
/// the person's own in its place.
#[component]
pub fn Moment(at: Timestamp) -> impl IntoView {
    view! { <time class="moment" datetime=rfc3339(at)>{Utc::of(at).text(language())}</time> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_finds_the_moment() {
        let at = Timestamp::from_millis(1_795_471_387_000);
        assert_eq!(rfc3339(at), "2026-11-23T22:03:07Z");
    }
}
