//! What crosses the wire between the server and the browser.

mod detail;
mod device;
mod filter;
mod flag;
mod log;
mod place;
mod text;
mod time;

pub use detail::{DeviceDetail, DevicesOverview, LinkedDevice, PlaceView, Privacy};
pub use device::{Device, DeviceKind, DevicePage, DeviceView, MalformedId, PublicId, Stay, When};
pub use filter::Filter;
pub use flag::Flag;
pub use log::{ActivityPage, ActivityView, EndReason, EventKind, Receipt};
pub use place::Precision;
pub use text::{counted, isolated};
pub use time::{Timestamp, activity, ago};
