use leptos::prelude::*;

/// The logo and the name, leading home.
#[component]
pub fn Brand() -> impl IntoView {
    view! {
        <a class="brand" href="/devices">
            <img src="/logo.svg" alt="" width="28" height="28"/>
            "Latchkey"
        </a>
    }
}
