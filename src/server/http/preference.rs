//! Lists of preferences with their weights, such as `Accept` (RFC 9110, section 12.4.2).

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::model::Language;

/// Languages of one Accept-Language that are looked at.
const MAX_LANGUAGES: usize = 32;

/// What a request says of each choice: its name in lower case, and its weight in thousandths.
fn weighed(headers: &HeaderMap, name: HeaderName) -> Vec<(String, u16)> {
    let lines = headers.get_all(name);
    let text: Vec<_> = lines.iter().map(|line| String::from_utf8_lossy(line.as_bytes())).collect();
    text.iter().flat_map(|line| line.split(',')).filter_map(choice).collect()
}

fn choice(element: &str) -> Option<(String, u16)> {
    let mut parts = element.split(';').map(str::trim);
    let name = parts.next().filter(|name| !name.is_empty())?.to_ascii_lowercase();
    let weight = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then(|| weight(value.trim()))
    });
    Some((name, weight.unwrap_or(1000)))
}

/// Thousandths. What is no weight counts as none being given.
fn weight(text: &str) -> u16 {
    let valid = matches!(text.as_bytes(), [b'0' | b'1', rest @ ..] if rest.is_empty() || rest[0] == b'.')
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && text.len() <= 5;
    if !valid {
        return 1000;
    }
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{rest:0<3}").parse().unwrap_or(1000).min(1000)
}

/// Whether a request would rather have a page than JSON: everything that doesn't ask for JSON would.
///
/// Text browsers ask for `*/*`, for `text/*`, or for nothing at all.
pub fn wants_html(headers: &HeaderMap) -> bool {
    let json = json_weight(headers);
    json == 0 || html_weight(headers) >= json
}

/// Whether a request asks for a page by name, and not rather for JSON.
pub fn names_html(headers: &HeaderMap) -> bool {
    let html = html_weight(headers);
    html > 0 && html >= json_weight(headers)
}

/// Whether a request takes a content coding (RFC 9110, section 12.5.3).
pub fn takes_coding(headers: &HeaderMap, coding: &str) -> bool {
    let choices = weighed(headers, header::ACCEPT_ENCODING);
    let weight = |wanted: &str| choices.iter().find(|(name, _)| name == wanted).map(|(_, weight)| *weight);
    weight(coding).or_else(|| weight("*")).is_some_and(|weight| weight > 0)
}

/// The language of ours that a request prefers (RFC 9110, section 12.5.4), if it names one: any German is German.
pub fn language(headers: &HeaderMap) -> Option<Language> {
    let mut best: Option<(Language, u16)> = None;
    for (range, weight) in weighed(headers, header::ACCEPT_LANGUAGE).into_iter().take(MAX_LANGUAGES) {
        // Of those that weigh the same, the first.
        if let Ok(language) = range.split('-').next().unwrap_or_default().parse()
            && weight > best.map_or(0, |(_, weight)| weight)
        {
            best = Some((language, weight));
        }
    }
    best.map(|(language, _)| language)
}

/// Whether the browser has what `etag` stands for (RFC 9110, section 13.1.2).
pub fn has_already(headers: &HeaderMap, etag: &HeaderValue) -> bool {
    let lines = headers.get_all(header::IF_NONE_MATCH);
    lines.iter().flat_map(|line| line.as_bytes().split(|byte| *byte == b',')).any(|tag| {
        let tag = tag.trim_ascii();
        tag == b"*" || tag.strip_prefix(b"W/").unwrap_or(tag) == etag.as_bytes()
    })
}

fn json_weight(headers: &HeaderMap) -> u16 {
    best(headers, |name| name == "application/json" || (name.starts_with("application/") && name.ends_with("+json")))
}

/// `text/*` counts for less than a name does (RFC 9110, section 12.5.1).
fn html_weight(headers: &HeaderMap) -> u16 {
    let named = weighed(headers, header::ACCEPT);
    let is_html = |name: &str| matches!(name, "text/html" | "application/xhtml+xml");
    match named.iter().filter(|(name, _)| is_html(name)).map(|(_, weight)| *weight).max() {
        Some(weight) => weight,
        None => best(headers, |name| name == "text/*"),
    }
}

