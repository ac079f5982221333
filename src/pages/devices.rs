use leptos::prelude::*;
use leptos_meta::Title;

use super::{account_layout::AccountLayout, email, failed, query, reauth_lasts};
use crate::{
    api::{list_devices, list_recently_signed_out},
    components::{EmptyState, ModuleScript, Pager, RecentlySignedOut},
    islands::{DeviceList, ListView},
    model::{DevicePage, DevicesOverview, Filter, RecentSignOut, Sort},
    paths,
    server::web::request,
};

/// From so many devices on they can be searched, sorted, filtered and ticked.
const MANY: u32 = 10;

/// The dashboard: every device that is signed in.
#[component]
pub fn DevicesPage() -> impl IntoView {
    let view = ListView {
        page: query("page").and_then(|page| page.parse().ok()).unwrap_or(1),
        show: query("show").and_then(|show| show.parse().ok()),
        find: query("find").map(|find| find.trim().to_owned()).filter(|find| !find.is_empty()),
        sort: query("sort").and_then(|sort| sort.parse().ok()),
    };
    let asked = view.clone();
    let content = async move {
        let devices = list_devices(asked.page, asked.show, asked.find, asked.sort).await?;
        Ok((devices, list_recently_signed_out().await?))
    };
    view! {
        <Title text="Devices"/>
        <AccountLayout email=email() current=paths::DEVICES>
            <Suspense>
                {Suspend::new(async move {
                    content.await.map_or_else(failed, |(overview, receipts)| devices(overview, receipts, view).into_any())
                })}
            </Suspense>
        </AccountLayout>
    }
}

fn devices(overview: DevicesOverview, receipts: Vec<RecentSignOut>, view: ListView) -> impl IntoView {
    let DevicesOverview { page, chosen, all, filters, forgotten, may_vouch, .. } = overview;
    let DevicePage { now, page: number, pages, total, .. } = page;
    let is_many = all >= MANY;
    let some = view.show.is_some() || view.find.is_some();
    let path = link(&view);
    let options = request::state().leptos_options;
    view! {
        <HydrationScripts options islands=true/>
        // Fetched again when the list changes in place: public/renew.js.
        <div class="around" id="above-list">
            {(!may_vouch).then(Unconfirmed)}
        </div>
        <DeviceList page view=view.clone() chosen email=email() lasts=reauth_lasts() ticked=is_many>
            {(is_many || some).then(|| find(all, filters, view.clone()))}
            {(some && total == 0).then(|| view! {
                <p class="notice">"No device matches. " <a href=paths::DEVICES>"Show all devices"</a></p>
            })}
        </DeviceList>
        <div class="around" id="below-list">
            {(all == 1).then(|| view! { <EmptyState is_first=receipts.is_empty()/> })}
            <Pager path page=number pages newer="Previous" older="Show more"/>
            {(forgotten > 0 && !some).then(|| nudge(forgotten))}
            <RecentlySignedOut receipts now/>
        </div>
        <Help/>
        <ModuleScript name="renew.js"/>
    }
}

/// Says what a device that was not confirmed may not do, and how it is confirmed.
#[component]
fn Unconfirmed() -> impl IntoView {
    view! {
        <form class="notice" method="post" action=paths::SEND_LINK>
            <p>
                "You haven't confirmed this device yet. Until then it can't sign out your confirmed devices or change your account. Confirm it on a device you used before, or with the link in the email about this sign-in."
            </p>
            <button class="button" type="submit">"Send the link again"</button>
        </form>
    }
}

/// How devices are told apart.
#[component]
fn Help() -> impl IntoView {
    view! {
        <details class="help">
            <summary>"How are devices told apart?"</summary>
            <p>
                "By a cookie that stays when you sign out: if you sign in again in the same browser, it keeps its place in this list. "
                "Clearing cookies, a private window or another browser makes a new device. Sign the old one out then. "
                "Names are what devices say about themselves. Locations are roughly where their internet addresses are registered."
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
        <p class="hint">
            {text} " "
            <a href=format!("{}?show=forgotten", paths::SIGN_OUT_OTHERS)>{if forgotten == 1 { "Sign it out?" } else { "Sign them out?" }}</a>
        </p>
    }
}

/// Searches, sorts and filters: a plain form, and plain links.
fn find(all: u32, filters: Vec<(Filter, u32)>, view: ListView) -> impl IntoView {
    let ListView { show, find, sort, .. } = view;
    let sorts = [Sort::LastActive, Sort::SignedIn, Sort::Name, Sort::Location];
    let choice = move |path: String, label: &'static str, count: u32, current: bool| {
        view! {
            <li>
                <a class="chip" href=path aria-current=current.then_some("true")>{label} " " <span class="chip-count">{count}</span></a>
            </li>
        }
    };
    view! {
        <form class="find" method="get" action=paths::DEVICES role="search">
            <input type="search" name="find" value=find placeholder="Search name or location" aria-label="Search devices" maxlength="100"/>
            <select name="sort" aria-label="Order">
                {sorts
                    .map(|value| view! { <option value=value.as_str() selected=value == sort.unwrap_or_default()>{value.label()}</option> })
                    .collect_view()}
            </select>
            <button class="button" type="submit">"Search"</button>
        </form>
        <nav aria-label="Which devices">
            <ul class="chips">
                {choice(paths::DEVICES.to_owned(), "All", all, show.is_none())}
                {filters
                    .into_iter()
                    .map(|(filter, count)| {
                        let path = link(&ListView { show: Some(filter), ..ListView::default() });
                        choice(path, filter.label(), count, show == Some(filter))
                    })
                    .collect_view()}
            </ul>
        </nav>
    }
}

/// The list as it is chosen, sorted and searched, without the page.
fn link(view: &ListView) -> String {
    let mut fields = url::form_urlencoded::Serializer::new(String::new());
    if let Some(show) = view.show {
        fields.append_pair("show", show.as_str());
    }
    if let Some(find) = &view.find {
        fields.append_pair("find", find);
    }
    if let Some(sort) = view.sort {
        fields.append_pair("sort", sort.as_str());
    }
    let fields = fields.finish();
    if fields.is_empty() { paths::DEVICES.to_owned() } else { format!("{}?{fields}", paths::DEVICES) }
}
