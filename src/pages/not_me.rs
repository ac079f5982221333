use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::{DisownDevice, describe_device, list_devices},
    components::{FormError, PasswordPrompt},
    error::AppError,
    model::{DeviceDetail, DeviceView, PublicIds},
    pages::{
        account_layout::AccountLayout, asks_password, device, email, failed, form_error, reauth_lasts, sent, ticked,
    },
    paths, t,
    texts::{language, list},
};

/// 'Not me': asks before a device that the person doesn't know is signed out, and leads on to a new
/// password.
#[component]
pub fn NotMePage() -> impl IntoView {
    let device = device();
    let error = form_error();
    let ask = asks_password();
    let content = async move {
        let device = describe_device(device?).await?;
        let overview = list_devices(1, None, None, None).await?;
        // What would be refused is not asked.
        if !overview.may_vouch {
            return Err(AppError::NewDeviceMayNotVouch);
        }
        if device.live.as_ref().is_some_and(|live| live.current) {
            return Err(AppError::ThisDevice);
        }
        Ok((device, overview.unknown))
    };
    view! {
        <Title text=t!("answer-no")/>
        <AccountLayout email=email() current=paths::DEVICES back=(paths::DEVICES.to_owned(), t!("nav-devices")) narrow=true>
            <Suspense>
                {Suspend::new(async move {
                    content.await.map_or_else(failed, |(device, unknown)| question(device, unknown, error, ask).into_any())
                })}
            </Suspense>
        </AccountLayout>
    }
}

fn question(device: DeviceDetail, unknown: Vec<DeviceView>, error: Option<AppError>, ask: bool) -> impl IntoView {
    let disown = ServerAction::<DisownDevice>::new();
    let asked = sent("others").map(|ids| ids.parse::<PublicIds>().unwrap_or_default());
    let (ids, others): (Vec<_>, Vec<_>) = unknown
        .into_iter()
        .filter(|other| other.id != device.id)
        // Those that were asked about the first time, and none that came since.
        .filter(|other| asked.as_ref().is_none_or(|asked| asked.0.contains(&other.id)))
        .map(|other| (other.id, other.name))
        .unzip();
    let (why, action) = if device.live.is_some() {
        (t!("not-me-live"), t!("disown-button"))
    } else {
        // Saying so keeps it from coming back as a device that is known.
        (t!("not-me-ended"), t!("not-me-ended-button"))
    };
    view! {
        <h1>{t!("not-me-question", device = &device.name)}</h1>
        {device.live.map(|live| view! {
            <p class="lead dotted"><span><bdi>{live.location}</bdi></span> <span class="address">{live.ip_address}</span></p>
        })}
        <p>{why}</p>
        <ActionForm action=disown attr:class="form" attr:data-form="">
            <FormError error/>
            <input type="hidden" name="device" value=device.id.to_string()/>
            {(!others.is_empty()).then(|| view! {
                <label class="choice">
                    <input type="checkbox" name="others" value=PublicIds(ids).to_string() checked=ticked("others", true)/>
                    <span>
                        <strong>{t!("not-me-others", count = others.len())}</strong> " "
                        {list(language(), &others)}
                    </span>
                </label>
            })}
            {ask.then(|| view! { <PasswordPrompt email=email() error=Signal::stored(error) lasts=reauth_lasts()/> })}
            <div class="dialog-actions">
                <a class="button" href=paths::DEVICES>{t!("cancel")}</a>
                <button class="button danger solid" type="submit">{action}</button>
            </div>
        </ActionForm>
        // Where this is asked in place, what follows is as well: public/list.js.
        <section class="form" data-next="" hidden>
            <h2>{t!("not-me-next", device = &device.name)}</h2>
            <p>{t!("not-me-next-note")}</p>
            <div class="dialog-actions">
                <button class="button" type="button" data-close="">{t!("later")}</button>
                <a class="button primary" href=paths::CHANGE_PASSWORD>{t!("account-change-password")}</a>
            </div>
        </section>
    }
}
