use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};
use url::form_urlencoded::Serializer;

use crate::{model::Language, paths, server::http::return_to::ReturnTo, t, texts::language};

/// The languages of the site, for people who are not signed in: kept in this browser.
#[component]
pub fn LanguageChoice() -> impl IntoView {
    let (next, current) = (here(), language());
    view! {
        <form class="languages" method="post" action=paths::LANGUAGE aria-label=t!("language")>
            <input type="hidden" name="next" value=next/>
            {Language::ALL
                .map(|language| view! {
                    <button
                        type="submit"
                        name="language"
                        value=language.tag()
                        lang=language.tag()
                        aria-current=(language == current).then_some("true")
                    >
                        {language.own_name()}
                    </button>
                })
                .collect_view()}
        </form>
    }
}

/// This page, with the link that leads to it and where the person is going.
fn here() -> String {
    let (path, query) = (use_location().pathname.get_untracked(), use_query_map().get_untracked());
    let mut kept = Serializer::new(String::new());
    if let Some(link) = query.get("link") {
        kept.append_pair("link", &link);
    }
    if let Some(next) = query.get("next") {
        kept.append_pair("next", ReturnTo::parse(&next).as_str());
    }
    let kept = kept.finish();
    if kept.is_empty() { path } else { format!("{path}?{kept}") }
}
