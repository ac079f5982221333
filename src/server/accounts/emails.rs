//! The emails to people. They contain only one-time links to this site.

use time::macros::format_description;

use crate::{
    model::{Flag, Precision, Timestamp, isolated},
    server::{
        email_address::EmailAddress,
        mail::{Kind, content::EmailContent},
        storage::RequestSource,
    },
};

pub fn confirm_sign_up(link: &str) -> EmailContent {
    EmailContent {
        kind: Kind::SignUp,
        subject: "Confirm your email address",
        paragraphs: vec!["Somebody, most likely you, asked for a Latchkey account with this address.".into()],
        action: Some(("Make the account (within 30 minutes; it asks for the password you chose)", link.into())),
        closing: vec!["If it wasn't you, there is nothing to do: without the link no account is made.".into()],
        ..EmailContent::default()
    }
}

/// `kind`: the kind of email that this one replaces.
pub fn already_signed_up(site: &str, kind: Kind) -> EmailContent {
    EmailContent {
        kind,
        subject: "You have an account already",
        paragraphs: vec![
            "Somebody, most likely you, asked for a Latchkey account with this address. There is one already.".into(),
        ],
        action: Some(("Sign in, or ask for a new password there", format!("{site}sign-in"))),
        closing: vec!["If it wasn't you, there is nothing to do.".into()],
        ..EmailContent::default()
    }
}

pub fn confirm_email(link: &str) -> EmailContent {
    EmailContent {
        kind: Kind::EmailChange,
        subject: "Confirm your new email address",
        paragraphs: vec!["You asked to use this address for your Latchkey account.".into()],
        action: Some(("Use this address (within 30 minutes)", link.into())),
        closing: vec!["If you didn't ask for it, there is nothing to do.".into()],
        ..EmailContent::default()
    }
}

/// `site`: where the program is reached.
pub fn email_change_asked(new: &EmailAddress, site: &str) -> EmailContent {
    EmailContent {
        kind: Kind::EmailChangeAsked,
        subject: "Somebody asked to change your email address",
        paragraphs: vec![format!(
            "Somebody, most likely you, asked to use the address {} for your Latchkey account instead of this one. An email about it was sent there.",
            isolated(new.as_str())
        )],
        action: Some(("Change your password", format!("{site}account/password"))),
        closing: vec![
            "If it wasn't you, change your password now. That cancels the request. If it was, there is nothing to do."
                .into(),
        ],
        ..EmailContent::default()
    }
}

pub fn reset_password(link: &str) -> EmailContent {
    EmailContent {
        kind: Kind::Reset,
        subject: "Reset your password",
        paragraphs: vec!["Somebody, most likely you, asked to reset the password of your Latchkey account.".into()],
        action: Some(("Choose a new password (within 30 minutes; it signs out every device)", link.into())),
        closing: vec!["If it wasn't you, there is nothing to do: the password stays as it is.".into()],
        ..EmailContent::default()
    }
}

/// To a person who disowned a device: somebody else knows the password.
pub fn reset_after_disowning(link: &str) -> EmailContent {
    EmailContent {
        kind: Kind::ResetAfterDisowning,
        subject: "Choose a new password",
        paragraphs: vec![
            "You signed out a device that isn't yours. The person who used it knows your password, so choose a new one now."
                .into(),
        ],
        action: Some(("Choose a new password (within 30 minutes; it signs out every device)", link.into())),
        ..EmailContent::default()
    }
}

/// `link` signs the device out, if it could be stored; `recognise` confirms it; `flags` says what else is unusual.
pub fn new_device(
    link: Option<String>,
    recognise: Option<String>,
    source: &RequestSource,
    flags: &[Flag],
    is_new: bool,
    at: Timestamp,
) -> EmailContent {
    let mut facts = vec![("Device", isolated(&source.device_name))];
    facts.extend(location(source));
    facts.push(("Time", utc(at)));
    if !flags.is_empty() {
        let words: Vec<_> = flags.iter().map(|flag| flag.label()).collect();
        facts.push(("Unusual", words.join(", ")));
    }
    let (subject, paragraph) = if is_new {
        ("A new device signed in", "A device that was never seen before signed in to your Latchkey account.")
    } else {
        ("An unusual sign-in", "One of your devices signed in to your Latchkey account in an unusual way.")
    };
    let closing = match link {
        Some(_) if is_new => {
            "Until it is confirmed, this device can't sign your other devices out or change the account. Each link works once, for a week."
        }
        Some(_) => {
            "If it was you, say so on the device's page in Latchkey and it won't be flagged again. The link works once, within a week."
        }
        None => "If it wasn't you, ask for a new password on the sign-in page at once: that signs out every device.",
    };
    EmailContent {
        kind: Kind::NewDevice,
        subject,
        paragraphs: vec![paragraph.into()],
        facts,
        action: link.map(|link| ("This wasn't me: sign it out", link)),
        other_action: recognise.map(|link| ("This was me: confirm the device", link)),
        closing: vec![closing.into()],
    }
}

