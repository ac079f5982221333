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
        Some("password") => Some("Your password is changed."),
        Some("email") => Some("Your e-mail address is changed."),
        Some("email-sent") => Some("Look into the mail of the new address: the link in it makes it yours."),
        _ => None,
    };
    view! {
        <Title text="Account"/>
        <AccountLayout email=email() current=paths::ACCOUNT narrow=true>
            <h1>"Account"</h1>
            {done.map(|done| view! { <p class="notice success" role="status">{done}</p> })}
            <UnknownNotice/>
            <ul class="choices">
                <li><a href=paths::CHANGE_PASSWORD><strong>"Change password"</strong> "And sign out other devices with it."</a></li>
                <li><a href=paths::CHANGE_EMAIL><strong>"Change e-mail address"</strong> <bdi translate="no">{email()}</bdi></a></li>
                <li><a href=paths::PRIVACY><strong>"Places"</strong> "How precise they are kept, and the address that is seen."</a></li>
                <li><a href=paths::DOWNLOAD><strong>"Download your data"</strong> "All that is kept about you, as JSON."</a></li>
                <li><a href=paths::DELETE><strong>"Delete account"</strong> "Everything of yours goes at once."</a></li>
            </ul>
        </AccountLayout>
    }
}
