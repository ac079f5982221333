//! Text that people wrote, within text of ours.

use super::Language;

/// A name within other text, where no element can isolate it: in labels and sentences.
///
/// Without it the punctuation after a right-to-left name moves to its other end (UAX #9, section 2.4.2).
/// In a language from right to left it is most names that run the other way. Marks that turn text around are left out:
/// they would reach beyond the name.
pub fn isolated_in(name: &str, language: Language) -> String {
    let name: String = name.chars().filter(|char| !turns_text(*char)).collect();
    let turns = language.is_right_to_left() || name.chars().any(is_right_to_left);
    if turns { format!("\u{2068}{name}\u{2069}") } else { name }
}

/// `Bidi_Control` (UAX #9, table 4).
const fn turns_text(char: char) -> bool {
    matches!(char, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The blocks whose characters are of `Bidi_Class` R, AL or AN.
const fn is_right_to_left(char: char) -> bool {
    matches!(char, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// A sentence from words that begin in the middle of one.
pub fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_to_left_name_is_isolated_and_turns_nothing_around() {
        assert_eq!(isolated_in("Work laptop (old)", Language::En), "Work laptop (old)");
        assert_eq!(isolated_in("הטלפון שלי!", Language::En), "\u{2068}הטלפון שלי!\u{2069}");
        assert_eq!(isolated_in("حاسوب (قديم)", Language::En), "\u{2068}حاسوب (قديم)\u{2069}");
        assert_eq!(isolated_in("a\u{202e}b\u{2066}", Language::En), "ab");
    }
}
