use leptos::prelude::*;
use leptos_meta::Title;

use super::{
    account_layout::AccountLayout,
    device, email, failed,
    parts::{ActivityLog, Answers, DeviceFacts, FlagBadges, Moment, RenameForm, TakeBack},
};
use crate::{
    api::describe_device,
    components::DeviceIcon,
    model::{ActivityView, DeviceDetail, DeviceView},
    paths, t,
    texts::rich,
};

/// The one place for a device: its name, its state, what is known of it, and its history.
#[component]
pub fn DeviceDetailPage() -> impl IntoView {
    let device = device();
    let content = async move { describe_device(device?).await };
    view! {
        // Not its name: the document's title is not escaped.
        <Title text=t!("device-title")/>
        <AccountLayout email=email() current=paths::DEVICES back=(paths::DEVICES.to_owned(), t!("device-back"))>
            <Suspense>
                {Suspend::new(async move { content.await.map_or_else(failed, |device| page(device).into_any()) })}
            </Suspense>
        </AccountLayout>
    }
}

fn page(device: DeviceDetail) -> impl IntoView {
    let DeviceDetail { now, id, name, given_name, label, kind, live, may_vouch, sign_ins, activity, limit, .. } =
        device.clone();
    let cut = sign_ins.len().max(activity.len()) >= limit as usize;
    let next = paths::about(paths::DEVICE, &id);
    view! {
        <header class="device-head">
            <DeviceIcon kind/>
            <div>
                <RenameForm id kind name=name.clone() given=given_name automatic=label next/>
                {badges(live.as_ref())}
            </div>
        </header>
        {live.clone().map(|live| state(live, may_vouch))}
        {live.clone().map(sign_out)}
        <DeviceFacts device/>
        <section class="section" aria-labelledby="history">
            <div class="section-head"><h2 id="history">{t!("device-history")}</h2></div>
            <ActivityLog entries=history(sign_ins, activity) now about_one=true/>
            {cut.then(|| view! {
                <p class="hint">{rich("device-older").around("link", |text| view! { <a href=paths::ACTIVITY>{text}</a> }.into_any()).view()}</p>
            })}
        </section>
    }
}

/// All that happened to it, the last first.
fn history(sign_ins: Vec<ActivityView>, activity: Vec<ActivityView>) -> Vec<ActivityView> {
    let mut all: Vec<_> = sign_ins.into_iter().chain(activity).collect();
    all.sort_by_key(|entry| std::cmp::Reverse(entry.at));
    all
}

fn badges(live: Option<&DeviceView>) -> impl IntoView + use<> {
    let live = live.cloned();
    view! {
        <p class="badges">
            {live.is_none().then(|| view! { <span class="badge">{t!("device-signed-out")}</span> })}
            {live.map(|DeviceView { id, current, flags, reasons, .. }| view! {
                {current.then(|| view! { <span class="badge this">{t!("devices-this")}</span> })}
                <FlagBadges id flags reasons own=current/>
            })}
        </p>
    }
}

/// What waits for an answer, and what was done to it that can be taken back.
fn state(live: DeviceView, may_vouch: bool) -> impl IntoView {
    let (locked, ends_at) = (live.locked, live.ends_at.filter(|_| live.shortened));
    let back = live.taken_back();
    view! {
        {(!live.flags.is_empty()).then(|| was_it_you(&live, may_vouch))}
        {(locked || ends_at.is_some()).then(|| view! {
            <section class="state-line" aria-label=t!("device-state")>
                <p>
                    {locked.then(|| view! { {t!("device-locked")} " " })}
                    {ends_at.map(|at| rich("device-ends").element("time", view! { <Moment at/> }).view())}
                </p>
                <div class="row-actions">
                    {back.map(|what| view! { <TakeBack device=live.clone() what/> })}
                </div>
            </section>
        })}
    }
}

/// The question about a flagged device, with the reasons.
fn was_it_you(live: &DeviceView, may_vouch: bool) -> AnyView {
    let DeviceView { id, name, current, reasons, .. } = live.clone();
    let why = view! { <ul>{reasons.into_iter().map(|reason| view! { <li>{reason}</li> }).collect_view()}</ul> };
    if !may_vouch || current {
        let can_confirm = may_vouch.then(|| {
            view! { <a class="button" href=paths::about(paths::CONFIRM_DEVICE, &id)>{t!("device-mine")}</a> }
        });
        return view! {
            <section class="state-line plain-state" aria-label=t!("device-about")>
                {why}
                <div class="row-actions">{can_confirm}</div>
            </section>
        }
        .into_any();
    }
    view! {
        <section class="state-line" aria-labelledby="was-it-you">
            <h2 id="was-it-you">{t!("was-this-you")}</h2>
            {why}
            <div class="row-actions"><Answers id name/></div>
        </section>
    }
    .into_any()
}

fn sign_out(live: DeviceView) -> impl IntoView {
    let DeviceView { id, current, .. } = live;
    if current {
        view! {
            <form method="post" action=paths::SIGN_OUT>
                <button class="button danger" type="submit">{t!("device-sign-out-here")}</button>
            </form>
        }
        .into_any()
    } else {
        view! { <p><a class="button danger" href=paths::about(paths::SIGN_OUT_DEVICE, &id)>{t!("device-sign-out")}</a></p> }
            .into_any()
    }
}
