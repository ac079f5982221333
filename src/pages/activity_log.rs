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
    paths, t,
    texts::{activity_filter_label, language, rich},
};

/// 'Recent activity': the security log of the account.
#[component]
pub fn ActivityLogPage() -> impl IntoView {
    let page = query("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    let show = query("show").and_then(|show| show.parse().ok()).unwrap_or_default();
    view! {
        <Title text=t!("nav-activity")/>
        <AccountLayout email=email() current=paths::ACTIVITY>
            <h1>{t!("nav-activity")}</h1>
            <UnknownNotice/>
            <p class="lead">
                {rich("activity-lead")
                    .around("link", |text| view! { <a href=paths::CHANGE_PASSWORD>{text}</a> }.into_any())
                    .view()}
            </p>
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
        <nav aria-label=t!("activity-which")>
            <ul class="chips">
                {ActivityFilter::ALL
                    .map(|filter| view! {
                        <li><a class="chip" href=link(filter) aria-current=(filter == show).then_some("true")>{activity_filter_label(filter, language())}</a></li>
                    })
                    .collect_view()}
            </ul>
        </nav>
        {is_empty.then(|| view! { <p class="notice">{t!("activity-none")}</p> })}
        <ActivityLog entries now/>
        <Pager path=link(show) page pages/>
        {(!is_empty).then(|| download(show))}
    }
}

/// All entries of this kind, not this page of them alone.
fn download(show: ActivityFilter) -> impl IntoView {
    let title = if show == ActivityFilter::Everything {
        t!("activity-download")
    } else {
        t!("activity-download-some", filter = activity_filter_label(show, language()))
    };
    let formats = [ActivityFormat::Csv, ActivityFormat::Json].map(|format| {
        view! { <button class="button" type="submit" name="format" value=format.as_str()>{format.label()}</button> }
    });
    view! {
        <form class="download" method="post" action=paths::DOWNLOAD_ACTIVITY>
            <p class="hint">{title}</p>
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
