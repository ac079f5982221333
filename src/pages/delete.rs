use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::DeleteAccount,
    components::{FormError, PasswordPrompt},
    pages::{account_layout::AccountLayout, email, form_error},
    paths,
};

/// Delete account.
#[component]
pub fn DeletePage() -> impl IntoView {
    let error = form_error();
    let action = ServerAction::<DeleteAccount>::new();
    view! {
        <Title text="Delete account"/>
        <AccountLayout email=email() current=paths::ACCOUNT back=(paths::ACCOUNT.to_owned(), "Account") narrow=true>
            <h1>"Delete account"</h1>
            <p class="lead">"Signs out every device and deletes everything we store about you at once. This can't be undone."</p>
            <ActionForm action=action attr:class="form" attr:data-form="">
                <FormError error/>
                <PasswordPrompt email=email() error=Signal::stored(error) lasts=None/>
                <div class="dialog-actions">
                    <a class="button" href=paths::ACCOUNT>"Cancel"</a>
                    <button class="button danger solid" type="submit">"Delete my account"</button>
                </div>
            </ActionForm>
        </AccountLayout>
    }
}
