use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    api::list_devices,
    components::{AccountBar, EmptyState, Pager},
    islands::DeviceList,
    model::DevicePage,
    pages::failed,
    server::request,
};

/// The dashboard, 'Active devices'.
#[component]
pub fn DevicesPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let page = query.get_str("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    let done = match query.get_str("done") {
        Some("device") => Some("The device is signed out."),
        Some("others") => Some("All other devices are signed out."),
        _ => None,
    };
    let email = request::current().map(|current| current.email.as_str().to_owned()).unwrap_or_default();
    view! {
        <Title text="Active devices"/>
        <AccountBar email/>
        <main class="page">
            <h1>"Active devices"</h1>
            <p class="lead">"These devices are signed in to your account. If you don't recognise one, sign it out."</p>
            {done.map(|done| view! { <p class="notice success" role="status">{done}</p> })}
            <Suspense>
                {Suspend::new(async move { list_devices(page).await.map_or_else(failed, |page| devices(page).into_any()) })}
            </Suspense>
        </main>
    }
}

fn devices(page: DevicePage) -> impl IntoView {
    let DevicePage { total, page: number, pages, .. } = page;
    let options = request::state().leptos_options;
    view! {
        <HydrationScripts options islands=true/>
        <DeviceList page/>
        {(total == 1).then(EmptyState)}
        <Pager page=number pages/>
    }
}
