//! The emails to people. They contain only links to this site: at most two, the second one to look further.
//!
//! Each is one function, and each sentence is whole: nothing is put together from parts of sentences.

use time::macros::format_description;

use crate::{
    model::{Flag, Precision, Timestamp, isolated},
    paths,
    server::{
        config::Config,
        email_address::EmailAddress,
        location::Label,
        mail::{Kind, content::EmailContent},
        storage::RequestSource,
    },
};

/// The site that an email is from.
#[derive(Clone, Debug)]
pub struct Site {
    /// What it is called.
    name: String,
    /// Where it is reached, without a slash at the end.
    url: String,
}

impl Site {
    /// As `config` has it.
    pub fn of(config: &Config) -> Self {
        Self { name: config.site_name.clone(), url: config.public_url().as_str().trim_end_matches('/').to_owned() }
    }

    fn page(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }
}

/// Who did something, and when.
#[derive(Clone, Copy, Debug)]
pub struct Cause<'a> {
    pub by: &'a RequestSource,
    pub at: Timestamp,
}

/// A link that works until `expires_at`.
#[derive(Clone, Copy, Debug)]
pub struct Link<'a> {
    pub url: &'a str,
    pub expires_at: Timestamp,
}

/// A sign-in that a digest lists.
#[derive(Clone, Debug)]
pub struct SignIn {
    pub device: String,
    pub location: Option<Label>,
    pub flags: Vec<Flag>,
    pub at: Timestamp,
}

/// The most sign-ins that a digest lists one by one.
const LISTED: usize = 10;

/// For an operator who wants to know whether emails arrive.
pub fn test(site: &Site) -> EmailContent {
    EmailContent {
        kind: Kind::Notice,
        subject: format!("Test email from {}", site.name),
        paragraphs: vec![format!("This is a test. If you can read it, {} can send email.", site.name)],
        action: Some(("Open the site", site.page("/"))),
        closing: vec!["Check that the link leads to your own server.".into()],
        ..EmailContent::default()
    }
}

pub fn confirm_sign_up(site: &Site, link: Link<'_>) -> EmailContent {
    EmailContent {
        kind: Kind::SignUp,
        subject: format!("Confirm your email address for {}", site.name),
        paragraphs: vec![format!("Someone, most likely you, asked for an account at {} with this address.", site.name)],
        action: Some(("Confirm my email", link.url.into())),
        action_note: Some(format!(
            "The link works once, until {}. It asks for the password that you chose.",
            clock(link.expires_at)
        )),
        closing: vec!["If it wasn't you, ignore this email: without the link, no account is created.".into()],
        ..EmailContent::default()
    }
}

/// `kind`: the kind of email that this one replaces.
pub fn already_signed_up(site: &Site, email: &EmailAddress, kind: Kind) -> EmailContent {
    EmailContent {
        kind,
        subject: format!("You already have an account at {}", site.name),
        paragraphs: vec![format!(
            "Someone, most likely you, asked for an account at {} with this address. You already have one.",
            site.name
        )],
        facts: vec![account(email)],
        action: Some(("Sign in", site.page(paths::SIGN_IN))),
        other_action: Some(("Choose a new password", site.page(paths::FORGOTTEN))),
        closing: vec!["If it wasn't you, ignore this email: nothing was changed.".into()],
        ..EmailContent::default()
    }
}

pub fn confirm_email(site: &Site, link: Link<'_>) -> EmailContent {
    EmailContent {
        kind: Kind::EmailChange,
        subject: format!("Confirm your new email address for {}", site.name),
        paragraphs: vec![format!("You asked to use this address for your {} account.", site.name)],
        action: Some(("Confirm my email", link.url.into())),
        action_note: Some(format!("The link works once, until {}.", clock(link.expires_at))),
        closing: vec!["If you didn't ask for this, ignore this email: the address is not changed.".into()],
        ..EmailContent::default()
    }
}

/// To the current address.
pub fn email_change_asked(site: &Site, current: &EmailAddress, new: &EmailAddress, cause: Cause<'_>) -> EmailContent {
    let mut facts = vec![account(current), ("New address", isolated(new.as_str()))];
    facts.extend(circumstances(cause));
    EmailContent {
        kind: Kind::EmailChangeAsked,
        subject: format!("Someone asked to change the email address of your {} account", site.name),
        paragraphs: vec![format!(
            "Someone, most likely you, asked to use another address for your {} account. It is changed once a link that was sent there is opened.",
            site.name
        )],
        facts,
        action: Some(("Change your password", site.page(paths::CHANGE_PASSWORD))),
        action_note: Some("A new password cancels the request.".into()),
        other_action: Some(("See your devices", site.page(paths::DEVICES))),
        closing: vec!["If it was you, there is nothing to do here.".into()],
        ..EmailContent::default()
    }
}

