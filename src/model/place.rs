//! How precisely a place is kept.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

/// How precise a place is kept: the person chooses. The later the less.
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
