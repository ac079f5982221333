//! The devices of the account.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use crate::{
    error::AppError,
    model::{
        DeviceDetail, DeviceView, DevicesOverview, Filter, LinkedDevice, PublicId, PublicIds, SignOutAction, Sort,
        TakenBack,
    },
};
#[cfg(feature = "ssr")]
use crate::{
    paths,
    server::{
        accounts,
        auth::reauth,
        devices::{self, overview},
        failure::Failure,
        web::{request, said::Said},
    },
    texts::language,
};

/// The person's devices, all or some, a page (from 1) at a time. `find`: what their name or location contains.
#[server(endpoint = "devices", input = GetUrl)]
pub async fn list_devices(
    page: u32,
    show: Option<Filter>,
    find: Option<String>,
    sort: Option<Sort>,
) -> Result<DevicesOverview, AppError> {
    let wanted = overview::Wanted { show, find, sort: sort.unwrap_or_default(), page };
    overview::list(&request::state(), &request::current()?, &wanted).await.map_err(Failure::report)
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
    let said = match when {
        SignOutAction::Now if device == current.session.device_id => {
            request::clear_session_cookie(&state);
            request::done(paths::SIGN_IN, Said::SignedOut, None);
            return Ok(());
        }
        SignOutAction::Now => Said::DeviceSignedOut,
        SignOutAction::AtMidnight => Said::SignsOutTonight,
        SignOutAction::Lock => Said::Locked,
    };
    request::done(paths::DEVICES, said, Some(&device));
    Ok(())
}

/// Signs the person's other devices out, or those of `only` (that `show` chooses still, if it is given); how
/// many they were.
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
    if show.is_some() && only.is_empty() {
        return Err(AppError::Malformed);
    }
    let chosen = !only.is_empty();
    let actor = reauth::require_recent(&state, &current, password.map(Into::into)).await.map_err(Failure::report)?;
    let ended = devices::revoke_others(&state, &current, &actor, show, &only).await.map_err(Failure::report)?;
    request::done(paths::DEVICES, if chosen { Said::ChosenSignedOut } else { Said::OthersSignedOut }, None);
    Ok(ended)
}

/// Renames a device to `name`; an empty name restores the automatic one.
#[server(prefix = "", endpoint = "/devices/rename")]
pub async fn rename_device(device: PublicId, name: String, next: Option<String>) -> Result<(), AppError> {
    devices::rename(&request::state(), &request::current()?, &device, &name).await.map_err(Failure::report)?;
    request::done(&request::own_path(next.as_deref()), Said::Renamed, Some(&device));
    Ok(())
}

/// 'It was me': of one device or of several, whose ids have commas between.
#[server(prefix = "", endpoint = "/devices/confirm")]
pub async fn confirm_device(device: PublicIds, password: Option<String>) -> Result<(), AppError> {
    let PublicIds(devices) = device;
    devices::confirm(&request::state(), &request::current()?, &devices, password.map(Into::into))
        .await
        .map_err(Failure::report)?;
    match devices.as_slice() {
        [device] => request::done(paths::DEVICES, Said::Recognised, Some(device)),
        _ => request::done(paths::DEVICES, Said::SeveralRecognised, None),
    }
    Ok(())
}

/// Takes back what was done to a device: that it is locked, that it is signed out tonight, or that it was
/// recognised a short while ago.
#[server(prefix = "", endpoint = "/devices/undo")]
pub async fn take_back(device: PublicId, what: TakenBack, password: Option<String>) -> Result<(), AppError> {
    let (state, current) = (request::state(), request::current()?);
    devices::take_back(&state, &current, &device, what, password.map(Into::into)).await.map_err(Failure::report)?;
    let said = match what {
        TakenBack::Lock => Said::Unlocked,
        TakenBack::Tonight => Said::StaysSignedIn,
        TakenBack::Recognition => Said::NotRecognised,
    };
    request::done(paths::DEVICES, said, Some(&device));
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
    request::done(paths::CHANGE_PASSWORD, Said::NotMine, Some(&device));
    Ok(())
}

/// The name of the device that a link from an email would sign out.
#[server(endpoint = "devices/disown", input = GetUrl)]
pub async fn check_disown(link: String) -> Result<LinkedDevice, AppError> {
    accounts::check_disown(&request::state(), &link, language()).await.map_err(Failure::report)
}

/// 'This wasn't me', from an email: signs the device out, and sends a link to a new password.
#[server(prefix = "", endpoint = "/devices/disown")]
pub async fn disown_by_link(link: String) -> Result<(), AppError> {
    let done = accounts::disown_by_link(&request::state(), &link, &request::client()).await.map_err(Failure::report)?;
    let said = match done {
        accounts::Disowned::EmailSent => Said::DisownedAndSent,
        accounts::Disowned::SignedOut => Said::Disowned,
    };
    request::done(paths::DISOWN, said, None);
    Ok(())
}

/// The name of the device that a link from an email would confirm.
#[server(endpoint = "devices/recognise", input = GetUrl)]
pub async fn check_recognise(link: String) -> Result<LinkedDevice, AppError> {
    accounts::check_recognise(&request::state(), &link, language()).await.map_err(Failure::report)
}

/// 'This was me', from an email: confirms the device.
#[server(prefix = "", endpoint = "/devices/recognise")]
pub async fn recognise_by_link(link: String) -> Result<(), AppError> {
    accounts::recognise_by_link(&request::state(), &link, &request::client()).await.map_err(Failure::report)?;
    request::done(paths::RECOGNISE, Said::RecognisedByLink, None);
    Ok(())
}

/// Sends the link that confirms this device again.
#[server(prefix = "", endpoint = "/devices/send-link")]
pub async fn request_recognition() -> Result<(), AppError> {
    let sent = accounts::request_recognition(&request::state(), &request::current()?).await.map_err(Failure::report)?;
    if sent {
        request::done(paths::DEVICES, Said::LinkSent, None);
    } else {
        request::plain_form_goes_to(paths::DEVICES);
    }
    Ok(())
}
