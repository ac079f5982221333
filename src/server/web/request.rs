//! What a server function or a page finds of the request that it serves.

use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, header, request::Parts};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;

use super::{
    forms::FormFailure,
    said::{self, Message, Said},
};
use crate::{
    error::AppError,
    model::{Language, PublicId},
    paths,
    server::{
        auth::{client::Client, current::CurrentSession, presented},
        http::return_to::ReturnTo,
        ids::Digest,
        state::AppState,
    },
};

/// Browsers keep no cookie for longer than 400 days.
const LANGUAGE_LIFETIME: Duration = Duration::from_hours(400 * 24);

/// The application's state.
pub fn state() -> AppState {
    expect_context()
}

/// The live session, which [`super::require_session`] put there.
///
/// # Errors
/// If the request came without one. That it is asked again here is what keeps a server function
/// closed if it should ever be mounted elsewhere.
pub fn current() -> Result<CurrentSession, AppError> {
    extension().ok_or(AppError::SignInRequired)
}

/// The device behind the request.
pub fn client() -> Client {
    Client::of(&expect_context(), &state())
}

/// The session that its browser had, by its digest.
pub fn ended_session() -> Option<Digest> {
    presented::ended(&state(), &expect_context::<Parts>().headers)
}

/// Has the browser keep a language.
pub fn keep_language(state: &AppState, language: Language) {
    set_cookie(state.language_cookie.set(language.tag().to_owned(), Some(LANGUAGE_LIFETIME)));
}

/// The form that failed, if this page is shown for its sake.
pub fn form_failure() -> Option<FormFailure> {
    extension()
}

/// Adds a `Set-Cookie` to the answer.
pub fn set_cookie(cookie: HeaderValue) {
    expect_context::<ResponseOptions>().append_header(header::SET_COOKIE, cookie);
}

/// Takes the cookie back, with what scripts may have stored (ASVS 14.3.1), and leads to sign-in.
///
/// Not "cache": every page is `no-store`, so it would clear scripts and styles only, and slowly. Not
/// "cookies": that would take the device cookie, and the cookies of every other port of the host.
pub fn clear_session_cookie(state: &AppState) {
    set_cookie(state.cookie.clear());
    let clear = HeaderValue::from_static(r#""storage""#);
    expect_context::<ResponseOptions>().insert_header(HeaderName::from_static("clear-site-data"), clear);
    leptos_axum::redirect(paths::SIGN_IN);
}

/// Has the browser keep the answer as a file of this type.
pub fn as_file(name: &str, content_type: &'static str) {
    let disposition = HeaderValue::try_from(format!("attachment; filename={name}")).expect("a name of our own");
    let options = expect_context::<ResponseOptions>();
    options.insert_header(header::CONTENT_DISPOSITION, disposition);
    options.insert_header(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
}

/// Sends the browser to `next`, if that is a path of this site, else to its devices.
pub fn go_to(next: Option<&str>) {
    leptos_axum::redirect(ReturnTo::parse(next.unwrap_or_default()).as_str());
}

/// Sends a plain form to `path`. An island stays where it is: it has the answer.
pub fn plain_form_goes_to(path: &str) {
    if let Ok(path) = path.parse() {
        expect_context::<ResponseOptions>().insert_header(header::LOCATION, path);
    }
}

/// Sends a form to `path`, which then says what was done, and to which device. An island stays where it is:
/// it says so by itself.
pub fn done(path: &str, said: Said, device: Option<&PublicId>) {
    plain_form_goes_to(path);
    let value = Message { said, device: device.cloned() }.to_value();
    if let Ok(value) = HeaderValue::try_from(value) {
        expect_context::<ResponseOptions>().insert_header(said::HEADER, value);
    }
}

/// What the form that led here did.
pub fn said() -> Option<Message> {
    Message::read(&state(), &use_context::<Parts>()?.headers)
}

/// The same, and no page says it again.
pub fn take_said() -> Option<Message> {
    let message = said()?;
    set_cookie(state().said_cookie.clear());
    Some(message)
}

/// Sends the browser back to the page from which it chose something: to one of ours.
pub fn back_to(next: Option<&str>) {
    let path = |next: &str| next.split('?').next().map(str::to_owned);
    let known = next.filter(|next| path(next).is_some_and(|path| paths::is_page(&path)));
    leptos_axum::redirect(known.unwrap_or(paths::HOME));
}

/// `next`, if that is a path of this site, else the devices.
pub fn own_path(next: Option<&str>) -> String {
    ReturnTo::parse(next.unwrap_or_default()).as_str().to_owned()
}

fn extension<T: Clone + Send + Sync + 'static>() -> Option<T> {
    use_context::<Parts>()?.extensions.get::<T>().cloned()
}
