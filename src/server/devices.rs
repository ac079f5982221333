//! What people see of their devices, and do with them.

pub mod activity_log;
mod detail;
mod filter;
mod name;
pub mod overview;
mod privacy;
mod review;
mod sign_out;
mod view;

pub use self::{
    detail::detail,
    name::rename,
    privacy::{privacy, set_precision},
    review::{confirm, disown},
    sign_out::{end_current, end_device, end_others},
    view::{find, receipts},
};
