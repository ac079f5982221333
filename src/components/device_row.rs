use leptos::{ev::SubmitEvent, prelude::*};

use super::{Answers, DeviceIcon, ExactTime, FlagBadges};
use crate::{
    model::{DeviceView, TakenBack, Timestamp, isolated, last_active_label},
    paths,
};

/// One signed-in device: all of the row leads to its page, and what can be done at once stands at its end.
#[component]
pub fn DeviceRow(
    device: DeviceView,
    /// The server's clock, going on.
    #[prop(into)]
    now: Signal<Timestamp>,
    /// Whether times are shown in the person's own time zone yet.
    #[prop(into)]
    local: Signal<bool>,
    /// Whether it is on its way out.
    #[prop(into)]
    leaving: Signal<bool>,
    /// Whether it can be ticked, to do something to several at once.
    ticked: bool,
    /// When it was active last.
    #[prop(into)]
    last_active_at: Signal<Timestamp>,
    /// Asks before it is signed out. Without a script the form leads to the page that asks.
    on_ask: Callback<SubmitEvent>,
    /// 'Yes, it was me.'
    on_yes: Callback<SubmitEvent>,
    /// Takes back that it is locked, or signs out tonight.
    on_take_back: Callback<SubmitEvent>,
) -> impl IntoView {
    let DeviceView { id, name, kind, flags, reasons, location, current, asked, .. } = device.clone();
    // Whoever reads this is using it.
    let active =
        move || if current { "Active now".to_owned() } else { last_active_label(now.get(), last_active_at.get()) };
    let (heading, labelled_by) = (format!("device-{id}"), format!("device-{id}"));
    view! {
        <li class="row" class:asked=asked class:leaving=leaving aria-labelledby=labelled_by>
            {(ticked && !current).then(|| view! {
                <label class="tick">
                    <input type="checkbox" name="only" value=id.to_string() form="ticked" aria-label=format!("Choose {}", isolated(&name))/>
                </label>
            })}
            <DeviceIcon kind/>
            <div>
                <h3 class="row-name" id=heading>
                    <a href=paths::about(paths::DEVICE, &id)><bdi translate="no">{name.clone()}</bdi></a>
                    <FlagBadges id=id.clone() flags reasons own=current/>
                </h3>
                <p class="row-note">
                    <span class="place"><bdi>{location}</bdi></span>
                    <State device=device.clone() local/>
                    <span class:live=move || active() == "Active now">
                        <ExactTime at=last_active_at.get_untracked() local text=Signal::derive(active)/>
                    </span>
                </p>
            </div>
            {(!current).then(|| view! {
                <div class="row-actions">
                    {if asked {
                        view! { <Answers id name on_yes/> }.into_any()
                    } else {
                        view! {
                            {device.taken_back().map(|what| view! { <TakeBack device=device.clone() what on_take_back/> })}
                            <form method="get" action=paths::SIGN_OUT_DEVICE on:submit=move |event| on_ask.run(event)>
                                <input type="hidden" name="device" value=id.to_string()/>
                                <button class="button quiet compact" type="submit" aria-label=format!("Sign out {}", isolated(&name))>
                                    <svg aria-hidden="true"><use href="/icons.svg#sign-out"></use></svg>
                                    <span>"Sign out"</span>
                                </button>
                            </form>
                        }.into_any()
                    }}
                </div>
            })}
        </li>
    }
}

/// 'Locked', or when it is signed out.
#[component]
fn State(device: DeviceView, local: Signal<bool>) -> impl IntoView {
    let DeviceView { locked, shortened, ends_at, .. } = device;
    view! {
        {locked.then(|| view! { <span class="state">"Locked"</span> })}
        {ends_at
            .filter(|_| shortened)
            .map(|at| view! { <span class="state"><ExactTime at local text=Signal::stored("Signs out tonight".to_owned())/></span> })}
    }
}

/// Takes back what was planned for a device, or done to it. Without a script the form says so on a page.
#[component]
pub fn TakeBack(
    device: DeviceView,
    what: TakenBack,
    #[prop(default = Callback::new(|_| ()))] on_take_back: Callback<SubmitEvent>,
) -> impl IntoView {
    let label = what.label();
    view! {
        <form method="post" action=paths::TAKE_BACK on:submit=move |event| on_take_back.run(event)>
            <input type="hidden" name="device" value=device.id.to_string()/>
            <input type="hidden" name="what" value=what.as_str()/>
            <button class="button" type="submit" aria-label=format!("{label}: {}", isolated(&device.name))>{label}</button>
        </form>
    }
}
