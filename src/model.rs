//! What crosses the wire between the server and the browser.

mod detail;
mod device;
mod filter;
mod flag;
mod language;
mod location;
mod log;
mod password;
mod text;
mod time;

pub use detail::{ConfirmLink, DeviceDetail, DevicesOverview, LinkedDevice, LocationView, Privacy};
pub use device::{
    DevicePage, DeviceView, MalformedId, Persistence, PublicId, PublicIds, SignOutAction, Sort, TakenBack,
};
pub use filter::Filter;
pub use flag::{Flag, Level};
pub use language::Language;
pub use latchkey_user_agent::{Device, DeviceKind};
pub use location::{Attribution, Precision};
pub use log::{ActivityFilter, ActivityFormat, ActivityPage, ActivityView, EndReason, EventKind, RecentSignOut};
pub use password::PasswordAdvice;
pub use text::{capitalised, isolated_in};
pub use time::Timestamp;
