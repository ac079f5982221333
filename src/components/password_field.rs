use leptos::prelude::*;

use crate::error::AppError;

/// A password's field. The button that shows it appears once a script is there to work it.
#[component]
pub fn PasswordField(
    /// For the password manager: `current-password` or `new-password`.
    autocomplete: &'static str,
    /// What helps before anything went wrong.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// What stood in the form's way, if this is shown for its sake.
    error: Option<AppError>,
) -> impl IntoView {
    let wrong = error.is_some_and(|error| error.field() == Some("password"));
    view! {
        <div class="field">
            <label for="password">"Password"</label>
            <div class="password">
                <input
                    id="password"
                    name="password"
                    type="password"
                    autocomplete=autocomplete
                    required
                    aria-invalid=wrong.then_some("true")
                    aria-describedby=if hint.is_some() { "password-hint form-error" } else { "form-error" }
                    autofocus=wrong
                />
                <button type="button" class="reveal" data-reveal="password" aria-controls="password" aria-pressed="false" hidden>
                    "Show"
                </button>
            </div>
            {hint.map(|hint| view! { <p class="hint" id="password-hint">{hint}</p> })}
        </div>
    }
}
