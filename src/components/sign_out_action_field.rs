use leptos::prelude::*;

use crate::model::SignOutAction;

/// What to do with a device.
#[component]
pub fn SignOutActionField(
    /// The previous choice, if the form is shown again.
    action: SignOutAction,
) -> impl IntoView {
    let choices = [
        (SignOutAction::Now, "Sign out now", "Loses access at once"),
        (SignOutAction::AtMidnight, "Sign out tonight", "Stays signed in until midnight UTC (00:00 UTC)"),
        (
            SignOutAction::Lock,
            "Ask for the password again",
            "Stays signed in but shows nothing until the password is entered",
        ),
    ];
    view! {
        <fieldset class="choices-field">
            <legend class="visually-hidden">"What to do"</legend>
            {choices
                .map(|(value, name, detail)| {
                    view! {
                        <label class="choice">
                            <input type="radio" name="when" value={<&str>::from(value)} checked=value == action/>
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
