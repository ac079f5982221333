//! The name of a location. The country is stored by its code, and named when somebody reads it.

use std::sync::Arc;

use intl::display::region_name;
use serde::{Deserialize, Serialize};

use crate::{model::Language, t};

/// What is stored of an address without a place. These words stay: databases have them.
pub const UNKNOWN: &str = "Unknown location";
pub const LOCAL: &str = "Local network";
pub const NOT_STORED: &str = "Place not kept";

/// The name of a location: 'Lyon, France', 'Local network'. Cheap to clone.
///
/// It is the text that is stored, so that one which an earlier version wrote goes back as it came, and
/// still equals the others in the database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label(Arc<str>);

/// A stored label that is no plain text.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Parts {
    /// By its one name: English, or the local one.
    #[serde(skip_serializing_if = "Option::is_none")]
    city: Option<String>,
    /// ISO 3166-1 alpha-2, upper case.
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    /// Earlier versions stored the whole label in every language that the database had.
    #[serde(skip_serializing)]
    en: Option<String>,
}

impl Label {
    /// Of a city and a country's code, as far as they are known; `None` if neither is.
    pub fn of(city: Option<String>, country: Option<String>) -> Option<Self> {
        let parts = Parts { city, country, en: None };
        (parts.city.is_some() || parts.country.is_some())
            .then(|| Self(serde_json::to_string(&parts).expect("two texts are JSON").into()))
    }

    /// For exports and commands.
    pub fn english(&self) -> String {
        self.in_language(Language::En)
    }

    /// For a reader of this language: the country has its name there.
    pub fn in_language(&self, language: Language) -> String {
        let parts = self.0.starts_with('{').then(|| serde_json::from_str(&self.0).ok()).flatten();
        match parts {
            Some(Parts { en: Some(label), .. } | Parts { city: Some(label), country: None, .. }) => label,
            Some(Parts { city: Some(city), country: Some(country), .. }) if city != name(&country, Language::En) => {
                t!(language; "location-city", city = city, country = name(&country, language))
            }
            // Singapore, Monaco and others are both.
            Some(Parts { country: Some(country), .. }) => name(&country, language).to_owned(),
            Some(Parts { city: None, country: None, en: None }) | None => match &*self.0 {
                UNKNOWN => t!(language; "location-unknown"),
                LOCAL => t!(language; "location-local"),
                NOT_STORED => t!(language; "location-not-kept"),
                text => text.to_owned(),
            },
        }
    }

    /// The text to store.
    pub fn to_stored(&self) -> String {
        self.0.to_string()
    }

    /// From a text that was stored.
    pub fn from_stored(text: &str) -> Self {
        text.into()
    }
}

impl From<&str> for Label {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

/// A country's name in a language, else in English (Unicode CLDR); its code, if it has none.
fn name(country: &str, language: Language) -> &str {
    region_name(language.tag(), country).unwrap_or(country)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(city: &str, country: &str) -> Label {
        let known = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Label::of(known(city), known(country)).unwrap()
    }

    #[test]
    fn a_country_is_named_for_the_reader() {
        let linkoeping = label("Linköping", "SE");
        for (language, shown) in [
            (Language::En, "Linköping, Sweden"),
            (Language::De, "Linköping, Schweden"),
            (Language::Fr, "Linköping, Suède"),
            (Language::Es, "Linköping, Suecia"),
            (Language::Ja, "Linköping、スウェーデン"),
            (Language::Ar, "\u{2068}Linköping\u{2069}، \u{2068}السويد\u{2069}"),
        ] {
            assert_eq!(linkoeping.in_language(language), shown);
        }
        assert_eq!(label("", "SE").in_language(Language::De), "Schweden");
        assert_eq!(label("Linköping", "").in_language(Language::De), "Linköping");
        assert_eq!(label("Monaco", "MC").english(), "Monaco");
        assert_eq!(label("Singapore", "SG").in_language(Language::Fr), "Singapour");
        assert_eq!(label("", "XX").english(), "XX");
        assert_eq!(Label::of(None, None), None);
    }

    #[test]
    fn countries_are_called_what_people_call_them() {
        for (code, name) in [("KR", "South Korea"), ("GB", "United Kingdom"), ("CZ", "Czechia"), ("BO", "Bolivia")] {
            assert_eq!(label("", code).english(), name);
        }
    }

    #[test]
    fn what_is_stored_is_the_citys_one_name_and_the_countrys_code() {
        let stored = label("Linköping", "SE").to_stored();
        assert_eq!(stored, r#"{"city":"Linköping","country":"SE"}"#);
        assert_eq!(Label::from_stored(&stored), label("Linköping", "SE"));
        assert_eq!(label("", "SE").to_stored(), r#"{"country":"SE"}"#);
    }

    #[test]
    fn what_earlier_versions_stored_is_read_and_stays_as_it_is() {
        let languages = r#"{"de":"London, Vereinigtes Königreich","en":"London, United Kingdom"}"#;
        for (text, shown) in [
            (languages, "London, United Kingdom"),
            ("London, United Kingdom", "London, United Kingdom"),
            ("Local network", "Local network"),
            ("", ""),
            ("{", "{"),
            ("{\"fr\":\"Londres\"}", "{\"fr\":\"Londres\"}"),
            ("{\"en\":1}", "{\"en\":1}"),
        ] {
            let label = Label::from_stored(text);
            assert_eq!(label.english(), shown);
            assert_eq!(label.to_stored(), text);
        }
    }

    #[test]
    fn what_is_no_place_is_translated_when_it_is_read() {
        for text in [UNKNOWN, LOCAL, NOT_STORED] {
            assert_eq!(Label::from(text).english(), text);
            assert_ne!(Label::from(text).in_language(Language::De), text);
        }
    }
}
