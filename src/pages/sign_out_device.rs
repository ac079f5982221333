use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::{SignOutDevice, find_device},
    components::{FormError, PasswordPrompt},
    error::AppError,
    model::DeviceView,
    pages::{
        account_layout::AccountLayout, asks_password, device, email, failed, form_error, parts::SignOutActionField,
        reauth_lasts, sent,
    },
    paths, t,
};

/// Asks before a device is signed out, where no script asks in place.
#[component]
pub fn SignOutDevicePage() -> impl IntoView {
    let device = device();
    let content = async move { find_device(device?).await };
    let error = form_error();
    let ask = asks_password();
    view! {
        <Title text=t!("sign-out-device-title")/>
        <AccountLayout email=email() current=paths::DEVICES back=(paths::DEVICES.to_owned(), t!("nav-devices")) narrow=true>
            <Suspense>
                {Suspend::new(async move {
                    content.await.map_or_else(failed, |device| question(device, error, ask).into_any())
                })}
            </Suspense>
        </AccountLayout>
    }
}

fn question(device: DeviceView, error: Option<AppError>, ask: bool) -> impl IntoView {
    let sign_out = ServerAction::<SignOutDevice>::new();
    view! {
        <h1>{t!("dialog-now", device = &device.name)}</h1>
        <p class="lead dotted"><span><bdi>{device.location.clone()}</bdi></span> <span class="address">{device.ip_address.clone()}</span></p>
        <ActionForm action=sign_out attr:class="form" attr:data-form="">
            <FormError error/>
            <input type="hidden" name="device" value=device.id.to_string()/>
            <SignOutActionField device=device.clone() when=sent("when").and_then(|when| when.parse().ok()).unwrap_or_default()/>
            {ask.then(|| view! { <PasswordPrompt email=email() error=Signal::stored(error) lasts=reauth_lasts()/> })}
            <div class="dialog-actions">
                <a class="button" href=paths::DEVICES>{t!("cancel")}</a>
                <button class="button danger solid" type="submit">{t!("continue")}</button>
            </div>
        </ActionForm>
    }
}
