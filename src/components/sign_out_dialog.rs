use leptos::{html::Dialog, prelude::*};

use crate::{
    error::AppError,
    islands::{Question, counted},
};

/// Asks, in the page, before a device is signed out.
#[component]
pub fn SignOutDialog(
    /// The element, for whoever opens and closes it.
    dialog: NodeRef<Dialog>,
    #[prop(into)] question: Signal<Option<Question>>,
    /// What stood in the way the last time.
    #[prop(into)]
    error: Signal<Option<AppError>>,
    #[prop(into)] pending: Signal<bool>,
    on_confirm: Callback<()>,
) -> impl IntoView {
    let title = move || match question.get() {
        Some(Question::Device(_, name)) => format!("Sign out {name}?"),
        _ => "Sign out all other devices?".to_owned(),
    };
    let consequence = move || match question.get() {
        Some(Question::Others(1)) => "1 other device loses access at once. This one stays signed in.".to_owned(),
        Some(Question::Others(count)) => {
            format!("{} lose access at once. This one stays signed in.", counted(count.into()))
        }
        _ => "It loses access at once. To use it again, sign in on it with the password.".to_owned(),
    };
    let action = move || match question.get() {
        Some(Question::Others(_)) => "Sign out all others",
        _ => "Sign out",
    };
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    view! {
        <dialog node_ref=dialog aria-labelledby="question">
            <h2 id="question">{title}</h2>
            <p>{consequence}</p>
            <p class="notice error" role="alert" hidden=move || error.get().is_none()>
                {move || error.get().map(|error| error.to_string())}
            </p>
            <div class="dialog-actions">
                <button class="button" type="button" on:click=close>"Cancel"</button>
                <button
                    class="button danger solid"
                    type="button"
                    aria-disabled=move || pending.get().then_some("true")
                    on:click=move |_| on_confirm.run(())
                >
                    {action}
                </button>
            </div>
        </dialog>
    }
}
