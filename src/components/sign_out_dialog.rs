use leptos::{
    html::{Dialog, Input},
    prelude::*,
};
use serde::{Deserialize, Serialize};

use super::{LiveText, PasswordPrompt, PasswordTexts};
use crate::{
    error::{AppError, ErrorTexts},
    model::{PublicId, PublicIds, SignOutAction},
};

/// What the person is asked to confirm.
#[derive(Clone, PartialEq)]
pub enum Question {
    /// What is to become of a device.
    Device { id: PublicId, name: String, location: String, locked: bool, shortened: bool },
    /// The other devices: all, or those that are listed; with the words of the page for them.
    Others { words: OthersWords, show: Option<String>, only: Option<PublicIds> },
}

/// What is asked about the other devices: how many they are is in the page, in the plural form of its language.
#[derive(Clone, PartialEq)]
pub struct OthersWords {
    pub title: String,
    pub detail: String,
    /// On the button.
    pub action: String,
}

impl Question {
    /// Whether the device is in the state that a choice would bring about.
    const fn is_done(&self, action: SignOutAction) -> bool {
        match (self, action) {
            (Self::Device { locked, .. }, SignOutAction::Lock) => *locked,
            (Self::Device { shortened, .. }, SignOutAction::AtMidnight) => *shortened,
            _ => false,
        }
    }
}

/// What the dialog says: the catalogues are on the server.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DialogTexts {
    /// With [`DEVICE`] in place of the name, as they begin and end.
    pub now_title: String,
    pub tonight_title: String,
    pub lock_title: String,
    pub what: String,
    /// The choices, each with what it means.
    pub now: (String, String),
    pub tonight: (String, String),
    pub lock: (String, String),
    /// On the buttons.
    pub sign_out: String,
    pub sign_out_tonight: String,
    pub lock_it: String,
    pub cancel: String,
    pub working: String,
    pub password: PasswordTexts,
    pub errors: ErrorTexts,
}

/// Where a title has the name of the device.
const DEVICE: &str = "{device}";

impl DialogTexts {
    /// In the language of the page.
    #[cfg(feature = "ssr")]
    pub fn here() -> Self {
        use crate::{t, texts::language};

        Self {
            now_title: t!("dialog-now", device = DEVICE),
            tonight_title: t!("dialog-tonight", device = DEVICE),
            lock_title: t!("dialog-lock", device = DEVICE),
            what: t!("action"),
            now: (t!("action-now"), t!("action-now-note")),
            tonight: (t!("action-tonight"), t!("dialog-tonight-note")),
            lock: (t!("action-lock"), t!("action-lock-note")),
            sign_out: t!("sign-out"),
            sign_out_tonight: t!("action-tonight"),
            lock_it: t!("dialog-lock-button"),
            cancel: t!("cancel"),
            working: t!("dialog-working"),
            password: PasswordTexts::here(),
            errors: ErrorTexts::in_dialogs(language()),
        }
    }

    fn title(&self, action: SignOutAction) -> (&str, &str) {
        let title = match action {
            SignOutAction::Now => &self.now_title,
            SignOutAction::AtMidnight => &self.tonight_title,
            SignOutAction::Lock => &self.lock_title,
        };
        title.split_once(DEVICE).unwrap_or((title, ""))
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
    texts: DialogTexts,
    #[prop(into)] pending: Signal<bool>,
    on_confirm: Callback<()>,
    /// It was closed, whatever for.
    on_close: Callback<()>,
) -> impl IntoView {
    let is_others = move || !matches!(question.get(), Some(Question::Device { .. }));
    let title = {
        let texts = texts.clone();
        move || match question.get() {
            Some(Question::Others { words, .. }) => words.title,
            _ => texts.title(sign_out_action.get()).0.to_owned(),
        }
    };
    let name = move || match question.get() {
        Some(Question::Device { name, .. }) => name,
        _ => String::new(),
    };
    let end = {
        let texts = texts.clone();
        move || {
            let text = if is_others() { "" } else { texts.title(sign_out_action.get()).1 };
            text.to_owned()
        }
    };
    let detail = move || match question.get() {
        Some(Question::Device { location, .. }) => location,
        Some(Question::Others { words, .. }) => words.detail,
        None => String::new(),
    };
    let action = {
        let texts = texts.clone();
        move || match (question.get(), sign_out_action.get()) {
            _ if pending.get() => texts.working.clone(),
            (Some(Question::Others { words, .. }), _) => words.action,
            (_, SignOutAction::Now) => texts.sign_out.clone(),
            (_, SignOutAction::AtMidnight) => texts.sign_out_tonight.clone(),
            (_, SignOutAction::Lock) => texts.lock_it.clone(),
        }
    };
    let ends = move || is_others() || sign_out_action.get() == SignOutAction::Now;
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let choice = move |value: SignOutAction, (name, detail): (String, String)| {
        let done = move || question.get().is_some_and(|question| question.is_done(value));
        view! {
            <label class="choice" hidden=done>
                <input type="radio" name="when" prop:checked=move || sign_out_action.get() == value on:change=move |_| sign_out_action.set(value)/>
                <span><strong>{name}</strong> " " {detail}</span>
            </label>
        }
    };
    let DialogTexts { what, now, tonight, lock, cancel, password: password_texts, errors, .. } = texts;
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
                    <LiveText text=Signal::derive(end)/>
                </h2>
                <p><LiveText text=Signal::derive(detail)/></p>
                <fieldset class="choices-field" hidden=is_others>
                    <legend class="visually-hidden">{what}</legend>
                    {choice(SignOutAction::Now, now)}
                    {choice(SignOutAction::AtMidnight, tonight)}
                    {choice(SignOutAction::Lock, lock)}
                </fieldset>
                <p id="dialog-error" class="notice error" role="alert" hidden=move || error.get().is_none()>
                    <LiveText text=Signal::derive(move || error.get().map(|error| errors.of(error)).unwrap_or_default())/>
                </p>
                <div hidden=move || !asks_password.get()>
                    <PasswordPrompt email error described_by="dialog-error" lasts texts=password_texts field=password/>
                </div>
                <div class="dialog-actions">
                    <button class="button" type="button" on:click=close>{cancel}</button>
                    <button
                        class="button solid"
                        class:danger=ends
                        class:primary=move || !ends()
                        type="submit"
                        aria-disabled=move || pending.get().then_some("true")
                    >
                        <LiveText text=Signal::derive(action)/>
                    </button>
                </div>
            </form>
        </dialog>
    }
}
