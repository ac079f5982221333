use std::time::Duration;

use leptos::prelude::*;

use super::Moment;
use crate::model::{DeviceDetail, LocationView, Persistence, Timestamp, ago, length};

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
    let time = move |at: Timestamp| view! { <Moment at/> <span class="hint">{format!(" ({})", ago(now, at))}</span> };
    let kept = persistence.zip(idle_timeout).zip(ends_at).map(|((persistence, idle), end)| {
        let kept = match persistence {
            Persistence::Persistent => "Kept signed in. ",
            Persistence::BrowserSession => "Until the browser is closed. ",
            Persistence::Shared => "For a short time, as on a shared computer. ",
        };
        view! { {kept} {format!("Ends after {} without activity, on ", length(idle))} <Moment at=end/> " at the latest." }
    });
    let address = live.as_ref().map(|live| live.ip_address.clone());
    view! {
        <section class="section" aria-labelledby="about">
            <div class="section-head"><h2 id="about">"About"</h2></div>
            <dl class="facts panel">
                <div>
                    <dt>"Browser and system"</dt>
                    <dd>
                        <bdi translate="no">{full_name}</bdi>
                        {why.map(|why| view! { <p class="hint">{why}</p> })}
                    </dd>
                </div>
                {live.map(|live| view! { <div><dt>"Signed in"</dt><dd>{time(live.signed_in_at)} <p class="hint">"With the password."</p></dd></div> })}
                {kept.map(|kept| view! { <div><dt>"Stays signed in"</dt><dd>{kept}</dd></div> })}
                <div><dt>"Last active"</dt><dd>{time(last_seen_at)}</dd></div>
                <div><dt>"First seen"</dt><dd>{time(first_seen_at)}</dd></div>
                {address.map(|address| view! { <div><dt>"IP address"</dt><dd class="address">{address}</dd></div> })}
                {(!locations.is_empty()).then(|| view! {
                    <div>
                        <dt>"Locations"</dt>
                        <dd>{locations.into_iter().take(PLACES).map(|place| view! { <Place place now/> }).collect_view()}</dd>
                    </div>
                })}
                {user_agent.map(|agent| view! { <div><dt>"It calls itself"</dt><dd class="hint" translate="no">{agent}</dd></div> })}
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
                {lasted.then(|| view! { <Moment at=first_at/> " to " })}
                <Moment at=last_at/>
                {format!(" ({})", ago(now, last_at))}
            </p>
        </div>
    }
}
