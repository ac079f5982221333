use leptos::{html::Dialog, prelude::*};

use super::LiveText;
use crate::{
    error::AppError,
    model::{PublicId, SignOutAction, counted},
};

/// What the person is asked to confirm.
#[derive(Clone, PartialEq)]
pub enum Question {
    /// A device, by its public id and its name.
    Device(PublicId, String),
    /// The other devices and their number: all, or those that are listed.
    Others { all: bool, count: u32 },
}

/// Asks, in the page, before a device is signed out; and for the password, where that is needed.
#[component]
pub fn SignOutDialog(
    /// The element, for the caller that opens and closes it.
    dialog: NodeRef<Dialog>,
    #[prop(into)] question: Signal<Option<Question>>,
    /// What to do with the device.
    sign_out_action: RwSignal<SignOutAction>,
    /// What was typed as the password.
    password: RwSignal<String>,
    /// Whether it is asked for.
    #[prop(into)]
    asks_password: Signal<bool>,
    /// The error of the last attempt.
    #[prop(into)]
    error: Signal<Option<AppError>>,
    #[prop(into)] pending: Signal<bool>,
    on_confirm: Callback<()>,
) -> impl IntoView {
    let is_others = move || matches!(question.get(), Some(Question::Others { .. }));
    let title = move || match question.get() {
        Some(Question::Device(..)) => "Sign out ".to_owned(),
        Some(Question::Others { all: false, count }) => format!("Sign out {}?", counted(count.into())),
        _ => "Sign out all other devices?".to_owned(),
    };
    let name = move || match question.get() {
        Some(Question::Device(_, name)) => name,
        _ => String::new(),
    };
    let others = move || match question.get() {
        Some(Question::Others { count: 1, .. }) => {
            "1 other device loses access at once. This one stays signed in.".to_owned()
        }
        Some(Question::Others { count, .. }) => {
            format!("{} lose access at once. This one stays signed in.", counted(count.into()))
        }
        _ => String::new(),
    };
    let action = move || match (question.get(), sign_out_action.get()) {
        (Some(Question::Others { all: true, .. }), _) => "Sign out all others",
        (Some(Question::Others { .. }), _) => "Sign these out",
        (_, SignOutAction::Now) => "Sign out",
        (_, SignOutAction::AtMidnight) => "Sign out tonight",
        (_, SignOutAction::Lock) => "Lock",
    };
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let choice = move |value: SignOutAction, name: &'static str, detail: &'static str| {
        view! {
            <label class="choice">
                <input type="radio" name="when" prop:checked=move || sign_out_action.get() == value on:change=move |_| sign_out_action.set(value)/>
                <span><strong>{name}</strong> {detail}</span>
            </label>
        }
    };
    view! {
        <dialog node_ref=dialog aria-labelledby="question" on:close=move |_| password.set(String::new())>
            <form
                class="form"
                method="dialog"
                on:submit=move |event| {
                    event.prevent_default();
                    on_confirm.run(());
                }
            >
                <h2 id="question">
                    <LiveText text=Signal::derive(title)/>
                    <bdi translate="no"><LiveText text=Signal::derive(name)/></bdi>
                    <span hidden=is_others>"?"</span>
                </h2>
                <p hidden=move || !is_others()><LiveText text=Signal::derive(others)/></p>
                <fieldset class="choices-field" hidden=is_others>
                    <legend class="visually-hidden">"What to do"</legend>
                    {choice(SignOutAction::Now, "Sign out now", "Loses access at once")}
                    {choice(SignOutAction::AtMidnight, "Sign out tonight", "Stays signed in until midnight")}
                    {choice(SignOutAction::Lock, "Ask for the password again", "Stays signed in but shows nothing until the password is entered")}
                </fieldset>
                <div class="field" hidden=move || !asks_password.get()>
                    <label for="proof">"Your password"</label>
                    <input
                        id="proof"
                        type="password"
                        autocomplete="current-password"
                        prop:value=password
                        on:input=move |event| password.set(event_target_value(&event))
                    />
                </div>
                <p class="notice error" role="alert" hidden=move || error.get().is_none()>
                    <LiveText text=Signal::derive(move || error.get().map(|error| error.to_string()).unwrap_or_default())/>
                </p>
                <div class="dialog-actions">
                    <button class="button" type="button" on:click=close>"Cancel"</button>
                    <button
                        class="button danger solid"
                        type="submit"
                        aria-disabled=move || pending.get().then_some("true")
                    >
                        <LiveText text=Signal::derive(move || action().to_owned())/>
                    </button>
                </div>
            </form>
        </dialog>
    }
}
