use leptos::prelude::*;

use crate::model::Persistence;

/// How long this device is to stay signed in.
#[component]
pub fn PersistenceField(
    /// The previous choice, if the form is shown again.
    persistence: Persistence,
    /// Says how long each choice lasts: that is a setting of the server.
    lasts: fn(Persistence) -> String,
) -> impl IntoView {
    let choices = [
        (Persistence::BrowserSession, "Until I close the browser"),
        (Persistence::Persistent, "Keep me signed in"),
        (Persistence::Shared, "This is a shared computer"),
    ];
    view! {
        <fieldset class="choices-field">
            <legend>"On this device"</legend>
            {choices
                .map(|(value, name)| {
                    view! {
                        <label class="choice">
                            <input type="radio" name="stay" value={<&str>::from(value)} checked=value == persistence/>
                            <span><strong>{name}</strong> {lasts(value)}</span>
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
    }
}
