use leptos::prelude::*;

use super::{Ago, DeviceRow};
use crate::{
    components::DeviceIcon,
    model::{DeviceView, Timestamp},
    t,
};

/// Devices that look alike: one row, which unfolds to all of them. One alone is a row like any other.
#[component]
pub fn DeviceGroup(
    /// At least one; the last active first.
    devices: Vec<DeviceView>,
    now: Timestamp,
) -> impl IntoView {
    let (count, first) = (devices.len(), devices[0].clone());
    let rows = devices.into_iter().map(|device| view! { <DeviceRow device now ticked=true/> }).collect_view();
    if count == 1 {
        return rows.into_any();
    }
    let DeviceView { id, name, kind, location, last_active_at, .. } = first;
    view! {
        <li class="group">
            <details id=format!("group-{id}")>
                <summary class="row">
                    <DeviceIcon kind/>
                    <div>
                        <h3 class="row-name">
                            <bdi translate="no">{name}</bdi> " " <span class="badge">{t!("group-sign-ins", count = count)}</span>
                        </h3>
                        <div class="row-note">
                            <span class="place"><bdi>{location}</bdi></span>
                            <span class="active"><Ago at=last_active_at now active=true/></span>
                        </div>
                    </div>
                </summary>
                <ul class="panel">{rows}</ul>
            </details>
        </li>
    }
    .into_any()
}
