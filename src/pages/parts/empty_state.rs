use leptos::prelude::*;

/// For people with one device: what this page will be for, and how to see that at once.
#[component]
pub fn EmptyState(
    /// Whether there was no other lately either.
    is_first: bool,
) -> impl IntoView {
    view! {
        <section class="empty">
            <svg width="72" height="48" aria-hidden="true"><use href="/icons.svg#pair"></use></svg>
            <h2>{if is_first { "Just this one, so far" } else { "No other device is signed in" }}</h2>
            <p>
                "When you sign in somewhere else, that device appears here, and you can sign it out from this page. "
                {is_first.then_some("To see it at once, open a private window or another browser and sign in there.")}
            </p>
        </section>
    }
}
