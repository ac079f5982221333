use leptos::prelude::*;
use leptos_meta::Title;

use super::{account_layout::AccountLayout, email, parts::UnknownNotice};
use crate::{model::Precision, paths, server::web::request};

/// The settings of the account: what each is now, and where it is changed.
#[component]
pub fn AccountPage() -> impl IntoView {
    let precision = request::current().map(|current| current.precision).unwrap_or_default();
    let stored = match precision {
        Precision::City => "City and country are stored.",
        Precision::Country => "Only the country is stored.",
        Precision::None => "No location is stored.",
    };
    view! {
        <Title text="Account"/>
        <AccountLayout email=email() current=paths::ACCOUNT>
            <h1>"Account"</h1>
            <UnknownNotice/>
            <section class="section" aria-labelledby="sign-in">
                <div class="section-head"><h2 id="sign-in">"Sign-in"</h2></div>
                <ul class="panel">
                    <li class="setting">
                        <div><h3>"Email"</h3><p><bdi translate="no">{email()}</bdi></p></div>
                        <a class="button" href=paths::CHANGE_EMAIL aria-label="Change email address">"Change"</a>
                    </li>
                    <li class="setting">
                        <div><h3>"Password"</h3><p>"You can sign out your other devices when you change it."</p></div>
                        <a class="button" href=paths::CHANGE_PASSWORD aria-label="Change password">"Change"</a>
                    </li>
                </ul>
            </section>
            <section class="section" aria-labelledby="data">
                <div class="section-head"><h2 id="data">"Privacy and data"</h2></div>
                <ul class="panel">
                    <li class="setting">
                        <div><h3>"Location privacy"</h3><p>{stored}</p></div>
                        <a class="button" href=paths::PRIVACY aria-label="Change location privacy">"Change"</a>
                    </li>
                    <li class="setting">
                        <div><h3>"Your data"</h3><p>"Everything we store about you, as JSON."</p></div>
                        <a class="button" href=paths::DOWNLOAD aria-label="Download your data">"Download"</a>
                    </li>
                </ul>
            </section>
            <section class="section" aria-labelledby="end">
                <div class="section-head"><h2 id="end">"Danger zone"</h2></div>
                <ul class="panel">
                    <li class="setting">
                        <div><h3>"Delete account"</h3><p>"Signs out every device and deletes everything at once."</p></div>
                        <a class="button danger" href=paths::DELETE aria-label="Delete account">"Delete"</a>
                    </li>
                </ul>
            </section>
        </AccountLayout>
    }
}
