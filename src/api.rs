//! The server functions: the whole public surface. Each is thin: extract, call, map.
//!
//! All but `sign_up` and `sign_in` need a session: [`crate::server::current`] refuses the request
//! before it comes here. One that a form calls has the path of the page with that form.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use crate::{
    error::AppError,
    model::{DevicePage, DeviceView},
};

/// Makes an account, signs this device in to it, and goes on to `next`.
#[server(prefix = "", endpoint = "/sign-up")]
pub async fn sign_up(email: String, password: String, next: Option<String>) -> Result<(), AppError> {
    use crate::server::{accounts, request};
    let started = accounts::sign_up(&request::state(), &email, password.into(), request::client()).await?;
    request::set_cookie(started.cookie);
    request::go_to(next.as_deref());
    Ok(())
}

/// Signs this device in and goes on to `next`.
#[server(prefix = "", endpoint = "/sign-in")]
pub async fn sign_in(email: String, password: String, next: Option<String>) -> Result<(), AppError> {
    use crate::server::{accounts, request};
    let started = accounts::sign_in(&request::state(), &email, password.into(), request::client()).await?;
    request::set_cookie(started.cookie);
    request::go_to(next.as_deref());
    Ok(())
}

/// Signs this device out.
#[server(prefix = "", endpoint = "/sign-out")]
pub async fn sign_out() -> Result<(), AppError> {
    use crate::server::{request, sessions};
    let state = request::state();
    sessions::end_current(&state, &request::current()?).await?;
    request::set_cookie(state.cookie.clear());
    leptos_axum::redirect("/sign-in");
    Ok(())
}

/// The person's devices, a page (from 1) at a time.
#[server(endpoint = "devices", input = GetUrl)]
pub async fn list_devices(page: u32) -> Result<DevicePage, AppError> {
    use crate::server::{request, sessions};
    Ok(sessions::list(&request::state(), &request::current()?, page).await?)
}

/// One of the person's devices, by its public id.
#[server(endpoint = "device", input = GetUrl)]
pub async fn find_device(device: String) -> Result<DeviceView, AppError> {
    use crate::server::{request, sessions};
    Ok(sessions::find(&request::state(), &request::current()?, &device).await?)
}

/// Signs one of the person's devices out, by its public id.
#[server(prefix = "", endpoint = "/devices/sign-out")]
pub async fn sign_out_device(device: String) -> Result<(), AppError> {
    use crate::server::{request, sessions};
    let (state, current) = (request::state(), request::current()?);
    sessions::end_device(&state, &current, &device).await?;
    if device == current.session.public_id.as_str() {
        // It was this one: a cookie that leads nowhere would only be refused.
        request::set_cookie(state.cookie.clear());
        leptos_axum::redirect("/sign-in");
    } else {
        request::plain_form_goes_to("/devices?done=device");
    }
    Ok(())
}

/// Signs all of the person's devices out but this one; how many they were.
#[server(prefix = "", endpoint = "/devices/sign-out-others")]
pub async fn sign_out_others() -> Result<u64, AppError> {
    use crate::server::{request, sessions};
    let ended = sessions::end_others(&request::state(), &request::current()?).await?;
    request::plain_form_goes_to("/devices?done=others");
    Ok(ended)
}
