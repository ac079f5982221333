use leptos::prelude::*;

use crate::error::AppError;

/// Asks for the password before something that a thief must not do.
#[component]
pub fn ProofField(
    /// What stood in the form's way, if this is shown for its sake.
    error: Option<AppError>,
) -> impl IntoView {
    let wrong = error.is_some_and(|error| error.field() == Some("password"));
    view! {
        <div class="field">
            <label for="proof">"Your password"</label>
            <input
                id="proof"
                name="password"
                type="password"
                autocomplete="current-password"
                required
                autofocus=wrong
                aria-invalid=wrong.then_some("true")
                aria-describedby="form-error"
            />
        </div>
    }
}
