use proptest::prelude::*;

use super::*;
use crate::hints::tests::headers;

pub const CHROME_WINDOWS: &str =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36";

fn named(user_agent: &str) -> (String, DeviceKind) {
    let device = identify(user_agent, &Hints::default());
    (device.name(), device.kind)
}

#[test]
fn the_agents_that_people_use_read_well() {
    use DeviceKind::{Console, Desktop, Phone, Tablet};
    for (user_agent, name, kind) in [
        (CHROME_WINDOWS, "Chrome 143 on Windows 10 or 11", Desktop),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
            "Safari 26 on iPhone",
            Phone,
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox 145 on Linux", Desktop),
        (
            "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
            "Firefox 145 on Ubuntu",
            Desktop,
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15",
            "Safari 26 on Mac or iPad",
            Desktop,
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_13_6) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.1.2 Safari/605.1.15",
            "Safari 13 on macOS 10.13",
            Desktop,
        ),
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36",
            "Chrome 143 on Android",
            Phone,
        ),
        (
            "Mozilla/5.0 (Linux; Android 14; SM-X910) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Safari/537.36",
            "Samsung Internet 28 on Android 14 (SM-X910)",
            Tablet,
        ),
        ("Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0", "Firefox 145 on Android 15", Phone),
        (
            "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
            "Safari 17 on iPad",
            Tablet,
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/143.0 Mobile/15E148 Safari/605.1.15",
            "Firefox 143 on iPhone",
            Phone,
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0",
            "Edge 143 on Windows 10 or 11",
            Desktop,
        ),
        (
            "Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36",
            "Chrome 109 on Windows 7",
            Desktop,
        ),
        (
            "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36",
            "Chrome 143 on ChromeOS",
            Desktop,
        ),
        (
            "Mozilla/5.0 (PlayStation 4 3.11) AppleWebKit/537.73 (KHTML, like Gecko)",
            "Unknown browser on PlayStation 4",
            Console,
        ),
    ] {
        assert_eq!(named(user_agent), (name.to_owned(), kind), "{user_agent}");
    }
}

#[test]
fn tools_and_robots_are_called_by_their_names() {
    use DeviceKind::{CommandLine, Robot};
    for (user_agent, name, kind) in [
        ("curl/8.5.0", "curl 8", CommandLine),
        ("Wget/1.21.4", "Wget 1", CommandLine),
        ("HTTPie/3.2.2", "HTTPie 3", CommandLine),
        ("python-requests/2.31.0", "Python Requests 2", CommandLine),
        ("Go-http-client/2.0", "Go 2", CommandLine),
        ("PostmanRuntime/7.43.0", "Postman 7", CommandLine),
        ("foo-http/1.2 (Linux)", "foo-http 1 on Linux", CommandLine),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Googlebot", Robot),
    ] {
        assert_eq!(named(user_agent), (name.to_owned(), kind), "{user_agent}");
    }
}

#[test]
fn a_tool_takes_no_system_from_hints() {
    let hints = Hints {
        platform: Some("Windows".to_owned()),
        platform_version: Some("15.0.0".to_owned()),
        mobile: Some(false),
        ..Hints::default()
    };
    let name = |agent: &str| identify(agent, &hints).name();
    assert_eq!(name("curl/8.5"), "curl 8");
    assert_eq!(name("curl/7.29.0 (x86_64-pc-linux-gnu) libcurl/7.29.0"), "curl 7 on Linux");
    assert_eq!(name(CHROME_WINDOWS), "Chrome 143 on Windows 11");
}

#[test]
fn a_model_tells_the_sort_of_device() {
    use DeviceKind::{Console, Desktop, Phone, Tablet, Television};
    for (model, mobile, kind) in [
        // Tablets that say 'Mobile', and phones that don't.
        ("SM-T295", " Mobile", Tablet),
        ("SAMSUNG SM-X200", " Mobile", Tablet),
        ("Lenovo TB-X606X", " Mobile", Tablet),
        ("BAH3-W09", " Mobile", Tablet),
        ("23043RP34G", " Mobile", Tablet),
        ("SM-F946B", "", Phone),
        ("Pixel 9", " Mobile", Phone),
        ("43U600KD", "", Television),
        ("TF-LED32S59T2S", " Mobile", Television),
        ("AFTMM", "", Television),
        ("RG405M", "", Console),
        ("Latitude 7390", "", Desktop),
    ] {
        let agent = format!(
            "Mozilla/5.0 (Linux; Android 13; {model}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0{mobile} Safari/537.36"
        );
        assert_eq!(named(&agent).1, kind, "{model}");
    }
    // Chrome's User-Agent holds no model any more, but its hints do.
    let frozen =
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36";
    let hints = Hints { model: Some("BRAVIA 4K VH2".to_owned()), ..Hints::default() };
    assert_eq!(identify(frozen, &hints).kind, Television);
}

