//! Small readings of a User-Agent. A client can send anything, and it ends up in pages and emails: what is taken
//! from it literally is short, and holds nothing that could be an address.

/// Characters of a name that an agent gives itself, or of a model.
const LONGEST: usize = 24;

/// The number before the first dot.
pub fn major(version: &str) -> Option<String> {
    let major: String = version.chars().take_while(char::is_ascii_digit).take(5).collect();
    (!major.is_empty()).then_some(major)
}

/// The number that stands right after `word`, or after a sign in between.
pub fn number_after(text: &str, word: &str) -> Option<String> {
    let (_, after) = text.split_once(word)?;
    major(after.trim_start_matches(['/', ' ', 'v', '-', ':']))
}

/// The name of an app or a tool that knows no browser's manners: 'Podgrab/1.2' is Podgrab 1.
pub fn own_name(user_agent: &str) -> Option<(String, Option<String>)> {
    let (name, version) = user_agent.split_once('/')?;
    let version = major(version.trim_start_matches('v'))?;
    (name != "Mozilla").then_some(())?;
    Some((plain(name)?, Some(version)))
}

/// What calls itself a browser, and its version: '… Safari/537.36 HeyTapBrowser/45.14'.
pub fn browser_name(user_agent: &str) -> Option<(String, Option<String>)> {
    user_agent.split([' ', ';', ',', '(']).find_map(|word| {
        let (name, version) = word.split_once('/')?;
        name.ends_with("Browser").then_some(())?;
        Some((plain(name)?, major(version.trim_start_matches('v'))))
    })
}

/// What every browser of its family says of itself, and so names nothing.
const FAMILY: [&str; 15] = [
    "Version",
    "Chrome",
    "Chromium",
    "CriOS",
    "Mobile",
    "Safari",
    "Mozilla",
    "Ubuntu",
    "Viera",
    "Electron",
    "AtomShell",
    "Gecko",
    "AppleWebKit",
    "ArkWeb",
    "VR",
];

/// What is made of a browser, and says so before it: '(KHTML, like Gecko) Foo/1.2 Chrome/143.0.0.0'; or as
/// the one word after it: '… Safari/604.1 Foo'.
pub fn app_name(user_agent: &str) -> Option<(String, Option<String>)> {
    let (_, after) = user_agent.split_once("like Gecko) ")?;
    let (name, version) = after.split_once('/')?;
    if FAMILY.contains(&name) {
        return last_name(after);
    }
    Some((plain(name)?, Some(major(version)?)))
}

/// The one word after all that is said of the family, and its version if it has one.
fn last_name(products: &str) -> Option<(String, Option<String>)> {
    let is_of_family = |word: &&str| FAMILY.contains(&word.split('/').next().unwrap_or_default());
    let mut words = products.split(' ').skip_while(is_of_family);
    let (word, None) = (words.next()?, words.next()) else { return None };
    match word.split_once('/') {
        Some((name, version)) => Some((plain(name)?, Some(major(version.trim_start_matches('v'))?))),
        None => {
            word.bytes().all(|byte| byte.is_ascii_alphabetic()).then(|| plain(word)).flatten().map(|name| (name, None))
        }
    }
}

/// What is made with Electron: the first of its products that is not of the family, wherever it stands.
pub fn electron_name(user_agent: &str) -> Option<(String, Option<String>)> {
    let (_, after) = user_agent.split_once("like Gecko) ").filter(|(_, after)| after.contains("Electron/"))?;
    after
        .split(' ')
        .filter_map(|word| word.split_once('/'))
        .filter(|(name, _)| !FAMILY.contains(name))
        .find_map(|(name, version)| Some((plain(name)?, Some(major(version.trim_start_matches('v'))?))))
}

/// The name of a robot: what follows 'compatible;', or the first word of all where that is no
/// browser's, or the first with 'bot' or the like in it that is no part of an address.
pub fn robot_name(user_agent: &str) -> Option<String> {
    let compatible = user_agent.split_once("compatible; ").map(|(_, after)| after);
    let first = (!user_agent.starts_with("Mozilla/")).then_some(user_agent);
    let sort = user_agent.split([' ', ';', '(', ')', ',']).find(|word| {
        let word = word.to_ascii_lowercase();
        let address = ["://", "@", "www."].iter().any(|sign| word.contains(sign));
        !address && ["bot", "crawl", "spider"].iter().any(|sort| word.contains(sort))
    });
    [compatible, first, sort]
        .into_iter()
        .flatten()
        .filter_map(|text| {
            text.split(|character: char| character.is_whitespace() || "/;()+,:@".contains(character)).next()
        })
        .filter(|name| !["Mozilla", "MSIE", "Konqueror", "Windows", "Linux"].contains(name))
        .find_map(plain)
}

