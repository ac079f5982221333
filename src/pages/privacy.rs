use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::{SetPrecision, find_privacy},
    components::{AccountLayout, FormError, PasswordField},
    error::AppError,
    model::{Precision, Privacy},
    pages::{asks_password, email, failed, form_error, query, sent},
    paths,
};

/// How precise places are kept, and what is seen of this device.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    let error = form_error();
    view! {
        <Title text="Places"/>
        <AccountLayout email=email() current="" narrow=true>
            <h1>"Places"</h1>
            {query("done").map(|_| view! { <p class="notice success" role="status">"Saved."</p> })}
            <Suspense>
                {Suspend::new(async move { find_privacy().await.map_or_else(failed, |privacy| form(privacy, error).into_any()) })}
            </Suspense>
        </AccountLayout>
    }
}

fn form(privacy: Privacy, error: Option<AppError>) -> impl IntoView {
    let Privacy { precision, ip_address, location } = privacy;
    let action = ServerAction::<SetPrecision>::new();
    // What is shown is what was chosen, even if it isn't kept yet.
    let chosen = sent("precision").and_then(|chosen| chosen.parse().ok()).unwrap_or(precision);
    let choices = [
        (Precision::City, "The city", "As far as this server's data knows it"),
        (Precision::Country, "The country", "No city, no coordinates"),
        (Precision::None, "Nothing", "No place is kept, so an unusual one can't be noticed"),
    ];
    view! {
        <p>
            "Latchkey sees this device at " <strong class="address">{ip_address}</strong> ": " <strong><bdi>{location}</bdi></strong>
            ". Places are looked up on this server: no address leaves it."
        </p>
        <p class="hint">
            "If that is not your address but that of a proxy, all devices look alike: tell whoever runs this server, who can name the proxy with --trusted-proxies."
        </p>
        <ActionForm action=action attr:class="form" attr:data-form="">
            <FormError error/>
            <fieldset class="choices-field">
                <legend>"How precisely to keep places"</legend>
                {choices
                    .map(|(value, name, detail)| view! {
                        <label class="choice">
                            <input type="radio" name="precision" value={<&str>::from(value)} checked=value == chosen/>
                            <span><strong>{name}</strong> {detail}</span>
                        </label>
                    })
                    .collect_view()}
            </fieldset>
            <p class="hint">"Keeping less also wipes the more precise places that were kept before."</p>
            {asks_password().then(|| view! { <PasswordField label="Your password" autocomplete="current-password" error/> })}
            <div class="dialog-actions">
                <a class="button" href=paths::ACCOUNT>"Cancel"</a>
                <button class="button primary" type="submit">"Save"</button>
            </div>
        </ActionForm>
    }
}
