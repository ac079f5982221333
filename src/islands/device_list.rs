use std::time::Duration;

use leptos::{ev::MouseEvent, html::Dialog, prelude::*, task::spawn_local};

use crate::{
    api::{sign_out_device, sign_out_others},
    components::{DeviceCard, LiveText, SignOutDialog},
    error::AppError,
    model::{DevicePage, DeviceView, PublicId, Timestamp, When},
    paths,
};

/// How often 'Active 5 minutes ago' is brought up to date while the page is in view.
const TICK: Duration = Duration::from_secs(30);
/// How long a card takes to leave; the style sheet knows the same.
const LEAVE: Duration = Duration::from_millis(220);

/// What the person is asked to confirm.
#[derive(Clone, PartialEq)]
pub enum Question {
    /// A device, by its public id and its name.
    Device(PublicId, String),
    /// The other devices, so many: all, or those that are listed.
    Others { all: bool, count: u32 },
}

/// The person's devices. Before and without a script it is a list with links to the pages that
/// ask; with one, it asks in place, and a card leaves without a reload.
#[island]
pub fn DeviceList(
    page: DevicePage,
    /// Which of the other devices are listed, if not all; as it stands in links.
    show: Option<String>,
    /// Those, on all pages: their public ids with commas between.
    chosen: Option<String>,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    restore_texts();
    let (now, local) = clock(page.now);
    let all = show.is_none();
    let sign_out = match &show {
        Some(show) => format!("{}?show={show}", paths::SIGN_OUT_OTHERS),
        None => paths::SIGN_OUT_OTHERS.to_owned(),
    };
    let list = List::new(page, show.zip(chosen));
    view! {
        <div class="list-head">
            // What it says is an attribute as well, for renew.js: translators change texts by themselves.
            <p role="status" class="count" data-says=move || format!("{}{} {}", list.done_name.get(), list.done.get(), list.count())>
                <bdi translate="no"><LiveText text=list.done_name/></bdi>
                <LiveText text=Signal::derive(move || list.done.with(|done| if done.is_empty() { String::new() } else { format!("{done} ") }))/>
                <LiveText text=Signal::derive(move || list.count())/>
            </p>
            <Show when=move || list.others.get() != 0>
                <a
                    class="button danger"
                    href=sign_out.clone()
                    on:click=move |event| list.ask(&event, Question::Others { all, count: list.others.get_untracked() })
                >
                    {if all { "Sign out all other devices" } else { "Sign these out" }}
                </a>
            </Show>
        </div>
        <ul class="devices" aria-label="Signed-in devices">
            // What may change of a card is part of its key.
            <For
                each=move || list.devices.get()
                key=|device| (device.id.clone(), device.locked, device.ends_at)
                let:device
            >
                {
                    let DeviceView { id, name, .. } = device.clone();
                    let this = id.clone();
                    view! {
                        <DeviceCard
                            device
                            now
                            local
                            leaving=Signal::derive(move || list.leaving.with(|leaving| leaving.contains(&this)))
                            on_ask=Callback::new(move |event| list.ask(&event, Question::Device(id.clone(), name.clone())))
                        />
                    }
                }
            </For>
        </ul>
        <SignOutDialog
            dialog=list.dialog
            question=list.question
            when=list.when
            password=list.password
            asks_password=list.asks_password
            error=list.error
            pending=list.pending
            on_confirm=Callback::new(move |()| list.confirm())
        />
    }
}

/// Takes off what a translator put around texts before the island woke up: hydration walks the nodes that
/// the server wrote, and panics at others. The translator sees the texts appear, and translates them again.
#[cfg(feature = "hydrate")]
fn restore_texts() {
    while let Ok(Some(outermost)) = document().query_selector("leptos-island font") {
        let text = outermost.text_content().unwrap_or_default();
        if outermost.replace_with_with_str_1(&text).is_err() {
            return;
        }
    }
}

/// What the list knows, and what happens to it.
#[derive(Clone, Copy)]
struct List {
    devices: RwSignal<Vec<DeviceView>>,
    /// Which devices are listed, and their ids; all, with this one, if none is chosen.
    chosen: StoredValue<Option<(String, String)>>,
    /// How many other devices there are, on all pages.
    others: RwSignal<u32>,
    /// The cards on their way out.
    leaving: RwSignal<Vec<PublicId>>,
    /// What was done last, and to which device, if to one.
    done_name: RwSignal<String>,
    done: RwSignal<String>,
    question: RwSignal<Option<Question>>,
    when: RwSignal<When>,
    password: RwSignal<String>,
    /// Whether the password was not proved lately.
    asks_password: RwSignal<bool>,
    error: RwSignal<Option<AppError>>,
    pending: RwSignal<bool>,
    dialog: NodeRef<Dialog>,
}

