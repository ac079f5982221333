use leptos::prelude::*;
use leptos_meta::Title;

use super::{
    account_layout::AccountLayout,
    email, failed,
    parts::{DeviceGroup, DeviceRow, EmptyState, Pager, RecentlySignedOut},
    query, reauth_lasts,
};
use crate::{
    api::{list_devices, list_recently_signed_out},
    components::{DialogTexts, ModuleScript},
    islands::DeviceList,
    model::{DevicePage, DeviceView, DevicesOverview, Filter, RecentSignOut, Sort, Timestamp},
    paths,
    server::web::request,
    t,
    texts::{filter_label, language, rich, sort_label},
};

/// From so many devices on they can be searched, sorted, filtered and ticked.
const MANY: u32 = 10;

/// Which devices are listed, and how.
#[derive(Clone, Default)]
struct ListView {
    page: u32,
    show: Option<Filter>,
    find: Option<String>,
    sort: Option<Sort>,
}

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
        <Title text=t!("nav-devices")/>
        <AccountLayout email=email() current=paths::DEVICES>
            <Suspense>
                {Suspend::new(async move {
                    content.await.map_or_else(failed, |(overview, ended)| devices(overview, ended, view).into_any())
                })}
            </Suspense>
        </AccountLayout>
    }
}

fn devices(overview: DevicesOverview, ended: Vec<RecentSignOut>, view: ListView) -> impl IntoView + use<> {
    let path = link(&view);
    let (now, is_first) = (overview.page.now, ended.is_empty());
    let DevicesOverview { all, forgotten, may_vouch, .. } = overview;
    let DevicePage { page, pages, reauthenticated, .. } = overview.page;
    let (state, count) = (overview.state.clone(), counted_in_all(&overview));
    let some = view.show.is_some() || view.find.is_some();
    let options = request::state().leptos_options.clone();
    view! {
        <HydrationScripts options islands=true/>
        // What can change while the page is open is fetched again: public/list.js.
        <div class="around" id="above-list">{(!may_vouch).then(Unconfirmed)}</div>
        <p id="status" role="status" class="visually-hidden">{count}</p>
        <DeviceList email=email() lasts=reauth_lasts() reauthenticated texts=DialogTexts::here()>
            <div class="around" id="list" data-now=now.millis() data-state=state>{list(overview, &view, now)}</div>
        </DeviceList>
        <div class="around" id="below-list">
            {(all == 1).then(|| view! { <EmptyState is_first/> })}
            <Pager path page pages newer=t!("devices-previous") older=t!("devices-more")/>
            {(forgotten > 0 && !some).then(|| nudge(forgotten))}
            <RecentlySignedOut ended now/>
        </div>
        <Help/>
        <ModuleScript name="list.js"/>
    }
}

/// '3 devices are signed in.'
fn counted_in_all(overview: &DevicesOverview) -> String {
    match (overview.chosen.is_some(), overview.page.total) {
        (false, 1) => t!("devices-only-this"),
        (false, count) => t!("devices-signed-in", count = count),
        (true, count) => t!("devices-listed", count = count),
    }
}

/// The devices, in a panel for each kind.
fn list(overview: DevicesOverview, view: &ListView, now: Timestamp) -> impl IntoView + use<> {
    let DevicesOverview { page, chosen, all, filters, .. } = overview;
    let others = page.total.saturating_sub(u32::from(page.with_this));
    let is_many = all >= MANY;
    let (this, rest): (Vec<_>, Vec<_>) = page.devices.into_iter().partition(|device| device.current);
    let (asked, rest): (Vec<_>, Vec<_>) = rest.into_iter().partition(|device| device.asked);
    let none = chosen.is_some() && page.total == 0;
    let controls = (is_many || chosen.is_some()).then(|| controls(all, filters, view));
    view! {
        <div class="page-head">
            <h1 id="devices" tabindex="-1">{t!("nav-devices")}</h1>
            {(others > 0).then(|| {
                let words = match &chosen {
                    Some(_) => (t!("sign-out-others-some", count = others), t!("devices-sign-out-these")),
                    None => (t!("sign-out-others-all"), t!("devices-sign-out-others")),
                };
                let (title, label) = words;
                let detail = t!("dialog-others", count = others);
                // What a filter chooses is asked for again; what was searched for, by its ids.
                view! {
                    <form method="get" action=paths::SIGN_OUT_OTHERS data-ask="others" data-title=title data-detail=detail data-action=label.clone()>
                        {view.show.map(|show| view! { <input type="hidden" name="show" value=show.as_str()/> })}
                        {chosen.map(|ids| view! { <input type="hidden" name="only" value=ids.to_string()/> })}
                        <button class="button quiet danger" type="submit">{label.clone()}</button>
                    </form>
                }
            })}
        </div>
        {controls}
        {section("this", t!("devices-this"), this, now, false)}
        {section("asked", t!("devices-asked"), asked, now, is_many)}
        {none.then(|| view! { <p class="notice">{t!("devices-none")} " " <a href=paths::DEVICES>{t!("devices-show-all")}</a></p> })}
        {section("others", t!("devices-others"), rest, now, is_many)}
        {is_many.then(Bulk)}
    }
}

