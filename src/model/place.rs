//! How precise a place is kept.

use serde::{Deserialize, Serialize};

/// How precise a place is kept: the person chooses.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, strum::EnumString, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Precision {
    /// 'Lyon, France', as far as the database knows.
    #[default]
    City,
    /// 'France'.
    Country,
    /// Nothing.
    None,
}
