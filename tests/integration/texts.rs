//! The catalogues: each language has every text, each text is used, and no page has one of its own.

mod sources;

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Resource, VariantKey},
    parser,
};
use latchkey::{
    error::AppError,
    model::{ActivityFilter, DeviceKind, EndReason, EventKind, Filter, Flag, Language, Sort},
    server::web::said::Said,
    texts::catalogue,
};
use strum::IntoEnumIterator;

use sources::{Source, sources};

/// Sources whose texts are not in the catalogues yet.
const NOT_YET: [&str; 0] = [];

/// What only looks like a text: names, styles, selectors, separators of lists in forms.
const NO_TEXTS: [&str; 10] = [
    "Latchkey",
    "tile {}",
    "badge caution",
    "badge danger",
    "password-hint form-error",
    "leptos-island font",
    ",",
    ", ",
    " · ",
    " · {count}",
];

#[test]
fn no_page_has_a_text_that_no_catalogue_has() {
    let mut unconverted = BTreeSet::new();
    let mut faults = Vec::new();
    for Source { path, texts, .. } in sources() {
        let texts: Vec<_> = texts.into_iter().filter(|text| !NO_TEXTS.contains(&text.as_str())).collect();
        if NOT_YET.contains(&path.as_str()) {
            unconverted.extend((!texts.is_empty()).then_some(path));
        } else {
            faults.extend(texts.iter().map(|text| format!("{path}: {text:?}")));
        }
    }
    assert!(faults.is_empty(), "put these into locales/en.ftl:\n{}", faults.join("\n"));
    let listed: BTreeSet<_> = NOT_YET.iter().map(|path| (*path).to_owned()).collect();
    assert_eq!(unconverted, listed, "these are converted, or gone: take them off the list");
}

#[test]
fn every_text_that_is_looked_up_exists_and_every_text_is_looked_up() {
    let used: BTreeSet<String> = sources().into_iter().flat_map(|source| source.keys).chain(words()).collect();
    let known: BTreeSet<String> = messages(Language::En).into_keys().collect();
    let missing: Vec<_> = used.difference(&known).collect();
    let unused: Vec<_> = known.difference(&used).collect();
    assert!(missing.is_empty(), "no catalogue has {missing:?}");
    assert!(unused.is_empty(), "nobody reads {unused:?}");
}

#[test]
fn every_language_has_every_text_with_the_same_variables_and_elements() {
    let english = messages(Language::En);
    for language in Language::ALL {
        let translated = messages(language);
        let missing: Vec<_> = english.keys().filter(|key| !translated.contains_key(*key)).collect();
        let unknown: Vec<_> = translated.keys().filter(|key| !english.contains_key(*key)).collect();
        assert!(missing.is_empty() && unknown.is_empty(), "{language:?} lacks {missing:?}, and has {unknown:?}");
        for (key, text) in &translated {
            let of_english = &english[key];
            assert_eq!(text.variables, of_english.variables, "{key} in {language:?}");
            assert_eq!(text.elements, of_english.elements, "{key} in {language:?}");
        }
    }
}

#[test]
fn every_number_has_all_plural_forms_of_the_language() {
    let english = messages(Language::En);
    for language in Language::ALL {
        let forms: &[&str] = match language {
            Language::Ar => &["few", "many", "one", "other", "two", "zero"],
            Language::Ja => &["other"],
            Language::En | Language::De | Language::Fr | Language::Es => &["one", "other"],
        };
        for (key, text) in messages(language) {
            let counts = !english[&key].plurals.is_empty() && language != Language::Ja;
            assert!(!counts || !text.plurals.is_empty(), "{key} in {language:?} has one form for all numbers");
            for plurals in text.plurals {
                let named: BTreeSet<_> =
                    plurals.iter().map(String::as_str).filter(|form| form.parse::<u8>().is_err()).collect();
                assert_eq!(named.into_iter().collect::<Vec<_>>(), forms, "{key} in {language:?}");
            }
        }
    }
}

#[test]
fn a_translation_is_no_english() {
    let english = messages(Language::En);
    for language in Language::ALL.into_iter().filter(|language| *language != Language::En) {
        let same = |(key, text): &(String, Text)| {
            text.words == english[key].words && text.words.split(' ').filter(|word| word.len() > 2).count() > 2
        };
        let same: Vec<_> = messages(language).into_iter().filter(same).map(|(key, _)| key).collect();
        assert!(same.is_empty(), "{language:?} has the English of {same:?}");
    }
}

/// The keys that are made of words of the model.
fn words() -> Vec<String> {
    let key = |kind: &str, word: &str| format!("{kind}-{}", word.replace('_', "-"));
    let mut keys: Vec<_> = AppError::iter().map(|error| key("error", error.code())).collect();
    keys.extend(Said::iter().map(|said| key("said", said.into())));
    keys.extend(Flag::iter().map(|flag| key("flag", flag.as_str())));
    keys.extend(Filter::iter().map(|filter| key("filter", filter.as_str())));
    keys.extend(Sort::iter().map(|sort| key("sort", sort.as_str())));
    keys.extend(DeviceKind::iter().map(|kind| key("kind", kind.as_str())));
    keys.extend(ActivityFilter::ALL.map(|filter| key("activity-filter", filter.as_str())));
    keys.extend(EventKind::iter().map(|kind| key("event", kind.into())));
    keys.extend(EndReason::iter().map(|reason| key("ended", reason.into())));
    keys.extend(["ended-signed-out-remotely-from", "ended-disowned-from"].map(str::to_owned));
    keys.extend(["lock", "tonight", "recognition"].map(|what| key("take-back-label", what)));
    keys
}

/// What a message has in one language.
#[derive(Default)]
struct Text {
    variables: BTreeSet<String>,
    /// The names of elements, as in `<link>`.
    elements: BTreeSet<String>,
    /// The forms of each choice by a number.
    plurals: Vec<BTreeSet<String>>,
    /// What it says, without variables.
    words: String,
}

fn messages(language: Language) -> BTreeMap<String, Text> {
    let parsed = parser::parse(catalogue(language));
    let Resource { body } = parsed.unwrap_or_else(|(_, errors)| panic!("{language:?}: {errors:?}"));
    let mut found = BTreeMap::new();
    for entry in body {
        let Entry::Message(message) = entry else { continue };
        let mut text = Text::default();
        read(&message.value.expect("a message has a text"), &mut text);
        let before = found.insert(message.id.name.to_owned(), text);
        assert!(before.is_none(), "{language:?} has {} twice", message.id.name);
    }
    found
}

fn read(pattern: &Pattern<&str>, text: &mut Text) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => {
                text.words.push_str(value);
                let tags = value.split('<').skip(1).filter_map(|rest| rest.split_once('>'));
                text.elements.extend(tags.map(|(name, _)| name.to_owned()));
            }
            PatternElement::Placeable { expression: Expression::Inline(inline) } => variable(inline, text),
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                variable(selector, text);
                let forms = variants.iter().map(|variant| match &variant.key {
                    VariantKey::Identifier { name } => (*name).to_owned(),
                    VariantKey::NumberLiteral { value } => (*value).to_owned(),
                });
                text.plurals.push(forms.collect());
                for variant in variants {
                    read(&variant.value, text);
                }
            }
        }
    }
}

fn variable(expression: &InlineExpression<&str>, text: &mut Text) {
    match expression {
        InlineExpression::VariableReference { id } => {
            text.variables.insert(id.name.to_owned());
        }
        InlineExpression::StringLiteral { .. } => {}
        other => panic!("what is {other:?}?"),
    }
}
