use leptos::prelude::*;

use super::Ago;
use crate::{
    components::DeviceIcon,
    model::{RecentSignOut, Timestamp, capitalised},
    paths,
};

/// So many are listed; the log has the rest.
const LISTED: usize = 5;

/// That devices are signed out, and whether they have tried to come back: never a way back in. Folded.
#[component]
pub fn RecentlySignedOut(ended: Vec<RecentSignOut>, now: Timestamp) -> impl IntoView {
    (!ended.is_empty()).then(|| {
        let count = ended.len();
        view! {
            <details class="receipts" id="receipts">
                <summary>{format!("Recently signed out · {count}")}</summary>
                <ul class="panel" aria-label="Recently signed out">
                    {ended.into_iter().take(LISTED).map(|receipt| view! { <Row receipt now/> }).collect_view()}
                </ul>
                {(count > LISTED).then(|| view! { <p class="hint"><a href=paths::ACTIVITY>"All of them are in your activity"</a></p> })}
            </details>
        }
    })
}

#[component]
fn Row(receipt: RecentSignOut, now: Timestamp) -> impl IntoView {
    let RecentSignOut {
        device, device_name, device_kind, reason, ended_by, ended_at, refused, last_refused_at, ..
    } = receipt;
    let when = move |at: Timestamp| view! { <Ago at now/> };
    let words = reason.describe(ended_by.as_deref());
    let refusals = last_refused_at.map(|last| {
        let times = if refused == 1 { String::new() } else { format!(" {refused} times, last") };
        view! { " It tried to open the site" {times} " " {when(last)} ", and couldn't." }
    });
    view! {
        <li class="row">
            <DeviceIcon kind=device_kind/>
            <div>
                <h3 class="row-name"><a href=paths::about(paths::DEVICE, &device)><bdi translate="no">{device_name}</bdi></a></h3>
                <p class="row-note">{capitalised(&words)} " " {when(ended_at)} "." {refusals}</p>
            </div>
        </li>
    }
}
