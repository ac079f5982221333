use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::SignOutOthers,
    components::{AccountLayout, FormError, PasswordField},
    pages::{asks_password, email, form_error},
};

/// Asks before all other devices are signed out, where no script asks in place.
#[component]
pub fn SignOutOthersPage() -> impl IntoView {
    let error = form_error();
    let sign_out = ServerAction::<SignOutOthers>::new();
    view! {
        <Title text="Sign out all other devices"/>
        <AccountLayout email=email() current="" narrow=true>
            <h1>"Sign out all other devices?"</h1>
            <p>"Every device but this one loses access at once. This one stays signed in."</p>
            <ActionForm action=sign_out attr:class="form">
                <FormError error/>
                {asks_password().then(|| view! { <PasswordField label="Your password" autocomplete="current-password" error/> })}
                <div class="dialog-actions">
                    <a class="button" href="/devices">"Cancel"</a>
                    <button class="button danger solid" type="submit">"Sign out all others"</button>
                </div>
            </ActionForm>
        </AccountLayout>
    }
}
