//! Whose language it is.

use leptos::prelude::use_context;

use crate::model::Language;

/// The language of the page that is being rendered, or of the answer of the server function that runs.
pub fn language() -> Language {
    use_context().unwrap_or_default()
}
