//! The parts of the list: a panel of rows each, and what was done last.

use leptos::prelude::*;

use super::state::{Done, List};
use crate::{
    components::{DeviceRow, LiveText, Question},
    model::{DeviceView, Timestamp},
    paths,
};

/// A panel of devices under a heading; nothing, if there are none.
#[component]
pub fn Section(
    list: List,
    devices: Signal<Vec<DeviceView>>,
    title: &'static str,
    id: &'static str,
    now: Signal<Timestamp>,
    local: Signal<bool>,
    ticked: bool,
) -> impl IntoView {
    let heading = move || match devices.with(Vec::len) {
        _ if id == "this" => title.to_owned(),
        count => format!("{title} · {count}"),
    };
    view! {
        <Show when=move || devices.with(|devices| !devices.is_empty())>
            <section class="section" aria-labelledby=id>
                <div class="section-head"><h2 id=id><LiveText text=Signal::derive(heading)/></h2></div>
                <ul class="panel" aria-labelledby=id>
                    // What may change of a row is part of its key.
                    <For
                        each=move || devices.get()
                        key=|device| (device.id.clone(), device.locked, device.shortened, device.flags.len())
                        let:device
                    >
                        <Row list device now local ticked/>
                    </For>
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn Row(list: List, device: DeviceView, now: Signal<Timestamp>, local: Signal<bool>, ticked: bool) -> impl IntoView {
    let (this, asked, back) = (device.id.clone(), device.clone(), device.clone());
    let (id, last) = (device.id.clone(), device.last_active_at);
    let last_active_at = Signal::derive(move || {
        list.devices.with(|devices| devices.iter().find(|it| it.id == id).map_or(last, |it| it.last_active_at))
    });
    let question = Question::Device(Box::new(device.clone()));
    view! {
        <DeviceRow
            device
            now
            local
            ticked
            last_active_at
            leaving=Signal::derive(move || list.leaving.with(|leaving| leaving.contains(&this)))
            on_ask=Callback::new(move |event| list.ask(&event, question.clone()))
            on_yes=Callback::new(move |event| list.recognise(event, asked.clone()))
            on_take_back=Callback::new(move |event| {
                if let Some(what) = back.taken_back() {
                    list.take_back(event, back.id.clone(), what);
                }
            })
        />
    }
}

/// What was done last, and how it is taken back; it goes by itself. It is said by the status of the list.
#[component]
pub fn Toast(list: List) -> impl IntoView {
    view! {
        <Show when=move || list.done.with(|done| !done.what.is_empty())>
            <div class="toast">
                {move || {
                    let Done { name, what, undo } = list.done.get();
                    view! {
                        <p><bdi translate="no">{name}</bdi> {what}</p>
                        {undo.map(|(id, what)| view! {
                            <form
                                method="post"
                                action=paths::TAKE_BACK
                                on:submit={
                                    let id = id.clone();
                                    move |event| list.take_back(event, id.clone(), what)
                                }
                            >
                                <input type="hidden" name="device" value=id.to_string()/>
                                <input type="hidden" name="what" value=what.as_str()/>
                                <button class="button" type="submit">"Undo"</button>
                            </form>
                        })}
                    }
                }}
            </div>
        </Show>
    }
}
