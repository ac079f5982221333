use leptos::prelude::*;

use crate::{components::FormError, error::AppError, model::PublicId, paths, server::devices::MAX_NAME, t};

/// The name of a device as the heading of its page; a pencil makes it a field. Plain HTML: it works without a
/// script.
#[component]
pub fn RenameForm(
    id: PublicId,
    /// What it is called.
    name: String,
    /// What the person calls it, or typed.
    given: Option<String>,
    /// What it is called without that.
    automatic: String,
    /// Where to go on.
    #[prop(into)]
    next: String,
    /// What was wrong, if this is shown for its sake.
    #[prop(optional)]
    error: Option<AppError>,
) -> impl IntoView {
    let label = t!("rename", device = &name);
    view! {
        <details class="rename" open=error.is_some()>
            <summary aria-label=label>
                <h1><bdi translate="no">{name}</bdi></h1>
                <svg aria-hidden="true"><use href="/icons.svg#pencil"></use></svg>
            </summary>
            <form method="post" action=paths::RENAME data-form="">
                <FormError error/>
                <input type="hidden" name="device" value=id.to_string()/>
                <input type="hidden" name="next" value=next/>
                <input
                    name="name"
                    dir="auto"
                    value=given
                    placeholder=automatic.clone()
                    // Counted here in halves of an emoji: the server counts characters.
                    maxlength=MAX_NAME * 2
                    autocomplete="off"
                    aria-label=t!("rename-field")
                    aria-invalid=error.map(|_| "true")
                    aria-describedby="form-error name-hint"
                    autofocus=error.is_some()
                />
                <button class="button primary" type="submit">{t!("save")}</button>
                <p class="hint" id="name-hint">
                    {t!("rename-hint", count = MAX_NAME, device = &automatic)}
                </p>
            </form>
        </details>
    }
}
