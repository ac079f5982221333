//! What a person sees of one device, and of all together.

use serde::{Deserialize, Serialize};

use super::{ActivityView, DeviceKind, DevicePage, DeviceView, Filter, Precision, PublicId, PublicIds, Timestamp};

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
    /// Why its name is uncertain.
    pub why: Option<String>,
    pub kind: DeviceKind,
    /// `None` unless it is signed in.
    pub live: Option<DeviceView>,
    pub first_seen_at: Timestamp,
    pub last_seen_at: Timestamp,
    /// Whether the person confirmed it.
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
    /// At most this many entries are listed in each section.
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
    /// The chosen devices on all pages: only these are signed out together.
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

/// The person's choice about locations, and an example of what it means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Privacy {
    pub precision: Precision,
    /// The address that Latchkey sees for this device.
    pub ip_address: String,
    /// And the location found for it.
    pub location: String,
}
