//! The language of the account, and of this browser.

use leptos::prelude::*;

use crate::{error::AppError, model::Language};
#[cfg(feature = "ssr")]
use crate::{
    paths,
    server::{
        accounts,
        failure::Failure,
        web::{request, said::Said},
    },
};

/// Sets the language of the account's pages, and of this browser, as long as nobody is signed in.
#[server(prefix = "", endpoint = "/account/language")]
pub async fn set_language(language: Language) -> Result<(), AppError> {
    let state = request::state();
    accounts::set_language(&state, &request::current()?, language).await.map_err(Failure::report)?;
    request::keep_language(&state, language);
    request::done(paths::ACCOUNT, Said::LanguageSet, None);
    Ok(())
}

/// Sets the language of this browser, as long as nobody is signed in, and goes back to `next`.
#[server(prefix = "", endpoint = "/language")]
#[allow(clippy::unused_async, reason = "a server function is async; a cookie is all that this one sets")]
pub async fn choose_language(language: Language, next: Option<String>) -> Result<(), AppError> {
    request::keep_language(&request::state(), language);
    request::back_to(next.as_deref());
    Ok(())
}