fn section(
    id: &'static str,
    title: String,
    devices: Vec<DeviceView>,
    now: Timestamp,
    ticked: bool,
) -> Option<impl IntoView + use<>> {
    let heading = if id == "this" { title } else { format!("{title} · {}", devices.len()) };
    (!devices.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby=id>
                <div class="section-head"><h2 id=id>{heading}</h2></div>
                <ul class="panel" aria-labelledby=id>
                    {if id == "others" && ticked {
                        grouped(devices).into_iter().map(|devices| view! { <DeviceGroup devices now/> }).collect_view().into_any()
                    } else {
                        devices.into_iter().map(|device| view! { <DeviceRow device now ticked/> }).collect_view().into_any()
                    }}
                </ul>
            </section>
        }
    })
}

/// What is alike stands together, where the first of it does: browsers of one kind in one place, which nobody named
/// and to which nothing was done.
fn grouped(devices: Vec<DeviceView>) -> Vec<Vec<DeviceView>> {
    let alike = |a: &DeviceView, b: &DeviceView| {
        let plain = |it: &DeviceView| it.automatic_name.is_none() && it.flags.is_empty() && it.taken_back().is_none();
        plain(a) && plain(b) && (&a.name, &a.location) == (&b.name, &b.location)
    };
    devices.into_iter().fold(Vec::new(), |mut groups: Vec<Vec<DeviceView>>, device| {
        match groups.iter_mut().find(|group| alike(&group[0], &device)) {
            Some(group) => group.push(device),
            None => groups.push(vec![device]),
        }
        groups
    })
}

/// What can be done to the devices that are ticked: each leads to a page that asks. The style sheet shows it
/// once one is.
#[component]
fn Bulk() -> impl IntoView {
    view! {
        <form id="ticked" class="bulk" method="get" action=paths::SIGN_OUT_OTHERS>
            <p>{t!("devices-chosen")}</p>
            <button class="button" type="submit" formaction=paths::CONFIRM_DEVICE>{t!("devices-chosen-mine")}</button>
            <button class="button danger" type="submit">{t!("sign-out")}</button>
        </form>
    }
}

/// Says what an unconfirmed device may not do, and how to confirm it.
#[component]
fn Unconfirmed() -> impl IntoView {
    view! {
        <form class="notice" method="post" action=paths::SEND_LINK>
            <p>
                {t!("devices-unconfirmed")}
            </p>
            <button class="button" type="submit">{t!("devices-send-link")}</button>
        </form>
    }
}

/// How devices are distinguished.
#[component]
fn Help() -> impl IntoView {
    view! {
        <details class="help">
            <summary>{t!("devices-help")}</summary>
            <p>
                {t!("devices-help-text")}
            </p>
        </details>
    }
}

/// Offers to sign out what nobody seems to use.
fn nudge(forgotten: u32) -> impl IntoView {
    let link = |text| {
        let path = format!("{}?show=forgotten", paths::SIGN_OUT_OTHERS);
        view! { <a href=path>{text}</a> }.into_any()
    };
    view! {
        <p class="hint">
            {rich("devices-forgotten").number("count", forgotten).around("link", link).view()}
        </p>
    }
}

/// Searches, sorts and filters: a plain form, and plain links.
fn controls(all: u32, filters: Vec<(Filter, u32)>, view: &ListView) -> impl IntoView + use<> {
    let ListView { show, find, sort, .. } = view.clone();
    let sorts = [Sort::LastActive, Sort::SignedIn, Sort::Name, Sort::Location];
    let choice = move |path: String, label: String, count: u32, current: bool| {
        view! {
            <li>
                <a class="chip" href=path aria-current=current.then_some("true")>{label} " " <span class="chip-count">{count}</span></a>
            </li>
        }
    };
    view! {
        <form class="find" method="get" action=paths::DEVICES role="search">
            <input type="search" name="find" value=find placeholder=t!("devices-search-hint") aria-label=t!("devices-search") maxlength="100"/>
            <select name="sort" aria-label=t!("devices-order")>
                {sorts
                    .map(|value| view! { <option value=value.as_str() selected=value == sort.unwrap_or_default()>{sort_label(value, language())}</option> })
                    .collect_view()}
            </select>
            <button class="button" type="submit">{t!("devices-search-button")}</button>
        </form>
        <nav aria-label=t!("devices-which")>
            <ul class="chips">
                {choice(paths::DEVICES.to_owned(), t!("devices-all"), all, show.is_none())}
                {filters
                    .into_iter()
                    .map(|(filter, count)| {
                        let path = link(&ListView { show: Some(filter), ..ListView::default() });
                        choice(path, filter_label(filter, language()), count, show == Some(filter))
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
