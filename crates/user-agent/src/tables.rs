//! What woothee doesn't know, or gets wrong: the tables in `tables/`, and how they are read.
//!
//! A line is an answer, a tab, and words that are looked for in the User-Agent; the first line that
//! fits answers. A line that begins with `#` is a remark.
//!
//! | written | means |
//! |---|---|
//! | `word` | the text contains it; upper and lower case differ |
//! | `^word` | the text begins with it |
//! | `!word` | the text doesn't contain it |
//! | `#`, `@` in a word | any digit, any capital letter |
//! | `one & two` | both hold |
//! | ` *` after the answer | its version is the number after the first word |

use std::sync::LazyLock;

use crate::words::number_after;

/// What has a name and is no browser: command-line tools and HTTP libraries.
pub static TOOLS: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("tables/tools.tsv")));
/// What comes by itself. `.` stands for the name that it gives itself.
pub static ROBOTS: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("tables/robots.tsv")));
/// Browsers, apps and mail programs.
pub static BROWSERS: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("tables/browsers.tsv")));
/// Operating systems.
pub static SYSTEMS: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("tables/systems.tsv")));
/// Sorts of device, by the words under which they are stored.
pub static KINDS: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("tables/kinds.tsv")));
/// Models of Android devices, or how they begin, each with the sort that it is. It is asked of the
/// model alone.
pub static MODELS: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("tables/models.tsv")));
/// Brands of the client hints, the most telling first.
pub static BRANDS: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("tables/brands.tsv")));

/// One of the tables.
pub struct Table(Vec<Line>);

/// What a table answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub name: &'static str,
    pub version: Option<String>,
}

struct Line {
    name: &'static str,
    versioned: bool,
    words: Vec<Word>,
}

enum Word {
    Within(&'static str),
    First(&'static str),
    Nowhere(&'static str),
    /// Like [`Word::Within`], with letters left open.
    OpenWithin(&'static str),
    /// Like [`Word::Nowhere`], with letters left open.
    OpenNowhere(&'static str),
}

impl Table {
    /// A line that is none is left out: a test finds it before anyone does.
    fn read(text: &'static str) -> Self {
        Self(text.lines().filter_map(Line::read).collect())
    }

    /// The answer of the first line that fits.
    pub fn answer(&self, text: &str) -> Option<Answer> {
        let line = self.0.iter().find(|line| line.fits(text))?;
        let version = match line.words.first() {
            Some(Word::Within(word) | Word::First(word)) if line.versioned => number_after(text, word),
            _ => None,
        };
        Some(Answer { name: line.name, version })
    }

    /// The name on the first line that stands for exactly one of `texts`, and which of them that is.
    pub fn best<'a>(&self, texts: &[&'a str]) -> Option<(&'static str, &'a str)> {
        self.0.iter().find_map(|line| texts.iter().find(|text| line.is(text)).map(|text| (line.name, *text)))
    }
}

impl Line {
    fn read(line: &'static str) -> Option<Self> {
        if line.starts_with('#') {
            return None;
        }
        let (name, words) = line.split_once('\t')?;
        let (name, versioned) = name.strip_suffix(" *").map_or((name, false), |name| (name, true));
        Some(Self { name, versioned, words: words.split(" & ").map(Word::read).collect() })
    }

    fn fits(&self, text: &str) -> bool {
        self.words.iter().all(|word| match word {
            Word::Within(word) => text.contains(word),
            Word::First(word) => begins(text.as_bytes(), word),
            Word::Nowhere(word) => !text.contains(word),
            Word::OpenWithin(word) => has_like(text, word),
            Word::OpenNowhere(word) => !has_like(text, word),
        })
    }

    fn is(&self, text: &str) -> bool {
        matches!(self.words.as_slice(), [Word::Within(word)] if *word == text)
    }
}

impl Word {
    fn read(word: &'static str) -> Self {
        let open = word.contains(['#', '@']);
        match (word.strip_prefix('^'), word.strip_prefix('!')) {
            (Some(word), _) => Self::First(word),
            (_, Some(word)) if open => Self::OpenNowhere(word),
            (_, Some(word)) => Self::Nowhere(word),
            _ if open => Self::OpenWithin(word),
            _ => Self::Within(word),
        }
    }
}

/// Whether something like `word` stands in `text`.
fn has_like(text: &str, word: &str) -> bool {
    text.as_bytes().windows(word.len()).any(|part| begins(part, word))
}

fn begins(text: &[u8], word: &str) -> bool {
    text.len() >= word.len()
        && text.iter().zip(word.bytes()).all(|(letter, wanted)| match wanted {
            b'#' => letter.is_ascii_digit(),
            b'@' => letter.is_ascii_uppercase(),
            wanted => *letter == wanted,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DeviceKind;

    #[test]
    fn every_line_of_every_table_can_be_read() {
        for (table, text) in [
            (&TOOLS, include_str!("tables/tools.tsv")),
            (&ROBOTS, include_str!("tables/robots.tsv")),
            (&BROWSERS, include_str!("tables/browsers.tsv")),
            (&SYSTEMS, include_str!("tables/systems.tsv")),
            (&KINDS, include_str!("tables/kinds.tsv")),
            (&MODELS, include_str!("tables/models.tsv")),
            (&BRANDS, include_str!("tables/brands.tsv")),
        ] {
            assert_eq!(table.0.len(), text.lines().filter(|line| !line.starts_with('#')).count());
            for line in &table.0 {
                assert!(!line.name.is_empty() && !line.words.is_empty(), "{}", line.name);
                let first = line.words.first();
                assert!(!line.versioned || matches!(first, Some(Word::Within(_) | Word::First(_))), "{}", line.name);
            }
        }
    }

    #[test]
    fn every_kind_of_the_tables_is_one() {
        for line in KINDS.0.iter().chain(&MODELS.0) {
            assert_eq!(DeviceKind::from_stored(line.name).as_str(), line.name);
        }
    }

    #[test]
    fn words_are_looked_for_as_the_table_says() {
        let table = Table::read("# Remark.\nFirst *\t^First/\nBoth\tone & two & !three\nLast *\tlast/");
        let name = |text| table.answer(text).map(|answer| (answer.name, answer.version));
        assert_eq!(name("First/12.5 last/3"), Some(("First", Some("12".to_owned()))));
        assert_eq!(name("two one"), Some(("Both", None)));
        assert_eq!(name("two one three last/x"), Some(("Last", None)));
        assert_eq!(name("not First/1"), None);
    }

    #[test]
    fn a_word_may_leave_digits_and_capitals_open() {
        let table = Table::read("Set\t^##@\nScreen\tLED##\nPad\tpad & !x#");
        let name = |text| table.answer(text).map(|answer| answer.name);
        assert_eq!(name("43U600KD"), Some("Set"));
        assert_eq!(name("TF-LED32S59"), Some("Screen"));
        assert_eq!(name("padx"), Some("Pad"));
        for text in ["", "4", "43", "43u", "a43U", "LED", "LED3", "LEDéé", "pad x1"] {
            assert_eq!(name(text), None, "{text}");
        }
    }
}
