//! One file a page. Pages are rendered on the server only.

mod account;
mod account_layout;
mod activity_log;
mod auth_layout;
mod change_email;
mod change_password;
mod confirm;
mod confirm_device;
mod delete;
mod device_detail;
mod devices;
mod disown;
mod download;
mod forgotten;
mod not_me;
mod notice;
mod parts;
mod password_task;
mod privacy;
mod recognise;
mod rename;
mod reset;
mod sign_in;
mod sign_out_device;
mod sign_out_others;
mod sign_up;
mod take_back;
mod undo;
mod unlock;

pub use self::account::AccountPage;
pub use self::activity_log::ActivityLogPage;
pub use self::change_email::ChangeEmailPage;
pub use self::change_password::ChangePasswordPage;
pub use self::confirm::ConfirmPage;
pub use self::confirm_device::ConfirmDevicePage;
pub use self::delete::DeletePage;
pub use self::device_detail::DeviceDetailPage;
pub use self::devices::DevicesPage;
pub use self::disown::DisownPage;
pub use self::download::DownloadPage;
pub use self::forgotten::ForgottenPage;
pub use self::not_me::NotMePage;
pub use self::privacy::PrivacyPage;
pub use self::recognise::RecognisePage;
pub use self::rename::RenamePage;
pub use self::reset::ResetPage;
pub use self::sign_in::SignInPage;
pub use self::sign_out_device::SignOutDevicePage;
pub use self::sign_out_others::SignOutOthersPage;
pub use self::sign_up::SignUpPage;
pub use self::take_back::TakeBackPage;
pub use self::undo::UndoPage;
pub use self::unlock::UnlockPage;

use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_router::hooks::use_query_map;

use crate::{
    components::FormError,
    error::AppError,
    model::{PublicId, PublicIds},
    server::{auth::current::CurrentSession, web::request},
    t,
    texts::{language, length},
};

/// Shown if a page's data couldn't be loaded: the error, with the matching status.
fn failed(error: AppError) -> AnyView {
    if let (Some(response), Ok(status)) = (use_context::<ResponseOptions>(), error.status().try_into()) {
        response.set_status(status);
    }
    let title = match error {
        AppError::DeviceNotFound => t!("failed-device"),
        AppError::LinkInvalid => t!("failed-link"),
        _ => t!("failed"),
    };
    // The pages before sign-in have their heading already.
    let heading = request::current().is_ok().then(|| view! { <h1>{title}</h1> });
    view! { {heading} <FormError error=Some(error)/> }.into_any()
}

/// The address of the person who is signed in.
fn email() -> String {
    request::current().map(|current| current.email.as_str().to_owned()).unwrap_or_default()
}

/// The error of a form that failed, if its page is shown again.
fn form_error() -> Option<AppError> {
    request::form_failure().map(|failure| failure.error)
}

/// Whether the page has to ask for the password: it wasn't entered recently.
fn asks_password() -> bool {
    let reauthenticated = |current: CurrentSession| current.is_reauthenticated(&request::state());
    !request::current().is_ok_and(reauthenticated)
}

/// How long the password counts once it was entered, if it does, in a sentence.
fn reauth_lasts() -> Option<String> {
    let lifetime = request::state().config.reauth_lifetime;
    (!lifetime.is_zero()).then(|| t!("password-lasts", duration = length(language(), lifetime)))
}

/// The devices that the page is about: in one text; or each a field of its own, `only`, as boxes that are ticked
/// send it.
fn chosen(name: &str) -> Result<PublicIds, AppError> {
    let ids = match form_error() {
        Some(_) => sent(name),
        None => query_all(name).or_else(|| query_all("only")),
    };
    let ids: PublicIds = ids.unwrap_or_default().parse().map_err(|_| AppError::DeviceNotFound)?;
    if ids.0.is_empty() { Err(AppError::DeviceNotFound) } else { Ok(ids) }
}

fn query_all(name: &str) -> Option<String> {
    use_query_map().get_untracked().get_all(name).map(|values| values.join(","))
}

/// The device that the page is about. What is no id at all is no device of theirs either.
fn device() -> Result<PublicId, AppError> {
    field("device").unwrap_or_default().parse().map_err(|_| AppError::DeviceNotFound)
}

/// A field of the page's form: as it was sent if it failed, else as the page's query has it. One that was
/// sent without this field (a box that was not ticked) doesn't have it.
fn field(name: &str) -> Option<String> {
    if form_error().is_some() { sent(name) } else { query(name) }
}

/// A field of the form that failed, as it was sent: what no link may fill in.
fn sent(name: &str) -> Option<String> {
    request::form_failure()?.form.value(name).map(str::to_owned)
}

/// Whether a choice that begins as `default` is shown as made: as it was sent, if the form failed.
fn ticked(name: &str, default: bool) -> bool {
    request::form_failure().map_or(default, |failure| failure.form.value(name).is_some())
}

/// A part of the page's query.
fn query(name: &str) -> Option<String> {
    use_query_map().get_untracked().get(name)
}
