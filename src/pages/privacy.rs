use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::{SetPrecision, find_privacy},
    components::{FormError, PasswordPrompt},
    error::AppError,
    model::{Precision, Privacy},
    pages::{account_layout::AccountLayout, asks_password, email, failed, form_error, reauth_lasts, sent},
    paths, t,
    texts::rich,
};

/// How precisely locations are stored, and what the server sees of this device.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    let error = form_error();
    view! {
        <Title text=t!("privacy-title")/>
        <AccountLayout email=email() current=paths::ACCOUNT back=(paths::ACCOUNT.to_owned(), t!("nav-settings")) narrow=true>
            <h1>{t!("privacy-title")}</h1>
            <Suspense>
                {Suspend::new(async move { find_privacy().await.map_or_else(failed, |privacy| form(privacy, error).into_any()) })}
            </Suspense>
        </AccountLayout>
    }
}

fn form(privacy: Privacy, error: Option<AppError>) -> impl IntoView {
    let Privacy { precision, ip_address, location } = privacy;
    let action = ServerAction::<SetPrecision>::new();
    // What was chosen is shown, even if it isn't saved yet.
    let chosen = sent("precision").and_then(|chosen| chosen.parse().ok()).unwrap_or(precision);
    let choices = [
        (Precision::City, t!("privacy-city"), t!("privacy-city-note")),
        (Precision::Country, t!("privacy-country"), t!("privacy-country-note")),
        (Precision::None, t!("privacy-none"), t!("privacy-none-note")),
    ];
    view! {
        <p>
            {rich("privacy-seen")
                .element("address", view! { <strong class="address"><bdi>{ip_address}</bdi></strong> })
                .element("location", view! { <strong><bdi>{location}</bdi></strong> })
                .view()}
        </p>
        <p class="hint">
            {t!("privacy-wrong")}
        </p>
        <ActionForm action=action attr:class="form" attr:data-form="">
            <FormError error/>
            <fieldset class="choices-field">
                <legend>{t!("privacy-question")}</legend>
                {choices
                    .map(|(value, name, detail)| view! {
                        <label class="choice">
                            <input type="radio" name="precision" value={<&str>::from(value)} checked=value == chosen/>
                            <span><strong>{name}</strong> " " {detail}</span>
                        </label>
                    })
                    .collect_view()}
            </fieldset>
            <p class="hint">{t!("privacy-less")}</p>
            {asks_password().then(|| view! { <PasswordPrompt email=email() error=Signal::stored(error) lasts=reauth_lasts()/> })}
            <div class="dialog-actions">
                <a class="button" href=paths::ACCOUNT>{t!("cancel")}</a>
                <button class="button primary" type="submit">{t!("save")}</button>
            </div>
        </ActionForm>
    }
}
