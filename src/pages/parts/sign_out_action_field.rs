use leptos::prelude::*;

use crate::model::{DeviceView, SignOutAction};

/// What is to become of a device, and when: what it isn't already.
#[component]
pub fn SignOutActionField(
    device: DeviceView,
    /// What was chosen before, if this is shown again.
    when: SignOutAction,
) -> impl IntoView {
    let choices = [
        (SignOutAction::Now, "Sign out now", "Loses access at once"),
        (SignOutAction::AtMidnight, "Sign out tonight", "Stays signed in until midnight UTC (00:00 UTC)"),
        (SignOutAction::Lock, "Lock it", "Stays signed in, but asks for the password first"),
    ];
    view! {
        <fieldset class="choices-field">
            <legend class="visually-hidden">"What to do"</legend>
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
                                <span data-midnight=(value == SignOutAction::AtMidnight).then_some("")>{detail}</span>
                            </span>
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
    }
}
