//! One component a file: the parts that pages and islands are made of.

mod account_bar;
mod auth_layout;
mod brand;
mod device_card;
mod device_icon;
mod email_field;
mod empty_state;
mod exact_time;
mod form_error;
mod pager;
mod password_field;
mod sign_out_dialog;

pub use account_bar::AccountBar;
pub use auth_layout::AuthLayout;
pub use brand::Brand;
pub use device_card::DeviceCard;
pub use device_icon::DeviceIcon;
pub use email_field::EmailField;
pub use empty_state::EmptyState;
pub use exact_time::ExactTime;
pub use form_error::FormError;
pub use pager::Pager;
pub use password_field::PasswordField;
pub use sign_out_dialog::SignOutDialog;
