use leptos::prelude::*;
use leptos_meta::Title;

use super::{
    account_layout::AccountLayout,
    email,
    parts::{LanguageSetting, UnknownNotice},
};
use crate::{model::Precision, paths, server::web::request, t};

/// The settings of the account: what each is now, and where it is changed.
#[component]
pub fn AccountPage() -> impl IntoView {
    let precision = request::current().map(|current| current.precision).unwrap_or_default();
    let stored = match precision {
        Precision::City => t!("account-location-city"),
        Precision::Country => t!("account-location-country"),
        Precision::None => t!("account-location-none"),
    };
    view! {
        <Title text=t!("account-title")/>
        <AccountLayout email=email() current=paths::ACCOUNT>
            <h1>{t!("account-title")}</h1>
            <UnknownNotice/>
            <section class="section" aria-labelledby="sign-in">
                <div class="section-head"><h2 id="sign-in">{t!("account-sign-in")}</h2></div>
                <ul class="panel">
                    <li class="setting">
                        <div><h3>{t!("email")}</h3><p><bdi translate="no">{email()}</bdi></p></div>
                        <a class="button" href=paths::CHANGE_EMAIL aria-label=t!("account-change-email")>{t!("change")}</a>
                    </li>
                    <li class="setting">
                        <div><h3>{t!("password")}</h3><p>{t!("account-password-note")}</p></div>
                        <a class="button" href=paths::CHANGE_PASSWORD aria-label=t!("account-change-password")>{t!("change")}</a>
                    </li>
                </ul>
            </section>
            <LanguageSetting/>
            <section class="section" aria-labelledby="data">
                <div class="section-head"><h2 id="data">{t!("account-data")}</h2></div>
                <ul class="panel">
                    <li class="setting">
                        <div><h3>{t!("account-location")}</h3><p>{stored}</p></div>
                        <a class="button" href=paths::PRIVACY aria-label=t!("account-change-location")>{t!("change")}</a>
                    </li>
                    <li class="setting">
                        <div><h3>{t!("account-your-data")}</h3><p>{t!("account-your-data-note")}</p></div>
                        <a class="button" href=paths::DOWNLOAD aria-label=t!("account-download-your-data")>{t!("account-download")}</a>
                    </li>
                </ul>
            </section>
            <section class="section" aria-labelledby="end">
                <div class="section-head"><h2 id="end">{t!("account-danger")}</h2></div>
                <ul class="panel">
                    <li class="setting">
                        <div><h3>{t!("account-delete")}</h3><p>{t!("account-delete-note")}</p></div>
                        <a class="button danger" href=paths::DELETE aria-label=t!("account-delete")>{t!("account-delete-button")}</a>
                    </li>
                </ul>
            </section>
        </AccountLayout>
    }
}
