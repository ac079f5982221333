use leptos::prelude::*;

use crate::{
    model::DeviceKind,
    texts::{kind_label, language},
};

/// The picture of a kind of device, from the sprite in `public/icons.svg`, on a tile of its colour.
#[component]
pub fn DeviceIcon(kind: DeviceKind) -> impl IntoView {
    view! {
        <span class=format!("tile {}", kind.as_str())>
            <svg role="img" aria-label=kind_label(kind, language())><use href=format!("/icons.svg#{}", kind.as_str())></use></svg>
        </span>
    }
}
