//! The languages of the site.

use serde::{Deserialize, Serialize};

/// A language that the site speaks: each has a catalogue in `locales/`.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::EnumIter,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Language {
    /// Where nothing else is known.
    #[default]
    En,
    De,
    Fr,
    Es,
    Ja,
    Ar,
}

impl Language {
    /// In the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::En, Self::De, Self::Fr, Self::Es, Self::Ja, Self::Ar];

    /// Its tag (BCP 47): in HTML, headers, forms and the database.
    pub fn tag(self) -> &'static str {
        self.into()
    }

    /// What it calls itself. People look for this name, whatever the page is written in.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::De => "Deutsch",
            Self::Fr => "Français",
            Self::Es => "Español",
            Self::Ja => "日本語",
            Self::Ar => "العربية",
        }
    }

    /// Whether it is written from right to left.
    pub const fn is_right_to_left(self) -> bool {
        matches!(self, Self::Ar)
    }

    /// The value of HTML's `dir`.
    pub const fn direction(self) -> &'static str {
        if self.is_right_to_left() { "rtl" } else { "ltr" }
    }
}
