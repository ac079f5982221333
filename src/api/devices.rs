//! The devices of the account.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use crate::{
    error::AppError,
    model::{DeviceDetail, DeviceView, DevicesOverview, Filter, LinkedDevice, PublicId, PublicIds, SignOutAction},
};
#[cfg(feature = "ssr")]
use crate::{
    paths,
    server::{
        accounts,
        auth::reauth,
        devices::{self, overview},
        failure::Failure,
        web::request,
    },
};

/// The person's devices, all or some, a page (from 1) at a time.
#[server(endpoint = "devices", input = GetUrl)]
pub async fn list_devices(page: u32, show: Option<Filter>) -> Result<DevicesOverview, AppError> {
    overview::list(&request::state(), &request::current()?, show, page).await.map_err(Failure::report)
}

/// One of the person's devices, by its public id.
#[server(endpoint = "device", input = GetUrl)]
pub async fn find_device(device: PublicId) -> Result<DeviceView, AppError> {
    devices::find(&request::state(), &request::current()?, &device).await.map_err(Failure::report)
}

/// Everything about one of the person's devices, signed in or not.
#[server(endpoint = "devices/detail", input = GetUrl)]
pub async fn describe_device(device: PublicId) -> Result<DeviceDetail, AppError> {
    devices::detail(&request::state(), &request::current()?, &device).await.map_err(Failure::report)
}

/// Signs one of the person's devices out, by its public id: now, at midnight (`tonight`: the browser's, in
/// milliseconds since 1970), or locked until the password is entered.
#[server(prefix = "", endpoint = "/devices/sign-out")]
pub async fn sign_out_device(
    device: PublicId,
    when: Option<SignOutAction>,
    tonight: Option<String>,
    password: Option<String>,
) -> Result<(), AppError> {
    let (state, current) = (request::state(), request::current()?);
    devices::find(&state, &current, &device).await.map_err(Failure::report)?;
    let actor = reauth::require_recent(&state, &current, password.map(Into::into)).await.map_err(Failure::report)?;
    let when = when.unwrap_or_default();
    let tonight = tonight.and_then(|text| text.parse().ok());
    devices::revoke_device(&state, &current, &actor, &device, when, tonight).await.map_err(Failure::report)?;
    let done = |what| paths::done(paths::DEVICES, what);
    match when {
        SignOutAction::Now if device == current.session.device_id => request::clear_session_cookie(&state),
        SignOutAction::Now => request::plain_form_goes_to(&done("device")),
        SignOutAction::AtMidnight => request::plain_form_goes_to(&format!("{}&device={device}", done("tonight"))),
        SignOutAction::Lock => request::plain_form_goes_to(&done("lock")),
    }
    Ok(())
}

/// Signs the person's other devices out, or those of `only` that still match `show`. Returns how many.
#[server(prefix = "", endpoint = "/devices/sign-out-others")]
pub async fn sign_out_others(
    show: Option<String>,
    only: Option<PublicIds>,
    password: Option<String>,
) -> Result<u64, AppError> {
    let (state, current) = (request::state(), request::current()?);
    // What is not understood must not mean all.
    let show = show.map(|show| show.parse::<Filter>()).transpose().map_err(|_| AppError::Malformed)?;
    let PublicIds(only) = only.unwrap_or_default();
    if show.is_none() != only.is_empty() {
        return Err(AppError::Malformed);
    }
    let actor = reauth::require_recent(&state, &current, password.map(Into::into)).await.map_err(Failure::report)?;
    let ended = devices::revoke_others(&state, &current, &actor, show, &only).await.map_err(Failure::report)?;
    request::plain_form_goes_to(&paths::done(paths::DEVICES, if show.is_some() { "chosen" } else { "others" }));
    Ok(ended)
}

/// Renames a device to `name`; an empty name restores the automatic one.
#[server(prefix = "", endpoint = "/devices/rename")]
pub async fn rename_device(device: PublicId, name: String, next: Option<String>) -> Result<(), AppError> {
    devices::rename(&request::state(), &request::current()?, &device, &name).await.map_err(Failure::report)?;
    request::go_to(next.as_deref());
    Ok(())
}

/// 'It was me.'
#[server(prefix = "", endpoint = "/devices/confirm")]
pub async fn confirm_device(device: PublicId, password: Option<String>) -> Result<(), AppError> {
    devices::confirm(&request::state(), &request::current()?, &device, password.map(Into::into))
        .await
        .map_err(Failure::report)?;
    leptos_axum::redirect(&paths::done(paths::DEVICES, "confirmed"));
    Ok(())
}

/// 'Not me': signs a device out, and those of `others` that are unrecognised too; then leads to a new password.
#[server(prefix = "", endpoint = "/devices/not-me")]
pub async fn disown_device(
    device: PublicId,
    others: Option<PublicIds>,
    password: Option<String>,
) -> Result<(), AppError> {
    let (state, current) = (request::state(), request::current()?);
    let actor = reauth::require_recent(&state, &current, password.map(Into::into)).await.map_err(Failure::report)?;
    devices::disown(&state, &current, &actor, &device, &others.unwrap_or_default().0).await.map_err(Failure::report)?;
    leptos_axum::redirect(&format!("{}?reason=not-me", paths::CHANGE_PASSWORD));
    Ok(())
}

/// The name of the device that a link from an email would sign out.
#[server(endpoint = "devices/disown", input = GetUrl)]
pub async fn check_disown(link: String) -> Result<LinkedDevice, AppError> {
    accounts::check_disown(&request::state(), &link, &request::languages()).await.map_err(Failure::report)
}

/// 'This wasn't me', from an email: signs the device out, and sends a link to a new password.
#[server(prefix = "", endpoint = "/devices/disown")]
pub async fn disown_by_link(link: String) -> Result<(), AppError> {
    let done = accounts::disown_by_link(&request::state(), &link, &request::client()).await.map_err(Failure::report)?;
    let done = match done {
        accounts::Disowned::EmailSent => "sent",
        accounts::Disowned::SignedOut => "yes",
    };
    leptos_axum::redirect(&paths::done(paths::DISOWN, done));
    Ok(())
}

/// The name of the device that a link from an email would confirm.
#[server(endpoint = "devices/recognise", input = GetUrl)]
pub async fn check_recognise(link: String) -> Result<LinkedDevice, AppError> {
    accounts::check_recognise(&request::state(), &link, &request::languages()).await.map_err(Failure::report)
}

/// 'This was me', from an email: confirms the device.
#[server(prefix = "", endpoint = "/devices/recognise")]
pub async fn recognise_by_link(link: String) -> Result<(), AppError> {
    accounts::recognise_by_link(&request::state(), &link, &request::client()).await.map_err(Failure::report)?;
    leptos_axum::redirect(&paths::done(paths::RECOGNISE, "yes"));
    Ok(())
}

/// Sends the link that confirms this device again.
#[server(prefix = "", endpoint = "/devices/send-link")]
pub async fn request_recognition() -> Result<(), AppError> {
    let sent = accounts::request_recognition(&request::state(), &request::current()?).await.map_err(Failure::report)?;
    let page = if sent { paths::done(paths::DEVICES, "link-sent") } else { paths::DEVICES.to_owned() };
    leptos_axum::redirect(&page);
    Ok(())
}
