use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::{ConfirmDevice, find_device},
    components::{AccountLayout, FormError, PasswordField},
    error::AppError,
    model::{DeviceView, isolated},
    pages::{asks_password, device, email, failed, form_error},
    paths,
};

/// 'It was me', on a page of its own: this device confirms itself, or an answer was refused.
#[component]
pub fn ConfirmDevicePage() -> impl IntoView {
    let device = device();
    let content = async move { find_device(device?).await };
    let error = form_error();
    let ask = asks_password();
    view! {
        <Title text="Your device?"/>
        <AccountLayout email=email() current="" narrow=true>
            <Suspense>
                {Suspend::new(async move {
                    content.await.map_or_else(failed, |device| question(device, error, ask).into_any())
                })}
            </Suspense>
        </AccountLayout>
    }
}

fn question(device: DeviceView, error: Option<AppError>, ask: bool) -> impl IntoView {
    let confirm = ServerAction::<ConfirmDevice>::new();
    let ask = ask && device.current;
    view! {
        <h1>{format!("Is {} yours?", isolated(&device.name))}</h1>
        <p class="device-place"><span><bdi>{device.location}</bdi></span> <span class="address">{device.ip_address}</span></p>
        <p>"It will be marked as yours and no longer flagged."</p>
        <ActionForm action=confirm attr:class="form" attr:data-form="">
            <FormError error/>
            <input type="hidden" name="device" value=device.id.to_string()/>
            {ask.then(|| view! { <PasswordField label="Your password" autocomplete="current-password" error/> })}
            <div class="dialog-actions">
                <a class="button" href=paths::DEVICES>"Cancel"</a>
                <button class="button primary" type="submit">"Yes, it is mine"</button>
            </div>
        </ActionForm>
    }
}
