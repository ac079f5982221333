//! The server functions: the whole public surface. Each is thin: extract, call, map.
//!
//! All need a session, but for those under the paths that [`crate::server::current`] lists: it
//! refuses the request before it comes here. One that a form calls has the path of the page with
//! that form. `password` is the proof that some ask for, where it wasn't given lately.

use leptos::{
    prelude::*,
    server_fn::codec::{ByteStream, GetUrl, Streaming},
};

use crate::{
    error::AppError,
    model::{
        ActivityPage, DeviceDetail, DeviceView, DevicesOverview, Filter, LinkedDevice, Precision, Privacy, PublicIds,
        Receipt, Stay, When,
    },
};

/// Makes an account, signs this device in to it, and goes on to `next`; or sends a link that does.
#[server(prefix = "", endpoint = "/sign-up")]
pub async fn sign_up(email: String, password: String, next: Option<String>) -> Result<(), AppError> {
    use crate::server::{accounts, request};
    match accounts::sign_up(&request::state(), &email, password.into(), request::client()).await? {
        accounts::SignedUp::In(cookies) => {
            cookies.into_iter().for_each(request::set_cookie);
            request::go_to(next.as_deref());
        }
        accounts::SignedUp::LetterSent => leptos_axum::redirect("/sign-up?sent=yes"),
    }
    Ok(())
}

/// Does what a link from a letter confirms: a new account, or a new address.
#[server(prefix = "", endpoint = "/sign-up/confirm")]
pub async fn confirm(link: String, password: Option<String>) -> Result<(), AppError> {
    use crate::server::{accounts, request};
    let (state, client) = (request::state(), request::client());
    match accounts::confirm(&state, &link, password.map(Into::into), &client).await? {
        accounts::Confirmed::SignedUp(cookies) => {
            cookies.into_iter().for_each(request::set_cookie);
            request::go_to(None);
        }
        accounts::Confirmed::EmailChanged => leptos_axum::redirect("/account?done=email"),
    }
    Ok(())
}

/// Signs this device in and goes on to `next`.
#[server(prefix = "", endpoint = "/sign-in")]
pub async fn sign_in(
    email: String,
    password: String,
    stay: Option<Stay>,
    next: Option<String>,
) -> Result<(), AppError> {
    use crate::server::{accounts, request};
    let (state, client) = (request::state(), request::client());
    let cookies = accounts::sign_in(&state, &email, password.into(), stay.unwrap_or_default(), client).await?;
    cookies.into_iter().for_each(request::set_cookie);
    request::go_to(next.as_deref());
    Ok(())
}

/// Sends a link that resets the password, if there is such an account; the answer is the same.
#[server(prefix = "", endpoint = "/password/forgotten")]
#[allow(clippy::unused_async, reason = "a server function is async; what this one does comes after its answer")]
pub async fn request_reset(email: String) -> Result<(), AppError> {
    use crate::server::{accounts, request};
    accounts::request_reset(&request::state(), &email, &request::client())?;
    leptos_axum::redirect("/password/forgotten?sent=yes");
    Ok(())
}

/// Gives the person of a link another password, and signs out everything.
#[server(prefix = "", endpoint = "/password/reset")]
pub async fn reset_password(link: String, password: String) -> Result<(), AppError> {
    use crate::server::{accounts, request};
    accounts::reset(&request::state(), &link, password.into(), &request::client()).await?;
    leptos_axum::redirect("/sign-in?reason=reset");
    Ok(())
}

/// Whether a link makes an account, and so asks for the password that was chosen with it.
#[server(endpoint = "sign-up/confirm", input = GetUrl)]
pub async fn link_asks_password(link: String) -> Result<bool, AppError> {
    use crate::server::{accounts, request};
    Ok(accounts::asks_password(&request::state(), &link).await?)
}

