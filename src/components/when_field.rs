use leptos::prelude::*;

/// What is to become of a device, and when.
#[component]
pub fn WhenField() -> impl IntoView {
    let choices = [
        ("now", "Sign out now", "It loses access at once"),
        ("tonight", "Sign out tonight", "It goes on until the day ends"),
        ("lock", "Ask for the password again", "It stays in the list, and shows nothing before"),
    ];
    view! {
        <fieldset class="choices-field">
            <legend class="visually-hidden">"What to do"</legend>
            {choices
                .into_iter()
                .enumerate()
                .map(|(index, (value, name, detail))| {
                    view! {
                        <label class="choice">
                            <input type="radio" name="when" value=value checked=index == 0/>
                            <span><strong>{name}</strong> {detail}</span>
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
    }
}
