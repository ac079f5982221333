//! Parts of pages that no island has.

mod activity_entry;
mod activity_log;
mod clock_time;
mod device_facts;
mod preview;
mod rename_form;
mod unknown_notice;

use activity_entry::ActivityEntry;
pub use activity_log::ActivityLog;
use clock_time::ClockTime;
pub use device_facts::DeviceFacts;
pub use preview::Preview;
pub use rename_form::RenameForm;
pub use unknown_notice::UnknownNotice;
