use leptos::prelude::*;

use crate::{
    model::{DeviceView, SignOutAction},
    t,
};

/// What is to become of a device, and when: what it isn't already.
#[component]
pub fn SignOutActionField(
    device: DeviceView,
    /// What was chosen before, if this is shown again.
    when: SignOutAction,
) -> impl IntoView {
    let choices = [
        (SignOutAction::Now, t!("action-now"), t!("action-now-note")),
        (SignOutAction::AtMidnight, t!("action-tonight"), t!("action-tonight-note-utc")),
        (SignOutAction::Lock, t!("action-lock"), t!("action-lock-note")),
    ];
    view! {
        <fieldset class="choices-field">
            <legend class="visually-hidden">{t!("action")}</legend>
            {choices
                .into_iter()
                .filter(|(value, ..)| !device.is_done(*value))
                .map(|(value, name, detail)| {
                    view! {
                        <label class="choice">
                            <input type="radio" name="when" value={<&str>::from(value)} checked=value == when/>
                            <span>
                                <strong>{name}</strong> " "
                                // A script puts the person's own midnight in its place: public/form.js.
                                <span data-midnight=(value == SignOutAction::AtMidnight).then(|| t!("action-tonight-note", time = "{time}"))>{detail}</span>
                            </span>
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
    }
}