#[test]
fn what_names_itself_is_called_so() {
    let page = "Mozilla/5.0 (Linux; Android 13; RMX3780) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/115.0.5970.168 Mobile Safari/537.36";
    assert_eq!(named(&format!("{page} FooBrowser/45.14")).0, "FooBrowser 45 on Android 13 (RMX3780)");
    assert_eq!(named(&format!("{page} evil.example.Browser/45.14")).0, "Chrome 115 on Android 13 (RMX3780)");
    assert_eq!(
        named("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) FooDesktop/3.0.6 Chrome/143.0.0.0 Safari/537.36").0,
        "FooDesktop 3 on Windows 10 or 11"
    );
    // A model that has 'bot' in its name is no robot.
    assert_eq!(named(&page.replace("RMX3780", "M bot 51")).1, DeviceKind::Phone);
    assert_eq!(
        named(
            "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X) Chrome/143.0.0.0 Mobile Safari/537.36 (compatible; FooBot/2.1; +http://foo)"
        ),
        ("FooBot on Android 6 (Nexus 5X)".to_owned(), DeviceKind::Robot)
    );
}

#[test]
fn a_headset_is_no_phone_and_a_car_no_computer() {
    use DeviceKind::Unknown;
    const KIT: &str = "AppleWebKit/537.36 (KHTML, like Gecko)";
    for (agent, name, kind) in [
        // Another browser on a headset: only the model says what it is.
        (
            format!("Mozilla/5.0 (Linux; Android 12; Quest 2) {KIT} Chrome/126.0.0.0 Safari/537.36"),
            "Chrome 126 on Android 12 (Quest 2)",
            Unknown,
        ),
        (
            format!("Mozilla/5.0 (Linux; Android 14; Quest 3) {KIT} Chrome/126.0.0.0 Mobile Safari/537.36"),
            "Chrome 126 on Android 14 (Quest 3)",
            Unknown,
        ),
        (
            format!("Mozilla/5.0 (Linux; Android 12; Quest Pro) {KIT} Chrome/126.0.0.0 Safari/537.36"),
            "Chrome 126 on Android 12 (Quest Pro)",
            Unknown,
        ),
        // A car: its system is that of a computer.
        (
            "Mozilla/5.0 (X11; Linux) AppleWebKit/534.34 (KHTML, like Gecko) QtCarBrowser Safari/534.34".to_owned(),
            "Tesla on Linux",
            Unknown,
        ),
    ] {
        assert_eq!(named(&agent), (name.to_owned(), kind), "{agent}");
    }
}

