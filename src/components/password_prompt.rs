use leptos::{html::Input, prelude::*};
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// What stands around a password. An island gets it with its props: the catalogues are on the server.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PasswordTexts {
    pub current: String,
    pub show: String,
    pub hide: String,
}

impl PasswordTexts {
    /// In the language of the page.
    #[cfg(feature = "ssr")]
    pub fn here() -> Self {
        use crate::t;

        Self { current: t!("current-password"), show: t!("password-show"), hide: t!("password-hide") }
    }

    /// Nothing in the browser, which is given them.
    #[cfg(not(feature = "ssr"))]
    pub fn here() -> Self {
        Self::default()
    }
}

/// Asks for the password of somebody who is signed in, before what a thief must not do. The one prompt of pages
/// and dialogs.
#[component]
pub fn PasswordPrompt(
    /// Whose password it is: for the password manager.
    email: String,
    /// What stood in the way the last time.
    #[prop(into)]
    error: Signal<Option<AppError>>,
    /// The element that says so.
    #[prop(default = "form-error")]
    described_by: &'static str,
    /// How long it counts, if it does, in a sentence.
    lasts: Option<String>,
    #[prop(default = PasswordTexts::here())] texts: PasswordTexts,
    /// The field, for who reads it in the browser.
    #[prop(optional)]
    field: NodeRef<Input>,
) -> impl IntoView {
    let wrong = move || error.get().is_some_and(|error| error.field() == Some("password"));
    view! {
        <Username email/>
        <div class="field">
            <label for="password">{texts.current.clone()}</label>
            <div class="password">
                <input
                    node_ref=field
                    id="password"
                    name="password"
                    type="password"
                    autocomplete="current-password"
                    aria-invalid=move || wrong().then_some("true")
                    aria-describedby=described_by
                    autofocus=error.get_untracked().is_some()
                />
                <Reveal name="password" texts/>
            </div>
            {lasts.map(|lasts| view! { <p class="hint">{lasts}</p> })}
        </div>
    }
}

/// Whose password the field beside it takes: password managers read it, people don't see it. Not
/// `type="hidden"`, which managers pass over.
#[component]
pub fn Username(email: String) -> impl IntoView {
    view! {
        <input class="visually-hidden" type="text" name="username" autocomplete="username" value=email readonly tabindex="-1" aria-hidden="true"/>
    }
}

/// Shows a password, once a script is there to work it.
#[component]
pub fn Reveal(
    /// The id of the field.
    name: &'static str,
    texts: PasswordTexts,
) -> impl IntoView {
    let PasswordTexts { show, hide, .. } = texts;
    view! {
        <button type="button" class="reveal" data-reveal=name aria-controls=name aria-pressed="false" data-show=show.clone() data-hide=hide hidden>{show.clone()}</button>
    }
}
