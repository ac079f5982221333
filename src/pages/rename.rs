use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::describe_device,
    error::AppError,
    model::DeviceDetail,
    pages::{account_layout::AccountLayout, device, email, failed, form_error, parts::RenameForm, sent},
    paths, t,
};

/// A name that was refused, shown again with the reason; and where a device gets its first.
#[component]
pub fn RenamePage() -> impl IntoView {
    let (device, typed) = (device(), sent("name"));
    let content = async move { describe_device(device?).await };
    let error = form_error();
    view! {
        <Title text=t!("rename-title")/>
        <AccountLayout email=email() current=paths::DEVICES back=(paths::DEVICES.to_owned(), t!("nav-devices")) narrow=true>
            <Suspense>
                {Suspend::new(async move {
                    content.await.map_or_else(failed, |device| form(device, typed, error).into_any())
                })}
            </Suspense>
        </AccountLayout>
    }
}

fn form(device: DeviceDetail, typed: Option<String>, error: Option<AppError>) -> impl IntoView {
    let next = sent("next").unwrap_or_else(|| paths::about(paths::DEVICE, &device.id));
    let given = typed.or(device.given_name);
    match error {
        Some(error) => {
            view! { <RenameForm id=device.id kind=device.kind name=device.name given automatic=device.label next error/> }.into_any()
        }
        None => view! { <RenameForm id=device.id kind=device.kind name=device.name given automatic=device.label next open=true/> }.into_any(),
    }
}
