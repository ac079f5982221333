//! An email as it leaves: what is said, between the headers that mail servers ask for.

use std::time::{Duration, SystemTime};

use lettre::{
    Address, Message,
    address::Envelope,
    message::{
        Body, Mailbox, MultiPart, SinglePart,
        header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
    },
};

use super::{content::EmailContent, seal::NotSealed};
use crate::{
    model::Timestamp,
    server::{
        email_address::{EmailAddress, ascii_domain},
        ids::{EmailId, NoRandomness},
    },
};

/// An email, ready to be handed over.
pub struct Outgoing {
    pub id: EmailId,
    pub envelope: Envelope,
    pub bytes: Vec<u8>,
}

/// Why an email can't be written.
#[derive(Debug, thiserror::Error)]
pub enum Unwritable {
    #[error(transparent)]
    Address(#[from] lettre::address::AddressError),
    #[error(transparent)]
    Message(#[from] lettre::error::Error),
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
    #[error(transparent)]
    Sealing(#[from] NotSealed),
}

/// Writes the email. Each time it is handed over, it has the same Message-ID, by which a server recognises one
/// that it has already.
///
/// # Errors
/// If an address can't stand in a header.
pub fn compose(
    from: &Mailbox,
    to: &EmailAddress,
    content: &EmailContent,
    id: EmailId,
    site: &str,
    now: Timestamp,
) -> Result<Vec<u8>, Unwritable> {
    let message = Message::builder()
        // RFC 5322, section 3.6.4: unique by a domain of ours. Without one, large providers refuse.
        .message_id(Some(format!("<{id}@{}>", from.email.domain())))
        .date(date(now))
        .from(from.clone())
        .to(Mailbox::new(None, to.to_ascii().parse()?))
        .subject(&content.subject)
        // RFC 3282: screen readers and translators go by it.
        .raw_header(header("Content-Language", content.language.tag()))
        // RFC 3834, section 5: no program answers it; and Exchange by a header of its own.
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .raw_header(header("X-Auto-Response-Suppress", "All"))
        .multipart(
            MultiPart::alternative()
                .singlepart(plain(content.text(site)))
                .singlepart(SinglePart::html(content.html(site))),
        )?;
    Ok(message.formatted())
}

/// RFC 5322, section 2.1.1.
const LONGEST_LINE: usize = 998;

/// The plain text. In ASCII it goes as it is, so that a link can be copied even from the file: quoted-printable breaks
/// long lines. Text in other scripts is encoded, since not every server takes eight bits.
fn plain(text: String) -> SinglePart {
    let goes_as_it_is = text.is_ascii() && text.lines().all(|line| line.len() <= LONGEST_LINE);
    let body = if goes_as_it_is {
        let lines = text.lines().collect::<Vec<_>>().join("\r\n") + "\r\n";
        Body::dangerous_pre_encoded(lines.into_bytes(), ContentTransferEncoding::SevenBit)
    } else {
        Body::new(text)
    };
    SinglePart::builder().header(ContentType::TEXT_PLAIN).body(body)
}

/// The sender, with its domain in ASCII: not every server takes another.
///
/// # Errors
/// If the domain has no such form.
pub fn ascii_sender(from: Mailbox) -> Result<Mailbox, lettre::address::AddressError> {
    let Some(domain) = ascii_domain(from.email.domain()) else {
        return Err(lettre::address::AddressError::InvalidDomain);
    };
    let email = Address::new(from.email.user(), domain)?;
    Ok(Mailbox::new(from.name, email))
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn date(now: Timestamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(now.millis()).unwrap_or_default())
}
