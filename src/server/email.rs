//! E-mail addresses.

use std::{fmt, str::FromStr};

use email_address::{EmailAddress, Options};

/// An address that has the form of one (RFC 5322), as it was typed.
///
/// Its `Debug` shows nothing of it: addresses don't belong in logs.
#[derive(Clone)]
pub struct Email {
    typed: String,
    key: String,
}

/// The text has not the form of an e-mail address.
#[derive(Debug, thiserror::Error)]
#[error("malformed e-mail address")]
pub struct MalformedEmail;

impl Email {
    /// As it was typed, to show and to write to.
    pub fn as_str(&self) -> &str {
        &self.typed
    }

    /// What two addresses are compared by. The part before the @ may be case-sensitive by
    /// RFC 5321, section 2.4; no provider in use makes it so, and people don't expect it. Only ASCII is
    /// folded: by Unicode's rules a Kelvin sign is a 'k', and one person's address another's.
    pub fn key(&self) -> &str {
        &self.key
    }
}

impl FromStr for Email {
    type Err = MalformedEmail;

    fn from_str(text: &str) -> Result<Self, MalformedEmail> {
        let typed = text.trim();
        let options = Options::default().with_required_tld().without_display_text().without_domain_literal();
        EmailAddress::parse_with_options(typed, options).map_err(|_| MalformedEmail)?;
        // What no letter can be sent to is no use here.
        typed.parse::<lettre::Address>().map_err(|_| MalformedEmail)?;
        Ok(Self { typed: typed.to_owned(), key: typed.to_ascii_lowercase() })
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_compare_without_case_and_space() {
        let [a, b] = [" Ada@Example.com ", "ada@EXAMPLE.com"].map(|text| text.parse::<Email>().unwrap());
        assert_eq!(a.key(), b.key());
        assert_eq!(a.as_str(), "Ada@Example.com");
    }

    #[test]
    fn no_letter_outside_ascii_passes_for_one_inside() {
        // Kelvin sign, long s, dotted and dotless i, full width.
        for (other, ascii) in
            [("\u{212a}", "k"), ("\u{17f}", "s"), ("\u{130}", "i"), ("\u{131}", "i"), ("\u{ff4b}", "k")]
        {
            for text in [format!("{other}im@example.com"), format!("ada.{other}@example.com")] {
                let Ok(email) = text.parse::<Email>() else { continue };
                let plain: Email = text.replace(other, ascii).parse().unwrap();
                assert_ne!(email.key(), plain.key(), "{text}");
                assert!(!email.key().is_ascii(), "{text}");
            }
        }
        assert!("\u{212a}im@example.com".parse::<Email>().is_ok(), "it is an address of its own");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in ["", "ada", "ada@", "@example.com", "ada@example", "a b@example.com", "Ada <ada@example.com>"] {
            assert!(text.parse::<Email>().is_err(), "{text}");
        }
        assert!(format!("{}@example.com", "a".repeat(65)).parse::<Email>().is_err());
    }
}
