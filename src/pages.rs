//! One file a page. Pages are rendered on the server only.

mod account;
mod activity_log;
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
mod privacy;
mod rename;
mod reset;
mod sign_in;
mod sign_out_device;
mod sign_out_others;
mod sign_up;
mod unlock;

pub use account::AccountPage;
pub use activity_log::ActivityLogPage;
pub use change_email::ChangeEmailPage;
pub use change_password::ChangePasswordPage;
pub use confirm::ConfirmPage;
pub use confirm_device::ConfirmDevicePage;
pub use delete::DeletePage;
pub use device_detail::DeviceDetailPage;
pub use devices::DevicesPage;
pub use disown::DisownPage;
pub use download::DownloadPage;
pub use forgotten::ForgottenPage;
pub use not_me::NotMePage;
pub use privacy::PrivacyPage;
pub use rename::RenamePage;
pub use reset::ResetPage;
pub use sign_in::SignInPage;
pub use sign_out_device::SignOutDevicePage;
pub use sign_out_others::SignOutOthersPage;
pub use sign_up::SignUpPage;
pub use unlock::UnlockPage;

use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_router::hooks::use_query_map;

use crate::{
    components::FormError,
    error::AppError,
    server::{current::CurrentSession, request},
};

/// In place of what a page could not get: what stood in the way, with the status that says the same.
fn failed(error: AppError) -> AnyView {
    if let (Some(response), Ok(status)) = (use_context::<ResponseOptions>(), error.status().try_into()) {
        response.set_status(status);
    }
    view! { <FormError error=Some(error)/> }.into_any()
}

/// The address of the person who is signed in.
fn email() -> String {
    request::current().map(|current| current.email.as_str().to_owned()).unwrap_or_default()
}

/// What stood in a form's way, if its page is shown for its sake.
fn form_error() -> Option<AppError> {
    request::form_failure().map(|failure| failure.error)
}

/// Whether the page has to ask for the password: it wasn't proved lately.
fn asks_password() -> bool {
    let proved = |current: CurrentSession| current.is_proved(&request::state());
    !request::current().is_ok_and(proved)
}

/// A part of the page's query.
fn query(name: &str) -> Option<String> {
    use_query_map().get_untracked().get(name)
}
