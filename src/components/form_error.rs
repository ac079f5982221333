use leptos::prelude::*;

use crate::error::AppError;

/// What stood in the way of a form. Without an error it is there all the same, empty, so that a
/// script can fill it in and screen readers hear it.
#[component]
pub fn FormError(error: Option<AppError>) -> impl IntoView {
    view! {
        <p id="form-error" class="notice error" role="alert" hidden=error.is_none()>
            {error.map(|error| error.to_string())}
        </p>
    }
}
