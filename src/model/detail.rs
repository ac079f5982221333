//! What a person sees of one device, and of all together.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{
    ActivityView, DeviceKind, DevicePage, DeviceView, Filter, Persistence, Precision, PublicId, PublicIds, Timestamp,
};

/// Everything about one device, signed in or not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeviceDetail {
    pub now: Timestamp,
    pub id: PublicId,
    /// Its given name, else what it is.
    pub name: String,
    /// Its given name.
    pub given_name: Option<String>,
    /// What it is.
    pub label: String,
    /// What it is, with versions.
    pub full_name: String,
    /// Why that leaves something open.
    pub why: Option<String>,
    pub kind: DeviceKind,
    /// `None` unless it is signed in.
    pub live: Option<DeviceView>,
    pub first_seen_at: Timestamp,
    pub last_seen_at: Timestamp,
    /// How it is signed in, in the words of the setting: 'Kept signed in'.
    pub persistence: Option<Persistence>,
    /// The end of its session in any case, and how long it may be inactive before.
    pub ends_at: Option<Timestamp>,
    pub idle_timeout: Option<Duration>,
    /// What its browser calls itself.
    pub user_agent: Option<String>,
    /// Whether the person said that it is theirs.
    pub confirmed: bool,
    /// Whether the current device may vouch for others.
    #[serde(rename = "may_judge")]
    pub may_vouch: bool,
    /// Where it was, the latest first.
    #[serde(rename = "places")]
    pub locations: Vec<LocationView>,
    /// Its sign-ins, the latest first, and its other events.
    pub sign_ins: Vec<ActivityView>,
    pub activity: Vec<ActivityView>,
    /// So many of each are listed at most.
    #[serde(rename = "told")]
    pub limit: u32,
}

/// Where a device was, and for how long.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LocationView {
    pub location: String,
    /// `None` once it was erased.
    pub ip_address: Option<String>,
    pub first_at: Timestamp,
    pub last_at: Timestamp,
}

/// The dashboard: a page of devices, and what they look like together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DevicesOverview {
    pub page: DevicePage,
    /// Which of the other devices these are; all, with this one, if none is chosen.
    pub filter: Option<Filter>,
    /// Those that were chosen or found, on all pages: what is signed out together is of these alone.
    pub chosen: Option<PublicIds>,
    /// How many devices are signed in, whatever is shown.
    pub all: u32,
    /// The other filters and how many devices each shows, without empty ones.
    pub filters: Vec<(Filter, u32)>,
    /// New devices that the person has not recognised yet.
    pub unknown: Vec<DeviceView>,
    /// Whether this device may vouch for others: an unconfirmed one may not while a confirmed one is in use.
    #[serde(rename = "may_judge")]
    pub may_vouch: bool,
    /// How many devices were not active for 60 days.
    pub forgotten: u32,
    /// Changes with the list: which devices there are, and their states.
    pub state: String,
}

/// What a link in an email shows of the device that it would sign out or recognise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinkedDevice {
    pub now: Timestamp,
    /// What it is, not what it was renamed to: an intruder may have chosen that.
    pub name: String,
    pub kind: DeviceKind,
    pub last_seen_at: Timestamp,
    /// Where it is, as long as it is signed in.
    pub location: Option<String>,
}

/// What a link in an email confirms.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConfirmLink {
    /// The address that it was sent to.
    pub email: String,
    /// Whether it makes an account, and so asks for the password that was chosen with it; else it gives an
    /// account this address.
    pub is_sign_up: bool,
}

/// What a person can choose, and sees, of places.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Privacy {
    pub precision: Precision,
    /// The address that Latchkey sees for this device.
    pub ip_address: String,
    /// And the location found for it.
    pub location: String,
}