/// Whether a link would still reset a password.
#[server(endpoint = "password/reset", input = GetUrl)]
pub async fn check_reset(link: String) -> Result<(), AppError> {
    use crate::server::{accounts, request};
    Ok(accounts::check_reset(&request::state(), &link).await?)
}

/// Signs this device out.
#[server(prefix = "", endpoint = "/sign-out")]
pub async fn sign_out() -> Result<(), AppError> {
    use crate::server::{request, sessions};
    let state = request::state();
    sessions::end_current(&state, &request::current()?).await?;
    request::forget_session(&state);
    Ok(())
}

/// Unlocks this device and goes on to `next`.
#[server(prefix = "", endpoint = "/unlock")]
pub async fn unlock(password: String, next: Option<String>) -> Result<(), AppError> {
    use crate::server::{proof, request};
    proof::require(&request::state(), &request::current()?, password.into()).await?;
    request::go_to(next.as_deref());
    Ok(())
}

/// The person's devices, all or some, a page (from 1) at a time.
#[server(endpoint = "devices", input = GetUrl)]
pub async fn list_devices(page: u32, show: Option<Filter>) -> Result<DevicesOverview, AppError> {
    use crate::server::{overview, request};
    Ok(overview::list(&request::state(), &request::current()?, show, page).await?)
}

/// The devices that were signed out lately, and whether they have tried to come back.
#[server(endpoint = "receipts", input = GetUrl)]
pub async fn list_receipts() -> Result<Vec<Receipt>, AppError> {
    use crate::server::{request, sessions};
    Ok(sessions::receipts(&request::state(), &request::current()?).await?)
}

/// One of the person's devices, by its public id.
#[server(endpoint = "device", input = GetUrl)]
pub async fn find_device(device: String) -> Result<DeviceView, AppError> {
    use crate::server::{request, sessions};
    Ok(sessions::find(&request::state(), &request::current()?, &device).await?)
}

/// Signs one of the person's devices out, by its public id: now, tonight (when that is, in
/// milliseconds since 1970, the browser knows best), or until it proves the password.
#[server(prefix = "", endpoint = "/devices/sign-out")]
pub async fn sign_out_device(
    device: String,
    when: Option<When>,
    tonight: Option<String>,
    password: Option<String>,
) -> Result<(), AppError> {
    use crate::server::{proof, request, sessions};
    let (state, current) = (request::state(), request::current()?);
    sessions::find(&state, &current, &device).await?;
    let actor = proof::require_recent(&state, &current, password.map(Into::into)).await?;
    let when = when.unwrap_or_default();
    let tonight = tonight.and_then(|text| text.parse().ok());
    sessions::end_device(&state, &current, &actor, &device, when, tonight).await?;
    match when {
        When::Now if device == current.session.public_id.as_str() => request::forget_session(&state),
        When::Now => request::plain_form_goes_to("/devices?done=device"),
        When::Tonight => request::plain_form_goes_to(&format!("/devices?done=tonight&device={device}")),
        When::Lock => request::plain_form_goes_to("/devices?done=lock"),
    }
    Ok(())
}

/// Signs the person's other devices out, or those of `only` that `show` chooses still; how many they
/// were.
#[server(prefix = "", endpoint = "/devices/sign-out-others")]
pub async fn sign_out_others(
    show: Option<String>,
    only: Option<PublicIds>,
    password: Option<String>,
) -> Result<u64, AppError> {
    use crate::server::{proof, request, sessions};
    let (state, current) = (request::state(), request::current()?);
    // What is not understood must not mean all.
    let show = show.map(|show| show.parse::<Filter>()).transpose().map_err(|_| AppError::Malformed)?;
    let PublicIds(only) = only.unwrap_or_default();
    if show.is_none() != only.is_empty() {
        return Err(AppError::Malformed);
    }
    let actor = proof::require_recent(&state, &current, password.map(Into::into)).await?;
    let ended = sessions::end_others(&state, &current, &actor, show, &only).await?;
    request::plain_form_goes_to(if show.is_some() { "/devices?done=chosen" } else { "/devices?done=others" });
    Ok(ended)
}

