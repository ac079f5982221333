use leptos::prelude::*;

use crate::{components::DeviceIcon, model::DeviceView, t};

/// The devices that a button will act on.
#[component]
pub fn Preview(
    devices: Vec<DeviceView>,
    /// So many more that are not listed.
    #[prop(optional)]
    more: u32,
) -> impl IntoView {
    view! {
        <ul class="panel">
            {devices
                .into_iter()
                .map(|device| view! {
                    <li class="row">
                        <DeviceIcon kind=device.kind/>
                        <div>
                            <p class="row-name"><bdi translate="no">{device.name}</bdi></p>
                            <p class="row-note"><span class="place"><bdi>{device.location}</bdi></span> <span class="address">{device.ip_address}</span></p>
                        </div>
                    </li>
                })
                .collect_view()}
            {(more > 0).then(|| view! { <li class="row"><span></span><p>{t!("preview-more", count = more)}</p></li> })}
        </ul>
    }
}
