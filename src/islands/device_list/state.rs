//! What the list of devices knows, and what happens to it.

use std::time::Duration;

use leptos::{ev::MouseEvent, html::Dialog, prelude::*, task::spawn_local};

use crate::{
    api::{sign_out_device, sign_out_others},
    components::Question,
    error::AppError,
    islands::browser::tonight,
    model::{DevicePage, DeviceView, PublicId, PublicIds, SignOutAction, Timestamp, counted},
    paths,
};

/// How long a card takes to leave; the style sheet knows the same.
const LEAVE: Duration = Duration::from_millis(220);

/// What the list knows, and what happens to it.
#[derive(Clone, Copy)]
pub struct List {
    pub devices: RwSignal<Vec<DeviceView>>,
    /// Which devices are listed, and their ids; all, with this one, if none is chosen.
    chosen: StoredValue<Option<(String, PublicIds)>>,
    /// How many other devices there are, on all pages.
    pub others: RwSignal<u32>,
    /// The cards being removed.
    pub leaving: RwSignal<Vec<PublicId>>,
    /// What was done last, and to which device, if to one.
    pub done_name: RwSignal<String>,
    pub done: RwSignal<String>,
    pub question: RwSignal<Option<Question>>,
    pub sign_out_action: RwSignal<SignOutAction>,
    pub password: RwSignal<String>,
    /// Whether the password has to be asked for: it wasn't entered recently.
    pub asks_password: RwSignal<bool>,
    pub error: RwSignal<Option<AppError>>,
    pub pending: RwSignal<bool>,
    pub dialog: NodeRef<Dialog>,
}

impl List {
    pub fn new(page: DevicePage, chosen: Option<(String, PublicIds)>) -> Self {
        Self {
            others: RwSignal::new(page.total.saturating_sub(u32::from(chosen.is_none()))),
            chosen: StoredValue::new(chosen),
            devices: RwSignal::new(page.devices),
            leaving: RwSignal::new(Vec::new()),
            done_name: RwSignal::new(String::new()),
            done: RwSignal::new(String::new()),
            question: RwSignal::new(None),
            sign_out_action: RwSignal::new(SignOutAction::Now),
            password: RwSignal::new(String::new()),
            asks_password: RwSignal::new(!page.reauthenticated),
            error: RwSignal::new(None),
            pending: RwSignal::new(false),
            dialog: NodeRef::new(),
        }
    }

    /// How many devices there are, or are listed.
    pub fn count(self) -> String {
        let all = self.chosen.with_value(Option::is_none);
        match self.others.get() {
            0 if all => "Only this device is signed in.".to_owned(),
            others if all => format!("{} devices are signed in.", others + 1),
            1 => "1 device is listed.".to_owned(),
            others => format!("{others} devices are listed."),
        }
    }

    fn did(self, name: String, what: &str) {
        self.done_name.set(name);
        self.done.set(what.to_owned());
    }

    /// Asks about what was clicked.
    pub fn ask(self, click: &MouseEvent, question: Question) {
        // One that opens a tab or a window is the link's.
        if click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key() {
            return;
        }
        click.prevent_default();
        self.error.set(None);
        self.sign_out_action.set(SignOutAction::Now);
        self.question.set(Some(question));
        if let Some(dialog) = self.dialog.get_untracked() {
            _ = dialog.show_modal();
        }
    }

    /// Does what was asked about.
    pub fn confirm(self) {
        let Some(question) = self.question.get_untracked().filter(|_| !self.pending.get_untracked()) else {
            return;
        };
        self.pending.set(true);
        self.error.set(None);
        let sign_out_action = self.sign_out_action.get_untracked();
        let password = Some(self.password.get_untracked()).filter(|password| !password.is_empty());
        spawn_local(async move {
            let outcome = match &question {
                Question::Device(id, _) => {
                    let tonight = (sign_out_action == SignOutAction::AtMidnight).then(|| tonight().to_string());
                    sign_out_device(id.clone(), Some(sign_out_action), tonight, password).await.map(|()| 1)
                }
                Question::Others { .. } => {
                    let (show, only) = self.chosen.get_value().unzip();
                    sign_out_others(show, only, password).await
                }
            };
            self.pending.set(false);
            match outcome {
                Ok(ended) => {
                    self.password.set(String::new());
                    self.asks_password.set(false);
                    self.ended(question, sign_out_action, ended);
                }
                Err(error) => self.failed(error),
            }
        });
    }

    fn ended(self, question: Question, sign_out_action: SignOutAction, ended: u64) {
        if let Some(dialog) = self.dialog.get_untracked() {
            dialog.close();
        }
        match question {
            Question::Device(id, name) => match sign_out_action {
                SignOutAction::Now => {
                    self.others.update(|others| *others = others.saturating_sub(1));
                    self.did(name, " is signed out.");
                    self.leave(vec![id]);
                }
                SignOutAction::AtMidnight => {
                    self.did(name, " will be signed out at midnight.");
                    self.change(&id, |device| device.ends_at = Some(Timestamp::from_millis(tonight())));
                }
                SignOutAction::Lock => {
                    self.did(name, " is locked.");
                    self.change(&id, |device| device.locked = true);
                }
            },
            Question::Others { .. } => {
                let others = self.devices.with_untracked(|devices| {
                    devices.iter().filter(|device| !device.current).map(|device| device.id.clone()).collect()
                });
                self.others.set(0);
                self.did(String::new(), &format!("{} signed out.", counted(ended)));
                self.leave(others);
            }
        }
    }

    fn change(self, id: &PublicId, change: impl Fn(&mut DeviceView)) {
        self.devices.update(|devices| devices.iter_mut().filter(|device| device.id == *id).for_each(change));
    }

    /// The cards first move out of the way, then go.
    fn leave(self, gone: Vec<PublicId>) {
        self.leaving.set(gone.clone());
        let remove = move || {
            self.devices.update(|devices| devices.retain(|device| !gone.contains(&device.id)));
            self.leaving.set(Vec::new());
            // The rest of a long list is on other pages.
            let nothing_left = self.devices.with_untracked(|devices| devices.iter().all(|device| device.current));
            if nothing_left && self.others.get_untracked() > 0 {
                _ = window().location().reload();
            }
        };
        set_timeout(remove, LEAVE);
    }

    /// An error stays in the dialog, and the card in the list; unless this device itself was signed out.
    fn failed(self, error: AppError) {
        if error.needs_sign_in() {
            let reason = error.reason().map(|reason| format!("?reason={reason}")).unwrap_or_default();
            _ = window().location().set_href(&format!("{}{reason}", paths::SIGN_IN));
        } else if error == AppError::DeviceLocked {
            _ = window().location().set_href(paths::UNLOCK);
        } else {
            self.asks_password.update(|asks| *asks |= error == AppError::PasswordRequired);
            self.error.set(Some(error));
        }
    }
}
