use leptos::prelude::*;

use super::{DeviceIcon, ExactTime};
use crate::model::{ActivityView, EventKind, Timestamp, ago};

/// One entry of the security log.
#[component]
pub fn ActivityEntry(entry: ActivityView, now: Timestamp) -> impl IntoView {
    let ActivityView { at, kind, reason, device_name, device_kind, done_by, location, ip_address, flags } = entry;
    let warning = kind.is_warning() || !flags.is_empty();
    let detail = match (kind, reason, device_name) {
        (EventKind::SessionEnded, Some(reason), Some(device)) => {
            format!("{device}: {}", reason.told(done_by.as_deref()))
        }
        (_, _, Some(device)) => match done_by {
            Some(by) => format!("{device}, from {by}"),
            None => device,
        },
        _ => String::new(),
    };
    view! {
        <li class="entry" class:warning=warning>
            <DeviceIcon kind=device_kind/>
            <div>
                <h2>
                    {kind.title()}
                    {flags
                        .into_iter()
                        .map(|flag| view! { " " <span class="badge caution">{flag.label()}</span> })
                        .collect_view()}
                </h2>
                <p>{detail}</p>
                <p class="device-place">
                    <ExactTime at text=Signal::stored(ago(now, at)) local=Signal::stored(false)/>
                    {location.map(|location| view! { <span>{location}</span> })}
                    {ip_address.map(|address| view! { <span class="address">{address}</span> })}
                </p>
            </div>
        </li>
    }
}
