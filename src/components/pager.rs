use leptos::prelude::*;

/// Links to the pages of a long list: plain ones, each a document.
#[component]
pub fn Pager(page: u32, pages: u32) -> impl IntoView {
    (pages > 1).then(|| {
        view! {
            <nav class="pager" aria-label="Pages of devices">
                {(page > 1).then(|| view! { <a class="button" rel="prev" href=link(page - 1)>"Newer"</a> })}
                <span>{format!("Page {page} of {pages}")}</span>
                {(page < pages).then(|| view! { <a class="button" rel="next" href=link(page + 1)>"Older"</a> })}
            </nav>
        }
    })
}

fn link(page: u32) -> String {
    if page == 1 { "/devices".to_owned() } else { format!("/devices?page={page}") }
}
