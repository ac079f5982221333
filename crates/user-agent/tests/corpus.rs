//! How often the answers are right, by other people's test data: `data/README.md`.

use http::{HeaderMap, HeaderName, HeaderValue};
use latchkey_user_agent::{Hints, identify};

const CORPUS: &str = include_str!("data/corpus.tsv");
const HINTS: &str = include_str!("data/hints.tsv");
const HELD_OUT: &str = include_str!("data/held_out.tsv");
/// Of browsers, systems and kinds. Most of what is wrong signs in to nothing: robots by other names than their
/// own, feed readers, rare television sets.
const AT_LEAST: [f64; 3] = [0.93, 0.99, 0.95];
/// Likewise: half a point below what was measured before robots and television sets left the tables.
const HELD_OUT_AT_LEAST: [f64; 3] = [0.892, 0.98, 0.885];
/// Of browsers and systems by their hints.
const HINTS_AT_LEAST: f64 = 0.97;

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

    fn print(&self, what: &str) -> f64 {
        let share = f64::from(self.right) / f64::from(self.of);
        println!("{what}: {} of {} right, {:.1} %", self.right, self.of, share * 100.0);
        share
    }

    fn print_all(&self, what: &str) -> f64 {
        let share = self.print(what);
        self.wrong.iter().for_each(|wrong| println!("{wrong}"));
        share
    }
}

/// How often the browser, the system and the kind are named right.
fn judged(agents: &'static str) -> [Score; 3] {
    let [mut browser, mut system, mut kind] = [Score::default(), Score::default(), Score::default()];
    for [_, expected_browser, expected_system, expected_kind, user_agent] in lines(agents) {
        let device = identify(user_agent, &Hints::default());
        browser.judge(expected_browser, device.browser.as_deref(), user_agent);
        system.judge(expected_system, device.os.as_deref(), user_agent);
        kind.judge(expected_kind, Some(device.kind.as_str()), user_agent);
    }
    assert!(browser.of >= 300 && system.of >= 300 && kind.of >= 300);
    [browser, system, kind]
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

fn reach(shares: [f64; 3], least: [f64; 3]) -> bool {
    shares.iter().zip(least).all(|(share, least)| *share >= least)
}

fn headers(pairs: [(&'static str, &'static str); 5]) -> HeaderMap {
    pairs.map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).into_iter().collect()
}

#[test]
fn the_corpus_is_named_right() {
    let [browser, system, kind] = judged(CORPUS);
    let shares = [browser.print_all("browser"), system.print_all("system"), kind.print_all("kind")];
    assert!(reach(shares, AT_LEAST), "less than {AT_LEAST:?} right");
}

/// Nothing was written by these agents, and nothing should be: what is wrong is not printed.
#[test]
fn agents_that_nothing_was_written_by_are_mostly_named_right() {
    let [browser, system, kind] = judged(HELD_OUT);
    let shares = [browser.print("held-out browser"), system.print("held-out system"), kind.print("held-out kind")];
    assert!(reach(shares, HELD_OUT_AT_LEAST), "less than {HELD_OUT_AT_LEAST:?} right");
}

#[test]
fn the_corpus_of_hints_is_named_right() {
    let [mut browser, mut system] = [Score::default(), Score::default()];
    for [expected_browser, os, version, brands, platform, platform_version, model, mobile, user_agent] in lines(HINTS) {
        let device = identify(
            user_agent,
            &Hints::of(&headers([
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
    let shares = [browser.print_all("browser, by hints"), system.print_all("system and its version, by hints")];
    assert!(shares.iter().all(|share| *share >= HINTS_AT_LEAST), "less than {HINTS_AT_LEAST} right");
}
