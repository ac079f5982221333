use leptos::prelude::*;

use super::{DeviceIcon, ExactTime};
use crate::model::{DeviceView, Timestamp, ago};

/// Asks about devices that the account was never used on before: 'Was this you?'
#[component]
pub fn UnknownDevices(devices: Vec<DeviceView>, now: Timestamp) -> impl IntoView {
    devices.into_iter().map(|device| view! { <Question device now/> }).collect_view()
}

#[component]
fn Question(device: DeviceView, now: Timestamp) -> impl IntoView {
    let DeviceView { id, name, kind, location, signed_in_at, flags, .. } = device;
    let heading = format!("unknown-{id}");
    let unusual = flags.into_iter().filter(|flag| *flag != crate::model::Flag::New);
    view! {
        <section class="banner" aria-labelledby=heading.clone()>
            <DeviceIcon kind/>
            <div>
                <h2 id=heading.clone()>"Was this you?"</h2>
                <p>
                    <strong>{name.clone()}</strong> " signed in for the first time "
                    <ExactTime at=signed_in_at text=Signal::stored(ago(now, signed_in_at)) local=Signal::stored(false)/>
                    {format!(", {location}.")}
                    {unusual.map(|flag| view! { " " <span class="badge caution">{flag.label()}</span> }).collect_view()}
                </p>
            </div>
            <div class="banner-actions">
                <form method="post" action="/devices/confirm">
                    <input type="hidden" name="device" value=id.to_string()/>
                    <button class="button" type="submit" aria-label=format!("Yes, {name} is mine")>"Yes, it was me"</button>
                </form>
                <a class="button danger" href=format!("/devices/not-me?device={id}") aria-label=format!("No, {name} is not mine")>
                    "Not me"
                </a>
            </div>
        </section>
    }
}
