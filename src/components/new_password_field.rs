use leptos::prelude::*;

use crate::error::AppError;

/// A new password, beside the old one.
#[component]
pub fn NewPasswordField(
    /// What was wrong with it, if this is shown for its sake.
    error: Option<AppError>,
) -> impl IntoView {
    let wrong = error.is_some_and(|error| error.field() == Some("password"));
    view! {
        <div class="field">
            <label for="new-password">"New password"</label>
            <input
                id="new-password"
                name="new_password"
                type="password"
                autocomplete="new-password"
                required
                autofocus=wrong
                aria-invalid=wrong.then_some("true")
                aria-describedby="new-password-hint form-error"
            />
            <p class="hint" id="new-password-hint">
                "At least 8 characters of any kind. A few unrelated words make a good one."
            </p>
        </div>
    }
}
