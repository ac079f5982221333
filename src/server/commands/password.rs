//! The password of a new account: prompted for at a terminal, else the first line of standard input.

use std::io::{self, BufRead, Read};

use secrecy::{ExposeSecret, SecretString};

use super::error::CommandError;

/// More than the longest password takes in UTF-8.
const LONGEST_LINE: u64 = 64 * 1024;
/// What some editors and shells put before a text in UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Asks for it at the terminal, twice, without showing it.
///
/// # Errors
/// If the two differ, or there is no terminal to ask at.
pub fn ask() -> Result<SecretString, CommandError> {
    let first = SecretString::from(rpassword::prompt_password("Password: ")?);
    if first.expose_secret().is_empty() {
        return Err(CommandError::NoPassword("it is empty"));
    }
    let second = SecretString::from(rpassword::prompt_password("Once more: ")?);
    if first.expose_secret() == second.expose_secret() {
        Ok(first)
    } else {
        Err(CommandError::NoPassword("the two differ"))
    }
}

/// Reads it as it is, including spaces, but without the line ending and a byte order mark.
///
/// # Errors
/// If there is none, or it is not UTF-8.
pub fn read(input: &mut (dyn BufRead + Send)) -> Result<SecretString, CommandError> {
    let mut line = String::new();
    input.take(LONGEST_LINE).read_line(&mut line).map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData => CommandError::NoPassword("standard input is not UTF-8"),
        _ => error.into(),
    })?;
    let line = SecretString::from(line);
    let text = line.expose_secret().strip_prefix(BYTE_ORDER_MARK).unwrap_or(line.expose_secret());
    let text = text.strip_suffix('\n').map_or(text, |text| text.strip_suffix('\r').unwrap_or(text));
    if text.is_empty() {
        return Err(CommandError::NoPassword("the first line of standard input is empty"));
    }
    Ok(SecretString::from(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_from(bytes: &[u8]) -> Result<String, String> {
        let read = read(&mut io::Cursor::new(bytes.to_vec()));
        read.map(|password| password.expose_secret().to_owned()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_password_is_what_stands_on_the_line_without_its_end_and_a_mark_before_it() {
        for (bytes, password) in [
            ("secret", "secret"),
            ("secret\n", "secret"),
            ("secret\r\n", "secret"),
            ("\u{feff}secret\r\n", "secret"),
            ("\u{feff}\u{feff}secret", "\u{feff}secret"),
            (" secret \r\r\n", " secret \r"),
            ("secret\nsecond line\n", "secret"),
            ("secret\r", "secret\r"),
        ] {
            assert_eq!(read_from(bytes.as_bytes()).unwrap(), password, "{bytes:?}");
        }
    }

    #[test]
    fn none_and_what_is_not_utf_8_are_refused_in_an_operators_words() {
        for bytes in ["", "\n", "\r\n", "\u{feff}", "\u{feff}\n"] {
            let message = read_from(bytes.as_bytes()).unwrap_err();
            assert!(message.contains("empty") && !message.contains("Enter"), "{message}");
        }
        // UTF-16, as some shells redirect.
        assert!(read_from(b"\xff\xfes\0e\0").unwrap_err().contains("UTF-8"));
    }
}