/// `site`: where the program is reached.
pub fn password_changed(source: &RequestSource, site: &str) -> EmailContent {
    EmailContent {
        kind: Kind::PasswordChanged,
        subject: "Your password was changed",
        paragraphs: vec![format!(
            "The password of your Latchkey account was changed on {}.",
            isolated(&source.device_name)
        )],
        facts: location(source).into_iter().collect(),
        action: Some(("This wasn't me: choose a new password", format!("{site}password/forgotten"))),
        closing: vec!["If it was you, there is nothing to do. A new password by email signs out every device.".into()],
        ..EmailContent::default()
    }
}

pub fn recognise(link: &str, source: &RequestSource) -> EmailContent {
    let mut facts = vec![("Device", isolated(&source.device_name))];
    facts.extend(location(source));
    EmailContent {
        kind: Kind::Recognise,
        subject: "Confirm a device",
        paragraphs: vec![
            "Somebody who is signed in to your Latchkey account asked for a link that confirms this device as yours."
                .into(),
        ],
        facts,
        action: Some(("This was me: confirm the device (works once, for a week)", link.into())),
        closing: vec!["If it wasn't you, don't open the link. Sign the device out and choose a new password.".into()],
        ..EmailContent::default()
    }
}

pub fn reset_after_undo(link: &str) -> EmailContent {
    EmailContent {
        kind: Kind::ResetAfterDisowning,
        subject: "Choose a new password",
        paragraphs: vec![
            "Your Latchkey account has this address again, and every device is signed out. The person who changed the address knew your password, so choose a new one now.".into(),
        ],
        action: Some(("Choose a new password (within 30 minutes)", link.into())),
        ..EmailContent::default()
    }
}

/// `undo`: a link that restores this address.
pub fn email_changed(new: &EmailAddress, undo: Option<String>) -> EmailContent {
    EmailContent {
        kind: Kind::EmailChanged,
        subject: "Your email address was changed",
        paragraphs: vec![format!(
            "Your Latchkey account now uses the address {}, no longer this one.",
            isolated(new.as_str())
        )],
        closing: undo
            .is_some()
            .then(|| "If it was you, there is nothing to do. The link works for a week, and only once.".into())
            .into_iter()
            .collect(),
        action: undo.map(|link| ("This wasn't me: restore this address and sign out every device", link)),
        ..EmailContent::default()
    }
}

/// The location, unless the person wants none stored.
fn location(source: &RequestSource) -> Option<(&'static str, String)> {
    let kept = source.location.precision != Precision::None;
    kept.then(|| ("Location", isolated(&source.location.label.english())))
}

/// A time in UTC: the person's time zone is not known.
fn utc(at: Timestamp) -> String {
    let format = format_description!("[day padding:none] [month repr:long] [year] at [hour]:[minute] UTC");
    time::UtcDateTime::from_unix_timestamp(at.seconds()).ok().and_then(|at| at.format(&format).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_to_left_address_leaves_the_sentence_around_it_in_order() {
        let new: EmailAddress = "דוא@דוגמה.example".parse().unwrap();
        for content in [email_changed(&new, None), email_change_asked(&new, "http://localhost/")] {
            assert!(content.text().contains("\u{2068}דוא@דוגמה.example\u{2069}"), "{}", content.text());
            assert!(content.html().contains("\u{2068}דוא@דוגמה.example\u{2069}"), "{}", content.html());
        }
        let plain: EmailAddress = "ada@example.com".parse().unwrap();
        assert!(email_changed(&plain, None).text().contains("the address ada@example.com, no longer"));
    }
}
