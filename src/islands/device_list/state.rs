//! What is asked in the dialog, and what comes of it.

use leptos::{
    html::{Dialog, Input},
    prelude::*,
    task::spawn_local,
};

use super::browser::tonight;
use crate::{
    api::{sign_out_device, sign_out_others},
    components::Question,
    error::AppError,
    model::SignOutAction,
    paths,
};

/// What is asked in the dialog, and what came of it.
#[derive(Clone, Copy)]
pub struct Asking {
    /// What was done last: a number of its own, what, the device, how many, and its name.
    pub done: RwSignal<Option<String>>,
    pub question: RwSignal<Option<Question>>,
    pub sign_out_action: RwSignal<SignOutAction>,
    /// Whether the password has to be asked for: it wasn't entered recently.
    pub asks_password: RwSignal<bool>,
    pub error: RwSignal<Option<AppError>>,
    pub pending: RwSignal<bool>,
    pub dialog: NodeRef<Dialog>,
    pub password: NodeRef<Input>,
    times: StoredValue<u32>,
}

impl Asking {
    pub fn new(reauthenticated: bool) -> Self {
        Self {
            done: RwSignal::new(None),
            question: RwSignal::new(None),
            sign_out_action: RwSignal::new(SignOutAction::Now),
            asks_password: RwSignal::new(!reauthenticated),
            error: RwSignal::new(None),
            pending: RwSignal::new(false),
            dialog: NodeRef::new(),
            password: NodeRef::new(),
            times: StoredValue::new(0),
        }
    }

    /// Asks about what was pressed.
    pub fn ask(self, question: Question) {
        self.error.set(None);
        self.sign_out_action.set(SignOutAction::Now);
        self.question.set(Some(question));
        // Once the page shows what is asked: what is hidden then must not have the focus.
        request_animation_frame(move || {
            let Some(dialog) = self.dialog.get_untracked() else { return };
            _ = dialog.show_modal();
            self.focus_password();
        });
    }

    fn focus_password(self) {
        if let Some(field) = self.password.get_untracked().filter(|_| self.asks_password.get_untracked()) {
            _ = field.focus();
        }
    }

    /// Nothing that was typed outlives the dialog.
    pub fn closed(self) {
        if let Some(form) = self.password.get_untracked().and_then(|field| field.form()) {
            form.reset();
        }
    }

    /// Does what was asked about.
    pub fn confirm(self) {
        let Some(question) = self.question.get_untracked().filter(|_| !self.pending.get_untracked()) else {
            return;
        };
        self.pending.set(true);
        self.error.set(None);
        let action = self.sign_out_action.get_untracked();
        let typed = self.password.get_untracked().map(|field| field.value());
        let password = typed.filter(|password| !password.is_empty());
        spawn_local(async move {
            let outcome = match &question {
                Question::Device { id, .. } => {
                    let tonight = (action == SignOutAction::AtMidnight).then(|| tonight().to_string());
                    sign_out_device(id.clone(), Some(action), tonight, password).await.map(|()| 1)
                }
                Question::Others { show, only, .. } => sign_out_others(show.clone(), only.clone(), password).await,
            };
            self.pending.set(false);
            match outcome {
                Ok(ended) => self.did(&question, <&str>::from(action), ended),
                // It was signed out meanwhile, from elsewhere.
                Err(AppError::DeviceNotFound) => self.did(&question, "gone", 1),
                Err(error) => self.failed(error),
            }
        });
    }

    fn did(self, question: &Question, what: &str, ended: u64) {
        self.asks_password.set(false);
        if let Some(dialog) = self.dialog.get_untracked() {
            dialog.close();
        }
        let (what, device, name) = match question {
            Question::Device { id, name, .. } => (what, id.as_str(), name.as_str()),
            Question::Others { .. } => ("others", "", ""),
        };
        let times = self.times.get_value().wrapping_add(1);
        self.times.set_value(times);
        self.done.set(Some(format!("{times}|{what}|{device}|{ended}|{name}")));
    }

    /// An error stays in the dialog, and the row in the list; unless this device itself was signed out.
    fn failed(self, error: AppError) {
        if error.needs_sign_in() {
            let reason = error.reason().map(|reason| format!("?reason={reason}")).unwrap_or_default();
            _ = window().location().set_href(&format!("{}{reason}", paths::SIGN_IN));
        } else if error == AppError::DeviceLocked {
            _ = window().location().set_href(paths::UNLOCK);
        } else {
            self.asks_password.update(|asks| *asks |= error == AppError::PasswordRequired);
            self.error.set(Some(error));
            if error.field() == Some("password") {
                request_animation_frame(move || self.focus_password());
            }
        }
    }
}
