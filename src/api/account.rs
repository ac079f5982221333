//! The account: made, changed, read and deleted; and the links from emails that do so.

use leptos::{
    prelude::*,
    server_fn::codec::{ByteStream, GetUrl, Streaming},
};

use crate::{
    error::AppError,
    model::{ConfirmLink, PasswordAdvice, Precision, Privacy},
};
#[cfg(feature = "ssr")]
use crate::{
    paths,
    server::{
        accounts, devices,
        failure::Failure,
        web::{request, said::Said},
    },
    texts,
};

/// Creates an account, signs this device in to it, and goes on to `next`; or sends a link that does so.
#[server(prefix = "", endpoint = "/sign-up")]
pub async fn sign_up(email: String, password: String, next: Option<String>) -> Result<(), AppError> {
    match accounts::sign_up(&request::state(), &email, password.into(), request::client())
        .await
        .map_err(Failure::report)?
    {
        accounts::SignedUp::In(cookies) => {
            cookies.into_iter().for_each(request::set_cookie);
            request::go_to(next.as_deref());
        }
        accounts::SignedUp::EmailSent => request::done(paths::SIGN_UP, Said::SignUpSent, None),
    }
    Ok(())
}

/// Says how good a new password is, while it is typed: public/password.js.
#[server(prefix = "", endpoint = "/password/advice")]
pub async fn advise_password(password: String, email: Option<String>) -> Result<PasswordAdvice, AppError> {
    accounts::advise(&request::state(), password.into(), email.as_deref(), &request::client(), texts::language())
        .await
        .map_err(Failure::report)
}

/// Does what a link from an email confirms: a new account, or a new address.
#[server(prefix = "", endpoint = "/sign-up/confirm")]
pub async fn confirm(link: String, password: Option<String>) -> Result<(), AppError> {
    let (state, client) = (request::state(), request::client());
    match accounts::confirm(&state, &link, password.map(Into::into), &client).await.map_err(Failure::report)? {
        accounts::Confirmed::SignedUp(cookies) => {
            cookies.into_iter().for_each(request::set_cookie);
            request::go_to(None);
        }
        accounts::Confirmed::EmailChanged => request::done(paths::ACCOUNT, Said::EmailChanged, None),
    }
    Ok(())
}

/// What a link confirms.
#[server(endpoint = "sign-up/confirm", input = GetUrl)]
pub async fn check_confirm(link: String) -> Result<ConfirmLink, AppError> {
    accounts::check_confirm(&request::state(), &link).await.map_err(Failure::report)
}

/// Sends a link that resets the password, if there is such an account; the answer is the same.
#[server(prefix = "", endpoint = "/password/forgotten")]
#[allow(clippy::unused_async, reason = "a server function is async; what this one does comes after its answer")]
pub async fn request_reset(email: String) -> Result<(), AppError> {
    accounts::request_reset(&request::state(), &email, &request::client()).map_err(Failure::report)?;
    request::done(paths::FORGOTTEN, Said::ResetSent, None);
    Ok(())
}

/// Sets a new password by a link, and signs out every device.
#[server(prefix = "", endpoint = "/password/reset")]
pub async fn reset_password(link: String, password: String) -> Result<(), AppError> {
    accounts::reset(&request::state(), &link, password.into(), &request::client()).await.map_err(Failure::report)?;
    request::done(paths::SIGN_IN, Said::PasswordReset, None);
    Ok(())
}

/// Whose password a link would still reset.
#[server(endpoint = "password/reset", input = GetUrl)]
pub async fn check_reset(link: String) -> Result<String, AppError> {
    Ok(accounts::check_reset(&request::state(), &link).await.map_err(Failure::report)?.as_str().to_owned())
}

/// Changes the password, given the old one; optionally signs out all other devices.
#[server(prefix = "", endpoint = "/account/password")]
pub async fn change_password(
    password: String,
    new_password: String,
    end_others: Option<String>,
) -> Result<(), AppError> {
    let (state, current, client) = (request::state(), request::current()?, request::client());
    let others = end_others.is_some();
    let cookie = accounts::change_password(&state, &current, password.into(), new_password.into(), others, client)
        .await
        .map_err(Failure::report)?;
    request::set_cookie(cookie);
    request::done(paths::ACCOUNT, Said::PasswordChanged, None);
    Ok(())
}

/// Changes the address, or sends a link to the new one that does.
#[server(prefix = "", endpoint = "/account/email")]
pub async fn change_email(email: String, password: Option<String>) -> Result<(), AppError> {
    let changed = accounts::change_email(&request::state(), &request::current()?, &email, password.map(Into::into))
        .await
        .map_err(Failure::report)?;
    let said = match changed {
        accounts::Changed::Done => Said::EmailChanged,
        accounts::Changed::EmailSent => Said::EmailSent,
    };
    request::done(paths::ACCOUNT, said, None);
    Ok(())
}

/// The address that a link from an email would restore.
#[server(endpoint = "account/undo", input = GetUrl)]
pub async fn check_undo(link: String) -> Result<String, AppError> {
    Ok(accounts::check_undo(&request::state(), &link).await.map_err(Failure::report)?.as_str().to_owned())
}

/// Undoes a change of address, by a link from an email: signs out every device, and sends a link to a new password.
#[server(prefix = "", endpoint = "/account/undo")]
pub async fn undo_email(link: String) -> Result<(), AppError> {
    accounts::undo_email(&request::state(), &link, &request::client()).await.map_err(Failure::report)?;
    request::done(paths::UNDO, Said::EmailRestored, None);
    Ok(())
}

/// How precisely the person's locations are stored, and what is seen of this device.
#[server(endpoint = "account/privacy", input = GetUrl)]
#[allow(clippy::unused_async, reason = "a server function is async; what this one tells is there already")]
pub async fn find_privacy() -> Result<Privacy, AppError> {
    Ok(devices::privacy(&request::state(), &request::current()?))
}

/// Sets how precisely the person's locations are stored, and coarsens those already stored.
#[server(prefix = "", endpoint = "/account/privacy")]
pub async fn set_precision(precision: Precision, password: Option<String>) -> Result<(), AppError> {
    let (state, current) = (request::state(), request::current()?);
    devices::set_precision(&state, &current, precision, password.map(Into::into)).await.map_err(Failure::report)?;
    request::done(paths::PRIVACY, Said::PrecisionSet, None);
    Ok(())
}

/// Everything stored about the person, as a JSON file.
#[server(prefix = "", endpoint = "/account/download", output = Streaming)]
pub async fn download(password: Option<String>) -> Result<ByteStream<AppError>, AppError> {
    let all = accounts::export(&request::state(), &request::current()?, password.map(Into::into))
        .await
        .map_err(Failure::report)?;
    request::as_file("latchkey.json", "application/json");
    Ok(ByteStream::new(all.pieces()))
}

/// Deletes the account with everything stored about the person.
#[server(prefix = "", endpoint = "/account/delete")]
pub async fn delete_account(password: String) -> Result<(), AppError> {
    let state = request::state();
    accounts::delete(&state, &request::current()?, password.into()).await.map_err(Failure::report)?;
    request::clear_session_cookie(&state);
    request::done(paths::SIGN_IN, Said::AccountDeleted, None);
    Ok(())
}
