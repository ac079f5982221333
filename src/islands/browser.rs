//! What only the browser knows: its clock, when its day ends, and what a translator did to the page.

use std::time::Duration;

use leptos::prelude::*;

use crate::model::Timestamp;

/// How often 'Active 5 minutes ago' is brought up to date while the page is in view.
const TICK: Duration = Duration::from_secs(30);

/// Takes off what a translator put around texts before the island woke up: hydration walks the nodes that
/// the server wrote, and panics at others. The translator sees the texts appear, and translates them again.
#[cfg(feature = "hydrate")]
pub fn restore_texts() {
    while let Ok(Some(outermost)) = document().query_selector("leptos-island font") {
        let text = outermost.text_content().unwrap_or_default();
        if outermost.replace_with_with_str_1(&text).is_err() {
            return;
        }
    }
}

/// The server's clock, going on in the browser; and whether the browser is there yet.
///
/// The browser's clock says how long it is since then, however wrong it is: timers stand still while a
/// machine sleeps, and are slowed down in a tab that isn't shown.
pub fn clock(server: Timestamp) -> (Signal<Timestamp>, Signal<bool>) {
    let elapsed = RwSignal::new(Duration::ZERO);
    let local = RwSignal::new(false);
    Effect::new(move |_| {
        local.set(true);
        let start = browser_clock();
        let look = move || elapsed.set(browser_clock().since(start));
        set_interval(look, TICK);
        // It comes into view again: not only at the next tick.
        for event in ["visibilitychange", "pageshow", "focus"] {
            _ = window_event_listener_untyped(event, move |_| look());
        }
    });
    (Signal::derive(move || server.plus(elapsed.get())), local.into())
}

/// Does something each [`TICK`] while the page is in view, and when it comes into view again.
pub fn every_look(look: impl Fn() + Clone + 'static) {
    Effect::new(move |_| {
        let look = {
            let look = look.clone();
            move || {
                if !document().hidden() {
                    look();
                }
            }
        };
        set_interval(look.clone(), TICK);
        for event in ["visibilitychange", "pageshow"] {
            let look = look.clone();
            _ = window_event_listener_untyped(event, move |_| look());
        }
    });
}

/// What the browser takes the time to be.
#[cfg(feature = "hydrate")]
fn browser_clock() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "a whole number of milliseconds, exact in a float")]
    let now = js_sys::Date::now() as i64;
    Timestamp::from_millis(now)
}

/// The server renders one moment.
#[cfg(not(feature = "hydrate"))]
fn browser_clock() -> Timestamp {
    Timestamp::from_millis(0)
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
pub fn tonight() -> i64 {
    0
}
