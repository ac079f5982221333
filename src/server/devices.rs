//! What people see of their devices, and do with them.

mod activity_file;
mod detail;
mod filter;
mod name;
pub mod overview;
mod privacy;
mod review;
pub mod security_log;
mod sign_out;
mod taking_back;
mod view;

pub use self::{
    activity_file::activity_file,
    detail::detail,
    name::{MAX_NAME, rename},
    privacy::{privacy, set_precision},
    review::{confirm, disown},
    sign_out::{revoke_current, revoke_device, revoke_others},
    taking_back::take_back,
    view::{find, recently_signed_out},
};
