use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::{list_devices, list_receipts},
    components::{AccountLayout, EmptyState, Pager, Receipts},
    islands::DeviceList,
    model::{DevicePage, Receipt},
    pages::{email, failed, query},
    server::request,
};

/// The dashboard, 'Active devices'.
#[component]
pub fn DevicesPage() -> impl IntoView {
    let page = query("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    let done = match query("done").as_deref() {
        Some("device") => Some("The device is signed out."),
        Some("others") => Some("All other devices are signed out."),
        Some("tonight") => Some("The device will be signed out tonight."),
        Some("lock") => Some("The device is locked. It is asked for the password."),
        _ => None,
    };
    let content = async move {
        let devices = list_devices(page).await?;
        Ok((devices, list_receipts().await?))
    };
    view! {
        <Title text="Active devices"/>
        <AccountLayout email=email() current="/devices">
            <h1>"Active devices"</h1>
            <p class="lead">"These devices are signed in to your account. If you don't recognise one, sign it out."</p>
            {done.map(|done| view! { <p class="notice success" role="status">{done}</p> })}
            <Suspense>
                {Suspend::new(async move {
                    content.await.map_or_else(failed, |(page, receipts)| devices(page, receipts).into_any())
                })}
            </Suspense>
        </AccountLayout>
    }
}

fn devices(page: DevicePage, receipts: Vec<Receipt>) -> impl IntoView {
    let DevicePage { now, total, page: number, pages, .. } = page;
    let options = request::state().leptos_options;
    view! {
        <HydrationScripts options islands=true/>
        <DeviceList page/>
        {(total == 1).then(EmptyState)}
        <Pager path="/devices" page=number pages/>
        <Receipts receipts now/>
    }
}
