//! One file a page. Pages are rendered on the server only.

mod devices;
mod sign_in;
mod sign_out_device;
mod sign_out_others;
mod sign_up;

pub use devices::DevicesPage;
pub use sign_in::SignInPage;
pub use sign_out_device::SignOutDevicePage;
pub use sign_out_others::SignOutOthersPage;
pub use sign_up::SignUpPage;

use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use crate::{components::FormError, error::AppError};

/// In place of what a page could not get: what stood in the way, with the status that says the same.
fn failed(error: AppError) -> AnyView {
    if let (Some(response), Ok(status)) = (use_context::<ResponseOptions>(), error.status().try_into()) {
        response.set_status(status);
    }
    view! { <FormError error=Some(error)/> }.into_any()
}
