use leptos::prelude::*;

use crate::{
    components::FormError,
    error::AppError,
    model::{DeviceKind, PublicId},
    paths,
    server::devices::MAX_NAME,
    t,
};

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
    /// What it is: people call a phone otherwise than a laptop.
    kind: DeviceKind,
    /// Whether the field is there at once.
    #[prop(optional)]
    open: bool,
    /// Where to go on.
    #[prop(into)]
    next: String,
    /// What was wrong, if this is shown for its sake.
    #[prop(optional)]
    error: Option<AppError>,
) -> impl IntoView {
    let heading = name.clone();
    let count_text = t!("rename-count", number = "{number}", most = MAX_NAME);
    let label = t!("rename", device = &name);
    view! {
        <details class="rename" open=open || error.is_some()>
            <summary aria-label=label>
                <h1><bdi translate="no">{name}</bdi></h1>
                <svg aria-hidden="true"><use href="/icons.svg#pencil"></use></svg>
            </summary>
            <form method="post" action=paths::RENAME data-form="">
                // In place of that in the summary, which is not shown then.
                <h1 class="visually-hidden"><bdi translate="no">{heading}</bdi></h1>
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
                    list="names"
                    aria-label=t!("rename-field")
                    aria-invalid=error.map(|_| "true")
                    aria-describedby="form-error name-hint"
                    autofocus=open || error.is_some()
                />
                <button class="button primary" type="submit">{t!("save")}</button>
                <datalist id="names">
                    {suggested(kind).into_iter().map(|name| view! { <option value=name></option> }).collect_view()}
                </datalist>
                <p class="hint count" role="status" data-count=MAX_NAME data-text=count_text></p>
                <p class="hint" id="name-hint">
                    {t!("rename-hint", count = MAX_NAME, device = &automatic)}
                </p>
            </form>
        </details>
    }
}

/// What people often call such a device.
fn suggested(kind: DeviceKind) -> Vec<String> {
    let names = match kind {
        DeviceKind::Phone => t!("rename-names-phone"),
        DeviceKind::Tablet => t!("rename-names-tablet"),
        DeviceKind::Television | DeviceKind::Console => t!("rename-names-television"),
        _ => t!("rename-names-computer"),
    };
    names.split('|').map(|name| name.trim().to_owned()).collect()
}
