use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::list_activity,
    model::{ActivityFilter, ActivityFormat, ActivityPage},
    pages::{
        account_layout::AccountLayout,
        email, failed,
        parts::{ActivityLog, Pager, UnknownNotice},
        query,
    },
    paths,
};

/// 'Recent activity': the security log of the account.
#[component]
pub fn ActivityLogPage() -> impl IntoView {
    let page = query("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    let show = query("show").and_then(|show| show.parse().ok()).unwrap_or_default();
    view! {
        <Title text="Activity"/>
        <AccountLayout email=email() current=paths::ACTIVITY>
            <h1>"Activity"</h1>
            <UnknownNotice/>
            <p class="lead">"What happened to your account lately. If something wasn't you, " <a href=paths::CHANGE_PASSWORD>"change your password"</a> "."</p>
            <Suspense>
                {Suspend::new(async move {
                    list_activity(page, Some(show)).await.map_or_else(failed, |page| entries(page, show).into_any())
                })}
            </Suspense>
        </AccountLayout>
    }
}

fn entries(log: ActivityPage, show: ActivityFilter) -> impl IntoView {
    let ActivityPage { now, entries, page, pages, .. } = log;
    let is_empty = entries.is_empty();
    view! {
        <nav aria-label="Which entries">
            <ul class="chips">
                {ActivityFilter::ALL
                    .map(|filter| view! {
                        <li><a class="chip" href=link(filter) aria-current=(filter == show).then_some("true")>{filter.label()}</a></li>
                    })
                    .collect_view()}
            </ul>
        </nav>
        {is_empty.then(|| view! { <p class="notice">"Nothing of this kind happened lately."</p> })}
        <ActivityLog entries now/>
        <Pager path=link(show) page pages/>
        {(!is_empty).then(|| download(show))}
    }
}

/// All entries of this kind, not this page of them alone.
fn download(show: ActivityFilter) -> impl IntoView {
    let kind = if show == ActivityFilter::Everything { String::new() } else { format!(" ({})", show.label()) };
    let formats = [ActivityFormat::Csv, ActivityFormat::Json].map(|format| {
        view! { <button class="button" type="submit" name="format" value=format.as_str()>{format.label()}</button> }
    });
    view! {
        <form class="download" method="post" action=paths::DOWNLOAD_ACTIVITY>
            <p class="hint">{format!("Download this list{kind}")}</p>
            <input type="hidden" name="show" value=show.as_str()/>
            {formats}
        </form>
    }
}

fn link(filter: ActivityFilter) -> String {
    match filter {
        ActivityFilter::Important => paths::ACTIVITY.to_owned(),
        _ => format!("{}?show={}", paths::ACTIVITY, filter.as_str()),
    }
}
