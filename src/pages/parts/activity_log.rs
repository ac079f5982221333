use leptos::prelude::*;

use super::ActivityEntry;
use crate::{
    model::{ActivityView, Timestamp},
    texts::{Moment, language},
};

/// What happened, day by day, the last first. The days are those of UTC until a script makes them the
/// person's own.
#[component]
pub fn ActivityLog(
    entries: Vec<ActivityView>,
    now: Timestamp,
    /// Whether all is about one device, which needn't be named.
    #[prop(optional)]
    about_one: bool,
) -> impl IntoView {
    let days: Vec<(String, Vec<ActivityView>)> = entries.into_iter().fold(Vec::new(), |mut days, entry| {
        let name = Moment::of(entry.at).day(language());
        match days.last_mut() {
            Some((last, entries)) if *last == name => entries.push(entry),
            _ => days.push((name, vec![entry])),
        }
        days
    });
    view! {
        <div class="log" data-days="">
            {days
                .into_iter()
                .map(|(name, entries)| view! {
                    <section class="section">
                        <div class="section-head"><h2>{name}</h2></div>
                        <ol class="panel">
                            {entries.into_iter().map(|entry| view! { <ActivityEntry entry now about_one/> }).collect_view()}
                        </ol>
                    </section>
                })
                .collect_view()}
        </div>
    }
}
