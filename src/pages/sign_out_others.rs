use leptos::prelude::*;
use leptos_meta::Title;

use super::{
    account_layout::AccountLayout, asks_password, chosen, email, failed, field, form_error, parts::Preview,
    reauth_lasts,
};
use crate::{
    api::{SignOutOthers, find_device, list_devices},
    components::{FormError, PasswordPrompt},
    error::AppError,
    model::{DeviceView, Filter, PublicIds},
    paths, t,
};

/// What is asked about: devices, so many more, and which they are.
struct Asked {
    devices: Vec<DeviceView>,
    count: u32,
    show: Option<Filter>,
    only: Option<PublicIds>,
}

/// Asks before other devices are signed out, all or some, where no script asks in place.
#[component]
pub fn SignOutOthersPage() -> impl IntoView {
    // What is not understood must not mean all.
    let show: Result<Option<Filter>, _> = field("show").map(|show| show.parse()).transpose();
    let ids = chosen("only");
    let content = async move {
        let show = show.map_err(|_| AppError::Malformed)?;
        asked(show, ids.ok()).await
    };
    let error = form_error();
    let ask = asks_password();
    view! {
        <Title text=t!("sign-out-others-title")/>
        <AccountLayout email=email() current=paths::DEVICES back=(paths::DEVICES.to_owned(), t!("nav-devices")) narrow=true>
            <Suspense>
                {Suspend::new(async move {
                    content.await.map_or_else(failed, |asked| question(asked, error, ask).into_any())
                })}
            </Suspense>
        </AccountLayout>
    }
}

async fn asked(show: Option<Filter>, only: Option<PublicIds>) -> Result<Asked, AppError> {
    if let (None, Some(ids)) = (show, &only) {
        let mut devices = Vec::new();
        for id in ids.0.clone() {
            // One that was signed out meanwhile is no reason to keep the others.
            match find_device(id).await {
                Ok(device) if !device.current => devices.push(device),
                Ok(_) | Err(AppError::DeviceNotFound) => {}
                Err(error) => return Err(error),
            }
        }
        let count = u32::try_from(devices.len()).unwrap_or(u32::MAX);
        return Ok(Asked { devices, count, show, only });
    }
    let overview = list_devices(1, show, None, None).await?;
    let count = if show.is_some() { overview.page.total } else { overview.all.saturating_sub(1) };
    let devices: Vec<_> = overview.page.devices.into_iter().filter(|device| !device.current).collect();
    // Those that were asked about the first time, and none that came since.
    Ok(Asked { devices, count, show, only: only.or(overview.chosen) })
}

fn question(asked: Asked, error: Option<AppError>, ask: bool) -> AnyView {
    let Asked { devices, count, show, only } = asked;
    if count == 0 && error.is_none() {
        return view! {
            <h1>{t!("sign-out-others-none")}</h1>
            <p class="lead">{t!("sign-out-others-nothing")}</p>
            <p><a class="button" href=paths::DEVICES>{t!("refused-home")}</a></p>
        }
        .into_any();
    }
    let sign_out = ServerAction::<SignOutOthers>::new();
    let more = count.saturating_sub(u32::try_from(devices.len()).unwrap_or(u32::MAX));
    let (title, action) = match only {
        None => (t!("sign-out-others-all"), t!("devices-sign-out-others")),
        Some(_) => (t!("sign-out-others-some", count = count), t!("devices-sign-out-these")),
    };
    view! {
        <h1>{title}</h1>
        <p class="lead">{t!("sign-out-others-note", count = count)}</p>
        <Preview devices more/>
        <ActionForm action=sign_out attr:class="form" attr:data-form="">
            <FormError error/>
            {show.map(|show| view! { <input type="hidden" name="show" value=show.as_str()/> })}
            {only.map(|only| view! { <input type="hidden" name="only" value=only.to_string()/> })}
            {ask.then(|| view! { <PasswordPrompt email=email() error=Signal::stored(error) lasts=reauth_lasts()/> })}
            <div class="dialog-actions">
                <a class="button" href=paths::DEVICES>{t!("cancel")}</a>
                <button class="button danger solid" type="submit">{action}</button>
            </div>
        </ActionForm>
    }
    .into_any()
}
