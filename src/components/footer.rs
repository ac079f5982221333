use leptos::prelude::*;

use crate::model::Attribution;

/// Below every page that shows locations: the [`Attribution`], if the document provides one.
#[component]
pub fn Footer() -> impl IntoView {
    use_context::<Attribution>().map(|Attribution { text, link }| {
        let host = link.trim_start_matches("https://");
        view! { <footer class="page-foot">{text} " " <a href=link rel="noreferrer">{host}</a></footer> }
    })
}
