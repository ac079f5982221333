use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    api::{SignOutDevice, find_device},
    components::{AccountBar, FormError},
    error::AppError,
    model::DeviceView,
    pages::failed,
    server::request,
};

/// Asks before a device is signed out, where no script asks in place.
#[component]
pub fn SignOutDevicePage() -> impl IntoView {
    let device = use_query_map().get_untracked().get("device").unwrap_or_default();
    let email = request::current().map(|current| current.email.as_str().to_owned()).unwrap_or_default();
    let error = request::form_failure().map(|failure| failure.error);
    view! {
        <Title text="Sign out a device"/>
        <AccountBar email/>
        <main class="page narrow">
            <Suspense>
                {Suspend::new(async move {
                    find_device(device).await.map_or_else(failed, |device| question(device, error).into_any())
                })}
            </Suspense>
            <p><a href="/devices">"Back to your devices"</a></p>
        </main>
    }
}

fn question(device: DeviceView, error: Option<AppError>) -> impl IntoView {
    let sign_out = ServerAction::<SignOutDevice>::new();
    view! {
        <h1>{format!("Sign out {}?", device.name)}</h1>
        <p class="device-place"><span>{device.location}</span> <span class="address">{device.ip_address}</span></p>
        <p>"It loses access at once. To use it again, sign in on it with the password."</p>
        <FormError error/>
        <ActionForm action=sign_out attr:class="dialog-actions">
            <input type="hidden" name="device" value=device.id.to_string()/>
            <a class="button" href="/devices">"Cancel"</a>
            <button class="button danger solid" type="submit">"Sign out"</button>
        </ActionForm>
    }
}
