use leptos::prelude::*;

use crate::paths;

/// The logo and the name, leading home.
#[component]
pub fn Brand() -> impl IntoView {
    view! {
        <a class="brand" href=paths::DEVICES>
            <img src="/logo.svg" alt="" width="28" height="28"/>
            "Latchkey"
        </a>
    }
}
