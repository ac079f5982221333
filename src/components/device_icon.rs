use leptos::prelude::*;

use crate::model::DeviceKind;

/// The picture of a kind of device, from the sprite in `public/icons.svg`.
#[component]
pub fn DeviceIcon(kind: DeviceKind) -> impl IntoView {
    view! {
        <svg class="device-icon" role="img" aria-label=kind.label() width="28" height="28">
            <use href=format!("/icons.svg#{}", kind.as_str())></use>
        </svg>
    }
}
