use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::ChangeEmail,
    components::{EmailField, FormError, PasswordPrompt},
    pages::{account_layout::AccountLayout, asks_password, email, form_error, reauth_lasts, sent},
    paths,
};

/// Change email address.
#[component]
pub fn ChangeEmailPage() -> impl IntoView {
    let error = form_error();
    let typed = sent("email").unwrap_or_default();
    let action = ServerAction::<ChangeEmail>::new();
    view! {
        <Title text="Change email address"/>
        <AccountLayout email=email() current=paths::ACCOUNT back=(paths::ACCOUNT.to_owned(), "Account") narrow=true>
            <h1>"Change email address"</h1>
            <p class="lead">"From then on you sign in with the new address. We notify the old one."</p>
            <ActionForm action=action attr:class="form" attr:data-form="">
                <FormError error/>
                <EmailField email=typed error label="New email" autocomplete="email"/>
                {asks_password().then(|| view! { <PasswordPrompt email=email() error=Signal::stored(error) lasts=reauth_lasts()/> })}
                <div class="dialog-actions">
                    <a class="button" href=paths::ACCOUNT>"Cancel"</a>
                    <button class="button primary" type="submit">"Change address"</button>
                </div>
            </ActionForm>
        </AccountLayout>
    }
}
