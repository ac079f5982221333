//! The name of a location. The country is stored by its code, and named when somebody reads it.

use std::sync::Arc;

use intl::display::region_name;
use serde::{Deserialize, Serialize};

/// Languages of one Accept-Language that are looked at.
const MAX_LANGUAGES: usize = 16;

const ENGLISH: &str = "en";

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

    /// For emails and exports, whose readers' languages are not known.
    pub fn english(&self) -> String {
        self.in_languages(ENGLISH)
    }

    /// For a reader with this Accept-Language: the country is named in the language that it prefers.
    pub fn in_languages(&self, accept_language: &str) -> String {
        let parts = self.0.starts_with('{').then(|| serde_json::from_str(&self.0).ok()).flatten();
        match parts {
            Some(Parts { en: Some(label), .. } | Parts { city: Some(label), country: None, .. }) => label,
            Some(Parts { city: Some(city), country: Some(country), .. }) if city != name(&country, ENGLISH) => {
                format!("{city}, {}", name(&country, preferred(accept_language)))
            }
            // Singapore, Monaco and others are both.
            Some(Parts { country: Some(country), .. }) => name(&country, preferred(accept_language)).to_owned(),
            Some(Parts { city: None, country: None, en: None }) | None => self.0.to_string(),
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
fn name<'a>(country: &'a str, language: &str) -> &'a str {
    region_name(language, country).unwrap_or(country)
}

/// The language that an Accept-Language (RFC 9110, section 12.5.4) prefers.
fn preferred(accept_language: &str) -> &str {
    let ranges = accept_language.split(',').take(MAX_LANGUAGES).filter_map(|range| {
        let (language, weight) = range.split_once(';').unwrap_or((range, "q=1"));
        let weight: f32 = weight.trim().strip_prefix(['q', 'Q'])?.strip_prefix('=')?.parse().ok()?;
        let language = language.trim();
        (!language.is_empty() && language != "*" && weight > 0.0 && weight <= 1.0).then_some((language, weight))
    });
    // Of those that weigh the same, the first.
    ranges.reduce(|best, next| if next.1 > best.1 { next } else { best }).map_or(ENGLISH, |(language, _)| language)
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
        for (accept_language, shown) in [
            ("", "Linköping, Sweden"),
            ("*", "Linköping, Sweden"),
            ("en-GB", "Linköping, Sweden"),
            ("DE-at", "Linköping, Schweden"),
            ("fr-CH, de;q=0.5", "Linköping, Suède"),
            ("en;q=0.5, de;q=0.75", "Linköping, Schweden"),
            ("de;q=0, ru;q=0.001", "Linköping, Швеция"),
            ("de;q=high, de;q=nan, de;q=2, ,;,;q=1, xx", "Linköping, Sweden"),
        ] {
            assert_eq!(linkoeping.in_languages(accept_language), shown, "{accept_language}");
        }
        assert_eq!(label("", "SE").in_languages("de"), "Schweden");
        assert_eq!(label("Linköping", "").in_languages("de"), "Linköping");
        assert_eq!(label("Monaco", "MC").english(), "Monaco");
        assert_eq!(label("Singapore", "SG").in_languages("fr"), "Singapour");
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

    proptest::proptest! {
        #[test]
        fn whatever_comes_as_languages_is_answered_with_a_name(accept_language in ".{0,300}") {
            proptest::prop_assert!(label("Köln", "DE").in_languages(&accept_language).starts_with("Köln, "));
        }
    }
}
