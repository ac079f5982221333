use leptos::prelude::*;

use crate::t;

/// Links to the pages of a long list: plain ones, each a document.
#[component]
pub fn Pager(
    #[prop(into)] path: String,
    page: u32,
    pages: u32,
    /// What the page before and the one after are called.
    #[prop(into, default = t!("pager-newer"))]
    newer: String,
    #[prop(into, default = t!("pager-older"))] older: String,
) -> impl IntoView {
    let link = move |page: u32| match page {
        1 => path.clone(),
        _ => format!("{path}{}page={page}", if path.contains('?') { '&' } else { '?' }),
    };
    (pages > 1).then(|| {
        view! {
            <nav class="pager" aria-label=t!("pager")>
                {(page > 1).then(|| view! { <a class="button" rel="prev" href=link(page - 1)>{newer}</a> })}
                <span>{t!("pager-page", page = page, pages = pages)}</span>
                {(page < pages).then(|| view! { <a class="button" rel="next" href=link(page + 1)>{older}</a> })}
            </nav>
        }
    })
}
