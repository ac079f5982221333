//! Which passwords are good enough, and what is said of them.

use secrecy::{ExposeSecret, SecretString};
use zxcvbn::{
    Entropy, Score,
    feedback::{Feedback, Suggestion, Warning},
    zxcvbn,
};

use crate::{
    error::AppError,
    model::{Language, PasswordAdvice},
    server::email_address::EmailAddress,
    t,
    texts::Message,
};

/// ASVS 6.2.1 and 6.2.9 (which asks for at least 64): in characters of any kind.
const SHORTEST: usize = 8;
pub const LONGEST: usize = 128;

/// How many characters are judged. zxcvbn takes longer than linear time, and on a text made for it
/// more than a second for 100 of them; a password that begins well is not made worse by the rest.
const JUDGED: usize = 32;

pub fn check_length(password: &SecretString) -> Result<(), AppError> {
    // Counting stops at the first character too many: the text may be long.
    match password.expose_secret().chars().take(LONGEST + 1).count() {
        0 => Err(AppError::PasswordMissing),
        length if length < SHORTEST => Err(AppError::PasswordTooShort),
        length if length > LONGEST => Err(AppError::PasswordTooLong),
        _ => Ok(()),
    }
}

/// Refuses what is among the first 10^6 guesses: the common passwords and what resembles them
/// (ASVS 6.2.4), and words of this very account (ASVS 6.2.11).
pub fn check_strength(password: &SecretString, email: &EmailAddress) -> Result<(), AppError> {
    if judged(password, Some(email)).score() < Score::Two { Err(AppError::PasswordTooCommon) } else { Ok(()) }
}

/// What is said of a password while it is typed: what sending it would, and more where it is good enough.
pub fn advice(password: &SecretString, email: Option<&EmailAddress>, language: Language) -> PasswordAdvice {
    if let Err(error) = check_length(password) {
        return PasswordAdvice { score: 0, words: error.text(language) };
    }
    let judged = judged(password, email);
    let verdict = match judged.score() {
        Score::Zero | Score::One => t!(language; "strength-weak"),
        Score::Two => t!(language; "strength-fair"),
        Score::Three => t!(language; "strength-good"),
        _ => t!(language; "strength-strong"),
    };
    let feedback = judged.feedback();
    let warning = feedback.and_then(Feedback::warning).map(why);
    let suggestion = feedback.and_then(|feedback| feedback.suggestions().first()).map(|first| how(*first));
    let hints = [warning, suggestion].into_iter().flatten().map(|hint| hint.text(language));
    let words: Vec<_> = std::iter::once(verdict).chain(hints).collect();
    PasswordAdvice { score: u8::from(judged.score()), words: words.join(" ") }
}

/// Why it is easy to guess.
fn why(it: Warning) -> Message {
    match it {
        Warning::StraightRowsOfKeysAreEasyToGuess => Message::new("strength-why-rows"),
        Warning::ShortKeyboardPatternsAreEasyToGuess => Message::new("strength-why-keyboard"),
        Warning::RepeatsLikeAaaAreEasyToGuess => Message::new("strength-why-repeats"),
        Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => Message::new("strength-why-patterns"),
        Warning::ThisIsATop10Password => Message::new("strength-why-top-10"),
        Warning::ThisIsATop100Password => Message::new("strength-why-top-100"),
        Warning::ThisIsACommonPassword => Message::new("strength-why-common"),
        Warning::ThisIsSimilarToACommonlyUsedPassword => Message::new("strength-why-similar"),
        Warning::SequencesLikeAbcAreEasyToGuess => Message::new("strength-why-sequences"),
        Warning::RecentYearsAreEasyToGuess => Message::new("strength-why-years"),
        Warning::AWordByItselfIsEasyToGuess => Message::new("strength-why-word"),
        Warning::DatesAreOftenEasyToGuess => Message::new("strength-why-dates"),
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess => Message::new("strength-why-name"),
        Warning::CommonNamesAndSurnamesAreEasyToGuess => Message::new("strength-why-names"),
    }
}

/// What would make it better.
fn how(it: Suggestion) -> Message {
    match it {
        Suggestion::UseAFewWordsAvoidCommonPhrases => Message::new("strength-how-words"),
        Suggestion::NoNeedForSymbolsDigitsOrUppercaseLetters => Message::new("strength-how-symbols"),
        Suggestion::AddAnotherWordOrTwo => Message::new("strength-how-add"),
        Suggestion::CapitalizationDoesntHelpVeryMuch => Message::new("strength-how-capitals"),
        Suggestion::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase => Message::new("strength-how-uppercase"),
        Suggestion::ReversedWordsArentMuchHarderToGuess => Message::new("strength-how-reversed"),
        Suggestion::PredictableSubstitutionsDontHelpVeryMuch => Message::new("strength-how-substitutions"),
        Suggestion::UseALongerKeyboardPatternWithMoreTurns => Message::new("strength-how-keyboard"),
        Suggestion::AvoidRepeatedWordsAndCharacters => Message::new("strength-how-repeats"),
        Suggestion::AvoidSequences => Message::new("strength-how-sequences"),
        Suggestion::AvoidRecentYears => Message::new("strength-how-years"),
        Suggestion::AvoidYearsThatAreAssociatedWithYou => Message::new("strength-how-own-years"),
        Suggestion::AvoidDatesAndYearsThatAreAssociatedWithYou => Message::new("strength-how-own-dates"),
    }
}

fn judged(password: &SecretString, email: Option<&EmailAddress>) -> Entropy {
    let apart = ['@', '.', '+', '-', '_'];
    // And as it was typed: the key has another form of a domain that isn't ASCII.
    let typed = email.map(|email| email.as_str().to_lowercase()).unwrap_or_default();
    let key = email.map(EmailAddress::key).unwrap_or_default();
    let local_part = key.split('@').next().unwrap_or_default();
    let words: Vec<&str> = key
        .split(apart)
        .chain([key, local_part, "latchkey"])
        .chain(typed.split(apart))
        .filter(|word| !word.is_empty())
        .collect();
    let password = password.expose_secret();
    let judged = &password[..password.char_indices().nth(JUDGED).map_or(password.len(), |(end, _)| end)];
    zxcvbn(judged, &words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(password: &str) -> PasswordAdvice {
        advice(&password.into(), Some(&"grace.hopper@example.com".parse().unwrap()), Language::En)
    }

    #[test]
    fn advice_agrees_with_what_is_accepted_and_says_why_in_words() {
        let email: EmailAddress = "grace.hopper@example.com".parse().unwrap();
        for password in [
            "short",
            "password1",
            "qwertyuiop",
            "grace.hopper",
            "Tr0ub4dour&3",
            "correct horse battery staple",
            &"a".repeat(200),
        ] {
            let secret = SecretString::from(password);
            let accepted = check_length(&secret).and_then(|()| check_strength(&secret, &email)).is_ok();
            assert_eq!(said(password).score >= 2, accepted, "{password}");
        }
        assert_eq!(said("short").words, "Use at least 8 characters.");
        assert_eq!(said("password1").words.split_inclusive('.').next(), Some("Easy to guess."));
        assert!(said("password1").words.len() > "Easy to guess. ".len(), "and why");
        assert_eq!(said("acid tulip remark cobra zesty").words, "Strong.");
        assert!(
            advice(&"grace.hopper".into(), None, Language::En).score > said("grace.hopper").score,
            "it knows whose it is"
        );
    }
}
