//! What crosses the wire between the server and the browser.

mod device;
mod log;
mod place;
mod time;

pub use device::{Device, DeviceKind, DevicePage, DeviceView, MalformedId, PublicId, Stay, When};
pub use log::{ActivityPage, ActivityView, EndReason, EventKind, Receipt};
pub use place::Precision;
pub use time::{Timestamp, activity, ago};
