use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::Download,
    components::{AccountLayout, FormError, PasswordField},
    pages::{asks_password, email, form_error},
    paths,
};

/// Download your data.
#[component]
pub fn DownloadPage() -> impl IntoView {
    let error = form_error();
    let action = ServerAction::<Download>::new();
    view! {
        <Title text="Download your data"/>
        <AccountLayout email=email() current="" narrow=true>
            <h1>"Download your data"</h1>
            <p class="lead">"All that is kept about you: your account, devices and activity, as JSON."</p>
            <ActionForm action=action attr:class="form" attr:data-form="">
                <FormError error/>
                {asks_password().then(|| view! { <PasswordField label="Your password" autocomplete="current-password" error/> })}
                <div class="dialog-actions">
                    <a class="button" href=paths::ACCOUNT>"Cancel"</a>
                    <button class="button primary" type="submit">"Download"</button>
                </div>
            </ActionForm>
        </AccountLayout>
    }
}
