//! A text with its numbers and names.

use std::borrow::Cow;

use fluent_bundle::{FluentArgs, FluentValue};

use super::catalogue::format;
use crate::{
    components::SiteIdentity,
    model::{Language, isolated_in},
};

/// A text of the catalogue that is still to be put into a language.
#[derive(Clone, Debug)]
pub struct Message {
    key: Cow<'static, str>,
    args: Vec<(&'static str, Value)>,
}

/// What a text has in place of a variable.
#[derive(Clone, Debug)]
pub enum Value {
    /// Chooses the plural form.
    Number(u64),
    /// A name: it is isolated.
    Text(String),
    /// Where an element is put in later.
    Marker(String),
}

impl Message {
    /// The text with this key.
    pub fn new(key: impl Into<Cow<'static, str>>) -> Self {
        Self { key: key.into(), args: Vec::new() }
    }

    /// With `value` in place of `{ $name }`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// In a language. `{ $site }` is the name of the site whose page it is, if it is not given.
    pub fn text(&self, language: Language) -> String {
        let site = SiteIdentity::of_document().name;
        let mut args = FluentArgs::with_capacity(self.args.len() + 1);
        args.set("site", &*site);
        for (name, value) in &self.args {
            args.set(*name, value.in_text(language));
        }
        format(language, &self.key, &args)
    }
}

impl Value {
    fn in_text(&self, language: Language) -> FluentValue<'static> {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "a count of devices, minutes or pages")]
            Self::Number(number) => FluentValue::from(*number as f64),
            Self::Text(text) => FluentValue::from(isolated_in(text, language)),
            Self::Marker(marker) => FluentValue::from(marker.clone()),
        }
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_turns_no_text_around() {
        let said = |language, name: &str| Message::new("said-renamed").with("device", name).text(language);
        assert_eq!(said(Language::En, "Work laptop"), "Renamed to Work laptop.");
        assert_eq!(said(Language::En, "הטלפון שלי!"), "Renamed to \u{2068}הטלפון שלי!\u{2069}.");
        assert!(said(Language::Ar, "Work laptop").contains("\u{2068}Work laptop\u{2069}"));
        assert!(!said(Language::Ar, "a\u{202e}b").contains('\u{202e}'));
    }
}
