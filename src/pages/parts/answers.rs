use leptos::prelude::*;

use crate::{model::PublicId, paths, t};

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
            <button class="button" type="submit" aria-label=t!("button-for-device", button = t!("answer-yes"), device = &name)>{t!("answer-yes")}</button>
        </form>
        <form method="get" action=paths::NOT_ME data-ask-page="">
            <input type="hidden" name="device" value=id.to_string()/>
            <button class="button danger" type="submit" aria-label=t!("button-for-device", button = t!("answer-no"), device = &name)>{t!("answer-no")}</button>
        </form>
    }
}
