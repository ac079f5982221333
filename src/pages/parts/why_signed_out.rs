use leptos::prelude::*;

use super::Moment;
use crate::{
    components::ModuleScript,
    model::{EndReason, capitalised},
    paths,
    server::accounts::Ended,
    texts::{end_reason, language, rich},
};

/// Who signed this browser out, and when; and what to do if that was somebody else.
#[component]
pub fn WhySignedOut(ended: Ended) -> impl IntoView {
    let Ended { reason, by, at } = ended;
    // What somebody who knows the password can have done.
    let doubtful = matches!(
        reason,
        EndReason::SignedOutRemotely | EndReason::PasswordChanged | EndReason::PasswordReset | EndReason::TokenReused
    );
    let by = by.map(|by| view! { <bdi translate="no">{by}</bdi> });
    let words = match (reason, by) {
        (EndReason::SignedOutRemotely, Some(by)) => rich("why-signed-out-from").element("device", by),
        (EndReason::PasswordChanged, Some(by)) => rich("why-password-changed-on").element("device", by),
        _ => rich("why-other").element("reason", capitalised(&end_reason(reason, None, language()))),
    };
    let link = |text| view! { <a href=paths::FORGOTTEN>{text}</a> }.into_any();
    view! {
        <p class="notice" role="status">
            {words.element("time", view! { <Moment at/> }).view()}
            {doubtful.then(|| view! { " " {rich("why-doubt").around("link", link).view()} })}
        </p>
        <ModuleScript name="times.js"/>
    }
}
