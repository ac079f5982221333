use leptos::prelude::*;

use super::{DeviceIcon, Moment};
use crate::{
    model::{ActivityView, EndReason, EventKind, Timestamp, ago, isolated},
    paths,
};

/// One entry of the security log.
#[component]
pub fn ActivityEntry(entry: ActivityView, now: Timestamp) -> impl IntoView {
    let ActivityView { at, kind, reason, device, device_name, device_kind, done_by, location, ip_address, flags } =
        entry;
    let warning = kind.is_warning() || !flags.is_empty();
    let detail = match (kind, reason, done_by) {
        (EventKind::SessionEnded, Some(reason), by) => format!(": {}", reason.describe(by.as_deref())),
        (_, _, Some(by)) => format!(" (done on {})", isolated(&by)),
        _ => String::new(),
    };
    // Signing in again is not being signed out.
    let title = if reason == Some(EndReason::Replaced) { "Session replaced" } else { kind.title() };
    let name = device_name.map(|name| match device {
        Some(id) => view! { <a href=paths::about(paths::DEVICE, &id)><bdi translate="no">{name}</bdi></a> }.into_any(),
        None => view! { <bdi translate="no">{name}</bdi> }.into_any(),
    });
    view! {
        <li class="entry" class:warning=warning>
            <DeviceIcon kind=device_kind/>
            <div>
                <h2>
                    {title}
                    {flags
                        .into_iter()
                        .map(|flag| view! { " " <span class="badge caution">{flag.label()}</span> })
                        .collect_view()}
                </h2>
                <p>{name.map(|name| view! { {name} {detail} })}</p>
                <p class="device-place">
                    <span>{ago(now, at)} ", " <Moment at/></span>
                    {location.map(|location| view! { <span><bdi>{location}</bdi></span> })}
                    {ip_address.map(|address| view! { <span class="address">{address}</span> })}
                </p>
            </div>
        </li>
    }
}
