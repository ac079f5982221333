use leptos::prelude::*;

use super::ExactTime;
use crate::{
    model::{Receipt, Timestamp, ago},
    paths,
};

/// That devices are signed out, and whether they have tried to come back: never a way back in.
#[component]
pub fn Receipts(receipts: Vec<Receipt>, now: Timestamp) -> impl IntoView {
    (!receipts.is_empty()).then(|| {
        view! {
            <section class="receipts" aria-labelledby="receipts">
                <h2 id="receipts">"Recently signed out"</h2>
                <ul>{receipts.into_iter().map(|receipt| view! { <Row receipt now/> }).collect_view()}</ul>
            </section>
        }
    })
}

#[component]
fn Row(receipt: Receipt, now: Timestamp) -> impl IntoView {
    let Receipt { device, device_name, reason, ended_by, ended_at, refused, first_refused_at, last_refused_at, .. } =
        receipt;
    let when =
        move |at: Timestamp| view! { <ExactTime at text=Signal::stored(ago(now, at)) local=Signal::stored(false)/> };
    let refusals = first_refused_at.zip(last_refused_at).map(|(first, last)| match refused {
        1 => view! { <span class="refused">"It tried again " {when(last)} " and was refused."</span> }.into_any(),
        count => view! {
            <span class="refused">
                {format!("It was refused {count} times: first ")} {when(first)} ", last " {when(last)} "."
            </span>
        }
        .into_any(),
    });
    view! {
        <li>
            <a href=paths::about(paths::DEVICE, &device)><strong><bdi translate="no">{device_name}</bdi></strong></a> ", " {reason.told(ended_by.as_deref())} " " {when(ended_at)} ". " {refusals}
        </li>
    }
}
