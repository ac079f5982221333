//! Characters that can't be seen.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Format characters (Unicode's category Cf), separators of lines, and fillers, but for what scripts and
/// emoji need.
pub fn is_invisible(c: char) -> bool {
    use GeneralCategory::{Format, LineSeparator, ParagraphSeparator};
    let category = matches!(c.general_category(), Format | LineSeparator | ParagraphSeparator);
    (category || is_filler(c)) && !shapes_others(c)
}

/// What shows nothing, whatever its category; and what Unicode keeps for more of that
/// (`Default_Ignorable_Code_Point`).
const fn is_filler(c: char) -> bool {
    matches!(c,
        '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{2065}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fff8}' | '\u{e0000}'..='\u{e0fff}')
}

/// What joins, parts, varies or places the characters beside it: Persian and the family of four need the
/// joiners, Hebrew and Arabic with numbers the marks of direction (which turn nothing around), Mongolian its
/// variants, and the flag of Scotland the tags.
pub const fn shapes_others(c: char) -> bool {
    matches!(c,
        '\u{61c}' | '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{200c}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0020}'..='\u{e007f}')
}
