//! What a place is called, in each language that the database has.

use std::{collections::BTreeMap, sync::Arc};

use super::names::in_language;

/// What people call a place: 'Lyon, France', 'Local network'.
///
/// Whoever signs in is seldom the one who reads it, so it is kept in all languages. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label(Arc<Names>);

/// Names by language ('de', 'pt-BR').
pub type Names = BTreeMap<String, String>;

/// What always has a name.
const ENGLISH: &str = "en";

impl Label {
    /// Of a city and its country, as far as they are known; none if neither is.
    pub fn of(city: &Names, country: &Names) -> Option<Self> {
        let languages = city.keys().chain(country.keys()).map(String::as_str).chain([ENGLISH]);
        let labels: Names = languages
            .filter_map(|language| {
                Some((language.to_owned(), joined(in_one(city, language), in_one(country, language))?))
            })
            .collect();
        let english = labels.get(ENGLISH)?.clone();
        // What is called alike is English to whoever asks.
        let labels = labels.into_iter().filter(|(language, label)| language == ENGLISH || *label != english);
        Some(Self(Arc::new(labels.collect())))
    }

    /// For whoever's language is not known, as in a letter.
    pub fn english(&self) -> &str {
        self.0.get(ENGLISH).map(String::as_str).unwrap_or_default()
    }

    /// In the first language of an Accept-Language that it has, else in English.
    pub fn in_languages(&self, accept_language: &str) -> String {
        in_language(&self.0, accept_language).unwrap_or_default().to_owned()
    }

    /// As it is kept: plain, or JSON by language where there are several.
    pub fn to_stored(&self) -> String {
        match self.0.len() {
            1 => self.english().to_owned(),
            _ => serde_json::to_string(&*self.0).unwrap_or_else(|_| self.english().to_owned()),
        }
    }

    /// As it was kept.
    pub fn from_stored(text: &str) -> Self {
        let names = text.starts_with('{').then(|| serde_json::from_str::<Names>(text).ok()).flatten();
        names.filter(|names| names.contains_key(ENGLISH)).map_or_else(|| text.into(), |names| Self(Arc::new(names)))
    }
}

impl From<&str> for Label {
    fn from(english: &str) -> Self {
        Self(Arc::new(BTreeMap::from([(ENGLISH.to_owned(), english.to_owned())])))
    }
}

impl Default for Label {
    fn default() -> Self {
        "".into()
    }
}

/// In this language, else in English, else in any.
fn in_one<'a>(names: &'a Names, language: &str) -> Option<&'a str> {
    names.get(language).or_else(|| names.get(ENGLISH)).or_else(|| names.values().next()).map(String::as_str)
}

fn joined(city: Option<&str>, country: Option<&str>) -> Option<String> {
    match (city, country) {
        // Singapore, Monaco, and others are both.
        (Some(city), Some(country)) if city == country => Some(city.to_owned()),
        (Some(city), Some(country)) => Some(format!("{city}, {country}")),
        (Some(name), None) | (None, Some(name)) => Some(name.to_owned()),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[(&str, &str)]) -> Names {
        names.iter().map(|(language, name)| ((*language).to_owned(), (*name).to_owned())).collect()
    }

    #[test]
    fn a_label_is_in_every_language_that_either_name_has() {
        let city = names(&[("en", "Linköping")]);
        let country = names(&[("de", "Schweden"), ("en", "Sweden"), ("ru", "Швеция")]);
        let label = Label::of(&city, &country).unwrap();
        assert_eq!(label.english(), "Linköping, Sweden");
        assert_eq!(label.in_languages("ru"), "Linköping, Швеция");
        assert_eq!(label.in_languages("nl, de-AT;q=0.5"), "Linköping, Schweden");
        assert_eq!(Label::of(&names(&[]), &names(&[("fr", "Suède")])).unwrap().english(), "Suède");
        assert_eq!(Label::of(&names(&[("en", "Monaco")]), &names(&[("en", "Monaco")])).unwrap().english(), "Monaco");
        assert_eq!(Label::of(&names(&[]), &names(&[])), None);
    }

    #[test]
    fn a_label_is_kept_as_it_is() {
        let label = Label::of(&names(&[("en", "London"), ("fr", "Londres")]), &names(&[])).unwrap();
        assert_eq!(Label::from_stored(&label.to_stored()), label);
        assert_eq!(Label::from("Local network").to_stored(), "Local network");
        for text in ["Local network", "", "{", "{\"fr\":\"Londres\"}", "{\"en\":1}"] {
            assert_eq!(Label::from_stored(text).english(), text, "what is no such thing is taken as it stands");
        }
    }
}