impl List {
    fn new(page: DevicePage, chosen: Option<(String, String)>) -> Self {
        Self {
            others: RwSignal::new(page.total.saturating_sub(u32::from(chosen.is_none()))),
            chosen: StoredValue::new(chosen),
            devices: RwSignal::new(page.devices),
            leaving: RwSignal::new(Vec::new()),
            done_name: RwSignal::new(String::new()),
            done: RwSignal::new(String::new()),
            question: RwSignal::new(None),
            when: RwSignal::new(When::Now),
            password: RwSignal::new(String::new()),
            asks_password: RwSignal::new(!page.proved),
            error: RwSignal::new(None),
            pending: RwSignal::new(false),
            dialog: NodeRef::new(),
        }
    }

    fn count(self) -> String {
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

    fn ask(self, click: &MouseEvent, question: Question) {
        // One that opens a tab or a window is the link's.
        if click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key() {
            return;
        }
        click.prevent_default();
        self.error.set(None);
        self.when.set(When::Now);
        self.question.set(Some(question));
        if let Some(dialog) = self.dialog.get_untracked() {
            _ = dialog.show_modal();
        }
    }

    fn confirm(self) {
        let Some(question) = self.question.get_untracked().filter(|_| !self.pending.get_untracked()) else {
            return;
        };
        self.pending.set(true);
        self.error.set(None);
        let when = self.when.get_untracked();
        let password = Some(self.password.get_untracked()).filter(|password| !password.is_empty());
        spawn_local(async move {
            let outcome = match &question {
                Question::Device(id, _) => {
                    let tonight = (when == When::Tonight).then(|| tonight().to_string());
                    sign_out_device(id.clone(), Some(when), tonight, password).await.map(|()| 1)
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
                    self.ended(question, when, ended);
                }
                Err(error) => self.failed(error),
            }
        });
    }

    fn ended(self, question: Question, when: When, ended: u64) {
        if let Some(dialog) = self.dialog.get_untracked() {
            dialog.close();
        }
        match question {
            Question::Device(id, name) => match when {
                When::Now => {
                    self.others.update(|others| *others = others.saturating_sub(1));
                    self.did(name, " is signed out.");
                    self.leave(vec![id]);
                }
                When::Tonight => {
                    self.did(name, " will be signed out at midnight.");
                    self.change(&id, |device| device.ends_at = Some(Timestamp::from_millis(tonight())));
                }
                When::Lock => {
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

/// The server's clock, going on in the browser; and whether the browser is there yet.
///
/// The browser's clock says how long it is since then, however wrong it is: timers stand still while a
/// machine sleeps, and are slowed down in a tab that isn't shown.
fn clock(server: Timestamp) -> (Signal<Timestamp>, Signal<bool>) {
    let elapsed = RwSignal::new(Duration::ZERO);
    let local = RwSignal::new(false);
    Effect::new(move |_| {
        local.set(true);
        let start = browser_clock();
        let look = move || elapsed.set(browser_clock().since(start));
        set_interval(look, TICK);
        // It comes into view again: not only at the next tick.
        for event in ["visibilitychange", "pageshow", "focus"] {
            _ = window_event_listener_untyped(event, move |_| look());
        }
    });
    (Signal::derive(move || server.plus(elapsed.get())), local.into())
}

/// What the browser takes the time to be.
#[cfg(feature = "hydrate")]
fn browser_clock() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "a whole number of milliseconds, exact in a float")]
    let now = js_sys::Date::now() as i64;
    Timestamp::from_millis(now)
}

/// The server renders one moment.
#[cfg(not(feature = "hydrate"))]
fn browser_clock() -> Timestamp {
    Timestamp::from_millis(0)
}

/// The end of the person's day: milliseconds since 1970.
#[cfg(feature = "hydrate")]
fn tonight() -> i64 {
    let date = js_sys::Date::new_0();
    date.set_minutes(0);
    date.set_seconds(0);
    date.set_milliseconds(0);
    #[expect(clippy::cast_possible_truncation, reason = "a whole number of milliseconds, exact in a float")]
    let midnight = date.set_hours(24) as i64;
    midnight
}

/// Only browsers know when the person's day ends.
#[cfg(not(feature = "hydrate"))]
fn tonight() -> i64 {
    0
}

/// '1 other device', '3 other devices'.
pub fn counted(others: u64) -> String {
    if others == 1 { "1 other device".to_owned() } else { format!("{others} other devices") }
}
