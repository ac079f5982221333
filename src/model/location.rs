//! Locations of devices: how precisely they are stored, and whose data they are from.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

/// How precisely locations are stored, as the person chooses: from most to least.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, EnumString, IntoStaticStr, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Precision {
    /// City and country, as far as the database knows them.
    #[default]
    City,
    /// The country alone.
    Country,
    /// Nothing.
    None,
}

/// What the licence of the location data asks to be shown: a text, and a link after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribution {
    pub text: &'static str,
    pub link: &'static str,
}
