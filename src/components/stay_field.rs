use leptos::prelude::*;

use crate::model::Stay;

/// How long this device is to stay signed in.
#[component]
pub fn StayField(
    /// What was chosen before, if this is shown again.
    stay: Stay,
    /// Says how long each choice lasts: that is a setting of the server.
    lasts: fn(Stay) -> String,
) -> impl IntoView {
    let choices = [
        (Stay::Browser, "Until I close the browser"),
        (Stay::Kept, "Keep me signed in"),
        (Stay::Shared, "This is a shared computer"),
    ];
    view! {
        <fieldset class="choices-field">
            <legend>"On this device"</legend>
            {choices
                .map(|(value, name)| {
                    view! {
                        <label class="choice">
                            <input type="radio" name="stay" value={<&str>::from(value)} checked=value == stay/>
                            <span><strong>{name}</strong> {lasts(value)}</span>
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
    }
}
