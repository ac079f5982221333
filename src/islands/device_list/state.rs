//! What the list of devices knows, and what happens to it.

use std::time::Duration;

use leptos::{
    ev::SubmitEvent,
    html::{Dialog, Input},
    prelude::*,
    task::spawn_local,
};

use super::{ListView, focus};
use crate::{
    api::{confirm_device, list_page, sign_out_device, sign_out_others, take_back},
    components::Question,
    error::AppError,
    islands::browser::tonight,
    model::{DevicePage, DeviceView, PublicId, PublicIds, SignOutAction, TakenBack, Timestamp, counted},
    paths,
};

/// How long a row takes to leave; the style sheet knows the same.
const LEAVE: Duration = Duration::from_millis(220);
/// How long what was done stands on the page, where it can be taken back.
const SHOWN: Duration = Duration::from_secs(12);

/// What was done last.
#[derive(Clone, Default, PartialEq)]
pub struct Done {
    /// The device that it was done to, if it was one.
    pub name: String,
    pub what: String,
    /// How it is taken back.
    pub undo: Option<(PublicId, TakenBack)>,
}

/// What the list knows, and what happens to it.
#[derive(Clone, Copy)]
pub struct List {
    pub devices: RwSignal<Vec<DeviceView>>,
    view: StoredValue<ListView>,
    /// The ids of those that are listed, where not all are.
    chosen: StoredValue<Option<PublicIds>>,
    /// How many other devices there are, on all pages.
    pub others: RwSignal<u32>,
    /// The rows on their way out.
    pub leaving: RwSignal<Vec<PublicId>>,
    pub done: RwSignal<Done>,
    pub question: RwSignal<Option<Question>>,
    pub when: RwSignal<SignOutAction>,
    /// Whether the password has to be asked for: it wasn't entered recently.
    pub asks_password: RwSignal<bool>,
    pub error: RwSignal<Option<AppError>>,
    pub pending: RwSignal<bool>,
    pub dialog: NodeRef<Dialog>,
    pub password: NodeRef<Input>,
}

