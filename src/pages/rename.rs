use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::describe_device,
    components::{AccountLayout, FormError, RenameForm},
    model::DeviceDetail,
    pages::{device, email, failed, form_error, sent},
    paths,
};

/// A name that was refused, shown again with the reason.
#[component]
pub fn RenamePage() -> impl IntoView {
    let (device, typed) = (device(), sent("name"));
    let content = async move { describe_device(device?).await };
    let error = form_error();
    view! {
        <Title text="Rename a device"/>
        <AccountLayout email=email() current="" narrow=true>
            <h1>"Rename a device"</h1>
            <FormError error/>
            <Suspense>
                {Suspend::new(async move {
                    content.await.map_or_else(failed, |device| form(device, typed).into_any())
                })}
            </Suspense>
            <p><a href=paths::DEVICES>"Back to your devices"</a></p>
        </AccountLayout>
    }
}

fn form(device: DeviceDetail, typed: Option<String>) -> impl IntoView {
    let next = sent("next").unwrap_or_else(|| paths::about(paths::DEVICE, &device.id));
    let given = typed.or(device.given_name);
    let automatic_name = given.is_some().then_some(device.label);
    view! { <RenameForm id=device.id name=given.unwrap_or(device.name) automatic_name next open=true/> }
}
