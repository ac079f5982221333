use leptos::prelude::*;

use crate::{error::AppError, texts::language};

/// The error of a form. Without one the element is still there, empty, so that a script can fill it in and screen
/// readers announce it.
#[component]
pub fn FormError(error: Option<AppError>) -> impl IntoView {
    view! {
        <p id="form-error" class="notice error" role="alert" hidden=error.is_none()>
            {error.map(|error| error.text(language()))}
        </p>
    }
}
