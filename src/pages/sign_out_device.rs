use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::{SignOutDevice, find_device},
    components::{AccountLayout, FormError, PasswordField, SignOutActionField},
    error::AppError,
    model::{DeviceView, isolated},
    pages::{asks_password, device, email, failed, form_error, sent},
    paths,
};

/// Asks before a device is signed out, where no script asks in place.
#[component]
pub fn SignOutDevicePage() -> impl IntoView {
    let device = device();
    let content = async move { find_device(device?).await };
    let error = form_error();
    let ask = asks_password();
    view! {
        <Title text="Sign out a device"/>
        <AccountLayout email=email() current="" narrow=true>
            <Suspense>
                {Suspend::new(async move {
                    content.await.map_or_else(failed, |device| question(device, error, ask).into_any())
                })}
            </Suspense>
            <p><a href=paths::DEVICES>"Back to your devices"</a></p>
        </AccountLayout>
    }
}

fn question(device: DeviceView, error: Option<AppError>, ask: bool) -> impl IntoView {
    let sign_out = ServerAction::<SignOutDevice>::new();
    view! {
        <h1>{format!("Sign out {}?", isolated(&device.name))}</h1>
        <p class="device-place"><span><bdi>{device.location}</bdi></span> <span class="address">{device.ip_address}</span></p>
        <ActionForm action=sign_out attr:class="form" attr:data-form="">
            <FormError error/>
            <input type="hidden" name="device" value=device.id.to_string()/>
            <SignOutActionField action=sent("when").and_then(|action| action.parse().ok()).unwrap_or_default()/>
            {ask.then(|| view! { <PasswordField label="Your password" autocomplete="current-password" error/> })}
            <div class="dialog-actions">
                <a class="button" href=paths::DEVICES>"Cancel"</a>
                <button class="button danger solid" type="submit">"Sign out"</button>
            </div>
        </ActionForm>
    }
}
