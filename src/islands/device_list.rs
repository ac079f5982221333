//! The list of devices, as far as it asks before it signs out.

mod browser;
mod state;

use leptos::{ev::SubmitEvent, prelude::*};

#[cfg(feature = "hydrate")]
use self::browser::restore_texts;
use self::{browser::question_of, state::Asking};
use crate::components::{DialogTexts, SignOutDialog};

/// Asks in a dialog in place of the forms with `data-ask` among its children, which lead to pages that ask the
/// same, before and without a script. What was done stands in `data-done`: public/list.js says it, and fetches
/// the list again.
#[island]
pub fn DeviceList(
    /// Whose password is asked for.
    email: String,
    /// How long it counts once it was entered, if it does: '10 minutes'.
    lasts: Option<String>,
    /// Whether it was entered so recently that it needn't be asked for.
    reauthenticated: bool,
    /// What the dialog says.
    texts: DialogTexts,
    /// The list.
    children: Children,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    restore_texts();
    let asking = Asking::new(reauthenticated);
    let awake = RwSignal::new(false);
    Effect::new(move |_| awake.set(true));
    let ask = move |event: SubmitEvent| {
        if let Some(question) = question_of(&event) {
            event.prevent_default();
            asking.ask(question);
        }
    };
    view! {
        <div
            class="device-list"
            data-awake=move || awake.get().then_some("")
            data-done=move || asking.done.get()
            on:submit=ask
        >
            {children()}
        </div>
        <SignOutDialog
            dialog=asking.dialog
            password=asking.password
            question=asking.question
            sign_out_action=asking.sign_out_action
            asks_password=asking.asks_password
            email
            lasts
            error=asking.error
            texts
            pending=asking.pending
            on_confirm=Callback::new(move |()| asking.confirm())
            on_close=Callback::new(move |()| asking.closed())
        />
    }
}