fn best(headers: &HeaderMap, fits: impl Fn(&str) -> bool) -> u16 {
    let choices = weighed(headers, header::ACCEPT);
    choices.iter().filter(|(name, _)| fits(name)).map(|(_, weight)| *weight).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(accept: &[&[u8]]) -> bool {
        let mut headers = HeaderMap::new();
        for line in accept {
            headers.append(header::ACCEPT, HeaderValue::from_bytes(line).unwrap());
        }
        wants_html(&headers)
    }

    #[test]
    fn what_does_not_ask_for_json_gets_a_page() {
        for accept in [
            "",
            "*/*",
            "text/*",
            "TEXT/HTML",
            "Text/Html; Q=0.5",
            "text/html;q=0.9",
            "application/xhtml+xml",
            "text/html;level=1",
            "text/html;charset=utf-8;q=0.3",
            "text/html, */*",
            "text/html,application/json",
            "application/json;q=0, text/plain",
            "text/html, application/json;q=0.9",
            "image/png",
            "application/json;q=0.000",
            "text/html, text/plain, text/sgml, text/css, application/xhtml+xml, */*;q=0.01",
            "*/*;q=0.1",
            "nonsense",
        ] {
            assert!(html(&[accept.as_bytes()]), "{accept}");
        }
        assert!(html(&[]));
        assert!(html(&["text/é, text/html".as_bytes()]));
        assert!(html(&[b"application/json;q=0.5", b"text/html"]), "lines are one list");
    }

    #[test]
    fn brotli_is_for_what_takes_it() {
        let takes = |text: &'static str| {
            takes_coding(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(text))]), "br")
        };
        assert!(takes("gzip, deflate, br") && takes("BR;q=0.1") && takes("*"));
        assert!(!takes("gzip") && !takes("br;q=0, gzip") && !takes("br;q=0, *") && !takes("*;q=0") && !takes(""));
        assert!(!takes_coding(&HeaderMap::new(), "br"));
    }

    #[test]
    fn what_the_browser_has_is_compared_by_its_content() {
        let has = |text: &'static str| {
            let headers = HeaderMap::from_iter([(header::IF_NONE_MATCH, HeaderValue::from_static(text))]);
            has_already(&headers, &HeaderValue::from_static("\"abc\""))
        };
        assert!(has("\"abc\"") && has("W/\"abc\"") && has("\"x\", \"abc\"") && has("*"));
        assert!(
            !has("\"ab\"")
                && !has("abc")
                && !has("")
                && !has_already(&HeaderMap::new(), &HeaderValue::from_static("\"abc\""))
        );
    }

    #[test]
    fn a_language_of_ours_is_chosen_by_weight() {
        let chosen = |text: &'static str| {
            language(&HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, HeaderValue::from_static(text))]))
        };
        for (accepted, expected) in [
            ("de", Some(Language::De)),
            ("DE-at, en;q=0.9", Some(Language::De)),
            ("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", Some(Language::Fr)),
            ("en;q=0.5, ja-JP;q=0.75", Some(Language::Ja)),
            ("ru, uk;q=0.9, es-419;q=0.3", Some(Language::Es)),
            ("ar-EG,ar;q=0.9", Some(Language::Ar)),
            ("de;q=0, en;q=0", None),
            ("ru", None),
            ("*", None),
            ("deutsch, eng", None),
            ("", None),
        ] {
            assert_eq!(chosen(accepted), expected, "{accepted}");
        }
        assert_eq!(language(&HeaderMap::new()), None);
    }

    #[test]
    fn json_is_for_what_asks_for_it() {
        for accept in [
            "application/json",
            "Application/JSON",
            "application/json, text/plain, */*",
            "application/json;charset=utf-8",
            "application/json, text/html;q=0.9",
            "text/html;q=0, application/json",
            "application/problem+json",
            "*/*;q=0.8, application/json;q=0.5",
            "text/*;q=0.2, application/json;q=0.3",
            "text/html;q=0, text/*, application/json",
        ] {
            assert!(!html(&[accept.as_bytes()]), "{accept}");
        }
    }
}
