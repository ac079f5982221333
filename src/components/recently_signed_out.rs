use leptos::prelude::*;

use super::ExactTime;
use crate::{
    model::{RecentSignOut, Timestamp, ago},
    paths,
};

/// Recently signed-out devices, and whether they have tried to come back. Offers no way back in.
#[component]
pub fn RecentlySignedOut(recently_signed_out: Vec<RecentSignOut>, now: Timestamp) -> impl IntoView {
    (!recently_signed_out.is_empty()).then(|| {
        view! {
            <section class="receipts" aria-labelledby="receipts">
                <h2 id="receipts">"Recently signed out"</h2>
                <ul>{recently_signed_out.into_iter().map(|sign_out| view! { <Row sign_out now/> }).collect_view()}</ul>
            </section>
        }
    })
}

#[component]
fn Row(sign_out: RecentSignOut, now: Timestamp) -> impl IntoView {
    let RecentSignOut {
        device,
        device_name,
        reason,
        ended_by,
        ended_at,
        refused,
        first_refused_at,
        last_refused_at,
        ..
    } = sign_out;
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
            <a href=paths::about(paths::DEVICE, &device)><strong><bdi translate="no">{device_name}</bdi></strong></a> ", " {reason.describe(ended_by.as_deref())} " " {when(ended_at)} ". " {refusals}
        </li>
    }
}
