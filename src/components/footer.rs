use leptos::prelude::*;

use crate::model::Attribution;

/// What stands under every page that shows places: the [`Attribution`], if the document provides one.
#[component]
pub fn Footer() -> impl IntoView {
    use_context::<Attribution>().map(|Attribution { text, link }| {
        let host = link.trim_start_matches("https://");
        view! { <footer class="page-foot">{text} " " <a href=link rel="noreferrer">{host}</a></footer> }
    })
}
