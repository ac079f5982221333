//! How often the answers are right, by other people's test data: `tests/user_agents/README.md`.

use super::{Hints, hints::tests::headers, identify};

const CORPUS: &str = include_str!("../../../tests/user_agents/corpus.tsv");
const HINTS: &str = include_str!("../../../tests/user_agents/hints.tsv");
const AT_LEAST: f64 = 0.97;

#[derive(Default)]
struct Score {
    right: u32,
    of: u32,
    wrong: Vec<String>,
}

impl Score {
    fn judge(&mut self, expected: &str, got: Option<&str>, user_agent: &str) {
        if expected == "*" {
            return;
        }
        let got = got.unwrap_or("-");
        self.of += 1;
        if letters(expected) == letters(got) {
            self.right += 1;
        } else {
            self.wrong.push(format!("  {got}, not {expected}: {user_agent}"));
        }
    }

    fn print(&self, what: &str) -> bool {
        let share = f64::from(self.right) / f64::from(self.of);
        println!("{what}: {} of {} right, {:.1} %", self.right, self.of, share * 100.0);
        self.wrong.iter().for_each(|wrong| println!("{wrong}"));
        share >= AT_LEAST
    }
}

/// A name without its spelling: 'Baidu Spider' is 'Baiduspider'.
fn letters(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

fn lines<const N: usize>(text: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let fields: Vec<_> = line.split('\t').collect();
        fields.try_into().unwrap_or_else(|_| panic!("not {N} fields: {line}"))
    })
}

#[test]
fn the_corpus_is_told_right() {
    let [mut browser, mut system, mut kind] = [Score::default(), Score::default(), Score::default()];
    for [_, expected_browser, expected_system, expected_kind, user_agent] in lines(CORPUS) {
        let device = identify(user_agent, &Hints::default());
        browser.judge(expected_browser, device.browser.as_deref(), user_agent);
        system.judge(expected_system, device.os.as_deref(), user_agent);
        kind.judge(expected_kind, Some(device.kind.as_str()), user_agent);
    }
    assert!(browser.of >= 300 && system.of >= 300 && kind.of >= 300);
    let right = [browser.print("browser"), system.print("system"), kind.print("kind")];
    assert_eq!(right, [true; 3], "less than {AT_LEAST} right");
}

#[test]
fn the_corpus_of_hints_is_told_right() {
    let [mut browser, mut system] = [Score::default(), Score::default()];
    for [expected_browser, os, version, brands, platform, platform_version, model, mobile, user_agent] in lines(HINTS) {
        let device = identify(
            user_agent,
            &Hints::of(&headers(&[
                ("sec-ch-ua", brands),
                ("sec-ch-ua-platform", platform),
                ("sec-ch-ua-platform-version", platform_version),
                ("sec-ch-ua-model", model),
                ("sec-ch-ua-mobile", mobile),
            ])),
        );
        browser.judge(expected_browser, device.browser.as_deref(), user_agent);
        let without_model = device.os_version.as_deref().and_then(|version| version.split(" (").next()).unwrap_or("-");
        let got = format!("{} {without_model}", device.os.as_deref().unwrap_or("-"));
        let expected = if os == "*" { os.to_owned() } else { format!("{os} {version}") };
        system.judge(&expected, Some(&got), user_agent);
    }
    let right = [browser.print("browser, by hints"), system.print("system and its version, by hints")];
    assert_eq!(right, [true; 2], "less than {AT_LEAST} right");
}
