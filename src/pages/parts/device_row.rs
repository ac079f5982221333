use leptos::prelude::*;

use super::{Ago, Answers, FlagBadges};
use crate::{
    components::DeviceIcon,
    model::{DeviceView, TakenBack, Timestamp},
    paths, t,
    texts::{language, take_back_label},
};

/// One signed-in device: all of the row leads to its page, and what can be done at once stands at its end.
///
/// Plain links and forms; the island asks in place of those with `data-ask`, and a script does those with
/// `data-in-place` without a page load: public/list.js.
#[component]
pub fn DeviceRow(
    device: DeviceView,
    now: Timestamp,
    /// Whether it can be ticked, to do something to several at once.
    ticked: bool,
) -> impl IntoView {
    let DeviceView { id, name, kind, flags, reasons, location, last_active_at, current, asked, .. } = device.clone();
    let heading = format!("device-{id}");
    // What needs an answer is new in any case: that is said where nothing else is.
    let shown: Vec<_> = flags.into_iter().zip(reasons).collect();
    let from = usize::from(shown.len() > 1);
    let (flags, reasons): (Vec<_>, Vec<_>) = shown.into_iter().skip(from).unzip();
    let stated = device.taken_back().is_some();
    view! {
        <li class="row" class:asked=asked class:stated=stated aria-labelledby=heading.clone()>
            {(ticked && !current).then(|| view! {
                <label class="tick">
                    <input type="checkbox" name="only" value=id.to_string() form="ticked" aria-label=t!("row-choose", device = &name)/>
                </label>
            })}
            <DeviceIcon kind/>
            <div>
                <h3 class="row-name" id=heading.clone()>
                    <a href=paths::about(paths::DEVICE, &id)><bdi translate="no">{name.clone()}</bdi></a>
                    <FlagBadges id=id.clone() flags reasons own=current/>
                </h3>
                <div class="row-note">
                    <span class="place"><bdi>{location}</bdi></span>
                    {device.locked.then(|| view! { <span class="state">{t!("row-locked")}</span> })}
                    {device.shortened.then(|| view! { <span class="state">{t!("row-tonight")}</span> })}
                    {device.taken_back().filter(|_| !current && !asked).map(|what| view! { <TakeBack device=device.clone() what link=true/> })}
                    // This device is in use right now.
                    {if current {
                        view! { <span class="live">{t!("time-active-now")}</span> }.into_any()
                    } else {
                        view! { <span class="active"><Ago at=last_active_at now active=true/></span> }.into_any()
                    }}
                </div>
            </div>
            {(!current).then(|| view! {
                <div class="row-actions">
                    {if asked {
                        view! { <Answers id name/> }.into_any()
                    } else {
                        view! { <SignOut device/> }.into_any()
                    }}
                </div>
            })}
        </li>
    }
}

/// Leads to the question before a device is signed out; with what the island needs to ask it in place.
#[component]
fn SignOut(device: DeviceView) -> impl IntoView {
    let DeviceView { id, name, location, locked, shortened, .. } = device;
    view! {
        <form
            method="get"
            action=paths::SIGN_OUT_DEVICE
            data-ask="device"
            data-name=name.clone()
            data-location=location
            data-locked=locked.then_some("")
            data-shortened=shortened.then_some("")
        >
            <input type="hidden" name="device" value=id.to_string()/>
            <button class="button quiet compact" type="submit" aria-label=t!("row-sign-out", device = &name)>
                <svg aria-hidden="true"><use href="/icons.svg#sign-out"></use></svg>
                <span>{t!("sign-out")}</span>
            </button>
        </form>
    }
}

/// Takes back what was planned for a device, or done to it. Without a script the form says so on a page.
#[component]
pub fn TakeBack(
    device: DeviceView,
    what: TakenBack,
    /// Whether it stands within a line of text.
    #[prop(optional)]
    link: bool,
) -> impl IntoView {
    let label = take_back_label(what, language());
    let class = if link { "link" } else { "button" };
    view! {
        <form method="post" action=paths::TAKE_BACK data-in-place=what.as_str() data-name=device.name.clone()>
            <input type="hidden" name="device" value=device.id.to_string()/>
            <input type="hidden" name="what" value=what.as_str()/>
            <button class=class type="submit" aria-label=t!("button-for-device", button = &label, device = &device.name)>{label.clone()}</button>
        </form>
    }
}
