//! Why a device is flagged.

use serde::{Deserialize, Serialize};

/// Why a device is flagged. There are few, so that each is read; `server/anomalies.rs` has the rules.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Flag {
    /// It was never seen before, and the person has not confirmed it.
    New,
    /// The person had signed it out, and it signed in again.
    Returned,
    /// The account was never used from this country before.
    NewCountry,
    /// It was used at two locations too far apart for the time in between.
    #[serde(rename = "fast_travel")]
    #[strum(serialize = "fast_travel")]
    ImpossibleTravel,
}

/// How loudly a flag speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It is said, no more.
    Plain,
    /// It deserves a look.
    Caution,
    /// It deserves one now.
    Urgent,
}

impl Flag {
    /// How loudly it speaks.
    pub const fn level(self) -> Level {
        match self {
            Self::New => Level::Plain,
            Self::NewCountry | Self::ImpossibleTravel => Level::Caution,
            Self::Returned => Level::Urgent,
        }
    }

    /// Its word: as it is stored, and in ids of the page.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// As flags are stored: their words with a comma between.
    pub fn to_stored(flags: &[Self]) -> String {
        flags.iter().map(<&str>::from).collect::<Vec<_>>().join(",")
    }

    /// The inverse. Words that this version doesn't know are ignored: a newer one may have written them.
    pub fn from_stored(text: &str) -> Vec<Self> {
        text.split(',').filter_map(|word| word.parse().ok()).collect()
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn flags_survive_storage() {
        let all: Vec<_> = Flag::iter().collect();
        assert_eq!(Flag::from_stored(&Flag::to_stored(&all)), all);
        assert_eq!(Flag::from_stored("fast_travel"), [Flag::ImpossibleTravel], "the word of earlier versions");
        assert_eq!(Flag::from_stored(""), []);
        assert_eq!(Flag::from_stored("sparkling,new"), [Flag::New]);
        assert_eq!(Flag::from_stored("unused,returned"), [Flag::Returned], "an earlier version had it");
    }
}
