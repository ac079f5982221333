//! The list of devices.

mod sections;
mod state;

use leptos::{prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};

use self::{
    sections::{Section, Toast},
    state::List,
};
#[cfg(feature = "hydrate")]
use super::browser::restore_texts;
use super::browser::{clock, every_look};
use crate::{
    components::{LiveText, Question, SignOutDialog},
    model::{DevicePage, DeviceView, Filter, PublicId, PublicIds, Sort},
    paths,
};

/// Which devices are listed, and how.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ListView {
    pub page: u32,
    pub show: Option<Filter>,
    /// What was searched for.
    pub find: Option<String>,
    pub sort: Option<Sort>,
}

/// The person's devices. Before and without a script it is a list with links and forms to the pages that
/// ask; with one, it asks in place, a row leaves without a reload, and the list stays true.
#[island]
pub fn DeviceList(
    page: DevicePage,
    view: ListView,
    /// The ids of those that are listed, on all pages, if not all are.
    chosen: Option<PublicIds>,
    /// Whose password is asked for.
    email: String,
    /// How long it counts once it was entered, if it does: '10 minutes'.
    lasts: Option<String>,
    /// Whether devices can be ticked: there are many.
    ticked: bool,
    /// What of other devices stands above them: the search.
    children: Children,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    restore_texts();
    let (now, local) = clock(page.now);
    let all = chosen.is_none();
    // What a filter chooses is asked for again; what was searched for, by its ids.
    let (show, ids) = (view.show, chosen.clone().filter(|_| view.show.is_none()));
    let list = List::new(page, view, chosen);
    every_look(move || spawn_local(list.refresh()));
    let section = move |choose: fn(&DeviceView) -> bool| {
        Signal::derive(move || {
            list.devices.with(|devices| devices.iter().filter(|it| choose(it)).cloned().collect::<Vec<_>>())
        })
    };
    let rows = move |devices, title, id| view! { <Section list devices title id now local ticked/> };
    let says = move || list.done.with(|done| format!("{}{} ", done.name, done.what));
    view! {
        <div class="device-list">
            <div class="page-head">
                <h1 id="devices" tabindex="-1">"Devices"</h1>
                <Show when=move || list.others.get() != 0>
                    <form
                        method="get"
                        action=paths::SIGN_OUT_OTHERS
                        on:submit=move |event| list.ask(&event, Question::Others { all, count: list.others.get_untracked() })
                    >
                        {show.map(|show| view! { <input type="hidden" name="show" value=show.as_str()/> })}
                        {ids.clone().map(|ids| view! { <input type="hidden" name="only" value=ids.to_string()/> })}
                        <button class="button quiet danger" type="submit">{if all { "Sign out all others" } else { "Sign these out" }}</button>
                    </form>
                </Show>
            </div>
            // What it says is an attribute as well, for renew.js: translators change texts by themselves.
            <p role="status" class="count visually-hidden" data-says=move || format!("{}{}", says(), list.count())>
                <LiveText text=Signal::derive(says)/>
                <LiveText text=Signal::derive(move || list.count())/>
            </p>
            <Toast list/>
            {rows(section(|device| device.current), "This device", "this")}
            {rows(section(|device| !device.current && device.asked), "Needs your answer", "asked")}
            {children()}
            {rows(section(|device| !device.current && !device.asked), "Other devices", "others")}
            {ticked.then(|| view! { <Bulk/> })}
        </div>
        <SignOutDialog
            dialog=list.dialog
            password=list.password
            question=list.question
            when=list.when
            asks_password=list.asks_password
            email
            lasts
            error=list.error
            pending=list.pending
            on_confirm=Callback::new(move |()| list.confirm())
            on_close=Callback::new(move |()| list.closed())
        />
    }
}

/// What can be done to the devices that are ticked: each leads to a page that asks. The style sheet shows it
/// once one is.
#[component]
fn Bulk() -> impl IntoView {
    view! {
        <form id="ticked" class="bulk" method="get" action=paths::SIGN_OUT_OTHERS>
            <p>"With the devices you chose:"</p>
            <button class="button" type="submit" formaction=paths::CONFIRM_DEVICE>"They are mine"</button>
            <button class="button danger" type="submit">"Sign out"</button>
        </form>
    }
}

/// Puts the focus on the row of a device; on the heading, if there is none.
fn focus(row: Option<PublicId>) {
    request_animation_frame(move || {
        let selector = row.map_or_else(|| "#devices".to_owned(), |id| format!("#device-{id} a"));
        #[cfg(feature = "hydrate")]
        if let Ok(Some(element)) = document().query_selector(&selector)
            && let Ok(element) = wasm_bindgen::JsCast::dyn_into::<leptos::web_sys::HtmlElement>(element)
        {
            _ = element.focus();
        }
        #[cfg(not(feature = "hydrate"))]
        drop(selector);
    });
}
