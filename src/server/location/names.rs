//! Names of places in the language of the person who reads them.

use std::cmp::Reverse;

use super::label::Names;

/// Languages of one request that are looked at.
const MAX_LANGUAGES: usize = 16;

/// Of names by language ('de', 'pt-BR'), the one that an Accept-Language asks for first; else English.
pub fn in_language<'a>(names: &'a Names, accept_language: &str) -> Option<&'a str> {
    // English is the only one that every label has.
    let wanted = languages(accept_language).into_iter().find_map(|language| in_one(names, language));
    wanted.or_else(|| names.get("en").map(String::as_str))
}

/// The same language exactly, else the one that it is a variety of, else another variety of that.
fn in_one<'a>(names: &'a Names, language: &str) -> Option<&'a str> {
    let primary = |tag: &'_ str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let find =
        |matches: &dyn Fn(&str) -> bool| names.iter().find(|(tag, _)| matches(tag)).map(|(_, name)| name.as_str());
    find(&|tag| tag.eq_ignore_ascii_case(language))
        .or_else(|| find(&|tag| tag.eq_ignore_ascii_case(&primary(language))))
        .or_else(|| find(&|tag| primary(tag) == primary(language)))
}

/// The language tags of an Accept-Language (RFC 9110, section 12.5.4), the most wanted first.
fn languages(accept_language: &str) -> Vec<&str> {
    let mut languages: Vec<_> = accept_language
        .split(',')
        .take(MAX_LANGUAGES)
        .filter_map(|range| {
            let (tag, weight) = range.split_once(';').map_or((range, 1000), |(tag, weight)| (tag, thousandths(weight)));
            Some((tag.trim(), weight)).filter(|(tag, weight)| !tag.is_empty() && *tag != "*" && *weight > 0)
        })
        .collect();
    // Stable: what weighs the same stays in order.
    languages.sort_by_key(|(_, weight)| Reverse(*weight));
    languages.into_iter().map(|(tag, _)| tag).collect()
}

/// `q=0.8`, in thousandths; nothing for what is not a weight.
fn thousandths(weight: &str) -> u32 {
    let number = weight.trim().strip_prefix("q=").or_else(|| weight.trim().strip_prefix("Q=")).unwrap_or_default();
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    match whole {
        "1" => 1000,
        "0" if fraction.len() <= 3 && digits(fraction) => format!("{fraction:0<3}").parse().unwrap_or(0),
        _ => 0,
    }
}

/// The English name of a country, for databases that have only its code (Unicode CLDR's).
pub fn country_name(code: &str) -> Option<&'static str> {
    country_emoji::code_to_name(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[(&str, &str)]) -> Names {
        names.iter().map(|(language, name)| ((*language).to_owned(), (*name).to_owned())).collect()
    }

    #[test]
    fn names_are_in_the_first_language_that_there_is() {
        let names = names(&[("de", "Köln"), ("en", "Cologne"), ("pt-BR", "Colônia"), ("zh-CN", "科隆")]);
        for (accept_language, name) in [
            ("", "Cologne"),
            ("*", "Cologne"),
            ("nl", "Cologne"),
            ("de", "Köln"),
            ("DE-at", "Köln"),
            ("de-CH-1996;q=0.9, fr;q=0.8", "Köln"),
            ("fr, de;q=0.5", "Köln"),
            ("en;q=0.5, de;q=0.75", "Köln"),
            ("de;q=0, pt-PT;q=0.001", "Colônia"),
            ("pt", "Colônia"),
            ("zh-TW", "科隆"),
            ("de;q=high, de;q=nan, de;q=0.9999, de;q=2, ,;,;q=1", "Cologne"),
        ] {
            assert_eq!(in_language(&names, accept_language), Some(name), "{accept_language}");
        }
        assert_eq!(in_language(&Names::new(), "de"), None);
    }

    #[test]
    fn countries_are_called_what_people_call_them() {
        for (code, name) in [("KR", "South Korea"), ("GB", "United Kingdom"), ("CZ", "Czechia"), ("BO", "Bolivia")] {
            assert_eq!(country_name(code), Some(name));
        }
        assert_eq!(country_name("ZZ"), None);
    }

    proptest::proptest! {
        #[test]
        fn whatever_comes_as_languages_is_answered_with_a_name(accept_language in ".{0,300}") {
            let names = names(&[("de", "Köln"), ("en", "Cologne")]);
            proptest::prop_assert!(in_language(&names, &accept_language).is_some());
        }
    }
}
