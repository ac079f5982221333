use leptos::prelude::*;

use crate::{
    model::{PublicId, isolated},
    paths,
};

/// Gives a device a name of the person's own, in place. Plain HTML: it works without a script.
#[component]
pub fn RenameForm(
    id: PublicId,
    /// What it is called now, or what they typed.
    name: String,
    /// What it is called without that, if they gave it a name: shown where nothing is typed.
    automatic_name: Option<String>,
    /// Where to go on.
    #[prop(into)]
    next: String,
    /// The error, if the form failed.
    #[prop(optional)]
    open: bool,
) -> impl IntoView {
    let given = automatic_name.is_some().then(|| name.clone());
    let label = format!("Rename {}", isolated(&name));
    view! {
        <details class="rename" open=open>
            <summary aria-label=label>"Rename"</summary>
            <form method="post" action=paths::RENAME>
                <input type="hidden" name="device" value=id.to_string()/>
                <input type="hidden" name="next" value=next/>
                // Counted here in halves of an emoji: the server counts 60 characters.
                <input
                    name="name"
                    dir="auto"
                    value=given
                    placeholder=automatic_name.unwrap_or(name)
                    maxlength="120"
                    autocomplete="off"
                    aria-label="Device name; leave empty for the automatic one"
                />
                <button class="button" type="submit">"Save"</button>
            </form>
        </details>
    }
}
