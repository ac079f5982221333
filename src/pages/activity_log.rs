use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::list_activity,
    components::{AccountLayout, ActivityEntry, Pager, UnknownNotice},
    model::ActivityPage,
    pages::{email, failed, query},
    paths,
};

/// 'Recent activity': the security log of the account.
#[component]
pub fn ActivityLogPage() -> impl IntoView {
    let page = query("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    view! {
        <Title text="Recent activity"/>
        <AccountLayout email=email() current=paths::ACTIVITY>
            <h1>"Recent activity"</h1>
            <UnknownNotice/>
            <p class="lead">"What happened to your account, kept for a while. If something wasn't you, change your password."</p>
            <Suspense>
                {Suspend::new(async move {
                    list_activity(page).await.map_or_else(failed, |page| entries(page).into_any())
                })}
            </Suspense>
        </AccountLayout>
    }
}

fn entries(log: ActivityPage) -> impl IntoView {
    let ActivityPage { now, entries, page, pages, .. } = log;
    view! {
        <ol class="log">
            {entries.into_iter().map(|entry| view! { <ActivityEntry entry now/> }).collect_view()}
        </ol>
        <Pager path=paths::ACTIVITY page pages/>
    }
}
