use std::sync::Arc;

use leptos::prelude::*;

use crate::paths;

/// What the site is called, and where its logo is: an operator may have chosen both.
#[derive(Clone, Debug)]
pub struct SiteIdentity {
    pub name: Arc<str>,
    pub logo: Arc<str>,
}

impl SiteIdentity {
    /// That of the document.
    pub fn of_document() -> Self {
        use_context().unwrap_or_else(|| Self { name: "Latchkey".into(), logo: "/logo.svg".into() })
    }
}

/// The logo and the name, leading home.
#[component]
pub fn Brand() -> impl IntoView {
    let SiteIdentity { name, logo } = SiteIdentity::of_document();
    view! {
        <a class="brand" href=paths::DEVICES translate="no">
            <img src=logo.to_string() alt="" height="28"/>
            <bdi>{name.to_string()}</bdi>
        </a>
    }
}