impl List {
    pub fn new(page: DevicePage, view: ListView, chosen: Option<PublicIds>) -> Self {
        Self {
            others: RwSignal::new(others_of(&page)),
            view: StoredValue::new(view),
            chosen: StoredValue::new(chosen),
            devices: RwSignal::new(page.devices),
            leaving: RwSignal::new(Vec::new()),
            done: RwSignal::new(Done::default()),
            question: RwSignal::new(None),
            when: RwSignal::new(SignOutAction::Now),
            asks_password: RwSignal::new(!page.reauthenticated),
            error: RwSignal::new(None),
            pending: RwSignal::new(false),
            dialog: NodeRef::new(),
            password: NodeRef::new(),
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

    fn did(self, name: String, what: &str, undo: Option<(PublicId, TakenBack)>) {
        let done = Done { name, what: what.to_owned(), undo };
        self.done.set(done.clone());
        set_timeout(
            move || {
                if self.done.with_untracked(|now| *now == done) {
                    self.done.set(Done::default());
                }
            },
            SHOWN,
        );
    }

    /// Asks about what was pressed.
    pub fn ask(self, form: &SubmitEvent, question: Question) {
        form.prevent_default();
        self.error.set(None);
        self.when.set(SignOutAction::Now);
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
        let when = self.when.get_untracked();
        let typed = self.password.get_untracked().map(|field| field.value());
        let password = typed.filter(|password| !password.is_empty());
        spawn_local(async move {
            let outcome = match &question {
                Question::Device(device) => {
                    let tonight = (when == SignOutAction::AtMidnight).then(|| tonight().to_string());
                    sign_out_device(device.id.clone(), Some(when), tonight, password).await.map(|()| 1)
                }
                Question::Others { .. } => {
                    let only = self.chosen.get_value();
                    let show = self.view.with_value(|view| view.show).map(|show| show.as_str().to_owned());
                    sign_out_others(show, only, password).await
                }
            };
            self.pending.set(false);
            match outcome {
                Ok(ended) => {
                    self.asks_password.set(false);
                    self.ended(question, when, ended);
                }
                Err(AppError::DeviceNotFound) => self.gone(question),
                Err(error) => self.failed(error),
            }
        });
    }

    fn ended(self, question: Question, when: SignOutAction, ended: u64) {
        self.close();
        match question {
            Question::Device(device) => {
                let DeviceView { id, name, .. } = *device;
                match when {
                    SignOutAction::Now => {
                        self.did(name, " is signed out.", None);
                        self.leave(vec![id]);
                    }
                    SignOutAction::AtMidnight => {
                        self.did(name, " will be signed out at midnight.", Some((id.clone(), TakenBack::Tonight)));
                        self.change(&id, |device| {
                            device.ends_at = Some(Timestamp::from_millis(tonight()));
                            device.shortened = true;
                        });
                    }
                    SignOutAction::Lock => {
                        self.did(name, " is locked.", Some((id.clone(), TakenBack::Lock)));
                        self.change(&id, |device| device.locked = true);
                    }
                }
            }
            Question::Others { .. } => {
                let others = self.devices.with_untracked(|devices| {
                    devices.iter().filter(|device| !device.current).map(|device| device.id.clone()).collect()
                });
                self.did(String::new(), &format!("{} signed out.", counted(ended)), None);
                self.leave(others);
                self.others.set(0);
            }
        }
    }

    /// It was signed out meanwhile, from elsewhere.
    fn gone(self, question: Question) {
        self.close();
        if let Question::Device(device) = question {
            self.did(device.name, " was already signed out.", None);
            self.leave(vec![device.id]);
        }
    }

    fn close(self) {
        if let Some(dialog) = self.dialog.get_untracked() {
            dialog.close();
        }
    }

    /// 'Yes, it was me', in the row itself.
    pub fn recognise(self, form: SubmitEvent, device: DeviceView) {
        form.prevent_default();
        spawn_local(async move {
            match confirm_device(PublicIds(vec![device.id.clone()]), None).await {
                Ok(()) => {
                    let next = self.after(&device.id);
                    let undo = Some((device.id.clone(), TakenBack::Recognition));
                    self.did(device.name, " is now recognised.", undo);
                    self.change(&device.id, |device| {
                        device.asked = false;
                        device.flags.clear();
                    });
                    focus(next);
                }
                Err(error) => self.refused(&form, error),
            }
        });
    }

    /// Takes back what was done to a device.
    pub fn take_back(self, form: SubmitEvent, id: PublicId, what: TakenBack) {
        form.prevent_default();
        spawn_local(async move {
            match take_back(id.clone(), what, None).await {
                Ok(()) => {
                    let name = self.named(&id);
                    self.did(name, what.done(), None);
                    self.refresh().await;
                    focus(Some(id));
                }
                Err(error) => self.refused(&form, error),
            }
        });
    }

    /// What the row or the message can't ask for, the page of the same form does.
    fn refused(self, form: &SubmitEvent, error: AppError) {
        match (error, event_target::<leptos::web_sys::HtmlFormElement>(form)) {
            (AppError::Unreachable, _) => self.did(String::new(), &error.to_string(), None),
            (_, form) => _ = form.submit(),
        }
    }

    fn named(self, id: &PublicId) -> String {
        let found =
            |devices: &Vec<DeviceView>| devices.iter().find(|device| device.id == *id).map(|it| it.name.clone());
        self.devices.with_untracked(found).unwrap_or_default()
    }

    fn change(self, id: &PublicId, change: impl Fn(&mut DeviceView)) {
        self.devices.update(|devices| devices.iter_mut().filter(|device| device.id == *id).for_each(change));
    }

    /// The row after this one, where the focus goes on; none if it was the last.
    fn after(self, id: &PublicId) -> Option<PublicId> {
        self.devices.with_untracked(|devices| {
            let others: Vec<_> = devices.iter().filter(|device| !device.current).collect();
            let at = others.iter().position(|device| device.id == *id)?;
            others.get(at + 1).map(|device| device.id.clone())
        })
    }

    /// The rows first move out of the way, then go.
    fn leave(self, gone: Vec<PublicId>) {
        let next = gone.last().and_then(|last| self.after(last));
        self.others.update(|others| *others = others.saturating_sub(u32::try_from(gone.len()).unwrap_or(u32::MAX)));
        self.leaving.set(gone.clone());
        let remove = move || {
            self.devices.update(|devices| devices.retain(|device| !gone.contains(&device.id)));
            self.leaving.set(Vec::new());
            focus(next);
            // The rest of a long list is on other pages.
            let nothing_left = self.devices.with_untracked(|devices| devices.iter().all(|device| device.current));
            if nothing_left && self.others.get_untracked() > 0 {
                _ = window().location().reload();
            }
        };
        set_timeout(remove, LEAVE);
    }

    /// Asks the server which devices there are now, and shows that.
    pub async fn refresh(self) {
        let ListView { page, show, find, sort } = self.view.get_value();
        match list_page(page, show, find, sort).await {
            // What is being asked about, or on its way out, stays as it is.
            Ok(page) if self.leaving.with_untracked(Vec::is_empty) && !self.is_asking() => {
                self.others.set(others_of(&page));
                self.asks_password.set(!page.reauthenticated);
                if self.devices.with_untracked(|devices| *devices != page.devices) {
                    self.devices.set(page.devices);
                }
            }
            Err(error) if error.needs_sign_in() || error == AppError::DeviceLocked => self.failed(error),
            _ => {}
        }
    }

    fn is_asking(self) -> bool {
        self.dialog.get_untracked().is_some_and(|dialog| dialog.open())
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

/// The other devices of a page and of those after it; this one is on none that is chosen.
fn others_of(page: &DevicePage) -> u32 {
    page.total.saturating_sub(u32::from(page.with_this))
}
