//! The catalogues: read when the first text of their language is looked up.

use std::sync::OnceLock;

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};

use crate::model::Language;

type Bundle = FluentBundle<FluentResource>;

/// The source of a language's catalogue.
pub const fn catalogue(language: Language) -> &'static str {
    match language {
        Language::En => include_str!("../../locales/en.ftl"),
        Language::De => include_str!("../../locales/de.ftl"),
        Language::Fr => include_str!("../../locales/fr.ftl"),
        Language::Es => include_str!("../../locales/es.ftl"),
        Language::Ja => include_str!("../../locales/ja.ftl"),
        Language::Ar => include_str!("../../locales/ar.ftl"),
    }
}

/// The text of a key: English where the language lacks it; the key itself where English does.
pub fn format(language: Language, key: &str, args: &FluentArgs) -> String {
    let found = find(language, key, args).or_else(|| find(Language::En, key, args));
    found.unwrap_or_else(|| {
        debug_assert!(false, "no catalogue has the text {key}");
        tracing::error!(key, "no catalogue has this text");
        key.to_owned()
    })
}

fn find(language: Language, key: &str, args: &FluentArgs) -> Option<String> {
    let bundle = bundle(language);
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
    if !errors.is_empty() {
        debug_assert!(false, "{key} in {language:?}: {errors:?}");
        tracing::error!(key, language = language.tag(), ?errors, "a text lacks something");
    }
    Some(text)
}

fn bundle(language: Language) -> &'static Bundle {
    static BUNDLES: [OnceLock<Bundle>; Language::ALL.len()] = [const { OnceLock::new() }; Language::ALL.len()];
    BUNDLES[language as usize].get_or_init(|| {
        let mut bundle = FluentBundle::new_concurrent(vec![language.tag().parse().expect("a tag of our own")]);
        // Names are isolated by `Value`, and only where that changes something.
        bundle.set_use_isolating(false);
        // What can be read of a broken catalogue is used; a test doesn't let one through.
        let resource = FluentResource::try_new(catalogue(language).to_owned()).unwrap_or_else(|(resource, errors)| {
            tracing::error!(language = language.tag(), ?errors, "a catalogue is broken");
            resource
        });
        bundle.add_resource_overriding(resource);
        bundle
    })
}