/// `undo`: a link that restores the previous address, which this email goes to.
pub fn email_changed(
    site: &Site,
    previous: &EmailAddress,
    new: &EmailAddress,
    at: Timestamp,
    undo: Option<Link<'_>>,
) -> EmailContent {
    let facts =
        vec![("Old address", isolated(previous.as_str())), ("New address", isolated(new.as_str())), ("Time", time(at))];
    let action_note = undo.map(|link| {
        format!(
            "The link works once, until {}. It will restore this address and sign out every device.",
            date(link.expires_at)
        )
    });
    EmailContent {
        kind: Kind::EmailChanged,
        subject: format!("The email address of your {} account was changed", site.name),
        paragraphs: vec![format!("Your {} account no longer uses this address.", site.name)],
        facts,
        closing: action_note.iter().map(|_| "If it was you, there is nothing to do.".into()).collect(),
        action: undo.map(|link| ("Undo the change", link.url.into())),
        action_note,
        ..EmailContent::default()
    }
}

pub fn reset_password(site: &Site, email: &EmailAddress, link: Link<'_>, cause: Cause<'_>) -> EmailContent {
    let mut facts = vec![account(email)];
    facts.extend(circumstances(cause));
    EmailContent {
        kind: Kind::Reset,
        subject: format!("Reset your {} password", site.name),
        paragraphs: vec![format!(
            "Someone, most likely you, asked to reset the password of your {} account.",
            site.name
        )],
        facts,
        action: Some(("Choose a new password", link.url.into())),
        action_note: Some(reset_note(link)),
        closing: vec!["If it wasn't you, ignore this email: your password stays as it is.".into()],
        ..EmailContent::default()
    }
}

/// To a person who disowned a device: somebody else knows the password.
pub fn reset_after_disowning(site: &Site, email: &EmailAddress, link: Link<'_>) -> EmailContent {
    EmailContent {
        kind: Kind::ResetAfterDisowning,
        subject: format!("Choose a new password for {}", site.name),
        paragraphs: vec![
            "You signed out a device that isn't yours. The person who used it knows your password, so choose a new one now."
                .into(),
        ],
        facts: vec![account(email)],
        action: Some(("Choose a new password", link.url.into())),
        action_note: Some(reset_note(link)),
        ..EmailContent::default()
    }
}

pub fn reset_after_undo(site: &Site, email: &EmailAddress, link: Link<'_>) -> EmailContent {
    EmailContent {
        kind: Kind::ResetAfterDisowning,
        subject: format!("Choose a new password for {}", site.name),
        paragraphs: vec![
            format!("Your {} account has this address again, and every device is signed out.", site.name),
            "The person who changed the address knew your password, so choose a new one now.".into(),
        ],
        facts: vec![account(email)],
        action: Some(("Choose a new password", link.url.into())),
        action_note: Some(format!("The link works once, until {}.", clock(link.expires_at))),
        ..EmailContent::default()
    }
}

/// `signed_out`: how many other devices were.
pub fn password_changed(site: &Site, email: &EmailAddress, cause: Cause<'_>, signed_out: usize) -> EmailContent {
    let mut facts = vec![account(email)];
    facts.extend(circumstances(cause));
    let devices = match signed_out {
        0 => "No device".to_owned(),
        1 => "1 device".to_owned(),
        count => format!("{count} devices"),
    };
    facts.push(("Signed out", devices));
    EmailContent {
        kind: Kind::PasswordChanged,
        subject: format!("Your {} password was changed", site.name),
        paragraphs: vec![format!("The password of your {} account was changed.", site.name)],
        facts,
        is_warning: true,
        action: Some(("This wasn't me", site.page(paths::FORGOTTEN))),
        action_note: Some("Asks for a new password by email, which signs out every device.".into()),
        other_action: Some(("See your devices", site.page(paths::DEVICES))),
        closing: vec!["If it was you, there is nothing to do.".into()],
    }
}

/// `disown` signs the device out and `recognise` confirms it, if they could be stored; `flags` says what else is
/// unusual.
pub fn new_device(
    site: &Site,
    email: &EmailAddress,
    disown: Option<Link<'_>>,
    recognise: Option<Link<'_>>,
    cause: Cause<'_>,
    flags: &[Flag],
    is_new: bool,
) -> EmailContent {
    let mut facts = vec![account(email)];
    facts.extend(circumstances(cause));
    if !flags.is_empty() {
        let words: Vec<_> = flags.iter().map(|flag| flag.label()).collect();
        facts.push(("Unusual", words.join(", ")));
    }
    let (subject, paragraph) = if is_new {
        (
            format!("A new device signed in to {}", site.name),
            format!("A device that was never seen before signed in to your {} account.", site.name),
        )
    } else {
        (
            format!("An unusual sign-in to {}", site.name),
            format!("One of your devices signed in to your {} account in an unusual way.", site.name),
        )
    };
    let action_note = disown.map(|link| {
        format!(
            "'This wasn't me' asks once more, and signs the device out. It works once, until {}.",
            date(link.expires_at)
        )
    });
    let closing = match disown {
        Some(_) if is_new => {
            "Until it is confirmed, the device can't sign your other devices out or change your account."
        }
        Some(_) => "If it was you, say so on the device's page, and it won't be flagged again.",
        None => "If it wasn't you, choose a new password at once: that signs out every device.",
    };
    // Where no link could be stored, the pages are the way.
    let (action, other_action) = match disown {
        Some(link) => (
            ("This wasn't me", link.url.to_owned()),
            recognise.map_or_else(
                || ("See your devices", site.page(paths::DEVICES)),
                |link| ("This was me", link.url.to_owned()),
            ),
        ),
        None => {
            (("Choose a new password", site.page(paths::FORGOTTEN)), ("See your devices", site.page(paths::DEVICES)))
        }
    };
    EmailContent {
        kind: Kind::NewDevice,
        subject,
        paragraphs: vec![paragraph],
        facts,
        is_warning: true,
        action: Some(action),
        action_note,
        other_action: Some(other_action),
        closing: vec![closing.into()],
    }
}

