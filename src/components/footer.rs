use leptos::prelude::*;

/// What the licence of the location data asks to be shown, a link at its end: see
/// `server::location::Locate::attribution`. The document provides it.
#[derive(Clone, Debug)]
pub struct Attribution(pub String);

/// What stands under every page that shows places.
#[component]
pub fn Footer() -> impl IntoView {
    use_context::<Attribution>().map(|Attribution(text)| {
        let (words, link) = text.find("https://").map_or((text.as_str(), ""), |start| text.split_at(start));
        let link = (!link.is_empty()).then(|| {
            let host = link.trim_start_matches("https://").to_owned();
            view! { <a href=link.to_owned() rel="noreferrer">{host}</a> }
        });
        view! { <footer class="page-foot">{words.to_owned()} {link}</footer> }
    })
}