/// All there is to know of one of the person's devices, signed in or not.
#[server(endpoint = "devices/detail", input = GetUrl)]
pub async fn describe_device(device: String) -> Result<DeviceDetail, AppError> {
    use crate::server::{devices, request};
    Ok(devices::detail(&request::state(), &request::current()?, &device).await?)
}

/// Has a device called `name`; by what it is, if that is empty.
#[server(prefix = "", endpoint = "/devices/rename")]
pub async fn rename_device(device: String, name: String, next: Option<String>) -> Result<(), AppError> {
    use crate::server::{devices, request};
    devices::rename(&request::state(), &request::current()?, &device, &name).await?;
    request::go_to(next.as_deref());
    Ok(())
}

/// 'It was me.'
#[server(prefix = "", endpoint = "/devices/confirm")]
pub async fn confirm_device(device: String, password: Option<String>) -> Result<(), AppError> {
    use crate::server::{devices, request};
    devices::confirm(&request::state(), &request::current()?, &device, password.map(Into::into)).await?;
    leptos_axum::redirect("/devices?done=confirmed");
    Ok(())
}

/// 'Not me': signs a device out, and those of `others` that were not recognised either; goes on to a
/// new password.
#[server(prefix = "", endpoint = "/devices/not-me")]
pub async fn disown_device(
    device: String,
    others: Option<PublicIds>,
    password: Option<String>,
) -> Result<(), AppError> {
    use crate::server::{devices, proof, request};
    let (state, current) = (request::state(), request::current()?);
    let actor = proof::require_recent(&state, &current, password.map(Into::into)).await?;
    devices::disown(&state, &current, &actor, &device, &others.unwrap_or_default().0).await?;
    leptos_axum::redirect("/account/password?reason=not-me");
    Ok(())
}

/// The name of the device that a link from a letter would sign out.
#[server(endpoint = "devices/disown", input = GetUrl)]
pub async fn check_disown(link: String) -> Result<LinkedDevice, AppError> {
    use crate::server::{accounts, request};
    Ok(accounts::check_disown(&request::state(), &link, &request::languages()).await?)
}

/// 'This wasn't me', from a letter: signs the device out, and sends a link to a new password.
#[server(prefix = "", endpoint = "/devices/disown")]
pub async fn disown_by_link(link: String) -> Result<(), AppError> {
    use crate::server::{accounts, request};
    let done = accounts::disown_by_link(&request::state(), &link, &request::client()).await?;
    leptos_axum::redirect(match done {
        accounts::Disowned::LetterSent => "/devices/disown?done=sent",
        accounts::Disowned::SignedOut => "/devices/disown?done=yes",
    });
    Ok(())
}

/// The name of the device that a link from an email would confirm.
#[server(endpoint = "devices/recognise", input = GetUrl)]
pub async fn check_recognise(link: String) -> Result<LinkedDevice, AppError> {
    use crate::server::{accounts, request};
    Ok(accounts::check_recognise(&request::state(), &link, &request::languages()).await?)
}

/// 'This was me', from an email: confirms the device.
#[server(prefix = "", endpoint = "/devices/recognise")]
pub async fn recognise_by_link(link: String) -> Result<(), AppError> {
    use crate::server::{accounts, request};
    accounts::recognise_by_link(&request::state(), &link, &request::client()).await?;
    leptos_axum::redirect("/devices/recognise?done=yes");
    Ok(())
}

/// Sends the link that confirms this device once more.
#[server(prefix = "", endpoint = "/devices/send-link")]
pub async fn request_recognition() -> Result<(), AppError> {
    use crate::server::{accounts, request};
    let sent = accounts::request_recognition(&request::state(), &request::current()?).await?;
    leptos_axum::redirect(if sent { "/devices?done=link-sent" } else { "/devices" });
    Ok(())
}

