use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    components::{AccountLayout, UnknownNotice},
    pages::{email, query},
    paths,
};

/// What a person can do with the account itself.
#[component]
pub fn AccountPage() -> impl IntoView {
    let done = match query("done").as_deref() {
        Some("password") => Some("Your password was changed."),
        Some("email") => Some("Your email address was changed."),
        Some("email-sent") => Some("Check the inbox of the new address. The link we sent there completes the change."),
        _ => None,
    };
    view! {
        <Title text="Account"/>
        <AccountLayout email=email() current=paths::ACCOUNT narrow=true>
            <h1>"Account"</h1>
            {done.map(|done| view! { <p class="notice success" role="status">{done}</p> })}
            <UnknownNotice/>
            <ul class="choices">
                <li><a href=paths::CHANGE_PASSWORD><strong>"Change password"</strong> "You can sign out your other devices too."</a></li>
                <li><a href=paths::CHANGE_EMAIL><strong>"Change email address"</strong> <bdi translate="no">{email()}</bdi></a></li>
                <li><a href=paths::PRIVACY><strong>"Location privacy"</strong> "How precisely locations are stored, and the address we see."</a></li>
                <li><a href=paths::DOWNLOAD><strong>"Download your data"</strong> "Everything we store about you, as JSON."</a></li>
                <li><a href=paths::DELETE><strong>"Delete account"</strong> "Deletes everything at once."</a></li>
            </ul>
        </AccountLayout>
    }
}
