//! The session of this very device.

use leptos::{prelude::*, server_fn::codec::GetUrl};

#[cfg(feature = "ssr")]
use crate::paths;
#[cfg(feature = "ssr")]
use crate::server::{
    accounts,
    auth::reauth,
    devices::{self, overview},
    failure::Failure,
    web::{request, said::Said},
};
use crate::{error::AppError, model::Persistence};

/// Signs this device in and goes on to `next`.
#[server(prefix = "", endpoint = "/sign-in")]
pub async fn sign_in(
    email: String,
    password: String,
    stay: Option<Persistence>,
    next: Option<String>,
) -> Result<(), AppError> {
    let (state, client) = (request::state(), request::client());
    let cookies = accounts::sign_in(&state, &email, password.into(), stay.unwrap_or_default(), client)
        .await
        .map_err(Failure::report)?;
    cookies.into_iter().for_each(request::set_cookie);
    request::go_to(next.as_deref());
    Ok(())
}

/// Signs this device out.
#[server(prefix = "", endpoint = "/sign-out")]
pub async fn sign_out() -> Result<(), AppError> {
    let state = request::state();
    devices::revoke_current(&state, &request::current()?).await.map_err(Failure::report)?;
    request::clear_session_cookie(&state);
    request::done(paths::SIGN_IN, Said::SignedOut, None);
    Ok(())
}

/// Whether this device is still signed in, and a text that changes with the list of devices. A page that is
/// open asks by itself, which is no activity: so it shows nothing of the account.
#[server(endpoint = "session", input = GetUrl)]
pub async fn check_session() -> Result<String, AppError> {
    overview::state_of_list(&request::state(), &request::current()?).await.map_err(Failure::report)
}

/// Unlocks this device and goes on to `next`.
#[server(prefix = "", endpoint = "/unlock")]
pub async fn unlock(password: String, next: Option<String>) -> Result<(), AppError> {
    reauth::require(&request::state(), &request::current()?, password.into()).await.map_err(Failure::report)?;
    request::go_to(next.as_deref());
    Ok(())
}
