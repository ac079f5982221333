use leptos::{
    html::{Dialog, Input},
    prelude::*,
};

use super::{LiveText, PasswordPrompt, PasswordTexts};
use crate::{
    error::{AppError, ErrorTexts},
    model::{PublicId, PublicIds, SignOutAction, counted},
};

/// What the person is asked to confirm.
#[derive(Clone, PartialEq)]
pub enum Question {
    /// What is to become of a device.
    Device { id: PublicId, name: String, location: String, locked: bool, shortened: bool },
    /// The other devices and their number: all, or those that are listed.
    Others { count: u32, show: Option<String>, only: Option<PublicIds> },
}

impl Question {
    const fn is_all(&self) -> bool {
        matches!(self, Self::Others { show: None, only: None, .. })
    }

    /// Whether the device is in the state that a choice would bring about.
    const fn is_done(&self, action: SignOutAction) -> bool {
        match (self, action) {
            (Self::Device { locked, .. }, SignOutAction::Lock) => *locked,
            (Self::Device { shortened, .. }, SignOutAction::AtMidnight) => *shortened,
            _ => false,
        }
    }
}

/// Asks, in the page, before a device is signed out; and for the password, where that is needed.
#[component]
pub fn SignOutDialog(
    /// The element, for the caller that opens and closes it.
    dialog: NodeRef<Dialog>,
    /// The field of the password, for the caller that reads it.
    password: NodeRef<Input>,
    #[prop(into)] question: Signal<Option<Question>>,
    /// What to do with the device.
    sign_out_action: RwSignal<SignOutAction>,
    /// Whether the password is asked for.
    #[prop(into)]
    asks_password: Signal<bool>,
    /// Whose it is.
    email: String,
    /// How long it counts, if it does.
    lasts: Option<String>,
    /// What stood in the way the last time.
    #[prop(into)]
    error: Signal<Option<AppError>>,
    errors: ErrorTexts,
    password_texts: PasswordTexts,
    #[prop(into)] pending: Signal<bool>,
    on_confirm: Callback<()>,
    /// It was closed, whatever for.
    on_close: Callback<()>,
) -> impl IntoView {
    let is_others = move || !matches!(question.get(), Some(Question::Device { .. }));
    let title = move || match (question.get(), sign_out_action.get()) {
        (Some(Question::Device { .. }), SignOutAction::Lock) => "Lock ".to_owned(),
        (Some(Question::Device { .. }), _) => "Sign out ".to_owned(),
        (Some(question @ Question::Others { count, .. }), _) if !question.is_all() => {
            format!("Sign out {}?", counted(count.into()))
        }
        _ => "Sign out all other devices?".to_owned(),
    };
    let name = move || match question.get() {
        Some(Question::Device { name, .. }) => name,
        _ => String::new(),
    };
    let end = move || match sign_out_action.get() {
        _ if is_others() => "",
        SignOutAction::AtMidnight => " tonight?",
        _ => "?",
    };
    let detail = move || match question.get() {
        Some(Question::Device { location, .. }) => location,
        Some(Question::Others { count: 1, .. }) => {
            "1 other device loses access at once. This one stays signed in.".to_owned()
        }
        Some(Question::Others { count, .. }) => {
            format!("{} lose access at once. This one stays signed in.", counted(count.into()))
        }
        None => String::new(),
    };
    let action = move || match (question.get(), sign_out_action.get()) {
        _ if pending.get() => "Working…",
        (Some(question @ Question::Others { .. }), _) if question.is_all() => "Sign out all others",
        (Some(Question::Others { .. }), _) => "Sign these out",
        (_, SignOutAction::Now) => "Sign out",
        (_, SignOutAction::AtMidnight) => "Sign out tonight",
        (_, SignOutAction::Lock) => "Lock",
    };
    let ends = move || is_others() || sign_out_action.get() == SignOutAction::Now;
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let choice = move |value: SignOutAction, name: &'static str, detail: &'static str| {
        let done = move || question.get().is_some_and(|question| question.is_done(value));
        view! {
            <label class="choice" hidden=done>
                <input type="radio" name="when" prop:checked=move || sign_out_action.get() == value on:change=move |_| sign_out_action.set(value)/>
                <span><strong>{name}</strong> {detail}</span>
            </label>
        }
    };
    view! {
        <dialog node_ref=dialog aria-labelledby="question" on:close=move |_| on_close.run(())>
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
                    <LiveText text=Signal::derive(move || end().to_owned())/>
                </h2>
                <p><LiveText text=Signal::derive(detail)/></p>
                <fieldset class="choices-field" hidden=is_others>
                    <legend class="visually-hidden">"What to do"</legend>
                    {choice(SignOutAction::Now, "Sign out now", "Loses access at once")}
                    {choice(SignOutAction::AtMidnight, "Sign out tonight", "Stays signed in until midnight")}
                    {choice(SignOutAction::Lock, "Lock it", "Stays signed in, but asks for the password first")}
                </fieldset>
                <p id="dialog-error" class="notice error" role="alert" hidden=move || error.get().is_none()>
                    <LiveText text=Signal::derive(move || error.get().map(|error| errors.of(error)).unwrap_or_default())/>
                </p>
                <div hidden=move || !asks_password.get()>
                    <PasswordPrompt email error described_by="dialog-error" lasts texts=password_texts field=password/>
                </div>
                <div class="dialog-actions">
                    <button class="button" type="button" on:click=close>"Cancel"</button>
                    <button
                        class="button solid"
                        class:danger=ends
                        class:primary=move || !ends()
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
