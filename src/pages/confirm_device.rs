use leptos::prelude::*;
use leptos_meta::Title;

use super::{
    account_layout::AccountLayout, asks_password, chosen, email, failed, form_error, parts::Preview, reauth_lasts,
};
use crate::{
    api::{ConfirmDevice, find_device},
    components::{FormError, PasswordPrompt},
    error::AppError,
    model::{DeviceView, PublicIds},
    paths, t,
};

/// 'It was me', where a page has to ask: of several devices, of this very one, or because an answer was refused.
#[component]
pub fn ConfirmDevicePage() -> impl IntoView {
    let devices = chosen("device");
    let content = async move {
        let mut found = Vec::new();
        for id in devices?.0 {
            found.push(find_device(id).await?);
        }
        Ok(found)
    };
    let error = form_error();
    let ask = asks_password();
    view! {
        <Title text=t!("confirm-device-title")/>
        <AccountLayout email=email() current=paths::DEVICES back=(paths::DEVICES.to_owned(), t!("nav-devices")) narrow=true>
            <Suspense>
                {Suspend::new(async move {
                    content.await.map_or_else(failed, |devices| question(devices, error, ask).into_any())
                })}
            </Suspense>
        </AccountLayout>
    }
}

fn question(devices: Vec<DeviceView>, error: Option<AppError>, ask: bool) -> impl IntoView {
    let confirm = ServerAction::<ConfirmDevice>::new();
    // Of itself a device says so only with the password.
    let ask = ask && devices.iter().any(|device| device.current);
    let (title, detail) = match devices.as_slice() {
        [device] => (t!("confirm-device-one", device = &device.name), t!("confirm-device-one-note")),
        devices => (t!("confirm-device-several", count = devices.len()), t!("confirm-device-several-note")),
    };
    let ids = PublicIds(devices.iter().map(|device| device.id.clone()).collect()).to_string();
    view! {
        <h1>{title}</h1>
        <p class="lead">{detail}</p>
        <Preview devices/>
        <ActionForm action=confirm attr:class="form" attr:data-form="">
            <FormError error/>
            <input type="hidden" name="device" value=ids/>
            {ask.then(|| view! { <PasswordPrompt email=email() error=Signal::stored(error) lasts=reauth_lasts()/> })}
            <div class="dialog-actions">
                <a class="button" href=paths::DEVICES>{t!("cancel")}</a>
                <button class="button primary" type="submit">{t!("confirm-device-button")}</button>
            </div>
        </ActionForm>
    }
}
