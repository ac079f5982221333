use leptos::prelude::*;

use super::Moment;
use crate::{
    components::ModuleScript,
    model::{EndReason, capitalised},
    paths,
    server::accounts::Ended,
};

/// Who signed this browser out, and when; and what to do if that was somebody else.
#[component]
pub fn WhySignedOut(ended: Ended) -> impl IntoView {
    let Ended { reason, by, at } = ended;
    let words = match reason {
        EndReason::SignedOutRemotely if by.is_some() => "Signed out from ".to_owned(),
        EndReason::PasswordChanged if by.is_some() => "The password was changed on ".to_owned(),
        reason => capitalised(&reason.describe(None)),
    };
    let by = by.filter(|_| matches!(reason, EndReason::SignedOutRemotely | EndReason::PasswordChanged));
    // What somebody who knows the password can have done.
    let doubtful = matches!(
        reason,
        EndReason::SignedOutRemotely | EndReason::PasswordChanged | EndReason::PasswordReset | EndReason::TokenReused
    );
    view! {
        <p class="notice" role="status">
            {match by {
                Some(by) => view! { {words} <bdi translate="no">{by}</bdi> " on " <Moment at/> ". " }.into_any(),
                None => view! { {words} " (" <Moment at/> "). " }.into_any(),
            }}
            {doubtful.then(|| view! { "Wasn't you? " <a href=paths::FORGOTTEN>"Change your password"</a> "." })}
        </p>
        <ModuleScript name="times.js"/>
    }
}
