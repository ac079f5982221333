use leptos::prelude::*;

use crate::t;

/// For people with one device: what this page will be for, and how to see that at once.
#[component]
pub fn EmptyState(
    /// Whether there was no other lately either.
    is_first: bool,
) -> impl IntoView {
    view! {
        <section class="empty">
            <svg width="72" height="48" aria-hidden="true"><use href="/icons.svg#pair"></use></svg>
            <h2>{if is_first { t!("empty-first") } else { t!("empty") }}</h2>
            <p>
                {t!("empty-note")} " " {is_first.then(|| t!("empty-try"))}
            </p>
        </section>
    }
}
