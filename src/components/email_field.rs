use leptos::prelude::*;

use crate::{error::AppError, t};

/// The field of an email address.
#[component]
pub fn EmailField(
    /// The previous input, if the form is shown again.
    email: String,
    /// The error of this field, if the form failed.
    error: Option<AppError>,
    #[prop(into, default = t!("email"))] label: String,
    /// For the password manager: whose sign-in it is, or an address of theirs.
    #[prop(default = "username")]
    autocomplete: &'static str,
) -> impl IntoView {
    let wrong = error.is_some_and(|error| error.field() == Some("email"));
    view! {
        <div class="field">
            <label for="email">{label}</label>
            <input
                id="email"
                name="email"
                type="email"
                autocomplete=autocomplete
                inputmode="email"
                autocapitalize="none"
                spellcheck="false"
                required
                // Typing continues at what was wrong, or is still empty.
                autofocus=wrong || email.is_empty()
                value=email
                aria-invalid=wrong.then_some("true")
                aria-describedby="form-error"
            />
        </div>
    }
}
