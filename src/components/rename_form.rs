use leptos::prelude::*;

use crate::model::PublicId;

/// Gives a device a name of the person's own, in place. Plain HTML: it works without a script.
#[component]
pub fn RenameForm(
    id: PublicId,
    /// What it is called now.
    name: String,
    /// Where to go on.
    #[prop(into)]
    next: String,
    /// What was wrong, if this is shown for its sake.
    #[prop(optional)]
    open: bool,
) -> impl IntoView {
    view! {
        <details class="rename" open=open>
            <summary aria-label=format!("Rename {name}")>"Rename"</summary>
            <form method="post" action="/devices/rename">
                <input type="hidden" name="device" value=id.to_string()/>
                <input type="hidden" name="next" value=next/>
                <input
                    name="name"
                    value=name
                    maxlength="60"
                    autocomplete="off"
                    aria-label="Name of the device; empty for the automatic one"
                />
                <button class="button" type="submit">"Save"</button>
            </form>
        </details>
    }
}
