use leptos::prelude::*;

use super::Ago;
use crate::{
    components::DeviceIcon,
    model::{RecentSignOut, Timestamp, capitalised},
    paths, t,
    texts::{end_reason, language, rich},
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
                <summary>{t!("receipts")} {format!(" · {count}")}</summary>
                <ul class="panel" aria-label=t!("receipts")>
                    {ended.into_iter().take(LISTED).map(|receipt| view! { <Row receipt now/> }).collect_view()}
                </ul>
                {(count > LISTED).then(|| view! { <p class="hint"><a href=paths::ACTIVITY>{t!("receipts-all")}</a></p> })}
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
    let words = end_reason(reason, ended_by.as_deref(), language());
    let ended = rich("receipts-ended").element("reason", capitalised(&words)).element("time", when(ended_at));
    let refusals = last_refused_at.map(|last| {
        view! { " " {rich("receipts-refused").number("count", refused).element("time", when(last)).view()} }
    });
    view! {
        <li class="row">
            <DeviceIcon kind=device_kind/>
            <div>
                <h3 class="row-name"><a href=paths::about(paths::DEVICE, &device)><bdi translate="no">{device_name}</bdi></a></h3>
                <p class="row-note">{ended.view()} {refusals}</p>
            </div>
        </li>
    }
}
