use leptos::prelude::*;
use leptos_meta::Title;

use super::{account_layout::AccountLayout, asks_password, device, email, failed, field, form_error, reauth_lasts};
use crate::{
    api::{TakeBack, find_device},
    components::{FormError, PasswordPrompt},
    error::AppError,
    model::{DeviceView, TakenBack},
    paths, t,
};

/// Takes back what was done to a device, where the password has to be asked for.
#[component]
pub fn TakeBackPage() -> impl IntoView {
    let device = device();
    let what = field("what").and_then(|what| what.parse::<TakenBack>().ok());
    let content = async move {
        let what = what.ok_or(AppError::Malformed)?;
        Ok((find_device(device?).await?, what))
    };
    let error = form_error();
    let ask = asks_password();
    view! {
        <Title text=t!("undo")/>
        <AccountLayout email=email() current=paths::DEVICES back=(paths::DEVICES.to_owned(), t!("nav-devices")) narrow=true>
            <Suspense>
                {Suspend::new(async move {
                    content.await.map_or_else(failed, |(device, what)| question(device, what, error, ask).into_any())
                })}
            </Suspense>
        </AccountLayout>
    }
}

fn question(device: DeviceView, what: TakenBack, error: Option<AppError>, ask: bool) -> impl IntoView {
    let take_back = ServerAction::<TakeBack>::new();
    let title = match what {
        TakenBack::Lock => t!("take-back-lock", device = &device.name),
        TakenBack::Tonight => t!("take-back-tonight", device = &device.name),
        TakenBack::Recognition => t!("take-back-recognition", device = &device.name),
    };
    let ask = ask && what.needs_password();
    view! {
        <h1>{title}</h1>
        <ActionForm action=take_back attr:class="form" attr:data-form="">
            <FormError error/>
            <input type="hidden" name="device" value=device.id.to_string()/>
            <input type="hidden" name="what" value=what.as_str()/>
            {ask.then(|| view! { <PasswordPrompt email=email() error=Signal::stored(error) lasts=reauth_lasts()/> })}
            <div class="dialog-actions">
                <a class="button" href=paths::DEVICES>{t!("cancel")}</a>
                <button class="button primary" type="submit">{t!("continue")}</button>
            </div>
        </ActionForm>
    }
}
