//! The list of devices.

mod state;

use leptos::prelude::*;

use self::state::List;
use super::browser::clock;
#[cfg(feature = "hydrate")]
use super::browser::restore_texts;
use crate::{
    components::{DeviceCard, LiveText, Question, SignOutDialog},
    model::{DevicePage, DeviceView, PublicIds},
    paths,
};

/// The person's devices. Before and without a script it is a list with links to the pages that
/// ask; with one, it asks in place, and a card leaves without a reload.
#[island]
pub fn DeviceList(
    page: DevicePage,
    /// Which of the other devices are listed, if not all: the word used in links.
    show: Option<String>,
    /// Those, on all pages.
    chosen: Option<PublicIds>,
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
            sign_out_action=list.sign_out_action
            password=list.password
            asks_password=list.asks_password
            error=list.error
            pending=list.pending
            on_confirm=Callback::new(move |()| list.confirm())
        />
    }
}
