use http::HeaderName;
use proptest::prelude::*;

use super::*;
use crate::{
    DeviceKind,
    identify::{
        identify,
        tests::{CHROME_WINDOWS, is_showable},
    },
};

/// Those that are no header at all are left out.
pub fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    let value = |value: &str| HeaderValue::from_bytes(value.as_bytes()).ok();
    pairs.iter().filter_map(|(name, text)| Some((HeaderName::from_static(name), value(text)?))).collect()
}

fn hinted(user_agent: &str, pairs: &[(&'static str, &str)]) -> String {
    identify(user_agent, &Hints::of(&headers(pairs))).name()
}

#[test]
fn a_hint_tells_windows_11_from_10() {
    for (hint, name) in [
        ("\"15.0.0\"", "Chrome 143 on Windows 11"),
        ("\"13.0.0\"", "Chrome 143 on Windows 11"),
        ("\"10.0.0\"", "Chrome 143 on Windows 10"),
        ("\"0.3.0\"", "Chrome 143 on Windows 10 or 11"),
        ("", "Chrome 143 on Windows 10 or 11"),
        ("garbage", "Chrome 143 on Windows 10 or 11"),
    ] {
        assert_eq!(hinted(CHROME_WINDOWS, &[("sec-ch-ua-platform-version", hint)]), name, "{hint}");
    }
}

#[test]
fn brands_tell_what_says_it_is_chrome() {
    for (brands, name) in [
        (r#""Brave";v="143", "Chromium";v="143", "Not;A=Brand";v="8""#, "Brave 143"),
        (r#""Not)A;Brand";v="8", "Chromium";v="143", "Microsoft Edge";v="143""#, "Edge 143"),
        (r#""Opera";v="125", "Not.A/Brand";v="8", "Chromium";v="143""#, "Opera 125"),
        (r#""Chromium";v="143", "Vivaldi";v="7.7", "Not_A Brand";v="24""#, "Vivaldi 7"),
        (r#""Chromium";v="143", "Google Chrome";v="143", ";Not A Brand";v="99""#, "Chrome 143"),
        (r#""Not;A=Brand";v="8", "Chromium";v="143""#, "Chromium 143"),
        // Nothing but what is made up, or is no list: the User-Agent stands.
        (r#""Not;A=Brand";v="99""#, "Chrome 143"),
        (r#""Call 0900 now";v="1""#, "Chrome 143"),
        (r#""Brave";v="143", "#, "Chrome 143"),
        ("Brave", "Chrome 143"),
        ("", "Chrome 143"),
    ] {
        assert_eq!(hinted(CHROME_WINDOWS, &[("sec-ch-ua", brands)]), format!("{name} on Windows 10 or 11"), "{brands}");
    }
}

#[test]
fn the_full_list_of_brands_comes_first() {
    let brands = [
        ("sec-ch-ua", r#""Google Chrome";v="143""#),
        ("sec-ch-ua-full-version-list", r#""Chromium";v="143.0.1", "Vivaldi";v="7.7.3851""#),
    ];
    assert_eq!(hinted(CHROME_WINDOWS, &brands), "Vivaldi 7 on Windows 10 or 11");
}

#[test]
fn a_user_agent_that_someone_has_set_is_what_they_are_called() {
    let other = [("sec-ch-ua", r#""HeadlessChrome";v="150", "Chromium";v="150""#)];
    assert_eq!(hinted(CHROME_WINDOWS, &other), "Chrome 143 on Windows 10 or 11");
}

#[test]
fn an_app_is_called_by_its_name_whatever_shows_its_pages() {
    let in_app = "Mozilla/5.0 (Linux; Android 15; Pixel 9 Build/AP4A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/143.0.0.0 Mobile Safari/537.36 Instagram 400.0.0";
    let webview = [("sec-ch-ua", r#""Android WebView";v="143", "Chromium";v="143""#)];
    assert_eq!(hinted(in_app, &webview), "Instagram 400 on Android 15 (Pixel 9)");
}

#[test]
fn hints_tell_the_version_of_macos() {
    let chrome = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36";
    let platform = ("sec-ch-ua-platform", "\"macOS\"");
    assert_eq!(hinted(chrome, &[]), "Chrome 143 on macOS");
    assert_eq!(hinted(chrome, &[platform]), "Chrome 143 on macOS");
    assert_eq!(hinted(chrome, &[platform, ("sec-ch-ua-platform-version", "\"26.1.0\"")]), "Chrome 143 on macOS 26");
    assert_eq!(hinted(chrome, &[platform, ("sec-ch-ua-platform-version", "\"10.15.7\"")]), "Chrome 143 on macOS 10.15");
}

#[test]
fn hints_tell_the_model_and_the_version_of_android() {
    let chrome = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36";
    let (version, model) = (("sec-ch-ua-platform-version", "\"15.0.0\""), ("sec-ch-ua-model", "\"Pixel 9\""));
    assert_eq!(hinted(chrome, &[version, model]), "Chrome 143 on Android 15 (Pixel 9)");
    assert_eq!(hinted(chrome, &[version]), "Chrome 143 on Android 15");
    assert_eq!(hinted(chrome, &[model]), "Chrome 143 on Android (Pixel 9)");
    // Nothing that could be an address, or a sentence.
    for model in ["\"visit evil.example\"", "\"a//b\"", "\"one two three four five\"", "\"\"", "Pixel"] {
        assert_eq!(hinted(chrome, &[version, ("sec-ch-ua-model", model)]), "Chrome 143 on Android 15", "{model}");
    }
}

#[test]
fn an_android_that_asks_for_a_computers_pages_is_no_computer() {
    let desktop =
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36";
    let hints =
        [("sec-ch-ua-platform", "\"Android\""), ("sec-ch-ua-mobile", "?0"), ("sec-ch-ua-model", "\"Pixel Tablet\"")];
    let device = identify(desktop, &Hints::of(&headers(&hints)));
    assert_eq!((device.name(), device.kind), ("Chrome 143 on Android (Pixel Tablet)".to_owned(), DeviceKind::Tablet));
}

proptest! {
    #[test]
    fn no_hint_panics_or_makes_a_long_name(
        brands in "[\"a-zA-Z;=, v0-9?.\\\\\\t]{0,600}", full in "\\PC{0,40}", platform in "\"?(Windows|macOS|Android|Linux|\\PC{0,9})\"?",
        version in "\"?[0-9.]{0,30}\"?", model in "\"\\PC{0,300}\"", mobile in "\\?[01]|\\PC{0,5}",
    ) {
        let hints = Hints::of(&headers(&[
            ("sec-ch-ua", &brands),
            ("sec-ch-ua-full-version-list", &full),
            ("sec-ch-ua-platform", &platform),
            ("sec-ch-ua-platform-version", &version),
            ("sec-ch-ua-model", &model),
            ("sec-ch-ua-mobile", &mobile),
        ]));
        for agent in [CHROME_WINDOWS, "", "Mozilla/5.0 (Linux; Android 10; K) Chrome/1 Safari/1"] {
            prop_assert!(is_showable(&identify(agent, &hints).name()));
        }
    }

    #[test]
    fn no_header_is_read_beyond_its_bound(length in 513_usize..100_000) {
        let brands = format!("\"Brave\";v=\"1\", \"{}\"", "a".repeat(length));
        prop_assert_eq!(Hints::of(&headers(&[("sec-ch-ua", &brands)])), Hints::default());
    }
}
