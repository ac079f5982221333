use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::DeleteAccount,
    components::{FormError, PasswordPrompt},
    pages::{account_layout::AccountLayout, email, form_error},
    paths, t,
};

/// Delete account.
#[component]
pub fn DeletePage() -> impl IntoView {
    let error = form_error();
    let action = ServerAction::<DeleteAccount>::new();
    view! {
        <Title text=t!("delete-title")/>
        <AccountLayout email=email() current=paths::ACCOUNT back=(paths::ACCOUNT.to_owned(), t!("nav-settings")) narrow=true>
            <h1>{t!("delete-title")}</h1>
            <p class="lead">{t!("delete-lead")}</p>
            <ActionForm action=action attr:class="form" attr:data-form="">
                <FormError error/>
                <PasswordPrompt email=email() error=Signal::stored(error) lasts=None/>
                <div class="dialog-actions">
                    <a class="button" href=paths::ACCOUNT>{t!("cancel")}</a>
                    <button class="button danger solid" type="submit">{t!("delete-button")}</button>
                </div>
            </ActionForm>
        </AccountLayout>
    }
}