/// The sign-ins of a while, of which no email of its own was sent.
pub fn more_devices(site: &Site, email: &EmailAddress, sign_ins: &[SignIn]) -> EmailContent {
    let mut facts = vec![account(email)];
    for sign_in in sign_ins.iter().take(LISTED) {
        let mut parts = vec![isolated(&sign_in.device)];
        parts.extend(sign_in.location.as_ref().map(|location| isolated(&location.english())));
        parts.push(time(sign_in.at));
        parts.extend(sign_in.flags.iter().filter(|flag| **flag != Flag::New).map(|flag| flag.label().to_owned()));
        facts.push(("Device", parts.join(" · ")));
    }
    if sign_ins.len() > LISTED {
        facts.push(("And", format!("{} more", sign_ins.len() - LISTED)));
    }
    let (subject, paragraph) = match sign_ins.len() {
        1 => (
            format!("1 more device signed in to {}", site.name),
            format!("Since the last email, 1 more device signed in to your {} account.", site.name),
        ),
        count => (
            format!("{count} more devices signed in to {}", site.name),
            format!("Since the last email, {count} more devices signed in to your {} account.", site.name),
        ),
    };
    EmailContent {
        kind: Kind::NewDevice,
        subject,
        paragraphs: vec![paragraph],
        facts,
        is_warning: true,
        action: Some(("Choose a new password", site.page(paths::FORGOTTEN))),
        action_note: Some("If you don't know these devices: a new password signs all of them out.".into()),
        other_action: Some(("See your devices", site.page(paths::DEVICES))),
        closing: vec!["If they are yours, confirm them on the page of your devices.".into()],
    }
}

pub fn recognise(site: &Site, email: &EmailAddress, link: Link<'_>, cause: Cause<'_>) -> EmailContent {
    let mut facts = vec![account(email)];
    facts.extend(circumstances(cause));
    EmailContent {
        kind: Kind::Recognise,
        subject: format!("Confirm a device for {}", site.name),
        paragraphs: vec![format!(
            "Someone who is signed in to your {} account asked for a link that confirms this device as yours.",
            site.name
        )],
        facts,
        action: Some(("This was me", link.url.into())),
        action_note: Some(format!("The link works once, until {}.", date(link.expires_at))),
        other_action: Some(("See your devices", site.page(paths::DEVICES))),
        closing: vec![
            "If it wasn't you, don't open the first link. Sign the device out and choose a new password.".into(),
        ],
        ..EmailContent::default()
    }
}

fn reset_note(link: Link<'_>) -> String {
    format!("The link works once, until {}. All your devices will be signed out.", clock(link.expires_at))
}

/// Whose account it is about.
fn account(email: &EmailAddress) -> (&'static str, String) {
    ("Account", isolated(email.as_str()))
}

/// On what device, where and when. The location only if the person wants one stored.
fn circumstances(Cause { by, at }: Cause<'_>) -> Vec<(&'static str, String)> {
    let mut facts = vec![("Device", isolated(&by.device_name))];
    if by.location.precision != Precision::None {
        facts.push(("Location", isolated(&by.location.label.english())));
    }
    facts.push(("Time", time(at)));
    facts
}

/// A time in UTC: the person's time zone is not known.
fn time(at: Timestamp) -> String {
    let format = format_description!("[day padding:none] [month repr:long] [year] at [hour]:[minute] UTC");
    formatted(at, &format)
}

/// The end of a day or longer.
fn date(at: Timestamp) -> String {
    formatted(at, &format_description!("[day padding:none] [month repr:long] [year]"))
}

/// The end of minutes.
fn clock(at: Timestamp) -> String {
    formatted(at, &format_description!("[hour]:[minute] UTC"))
}

fn formatted(at: Timestamp, format: &(impl time::formatting::Formattable + ?Sized)) -> String {
    time::UtcDateTime::from_unix_timestamp(at.seconds()).ok().and_then(|at| at.format(format).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