/// The model on an Android device: 'Android 15; Pixel 9 Build/…'. Chrome's 'K' is none.
pub fn model(user_agent: &str) -> Option<String> {
    plain_model(said_model(user_agent)?)
}

/// The model, literally as sent in the User-Agent: to look up, not to show.
pub fn said_model(user_agent: &str) -> Option<&str> {
    // UC Browser writes 'Adr' for 'Android'.
    let (_, after) = user_agent.split_once("Android ").or_else(|| user_agent.split_once("; Adr "))?;
    let inside = after.split(')').next()?;
    let segment = inside.split(';').skip(1).map(str::trim).find(|segment| !is_no_model(segment))?;
    segment.split(" Build").next()
}

/// A model as it is shown, if it is one.
pub fn plain_model(model: &str) -> Option<String> {
    let fits = |character: char| is_letter_or_digit(character) || " _+-".contains(character);
    let model = model.trim();
    let right = (2..=LONGEST).contains(&model.chars().count())
        && model.chars().all(fits)
        && model.split(' ').count() <= 4
        && model.chars().any(char::is_alphabetic);
    right.then(|| model.to_owned())
}

/// Locales, words of Firefox, `WebView` and systems, and what stands for nothing.
fn is_no_model(segment: &str) -> bool {
    let mut parts = segment.split(['-', '_']);
    let language =
        parts.next().is_some_and(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_lowercase()));
    let locale = language && parts.all(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    locale
        || ["rv:", "AppleWebKit/", "Build/"].iter().any(|word| segment.starts_with(word))
        || ["K", "U", "wv", "Mobile", "Tablet", "TV", "HarmonyOS", ""].contains(&segment)
}

fn plain(name: &str) -> Option<String> {
    let name = name.trim();
    let fits = |character: char| is_letter_or_digit(character) || "_-".contains(character);
    // '微信' is a whole name.
    let least = if name.is_ascii() { 3 } else { 2 };
    let right = (least..=LONGEST).contains(&name.chars().count())
        && name.starts_with(char::is_alphabetic)
        && name.chars().all(fits);
    right.then(|| name.to_owned())
}

/// Of any script that runs from left to right: one that doesn't would turn what stands around it.
fn is_letter_or_digit(character: char) -> bool {
    let from_right = matches!(u32::from(character), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x1_0800..=0x1_0fff | 0x1_e800..=0x1_efff);
    character.is_alphanumeric() && !from_right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn models_are_found_and_nothing_else() {
        for (user_agent, expected) in [
            ("Mozilla/5.0 (Linux; Android 15; Pixel 9 Build/AP4A.250205.002; wv)", Some("Pixel 9")),
            ("Mozilla/5.0 (Linux; arm_64; Android 13; SM-G991B) AppleWebKit/537.36", Some("SM-G991B")),
            ("Mozilla/5.0 (Linux; U; Android 4.2.2; zh-cn; GT-I9505 Build/JDQ39)", Some("GT-I9505")),
            ("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36", None),
            ("Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0", None),
            ("Mozilla/5.0 (Linux; Android 15; evil.example) AppleWebKit/537.36", None),
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64)", None),
        ] {
            assert_eq!(model(user_agent).as_deref(), expected, "{user_agent}");
        }
    }

    #[test]
    fn robots_are_called_what_they_call_themselves() {
        for (user_agent, expected) in [
            ("Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)", Some("AhrefsBot")),
            ("Mozilla/5.0 (Linux) AppleWebKit/537.36 Chrome/143.0.0.0 Safari/537.36 GPTBot/1.2", Some("GPTBot")),
            ("Mozilla/5.0 (compatible; evil.example/1)", None),
        ] {
            assert_eq!(robot_name(user_agent).as_deref(), expected, "{user_agent}");
        }
    }
}
