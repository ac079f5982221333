//! What remains to be done after 'Not me'.

use leptos::prelude::*;

use crate::{paths, server::web::request};

/// Says on every page that the password has to be replaced, until it is: somebody else knows it.
#[component]
pub fn PasswordTask() -> impl IntoView {
    view! {
        <Suspense>
            {Suspend::new(async move {
                let user = request::current().ok()?.session.user_id;
                // The page itself says what is wrong, if the store doesn't answer.
                request::state().storage.password_due(user).await.ok()??;
                Some(view! {
                    <aside class="task" aria-label="To do">
                        <p>"Somebody else knows your password. Until you change it, nobody can sign in on a device you haven't recognised."</p>
                        <a class="button danger" href=paths::CHANGE_PASSWORD>"Change password"</a>
                    </aside>
                })
            })}
        </Suspense>
    }
}
