use leptos::prelude::*;

use crate::model::Stay;

/// How long this device is to stay signed in.
#[component]
pub fn StayField(
    /// What was chosen before, if this is shown again.
    stay: Stay,
) -> impl IntoView {
    let choices = [
        (Stay::Browser, "Until I close the browser", "A day at most without activity"),
        (Stay::Kept, "Keep me signed in", "A month without activity"),
        (Stay::Shared, "This is a shared computer", "One hour, then the password again"),
    ];
    view! {
        <fieldset class="choices-field">
            <legend>"On this device"</legend>
            {choices
                .map(|(value, name, detail)| {
                    view! {
                        <label class="choice">
                            <input type="radio" name="stay" value={<&str>::from(value)} checked=value == stay/>
                            <span><strong>{name}</strong> {detail}</span>
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
    }
}
