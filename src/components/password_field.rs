use leptos::prelude::*;

use super::{PasswordTexts, Reveal};
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
    let wrong = error.is_some_and(|error| error.field() == Some("password"));
    let hint = (autocomplete == "new-password").then(|| {
        view! {
            <p class="hint" id="password-hint">
                {t!("password-hint")}
            </p>
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
                    aria-describedby=if hint.is_some() { "password-hint form-error" } else { "form-error" }
                    autofocus=wrong || autofocus
                />
                <Reveal name texts=PasswordTexts::here()/>
            </div>
            {hint}
        </div>
    }
}
