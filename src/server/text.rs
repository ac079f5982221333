//! Characters that can't be seen.

/// Unicode's format characters (category Cf) and fillers, but for those that scripts and emoji need.
pub const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{115f}' | '\u{1160}'
        | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{200b}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e001f}'
        | '\u{e0080}'..='\u{e0fff}')
}

/// What joins, parts, varies or places the characters beside it: Persian and the family of four need the
/// joiners, Hebrew and Arabic with numbers the marks of direction (which turn nothing around), Mongolian its
/// variants, and the flag of Scotland the tags.
pub const fn shapes_others(c: char) -> bool {
    matches!(c,
        '\u{61c}' | '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{200c}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0020}'..='\u{e007f}')
}
