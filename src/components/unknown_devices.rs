use leptos::prelude::*;

use super::{DeviceIcon, ExactTime};
use crate::{
    model::{DeviceView, Flag, PublicId, Timestamp, ago, isolated},
    paths,
};

/// At most this many are asked about at a time.
const ASKED: usize = 3;

/// Asks about devices that the account was never used on before: 'Was this you?'
#[component]
pub fn UnknownDevices(devices: Vec<DeviceView>, now: Timestamp) -> impl IntoView {
    let more = devices.len().saturating_sub(ASKED);
    (!devices.is_empty()).then(|| {
        view! {
            <section class="banner" aria-labelledby="unknown">
                <h2 id="unknown">{if devices.len() == 1 { "A new device. Was this you?" } else { "New devices. Was this you?" }}</h2>
                <ul>
                    {devices.into_iter().take(ASKED).map(|device| view! { <Question device now/> }).collect_view()}
                </ul>
                {(more > 0).then(|| view! { <p class="hint">{format!("And {more} more, marked in the list.")}</p> })}
            </section>
        }
    })
}

#[component]
fn Question(device: DeviceView, now: Timestamp) -> impl IntoView {
    let DeviceView { id, name, kind, location, signed_in_at, flags, .. } = device;
    let anomalies = flags.into_iter().filter(|flag| *flag != Flag::New);
    view! {
        <li>
            <DeviceIcon kind/>
            <p>
                <strong><bdi translate="no">{name.clone()}</bdi></strong>
                {anomalies.map(|flag| view! { " " <span class="badge caution">{flag.label()}</span> }).collect_view()}
                <span class="hint">
                    <bdi>{location}</bdi> ", "
                    <ExactTime at=signed_in_at text=Signal::stored(ago(now, signed_in_at)) local=Signal::stored(false)/>
                </span>
            </p>
            <Answers id name/>
        </li>
    }
}

/// The two answers to 'Was this you?'
#[component]
pub fn Answers(
    /// The device's public id.
    id: PublicId,
    name: String,
) -> impl IntoView {
    view! {
        <div class="banner-actions">
            <form method="post" action=paths::CONFIRM_DEVICE>
                <input type="hidden" name="device" value=id.to_string()/>
                <button class="button" type="submit" aria-label=format!("Yes, it was me: {}", isolated(&name))>"Yes, it was me"</button>
            </form>
            <a class="button danger" href=paths::about(paths::NOT_ME, &id) aria-label=format!("Not me: {}", isolated(&name))>
                "Not me"
            </a>
        </div>
    }
}