#[test]
fn what_is_made_of_another_browser_is_called_by_its_own_name() {
    use DeviceKind::{Desktop, Phone, Robot, Tablet, Unknown};
    const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
    const KIT: &str = "AppleWebKit/537.36 (KHTML, like Gecko)";
    for (agent, name, kind) in [
        // A name without a version, behind all that the family says.
        (format!("{IPHONE} Brave"), "Brave on iPhone", Phone),
        (format!("{IPHONE} Foo"), "Foo on iPhone", Phone),
        (format!("{IPHONE} Foo/7.1"), "Foo 7 on iPhone", Phone),
        (format!("{IPHONE} evil.example"), "Safari 18 on iPhone", Phone),
        (format!("{IPHONE} call us"), "Safari 18 on iPhone", Phone),
        // Browsers that name others besides.
        (
            format!(
                "Mozilla/5.0 (Linux; Android 12; Quest 2) {KIT} OculusBrowser/33.0.0 SamsungBrowser/4.0 Chrome/126.0.0.0 VR Safari/537.36"
            ),
            "Oculus Browser 33 on Android 12 (Quest 2)",
            Unknown,
        ),
        (
            format!(
                "Mozilla/5.0 (X11; Linux x86_64; Quest 3) {KIT} OculusBrowser/33.0.0 SamsungBrowser/4.0 Chrome/126.0.0.0 VR Safari/537.36"
            ),
            "Oculus Browser 33 on Android",
            Unknown,
        ),
        (
            format!(
                "Mozilla/5.0 (Linux; Android 10; Pico 4) {KIT} PicoBrowser/3.3.38 Chrome/105.0.0.0 VR Safari/537.36 OculusBrowser/7.0"
            ),
            "Pico Browser 3 on Android 10 (Pico 4)",
            Unknown,
        ),
        // What runs OpenHarmony says of what sort it is.
        (
            format!(
                "Mozilla/5.0 (Phone; OpenHarmony 5.0) {KIT} Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile HuaweiBrowser/5.0.4.300"
            ),
            "Huawei Browser 5 on HarmonyOS 5",
            Phone,
        ),
        (
            format!("Mozilla/5.0 (Tablet; OpenHarmony 5.0) {KIT} Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile"),
            "An app on HarmonyOS 5",
            Tablet,
        ),
        (
            format!(
                "Mozilla/5.0 (2in1; OpenHarmony 5.0) {KIT} Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1 HuaweiBrowser/5.0"
            ),
            "Huawei Browser 5 on HarmonyOS 5",
            Desktop,
        ),
        // Cars
        (
            format!("Mozilla/5.0 (X11; Linux x86_64) {KIT} Chrome/120.0.0.0 Safari/537.36 Tesla/2024.8.9"),
            "Tesla on Linux",
            Unknown,
        ),
        (
            format!(
                "Mozilla/5.0 (X11; GNU/Linux) {KIT} Chromium/79.0.3945.130 Chrome/79.0.3945.130 Safari/537.36 Tesla/2020.16.2.1-e99c70fff409"
            ),
            "Tesla on Linux",
            Unknown,
        ),
        // What a person sends, without a version and with one.
        ("ChatGPT-User".to_owned(), "ChatGPT-User", Robot),
        ("Perplexity-User".to_owned(), "Perplexity-User", Robot),
        (format!("Mozilla/5.0 {KIT}; compatible; ChatGPT-User/1.0; +https://openai.com/bot"), "ChatGPT-User", Robot),
        // Apps made with Electron
        (
            format!(
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) {KIT} Obsidian/1.5.3 Chrome/114.0.5735.289 Electron/25.8.1 Safari/537.36"
            ),
            "Obsidian 1 on Windows 10 or 11",
            Desktop,
        ),
        (
            format!("Mozilla/5.0 (X11; Linux x86_64) {KIT} Chrome/120.0.0.0 Foo/1.2 Electron/28.0.0 Safari/537.36"),
            "Foo 1 on Linux",
            Desktop,
        ),
        (
            format!(
                "Mozilla/5.0 (X11; Linux x86_64) {KIT} @scope/evil.example/1.0 Chrome/120.0.0.0 Electron/28.0.0 Safari/537.36"
            ),
            "An app on Linux",
            Desktop,
        ),
        (
            format!("Mozilla/5.0 (X11; Linux x86_64) {KIT} Chrome/120.0.0.0 Electron/28.0.0 Safari/537.36"),
            "An app on Linux",
            Desktop,
        ),
    ] {
        assert_eq!(named(&agent), (name.to_owned(), kind), "{agent}");
    }
    // Its hints name what it is made of.
    let agent = format!("Mozilla/5.0 (X11; Linux x86_64) {KIT} Foo/1.2 Chrome/120.0.0.0 Electron/28.0.0 Safari/537.36");
    let hints = Hints {
        browser: Some(Answer { name: "Chromium", version: Some("120".to_owned()) }),
        chromium: Some("120".to_owned()),
        ..Hints::default()
    };
    for agent in [agent.clone(), agent.replace(" Electron/28.0.0", "")] {
        assert_eq!(identify(&agent, &hints).name(), "Foo 1 on Linux");
    }
}

#[test]
fn what_nobody_knows_reads_well_too() {
    for user_agent in ["", "-", "x", "<script>alert(1)</script>", "Mozilla/5.0"] {
        assert_eq!(named(user_agent), ("Unknown browser".to_owned(), DeviceKind::Unknown), "{user_agent}");
    }
}

#[test]
fn what_may_be_an_ipad_says_so() {
    let agent = |mac: &str, browser: &str| {
        named(&format!(
            "Mozilla/5.0 (Macintosh; Intel Mac OS X {mac}) AppleWebKit/605.1.15 (KHTML, like Gecko) {browser}"
        ))
        .0
    };
    assert_eq!(agent("10_15_7", "Version/26.1 Safari/605.1.15"), "Safari 26 on Mac or iPad");
    assert_eq!(agent("10_15", "Version/13.0 Safari/605.1.15"), "Safari 13 on Mac or iPad");
    // Before iPads said so, and on a Mac too old to be what an iPad says it is.
    assert_eq!(agent("10_14_6", "Version/12.1 Safari/605.1.15"), "Safari 12 on macOS 10.14");
    assert_eq!(agent("10_13_6", "Version/13.1 Safari/605.1.15"), "Safari 13 on macOS 10.13");
    // Other browsers have names of their own on iPads.
    assert_eq!(agent("10_15_7", "CriOS/143 Version/11.1.1 Safari/605.1.15"), "Chrome 143 on iPad");
    assert_eq!(agent("10_15_7", "Chrome/143.0.0.0 Safari/537.36"), "Chrome 143 on macOS");
    assert_eq!(
        named("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0").0,
        "Firefox 145 on macOS"
    );
}

