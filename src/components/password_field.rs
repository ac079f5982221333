use leptos::prelude::*;

use super::{ModuleScript, PasswordTexts, Reveal};
use crate::{error::AppError, t};

/// A password's field. The button that shows it appears once a script is there to work it.
#[component]
pub fn PasswordField(
    #[prop(into, default = t!("password"))] label: String,
    /// The form's name for it.
    #[prop(default = "password")]
    name: &'static str,
    /// For the password manager: `current-password` or `new-password`.
    autocomplete: &'static str,
    /// The error of this field, if the form failed.
    error: Option<AppError>,
    /// Whether it is what the person came for.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let is_new = autocomplete == "new-password";
    let wrong = error.is_some_and(|error| error.field() == Some("password"));
    let hint = is_new.then(|| {
        view! {
            <p class="hint" id="password-hint">
                {t!("password-hint")}
            </p>
            <button type="button" class="suggest" data-suggest=name hidden>{t!("password-suggest")}</button>
            // What is said there is announced because the element was there before.
            <div class="strength" data-advice=name>
                <meter min="0" max="5" low="2.5" high="3.5" optimum="5" aria-hidden="true" hidden></meter>
                <p role="status"></p>
            </div>
            <ModuleScript name="password.js"/>
        }
    });
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <div class="password">
                <input
                    id=name
                    name=name
                    type="password"
                    autocomplete=autocomplete
                    required
                    aria-invalid=wrong.then_some("true")
                    aria-describedby=if is_new { "password-hint form-error" } else { "form-error" }
                    autofocus=wrong || autofocus
                />
                <Reveal name texts=PasswordTexts::here()/>
            </div>
            {hint}
        </div>
    }
}
