use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::{SetPrecision, find_privacy},
    components::{FormError, PasswordPrompt},
    error::AppError,
    model::{Precision, Privacy},
    pages::{account_layout::AccountLayout, asks_password, email, failed, form_error, reauth_lasts, sent},
    paths,
};

/// How precisely locations are stored, and what the server sees of this device.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    let error = form_error();
    view! {
        <Title text="Location privacy"/>
        <AccountLayout email=email() current=paths::ACCOUNT back=(paths::ACCOUNT.to_owned(), "Account") narrow=true>
            <h1>"Location privacy"</h1>
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
        (Precision::City, "The city", "If this server's data has it"),
        (Precision::Country, "The country", "No city, no coordinates"),
        (Precision::None, "Nothing", "No location is stored, so an unusual one can't be noticed"),
    ];
    view! {
        <p>
            "This device is seen at " <strong class="address">{ip_address}</strong> ": " <strong><bdi>{location}</bdi></strong>
            ". Locations are looked up on this server: no address leaves it."
        </p>
        <p class="hint">
            "If this isn't your address, all your devices look alike here. Tell the administrator of this server."
        </p>
        <ActionForm action=action attr:class="form" attr:data-form="">
            <FormError error/>
            <fieldset class="choices-field">
                <legend>"How precisely to store locations"</legend>
                {choices
                    .map(|(value, name, detail)| view! {
                        <label class="choice">
                            <input type="radio" name="precision" value={<&str>::from(value)} checked=value == chosen/>
                            <span><strong>{name}</strong> {detail}</span>
                        </label>
                    })
                    .collect_view()}
            </fieldset>
            <p class="hint">"Storing less also erases the more precise locations stored before."</p>
            {asks_password().then(|| view! { <PasswordPrompt email=email() error=Signal::stored(error) lasts=reauth_lasts()/> })}
            <div class="dialog-actions">
                <a class="button" href=paths::ACCOUNT>"Cancel"</a>
                <button class="button primary" type="submit">"Save"</button>
            </div>
        </ActionForm>
    }
}