#[test]
fn an_ipad_that_asks_for_a_computers_pages_is_one() {
    for (browser, name) in [
        ("CriOS/143 Version/11.1.1 Safari/605.1.15", "Chrome 143 on iPad"),
        ("Version/18.0 EdgiOS/143.0.3650.35 Safari/605.1.15", "Edge 143 on iPad"),
        ("FxiOS/145.0 Safari/605.1.15", "Firefox 145 on iPad"),
    ] {
        let agent = format!(
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) {browser}"
        );
        assert_eq!(named(&agent), (name.to_owned(), DeviceKind::Tablet));
    }
}

#[test]
fn what_nobody_can_know_is_explained() {
    let why = |agent: &str| identify(agent, &Hints::default()).why();
    let mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)";
    for agent in [
        CHROME_WINDOWS,
        &format!("{mac} Version/26.1 Safari/605.1.15"),
        &format!("{mac} Chrome/143.0.0.0 Safari/537.36"),
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36",
    ] {
        assert!(why(agent).is_some(), "{agent}");
    }
    assert_eq!(why("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"), None);
    assert_eq!(why("Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0"), None);
}

#[test]
fn what_an_agent_calls_itself_is_one_plain_word() {
    assert_eq!(named("Backupper/2.1 (Linux)").0, "Backupper 2 on Linux");
    for agent in
        ["evil.example/1", "Call us now/1", "https://evil.example/1", "Mozilla/5.0 (compatible; evil.example/1)"]
    {
        assert!(!named(agent).0.contains("evil") && !named(agent).0.contains("Call"), "{agent}");
    }
}

#[test]
fn what_is_written_in_another_script_is_read_too() {
    let page = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36";
    assert_eq!(
        named(&format!("Mozilla/5.0 (Linux; Android 15; 小米 13) {page}")),
        ("Chrome 130 on Android 15 (小米 13)".to_owned(), DeviceKind::Phone)
    );
    assert_eq!(named("企业微信/4.1").0, "企业微信 4");
    assert!(!named("\u{5d0}\u{5d1}\u{5d2}\u{5d3}/4.1").0.contains('\u{5d0}'), "it would turn the text around");
    let mut headers = headers(&[]);
    let value = |text: &str| http::HeaderValue::from_bytes(text.as_bytes()).unwrap();
    headers.insert("sec-ch-ua-model", value("\"小米 13\""));
    headers.insert("sec-ch-ua", value("\"夸克\";v=\"7\", \"Brave\";v=\"143\""));
    let hints = Hints::of(&headers);
    assert_eq!(hints.model.as_deref(), Some("小米 13"));
    assert_eq!(hints.browser.unwrap().name, "Brave");
}

#[test]
fn a_long_agent_is_cut_at_a_character() {
    assert_eq!(shortened(&"a".repeat(10_000)).len(), MAX_LENGTH);
    assert!(shortened(&"é".repeat(10_000)).chars().all(|character| character == 'é'));
}

/// What a person can be shown: short, and nothing that could turn the line.
pub fn is_showable(name: &str) -> bool {
    name.chars().count() < 120 && !name.chars().any(char::is_control)
}

proptest! {
    #[test]
    fn no_agent_panics_or_makes_a_long_name(agent in "\\PC{0,600}") {
        prop_assert!(is_showable(&identify(&shortened(&agent), &Hints::default()).name()));
    }

    #[test]
    fn no_mixture_of_known_words_panics(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "Mozilla/5.0", "(", ")", ";", "Windows NT 10.0", "Android 10; K)", "iPhone;", "like Mac OS X", "Mac OS X 10_15_7",
                "Chrome/", "Version/26.0", "Safari/", "Firefox/1", "wv", "MSIE 7.0;", "Trident/7.0;", "OPR/", "curl/8", "bot", "é",
            ]),
            0..12,
        ),
    ) {
        prop_assert!(is_showable(&identify(&words.join(" "), &Hints::default()).name()));
    }
}