/// The address that a link from an email would give back.
#[server(endpoint = "account/undo", input = GetUrl)]
pub async fn check_undo(link: String) -> Result<String, AppError> {
    use crate::server::{accounts, request};
    Ok(accounts::check_undo(&request::state(), &link).await?.as_str().to_owned())
}

/// Undoes a change of the address, by a link from an email: signs everything out, and sends a link to a
/// new password.
#[server(prefix = "", endpoint = "/account/undo")]
pub async fn undo_email(link: String) -> Result<(), AppError> {
    use crate::server::{accounts, request};
    accounts::undo_email(&request::state(), &link, &request::client()).await?;
    leptos_axum::redirect("/account/undo?done=yes");
    Ok(())
}

/// How precise the person's places are kept, and what is seen of this device.
#[server(endpoint = "account/privacy", input = GetUrl)]
#[allow(clippy::unused_async, reason = "a server function is async; what this one tells is there already")]
pub async fn find_privacy() -> Result<Privacy, AppError> {
    use crate::server::{devices, request};
    Ok(devices::privacy(&request::current()?))
}

/// Keeps the person's places so precisely from now on, and what is kept of them as well.
#[server(prefix = "", endpoint = "/account/privacy")]
pub async fn set_precision(precision: Precision, password: Option<String>) -> Result<(), AppError> {
    use crate::server::{devices, request};
    let (state, current) = (request::state(), request::current()?);
    devices::set_precision(&state, &current, precision, password.map(Into::into)).await?;
    leptos_axum::redirect("/account/privacy?done=yes");
    Ok(())
}

/// The person's security log, a page (from 1) at a time.
#[server(endpoint = "activity", input = GetUrl)]
pub async fn list_activity(page: u32) -> Result<ActivityPage, AppError> {
    use crate::server::{activity_log, request};
    Ok(activity_log::list(&request::state(), &request::current()?, page).await?)
}

/// Gives the person another password, for the old one; and signs out all other devices, if so asked.
#[server(prefix = "", endpoint = "/account/password")]
pub async fn change_password(
    password: String,
    new_password: String,
    end_others: Option<String>,
) -> Result<(), AppError> {
    use crate::server::{accounts, request};
    let (state, current, client) = (request::state(), request::current()?, request::client());
    let others = end_others.is_some();
    let cookie =
        accounts::change_password(&state, &current, password.into(), new_password.into(), others, client).await?;
    request::set_cookie(cookie);
    leptos_axum::redirect("/account?done=password");
    Ok(())
}

/// Gives the person another address, or sends a link to it that does.
#[server(prefix = "", endpoint = "/account/email")]
pub async fn change_email(email: String, password: Option<String>) -> Result<(), AppError> {
    use crate::server::{accounts, request};
    let changed =
        accounts::change_email(&request::state(), &request::current()?, &email, password.map(Into::into)).await?;
    leptos_axum::redirect(match changed {
        accounts::Changed::Done => "/account?done=email",
        accounts::Changed::LetterSent => "/account?done=email-sent",
    });
    Ok(())
}

/// All that is kept about the person, as a file of JSON.
#[server(prefix = "", endpoint = "/account/download", output = Streaming)]
pub async fn download(password: Option<String>) -> Result<ByteStream<AppError>, AppError> {
    use crate::server::{export, request};
    let all = export::begin(&request::state(), &request::current()?, password.map(Into::into)).await?;
    request::as_file("latchkey.json", "application/json");
    Ok(ByteStream::new(all.pieces()))
}

/// Deletes the account with all that is kept about the person.
#[server(prefix = "", endpoint = "/account/delete")]
pub async fn delete_account(password: String) -> Result<(), AppError> {
    use crate::server::{accounts, request};
    let state = request::state();
    accounts::delete(&state, &request::current()?, password.into()).await?;
    request::forget_session(&state);
    Ok(())
}
