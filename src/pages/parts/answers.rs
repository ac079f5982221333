use leptos::prelude::*;

use crate::{
    model::{PublicId, isolated},
    paths,
};

/// The two answers to 'Was this you?'
#[component]
pub fn Answers(
    /// The device's public id.
    id: PublicId,
    name: String,
) -> impl IntoView {
    view! {
        <form method="post" action=paths::CONFIRM_DEVICE data-in-place="yes" data-name=name.clone()>
            <input type="hidden" name="device" value=id.to_string()/>
            <button class="button" type="submit" aria-label=format!("Yes, it was me: {}", isolated(&name))>"Yes, it was me"</button>
        </form>
        <form method="get" action=paths::NOT_ME data-ask-page="">
            <input type="hidden" name="device" value=id.to_string()/>
            <button class="button danger" type="submit" aria-label=format!("Not me: {}", isolated(&name))>"Not me"</button>
        </form>
    }
}
