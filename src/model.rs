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
pub use device::{DevicePage, DeviceView, MalformedId, PublicId, PublicIds, Stay, When};
pub use filter::Filter;
pub use flag::Flag;
pub use latchkey_user_agent::{Device, DeviceKind};
pub use log::{ActivityPage, ActivityView, EndReason, EventKind, Receipt};
pub use place::{Attribution, Precision};
pub use text::{counted, isolated};
pub use time::{Timestamp, activity, ago, length};
