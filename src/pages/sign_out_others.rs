use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::SignOutOthers,
    components::{AccountBar, FormError},
    server::request,
};

/// Asks before all other devices are signed out, where no script asks in place.
#[component]
pub fn SignOutOthersPage() -> impl IntoView {
    let email = request::current().map(|current| current.email.as_str().to_owned()).unwrap_or_default();
    let error = request::form_failure().map(|failure| failure.error);
    let sign_out = ServerAction::<SignOutOthers>::new();
    view! {
        <Title text="Sign out all other devices"/>
        <AccountBar email/>
        <main class="page narrow">
            <h1>"Sign out all other devices?"</h1>
            <p>"Every device but this one loses access at once. This one stays signed in."</p>
            <FormError error/>
            <ActionForm action=sign_out attr:class="dialog-actions">
                <a class="button" href="/devices">"Cancel"</a>
                <button class="button danger solid" type="submit">"Sign out all others"</button>
            </ActionForm>
        </main>
    }
}
