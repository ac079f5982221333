//! One component a file: the parts that pages and islands are made of.

mod account_bar;
mod account_layout;
mod activity_entry;
mod auth_layout;
mod brand;
mod device_card;
mod device_icon;
mod email_field;
mod empty_state;
mod exact_time;
mod footer;
mod form_error;
mod pager;
mod password_field;
mod receipts;
mod sign_out_dialog;
mod stay_field;
mod when_field;

pub use account_bar::AccountBar;
pub use account_layout::AccountLayout;
pub use activity_entry::ActivityEntry;
pub use auth_layout::AuthLayout;
pub use brand::Brand;
pub use device_card::DeviceCard;
pub use device_icon::DeviceIcon;
pub use email_field::EmailField;
pub use empty_state::EmptyState;
pub use exact_time::ExactTime;
pub use footer::{Attribution, Footer};
pub use form_error::FormError;
pub use pager::Pager;
pub use password_field::PasswordField;
pub use receipts::Receipts;
pub use sign_out_dialog::SignOutDialog;
pub use stay_field::StayField;
pub use when_field::WhenField;
