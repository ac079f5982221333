//! What remains to be done after 'Not me'.

use leptos::prelude::*;

use crate::{paths, server::web::request, t};

/// Whether the password has to be replaced: somebody else knows it.
pub fn is_password_due() -> bool {
    request::current().is_ok_and(|current| current.password_due)
}

/// Says so on every page, until it is replaced.
#[component]
pub fn PasswordTask() -> impl IntoView {
    let bar = is_password_due().then(|| {
        view! {
            <aside class="task" aria-label=t!("task")>
                <p>{t!("task-note")}</p>
                <a class="button danger" href=paths::CHANGE_PASSWORD>{t!("task-button")}</a>
            </aside>
        }
    });
    // It comes and goes with what is done on the page: public/list.js.
    view! { <div id="task">{bar}</div> }
}
