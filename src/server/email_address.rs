//! Email addresses.

use std::{fmt, str::FromStr};

use email_address::{EmailAddress as Parsed, Options};
use idna::AsciiDenyList;

/// An address that has the form of one (RFC 5322), as it was typed.
///
/// Its domain has one more form, in ASCII (UTS 46): browsers send that where a person typed another,
/// and mail servers understand it. By it addresses are compared and written to.
///
/// Its `Debug` shows nothing of it: addresses don't belong in logs.
#[derive(Clone)]
pub struct EmailAddress {
    typed: String,
    key: String,
}

/// The text has not the form of an email address.
#[derive(Debug, thiserror::Error)]
#[error("malformed email address")]
pub struct MalformedEmail;

impl EmailAddress {
    /// As it was typed, to show.
    pub fn as_str(&self) -> &str {
        &self.typed
    }

    /// To write to: as it was typed, with the domain in ASCII.
    pub fn to_ascii(&self) -> String {
        ascii_form(&self.typed).unwrap_or_else(|| self.typed.clone())
    }

    /// What two addresses are compared by. The part before the @ may be case-sensitive by
    /// RFC 5321, section 2.4; no provider in use makes it so, and people don't expect it. Only ASCII is
    /// folded: by Unicode's rules a Kelvin sign is a 'k', and one person's address another's.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The key that earlier versions kept: the domain as it was typed.
    pub fn former_key(&self) -> String {
        self.typed.to_lowercase()
    }

    /// A stored address. Earlier versions accepted domains that have no ASCII form; people with such an address
    /// must not be locked out.
    ///
    /// # Errors
    /// If the text has not the form of an address.
    pub fn from_stored(text: &str) -> Result<Self, MalformedEmail> {
        text.parse().or_else(|_| {
            check(text)?;
            Ok(Self { typed: text.to_owned(), key: text.to_lowercase() })
        })
    }
}

/// A domain in ASCII, and in lower case, if it has such a form. What stands for several characters may
/// become some that no name of a host has, such as a slash; in ASCII they are for others to judge.
pub fn ascii_domain(domain: &str) -> Option<String> {
    let denied = if domain.is_ascii() { AsciiDenyList::EMPTY } else { AsciiDenyList::STD3 };
    let ascii = idna::domain_to_ascii_cow(domain.as_bytes(), denied).ok()?;
    Some(ascii.into_owned())
}

/// An address with its domain in ASCII. The part before the @ stays as it is.
fn ascii_form(address: &str) -> Option<String> {
    let (local, domain) = address.rsplit_once('@')?;
    Some(format!("{local}@{}", ascii_domain(domain)?))
}

fn check(address: &str) -> Result<(), MalformedEmail> {
    let options = Options::default().with_required_tld().without_display_text().without_domain_literal();
    Parsed::parse_with_options(address, options).map_err(|_| MalformedEmail)?;
    // What no email can be sent to is no use here.
    address.parse::<lettre::Address>().map(|_| ()).map_err(|_| MalformedEmail)
}

impl FromStr for EmailAddress {
    type Err = MalformedEmail;

    fn from_str(text: &str) -> Result<Self, MalformedEmail> {
        let typed = text.trim();
        let ascii = ascii_form(typed).ok_or(MalformedEmail)?;
        check(&ascii)?;
        Ok(Self { typed: typed.to_owned(), key: ascii.to_ascii_lowercase() })
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_compare_without_case_and_space() {
        let [a, b] = [" Ada@Example.com ", "ada@EXAMPLE.com"].map(|text| text.parse::<EmailAddress>().unwrap());
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
                let Ok(email) = text.parse::<EmailAddress>() else { continue };
                let plain: EmailAddress = text.replace(other, ascii).parse().unwrap();
                assert_ne!(email.key(), plain.key(), "{text}");
                assert!(!email.key().is_ascii(), "{text}");
            }
        }
        assert!("\u{212a}im@example.com".parse::<EmailAddress>().is_ok(), "it is an address of its own");
    }

    #[test]
    fn a_domain_has_one_key_in_whatever_form_it_is_written() {
        for (typed, same) in [
            ("ada@bücher.example", "ada@xn--bcher-kva.example"),
            ("ada@BÜCHER.example", "ada@XN--BCHER-KVA.example"),
            ("ada@bu\u{308}cher.example", "ada@xn--bcher-kva.example"),
            ("ada@straße.example", "ada@xn--strae-oqa.example"),
            ("ada@例え.テスト", "ada@xn--r8jz45g.xn--zckzah"),
            ("ada@例え。テスト", "ada@xn--r8jz45g.xn--zckzah"),
            ("ada@EXAMPLE。COM", "ada@example.com"),
            ("ada@ｅｘａｍｐｌｅ.com", "ada@example.com"),
        ] {
            let [a, b] = [typed, same].map(|text| text.parse::<EmailAddress>().unwrap());
            assert_eq!(a.key(), b.key(), "{typed}");
            assert_eq!((a.as_str(), a.to_ascii()), (typed, same.to_lowercase()));
        }
        let local = "Ünal@bücher.example".parse::<EmailAddress>().unwrap();
        assert_eq!(local.to_ascii(), "Ünal@xn--bcher-kva.example", "the part before the @ is the person's");
    }

    #[test]
    fn a_domain_that_is_none_in_ascii_is_refused_and_one_that_was_kept_stays() {
        for text in ["ada@xn--zzzzzz.example", "ada@a℀b.example", &format!("ada@{}.example", "üж例".repeat(20))] {
            assert!(text.parse::<EmailAddress>().is_err(), "{text}");
        }
        assert!(EmailAddress::from_stored("ada@xn--zzzzzz.example").is_ok());
        assert!(EmailAddress::from_stored("nobody").is_err());
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in ["", "ada", "ada@", "@example.com", "ada@example", "a b@example.com", "Ada <ada@example.com>"] {
            assert!(text.parse::<EmailAddress>().is_err(), "{text}");
        }
        assert!(format!("{}@example.com", "a".repeat(65)).parse::<EmailAddress>().is_err());
    }
}
