//! Filters for the list of devices.

use serde::{Deserialize, Serialize};

/// A filter for the other devices: to view them, and to sign them out together.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Filter {
    /// Not active for 30 days.
    Unused,
    /// Not active for 60 days: the dashboard offers to sign these out.
    Forgotten,
    /// In other countries than this device.
    Abroad,
    /// Browsers on computers.
    Browsers,
    /// Phones and tablets.
    Phones,
}

impl Filter {
    /// The word used in links and forms.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
