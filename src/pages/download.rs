use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;

use crate::{
    api::Download,
    components::{FormError, PasswordPrompt},
    pages::{account_layout::AccountLayout, asks_password, email, form_error, reauth_lasts},
    paths, t,
};

/// Download your data.
#[component]
pub fn DownloadPage() -> impl IntoView {
    let error = form_error();
    view! {
        <Title text=t!("download-title")/>
        <AccountLayout email=email() current=paths::ACCOUNT back=(paths::ACCOUNT.to_owned(), t!("nav-settings")) narrow=true>
            <h1>{t!("download-title")}</h1>
            <p class="lead">{t!("download-lead")}</p>
            // No ActionForm: the answer is a stream, which no action can hold.
            <form action=Download::url() method="post" class="form" data-form="">
                <FormError error/>
                {asks_password().then(|| view! { <PasswordPrompt email=email() error=Signal::stored(error) lasts=reauth_lasts()/> })}
                <div class="dialog-actions">
                    <a class="button" href=paths::ACCOUNT>{t!("cancel")}</a>
                    <button class="button primary" type="submit">{t!("download-button")}</button>
                </div>
            </form>
        </AccountLayout>
    }
}
