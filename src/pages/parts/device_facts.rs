use std::time::Duration;

use leptos::prelude::*;

use super::Moment;
use crate::{
    model::{DeviceDetail, LocationView, Persistence, Timestamp},
    t,
    texts::{ago, language, length, rich},
};

/// Of shorter stays in a place only the end is shown.
const VISIT: Duration = Duration::from_mins(10);
/// So many places are listed.
const PLACES: usize = 5;

/// What is known of a device.
#[component]
pub fn DeviceFacts(device: DeviceDetail) -> impl IntoView {
    let (last_seen_at, first_seen_at) = (device.last_seen_at, device.first_seen_at);
    let DeviceDetail { now, live, full_name, why, user_agent, persistence, ends_at, idle_timeout, locations, .. } =
        device;
    let time = move |at: Timestamp| view! { <Moment at/> <span class="hint">{format!(" ({})", ago(language(), now, at))}</span> };
    let kept = persistence.zip(idle_timeout).zip(ends_at).map(|((persistence, idle), end)| {
        let kept = match persistence {
            Persistence::Persistent => t!("facts-kept"),
            Persistence::BrowserSession => t!("facts-browser"),
            Persistence::Shared => t!("facts-shared"),
        };
        let ends = rich("facts-ends")
            .element("duration", length(language(), idle))
            .element("time", view! { <Moment at=end/> });
        view! { {kept} " " {ends.view()} }
    });
    let address = live.as_ref().map(|live| live.ip_address.clone());
    view! {
        <section class="section" aria-labelledby="about">
            <div class="section-head"><h2 id="about">{t!("facts")}</h2></div>
            <dl class="facts panel">
                <div>
                    <dt>{t!("facts-agent")}</dt>
                    <dd>
                        <bdi translate="no">{full_name}</bdi>
                        {why.map(|why| view! { <p class="hint">{why}</p> })}
                    </dd>
                </div>
                {live.map(|live| view! { <div><dt>{t!("facts-signed-in")}</dt><dd>{time(live.signed_in_at)} <p class="hint">{t!("facts-with-password")}</p></dd></div> })}
                {kept.map(|kept| view! { <div><dt>{t!("facts-stays")}</dt><dd>{kept}</dd></div> })}
                <div><dt>{t!("facts-last-active")}</dt><dd>{time(last_seen_at)}</dd></div>
                <div><dt>{t!("facts-first-seen")}</dt><dd>{time(first_seen_at)}</dd></div>
                {address.map(|address| view! { <div><dt>{t!("facts-address")}</dt><dd class="address">{address}</dd></div> })}
                {(!locations.is_empty()).then(|| view! {
                    <div>
                        <dt>{t!("facts-locations")}</dt>
                        <dd>{locations.into_iter().take(PLACES).map(|place| view! { <Place place now/> }).collect_view()}</dd>
                    </div>
                })}
                {user_agent.map(|agent| view! { <div><dt>{t!("facts-calls-itself")}</dt><dd class="hint" translate="no">{agent}</dd></div> })}
            </dl>
        </section>
    }
}

#[component]
fn Place(place: LocationView, now: Timestamp) -> impl IntoView {
    let LocationView { location, ip_address, first_at, last_at } = place;
    // What a visit of a few minutes began with says nothing.
    let lasted = last_at.since(first_at) >= VISIT;
    view! {
        <div>
            <bdi>{location}</bdi>
            {ip_address.map(|address| view! { " " <span class="address hint">{address}</span> })}
            <p class="hint">
                {if lasted {
                    let from = view! { <Moment at=first_at/> };
                    rich("facts-from-to").element("from", from).element("to", view! { <Moment at=last_at/> }).view()
                } else {
                    view! { <Moment at=last_at/> }.into_any()
                }}
                {format!(" ({})", ago(language(), now, last_at))}
            </p>
        </div>
    }
}
