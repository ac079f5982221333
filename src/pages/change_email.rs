use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::ChangeEmail,
    components::{EmailField, FormError, PasswordPrompt},
    pages::{account_layout::AccountLayout, asks_password, email, form_error, reauth_lasts, sent},
    paths, t,
};

/// Change email address.
#[component]
pub fn ChangeEmailPage() -> impl IntoView {
    let error = form_error();
    let typed = sent("email").unwrap_or_default();
    let action = ServerAction::<ChangeEmail>::new();
    view! {
        <Title text=t!("change-email-title")/>
        <AccountLayout email=email() current=paths::ACCOUNT back=(paths::ACCOUNT.to_owned(), t!("nav-settings")) narrow=true>
            <h1>{t!("change-email-title")}</h1>
            <p class="lead">{t!("change-email-lead")}</p>
            <ActionForm action=action attr:class="form" attr:data-form="">
                <FormError error/>
                <EmailField email=typed error label=t!("change-email-new") autocomplete="email"/>
                {asks_password().then(|| view! { <PasswordPrompt email=email() error=Signal::stored(error) lasts=reauth_lasts()/> })}
                <div class="dialog-actions">
                    <a class="button" href=paths::ACCOUNT>{t!("cancel")}</a>
                    <button class="button primary" type="submit">{t!("change-email-button")}</button>
                </div>
            </ActionForm>
        </AccountLayout>
    }
}
