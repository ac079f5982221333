use leptos::{ev::MouseEvent, prelude::*};

use super::{DeviceIcon, ExactTime, RenameForm};
use crate::{
    model::{DeviceView, Timestamp, ago, isolated, last_active_label},
    paths,
};

/// One signed-in device, and the way to sign it out.
#[component]
pub fn DeviceCard(
    device: DeviceView,
    /// The server's clock, running.
    #[prop(into)]
    now: Signal<Timestamp>,
    /// Whether times are shown in the person's own time zone yet.
    #[prop(into)]
    local: Signal<bool>,
    /// Whether it is being removed.
    #[prop(into)]
    leaving: Signal<bool>,
    /// Asks before it is signed out. Without a script the link leads to the page that asks.
    on_ask: Callback<MouseEvent>,
) -> impl IntoView {
    let DeviceView { id, name, automatic_name, unsure, kind, flags, location, ip_address, current, locked, .. } =
        device.clone();
    let page = paths::about(paths::DEVICE, &id);
    let heading = format!("device-{id}");
    view! {
        <li class="device" class:current=current class:leaving=leaving aria-labelledby=heading.clone()>
            <DeviceIcon kind/>
            <div class="device-text">
                <h2 id=heading.clone()>
                    <a href=page.clone()><bdi translate="no">{name.clone()}</bdi></a>
                    {unsure.then(|| view! { " " <a class="why" href=format!("{page}#why") aria-label=format!("Why {}?", isolated(&name))>"why?"</a> })}
                    {current.then(|| view! { " " <span class="badge">"This device"</span> })}
                    {locked.then(|| view! { " " <span class="badge caution">"Locked"</span> })}
                    {flags
                        .into_iter()
                        .map(|flag| view! { " " <span class="badge caution">{flag.label()}</span> })
                        .collect_view()}
                </h2>
                {automatic_name.clone().map(|name| view! { <p class="device-label"><bdi translate="no">{name}</bdi></p> })}
                <p class="device-place">
                    <span><bdi>{location}</bdi></span>
                    <span class="address">{ip_address}</span>
                </p>
                <DeviceTimes device now local/>
                <RenameForm id=id.clone() name=name.clone() automatic_name next=paths::DEVICES/>
            </div>
            {if current {
                view! {
                    <form class="device-action" method="post" action=paths::SIGN_OUT>
                        <button class="button" type="submit" aria-label="Sign out here, on this device">"Sign out"</button>
                    </form>
                }.into_any()
            } else {
                view! {
                    <a
                        class="button device-action"
                        href=paths::about(paths::SIGN_OUT_DEVICE, &id)
                        aria-label=format!("Sign out {}", isolated(&name))
                        on:click=move |event| on_ask.run(event)
                    >
                        "Sign out"
                    </a>
                }.into_any()
            }}
        </li>
    }
}

/// 'Signs out in 45 minutes', 'Signs out in 7 hours'.
fn ends(now: Timestamp, at: Timestamp) -> String {
    let minutes = at.since(now).as_secs().div_ceil(60);
    match minutes {
        0..=1 => "Signs out in a minute".to_owned(),
        2..=90 => format!("Signs out in {minutes} minutes"),
        _ => format!("Signs out in {} hours", (minutes + 30) / 60),
    }
}

/// When it signed in, when it was last active, and its end if that is near.
#[component]
fn DeviceTimes(device: DeviceView, now: Signal<Timestamp>, local: Signal<bool>) -> impl IntoView {
    let DeviceView { signed_in_at, last_active_at, current, ends_at, .. } = device;
    // The person is using it right now.
    let active = move || if current { "Active now".to_owned() } else { last_active_label(now.get(), last_active_at) };
    view! {
        <p class="device-times">
            <ExactTime at=signed_in_at local text=Signal::derive(move || format!("Signed in {}", ago(now.get(), signed_in_at)))/>
            <span class="activity" class:live=move || active() == "Active now">
                <ExactTime at=last_active_at local text=Signal::derive(active)/>
            </span>
            {ends_at.map(|at| view! { <span><ExactTime at local text=Signal::derive(move || ends(now.get(), at))/></span> })}
        </p>
    }
}
