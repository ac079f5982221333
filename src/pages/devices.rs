use leptos::prelude::*;
use leptos_meta::Title;

use super::{email, failed, query};
use crate::{
    api::{find_device, list_devices, list_recently_signed_out},
    components::{AccountLayout, EmptyState, ModuleScript, Moment, Pager, RecentlySignedOut, UnknownDevices},
    islands::DeviceList,
    model::{DevicePage, DevicesOverview, Filter, RecentSignOut},
    paths,
    server::web::request,
};

/// At most this many devices are shown without filters.
const FEW: u32 = 4;

/// The dashboard, 'Active devices'.
#[component]
pub fn DevicesPage() -> impl IntoView {
    let page = query("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    let show = query("show").and_then(|show| show.parse().ok());
    let done = match query("done").as_deref() {
        Some("device") => Some("The device is signed out."),
        Some("others") => Some("All other devices are signed out."),
        Some("chosen") => Some("These devices are signed out."),
        Some("lock") => Some("The device is locked until the password is entered."),
        Some("link-sent") => Some("We sent the link to your email address. It works once, for a week."),
        Some("confirmed") => Some("Thank you. The device is marked as yours."),
        _ => None,
    };
    let content = async move {
        let devices = list_devices(page, show).await?;
        Ok((devices, list_recently_signed_out().await?))
    };
    view! {
        <Title text="Active devices"/>
        <AccountLayout email=email() current=paths::DEVICES>
            <h1>"Active devices"</h1>
            <p class="lead">"These devices are signed in to your account. If you don't recognise one, sign it out."</p>
            {done.map(|done| view! { <p class="notice success" role="status">{done}</p> })}
            {(query("done").as_deref() == Some("tonight")).then(tonight)}
            <Suspense>
                {Suspend::new(async move {
                    content.await.map_or_else(failed, |(overview, recently_signed_out)| devices(overview, recently_signed_out).into_any())
                })}
            </Suspense>
        </AccountLayout>
    }
}

/// Says when the device is signed out: in UTC until a script puts the person's own time in its place.
fn tonight() -> impl IntoView {
    let device = query("device").unwrap_or_default();
    view! {
        <Suspense>
            {Suspend::new(async move {
                // It may be signed out already; another error is shown by the page itself.
                let at = find_device(device.parse().ok()?).await.ok()?.ends_at?;
                Some(view! {
                    <p class="notice success" role="status">"The device will be signed out on " <Moment at/> "."</p>
                })
            })}
        </Suspense>
    }
}

fn devices(overview: DevicesOverview, recently_signed_out: Vec<RecentSignOut>) -> impl IntoView {
    let DevicesOverview { page, filter, chosen, all, filters, unknown, forgotten, may_vouch, .. } = overview;
    let DevicePage { now, page: number, pages, .. } = page;
    let path = filter.map_or_else(|| paths::DEVICES.to_owned(), link);
    let options = request::state().leptos_options.clone();
    view! {
        <HydrationScripts options islands=true/>
        // Fetched again when the list changes in place: public/renew.js.
        <div class="around" id="above-list">
            {(!may_vouch).then(Unconfirmed)}
            <UnknownDevices devices=unknown now/>
            {(forgotten > 0 && filter != Some(Filter::Forgotten)).then(|| nudge(forgotten))}
            {(all > FEW || filter.is_some()).then(|| choices(all, filters, filter))}
        </div>
        <DeviceList page show=filter.map(|filter| filter.as_str().to_owned()) chosen/>
        <div class="around" id="below-list">
            {(all == 1).then(EmptyState)}
            <Pager path page=number pages/>
            <RecentlySignedOut recently_signed_out now/>
        </div>
        <Help/>
        <ModuleScript name="renew.js"/>
    }
}

/// Says what an unconfirmed device may not do, and how to confirm it.
#[component]
fn Unconfirmed() -> impl IntoView {
    view! {
        <form class="notice nudge" method="post" action=paths::SEND_LINK>
            <p>
                "You have not confirmed this device yet, so it can't sign out your confirmed devices or change your account. Confirm it on a device you have confirmed before, or with the link in the email about this sign-in."
            </p>
            <button class="button" type="submit">"Send the link again"</button>
        </form>
    }
}

/// How devices are distinguished.
#[component]
fn Help() -> impl IntoView {
    view! {
        <details class="help">
            <summary>"How are devices told apart?"</summary>
            <p>
                "By a cookie that stays when you sign out: if you sign in again in the same browser, it keeps its place in this list. "
                "Clearing cookies, a private window or another browser makes a new device. Sign the old one out then. "
                "Names and versions are what devices say about themselves. Locations are roughly where their internet addresses are registered."
            </p>
        </details>
    }
}

/// Offers to sign out what nobody seems to use.
fn nudge(forgotten: u32) -> impl IntoView {
    let text = match forgotten {
        1 => "1 device has not been used for 60 days.".to_owned(),
        count => format!("{count} devices have not been used for 60 days."),
    };
    view! {
        <p class="notice nudge">
            {text} " "
            <a href=format!("{}?show=forgotten", paths::SIGN_OUT_OTHERS)>{if forgotten == 1 { "Sign it out?" } else { "Sign them out?" }}</a>
        </p>
    }
}

fn choices(all: u32, filters: Vec<(Filter, u32)>, chosen: Option<Filter>) -> impl IntoView {
    let choice = move |path: String, label: &'static str, count: u32, current: bool| {
        view! {
            <li>
                <a class="chip" href=path aria-current=current.then_some("true")>{label} " " <span class="chip-count">{count}</span></a>
            </li>
        }
    };
    view! {
        <nav aria-label="Which devices">
            <ul class="chips">
                {choice(paths::DEVICES.to_owned(), "All", all, chosen.is_none())}
                {filters
                    .into_iter()
                    .map(|(filter, count)| choice(link(filter), filter.label(), count, chosen == Some(filter)))
                    .collect_view()}
            </ul>
        </nav>
    }
}

fn link(filter: Filter) -> String {
    format!("{}?show={}", paths::DEVICES, filter.as_str())
}
