use std::time::Duration;

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::describe_device,
    components::{AccountLayout, ActivityEntry, Answers, DeviceIcon, Moment, RenameForm},
    model::{ActivityView, DeviceDetail, DeviceView, Flag, LocationView, Timestamp, ago},
    pages::{device, email, failed},
    paths,
};

/// For shorter visits only the end is shown.
const VISIT: Duration = Duration::from_mins(10);

/// Everything about one device.
#[component]
pub fn DeviceDetailPage() -> impl IntoView {
    let device = device();
    let content = async move { describe_device(device?).await };
    view! {
        // Not its name: the document's title is not escaped.
        <Title text="Device"/>
        <AccountLayout email=email() current="" narrow=true>
            <p><a href=paths::DEVICES>"All devices"</a></p>
            <Suspense>
                {Suspend::new(async move { content.await.map_or_else(failed, |device| page(device).into_any()) })}
            </Suspense>
        </AccountLayout>
    }
}

fn page(device: DeviceDetail) -> impl IntoView {
    let DeviceDetail {
        now,
        id,
        name,
        given_name,
        label,
        why,
        kind,
        live,
        confirmed,
        may_vouch,
        locations,
        sign_ins,
        activity,
        limit,
        ..
    } = device.clone();
    let next = paths::about(paths::DEVICE, &id);
    view! {
        <header class="device-head">
            <DeviceIcon kind/>
            <div>
                <h1><bdi translate="no">{name.clone()}</bdi></h1>
                {given_name.is_some().then(|| view! { <p class="device-label"><bdi translate="no">{label.clone()}</bdi></p> })}
                {badges(live.as_ref())}
            </div>
        </header>
        <RenameForm id=id.clone() name automatic_name=given_name.map(|_| label) next/>
        {why.map(|why| view! { <p class="notice" id="why"><strong>"Why isn't this more exact? "</strong> {why}</p> })}
        {live.as_ref().filter(|live| !confirmed || live.flags.iter().any(|flag| *flag != Flag::Unused)).map(|live| {
            was_it_you(live, may_vouch)
        })}
        <Facts device/>
        {live.map(sign_out)}
        <section aria-labelledby="places">
            <h2 id="places">"Locations"</h2>
            <ol class="timeline">{locations.into_iter().map(|location| view! { <Location location now/> }).collect_view()}</ol>
        </section>
        <Entries id="sign-ins" title="Sign-ins" entries=sign_ins limit now/>
        <Entries id="activity" title="Other activity" entries=activity limit now/>
    }
}

fn badges(live: Option<&DeviceView>) -> impl IntoView + use<> {
    let flags = live.map(|live| live.flags.clone()).unwrap_or_default();
    let current = live.is_some_and(|live| live.current);
    let signed_out = live.is_none();
    view! {
        <p class="badges">
            {current.then(|| view! { <span class="badge">"This device"</span> " " })}
            {signed_out.then(|| view! { <span class="badge caution">"Signed out"</span> " " })}
            {flags.into_iter().map(|flag| view! { <span class="badge caution">{flag.label()}</span> " " }).collect_view()}
        </p>
    }
}

/// The question about a flagged device.
fn was_it_you(live: &DeviceView, may_vouch: bool) -> AnyView {
    if !may_vouch {
        return view! {
            <p class="notice">"You haven't confirmed the device that you are using yet. To say whether this one is yours, use a device that you have confirmed, or the link in the email about its sign-in."</p>
        }
        .into_any();
    }
    view! {
        <section class="banner" aria-labelledby="was-it-you">
            <h2 id="was-it-you">"Was this you?"</h2>
            <p class="hint">"If it was, it will be marked as yours and no longer flagged."</p>
            {if live.current {
                view! { <p><a class="button" href=paths::about(paths::CONFIRM_DEVICE, &live.id)>"Yes, it was me"</a></p> }.into_any()
            } else {
                view! { <Answers id=live.id.clone() name=live.name.clone()/> }.into_any()
            }}
        </section>
    }
    .into_any()
}

fn sign_out(live: DeviceView) -> impl IntoView {
    let DeviceView { id, current, .. } = live;
    if current {
        view! {
            <form method="post" action=paths::SIGN_OUT>
                <button class="button danger" type="submit">"Sign out here"</button>
            </form>
        }
        .into_any()
    } else {
        view! { <p><a class="button danger" href=paths::about(paths::SIGN_OUT_DEVICE, &id)>"Sign out this device"</a></p> }
            .into_any()
    }
}

#[component]
fn Facts(device: DeviceDetail) -> impl IntoView {
    let DeviceDetail { now, live, first_seen_at, last_seen_at, .. } = device;
    let time = move |at: Timestamp| view! { <Moment at/> <span class="hint">{format!(" ({})", ago(now, at))}</span> };
    let seen_as = live.as_ref().filter(|live| live.current).map(|live| live.ip_address.clone());
    view! {
        <dl class="facts">
            <div><dt>"First seen"</dt><dd>{time(first_seen_at)}</dd></div>
            {live.map(|live| view! { <div><dt>"Signed in"</dt><dd>{time(live.signed_in_at)}</dd></div> })}
            <div><dt>"Last active"</dt><dd>{time(last_seen_at)}</dd></div>
            {seen_as.map(|address| view! { <div><dt>"Latchkey sees it at"</dt><dd class="address">{address}</dd></div> })}
        </dl>
    }
}

#[component]
fn Location(location: LocationView, now: Timestamp) -> impl IntoView {
    let LocationView { location, ip_address, first_at, last_at } = location;
    // What a visit of a few minutes began with says nothing.
    let lasted = last_at.since(first_at) >= VISIT;
    view! {
        <li>
            <strong><bdi>{location}</bdi></strong>
            {ip_address.map(|address| view! { " " <span class="address">{address}</span> })}
            <p class="hint">
                {lasted.then(|| view! { <Moment at=first_at/> " to " })}
                <Moment at=last_at/>
                {format!(" ({})", ago(now, last_at))}
            </p>
        </li>
    }
}

#[component]
fn Entries(
    id: &'static str,
    title: &'static str,
    entries: Vec<ActivityView>,
    /// At most this many are listed.
    limit: u32,
    now: Timestamp,
) -> impl IntoView {
    (!entries.is_empty()).then(|| {
        let cut = entries.len() >= limit as usize;
        view! {
            <section aria-labelledby=id>
                <h2 id=id>{title}</h2>
                <ol class="log">{entries.into_iter().map(here).map(|entry| view! { <ActivityEntry entry now/> }).collect_view()}</ol>
                {cut.then(|| view! { <p class="hint">{format!("The last {limit} are listed here. All are in ")} <a href=paths::ACTIVITY>"Recent activity"</a> "."</p> })}
            </section>
        }
    })
}

/// Without a link to the page that it is shown on.
fn here(entry: ActivityView) -> ActivityView {
    ActivityView { device: None, ..entry }
}
