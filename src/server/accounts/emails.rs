//! The emails to people, in the language of the account that they are about. They contain only links to this site: at
//! most two, the second one to look further.
//!
//! Each is one function, and each sentence is whole: nothing is put together from parts of sentences.

mod site;

pub use self::site::{Cause, Link, SignIn, Site};
use crate::{
    model::{Flag, Timestamp},
    paths,
    server::{
        email_address::EmailAddress,
        mail::{Kind, content::EmailContent},
    },
    t,
    texts::flag_label,
};

/// The most sign-ins that a digest lists one by one.
const LISTED: usize = 10;

/// For an operator who wants to know whether emails arrive.
pub fn test(site: &Site) -> EmailContent {
    let language = site.language;
    EmailContent {
        kind: Kind::Notice,
        subject: t!(language; "email-test-subject", site = &site.name),
        paragraphs: vec![t!(language; "email-test", site = &site.name)],
        action: Some((t!(language; "email-test-button"), site.page("/"))),
        closing: vec![t!(language; "email-test-closing")],
        ..EmailContent::in_language(language)
    }
}

pub fn confirm_sign_up(site: &Site, link: Link<'_>) -> EmailContent {
    let language = site.language;
    EmailContent {
        kind: Kind::SignUp,
        subject: t!(language; "email-confirm-subject", site = &site.name),
        paragraphs: vec![t!(language; "email-confirm", site = &site.name)],
        action: Some((t!(language; "email-confirm-button"), link.url.into())),
        action_note: Some(t!(language; "email-confirm-note", time = site.clock(link.expires_at))),
        closing: vec![t!(language; "email-confirm-closing")],
        ..EmailContent::in_language(language)
    }
}

/// `kind`: the kind of email that this one replaces.
pub fn already_signed_up(site: &Site, email: &EmailAddress, kind: Kind) -> EmailContent {
    let language = site.language;
    EmailContent {
        kind,
        subject: t!(language; "email-taken-subject", site = &site.name),
        paragraphs: vec![t!(language; "email-taken", site = &site.name)],
        facts: vec![site.account(email)],
        action: Some((t!(language; "sign-in-title"), site.page(paths::SIGN_IN))),
        other_action: Some(site.forgotten()),
        closing: vec![t!(language; "email-taken-closing")],
        ..EmailContent::in_language(language)
    }
}

pub fn confirm_email(site: &Site, link: Link<'_>) -> EmailContent {
    let language = site.language;
    EmailContent {
        kind: Kind::EmailChange,
        subject: t!(language; "email-new-address-subject", site = &site.name),
        paragraphs: vec![t!(language; "email-new-address", site = &site.name)],
        action: Some((t!(language; "email-confirm-button"), link.url.into())),
        action_note: Some(t!(language; "email-link-until", time = site.clock(link.expires_at))),
        closing: vec![t!(language; "email-new-address-closing")],
        ..EmailContent::in_language(language)
    }
}

/// To the current address.
pub fn email_change_asked(site: &Site, current: &EmailAddress, new: &EmailAddress, cause: Cause<'_>) -> EmailContent {
    let language = site.language;
    let new = (t!(language; "email-fact-new-address"), site.name_in_text(new.as_str()));
    let mut facts = vec![site.account(current), new];
    facts.extend(site.circumstances(cause));
    EmailContent {
        kind: Kind::EmailChangeAsked,
        subject: t!(language; "email-asked-subject", site = &site.name),
        paragraphs: vec![t!(language; "email-asked", site = &site.name)],
        facts,
        action: Some((t!(language; "email-asked-button"), site.page(paths::CHANGE_PASSWORD))),
        action_note: Some(t!(language; "email-asked-note")),
        other_action: Some(site.see_devices()),
        closing: vec![t!(language; "email-nothing-to-do")],
        ..EmailContent::in_language(language)
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
    let language = site.language;
    let facts = vec![
        (t!(language; "email-fact-old-address"), site.name_in_text(previous.as_str())),
        (t!(language; "email-fact-new-address"), site.name_in_text(new.as_str())),
        (t!(language; "email-fact-time"), site.time(at)),
    ];
    EmailContent {
        kind: Kind::EmailChanged,
        subject: t!(language; "email-changed-subject", site = &site.name),
        paragraphs: vec![t!(language; "email-changed", site = &site.name)],
        facts,
        action: undo.map(|link| (t!(language; "email-changed-button"), link.url.into())),
        action_note: undo.map(|link| t!(language; "email-changed-note", date = site.date(link.expires_at))),
        closing: undo.iter().map(|_| t!(language; "email-nothing-to-do")).collect(),
        ..EmailContent::in_language(language)
    }
}

pub fn reset_password(site: &Site, email: &EmailAddress, link: Link<'_>, cause: Cause<'_>) -> EmailContent {
    let language = site.language;
    let mut facts = vec![site.account(email)];
    facts.extend(site.circumstances(cause));
    EmailContent {
        kind: Kind::Reset,
        subject: t!(language; "email-reset-subject", site = &site.name),
        paragraphs: vec![t!(language; "email-reset", site = &site.name)],
        facts,
        action: Some((t!(language; "reset-title"), link.url.into())),
        action_note: Some(t!(language; "email-reset-note", time = site.clock(link.expires_at))),
        closing: vec![t!(language; "email-reset-closing")],
        ..EmailContent::in_language(language)
    }
}

/// To a person who disowned a device: somebody else knows the password.
pub fn reset_after_disowning(site: &Site, email: &EmailAddress, link: Link<'_>) -> EmailContent {
    let language = site.language;
    EmailContent {
        kind: Kind::ResetAfterDisowning,
        subject: t!(language; "email-choose-subject", site = &site.name),
        paragraphs: vec![t!(language; "email-disowned")],
        facts: vec![site.account(email)],
        action: Some((t!(language; "reset-title"), link.url.into())),
        action_note: Some(t!(language; "email-reset-note", time = site.clock(link.expires_at))),
        ..EmailContent::in_language(language)
    }
}

pub fn reset_after_undo(site: &Site, email: &EmailAddress, link: Link<'_>) -> EmailContent {
    let language = site.language;
    EmailContent {
        kind: Kind::ResetAfterDisowning,
        subject: t!(language; "email-choose-subject", site = &site.name),
        paragraphs: vec![t!(language; "email-restored", site = &site.name), t!(language; "email-restored-why")],
        facts: vec![site.account(email)],
        action: Some((t!(language; "reset-title"), link.url.into())),
        action_note: Some(t!(language; "email-link-until", time = site.clock(link.expires_at))),
        ..EmailContent::in_language(language)
    }
}

/// `signed_out`: how many other devices were.
pub fn password_changed(site: &Site, email: &EmailAddress, cause: Cause<'_>, signed_out: usize) -> EmailContent {
    let language = site.language;
    let mut facts = vec![site.account(email)];
    facts.extend(site.circumstances(cause));
    facts.push((t!(language; "email-fact-signed-out"), t!(language; "email-devices", count = signed_out)));
    EmailContent {
        kind: Kind::PasswordChanged,
        subject: t!(language; "email-password-subject", site = &site.name),
        paragraphs: vec![t!(language; "email-password", site = &site.name)],
        facts,
        is_warning: true,
        action: Some((t!(language; "disown-title"), site.page(paths::FORGOTTEN))),
        action_note: Some(t!(language; "email-password-note")),
        other_action: Some(site.see_devices()),
        closing: vec![t!(language; "email-nothing-to-do")],
        ..EmailContent::in_language(language)
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
    let language = site.language;
    let mut facts = vec![site.account(email)];
    facts.extend(site.circumstances(cause));
    if !flags.is_empty() {
        let words: Vec<_> = flags.iter().map(|flag| flag_label(*flag, language)).collect();
        facts.push((t!(language; "email-fact-unusual"), words.join(" · ")));
    }
    let (subject, paragraph) = if is_new {
        (
            t!(language; "email-new-device-subject", site = &site.name),
            t!(language; "email-new-device", site = &site.name),
        )
    } else {
        (t!(language; "email-unusual-subject", site = &site.name), t!(language; "email-unusual", site = &site.name))
    };
    let closing = match disown {
        Some(_) if is_new => t!(language; "email-new-device-closing"),
        Some(_) => t!(language; "email-unusual-closing"),
        None => t!(language; "email-no-link-closing"),
    };
    let recognise = recognise.map(|link| (t!(language; "recognise-title"), link.url.to_owned()));
    // Where no link could be stored, the pages are the way.
    let (action, other_action) = match disown {
        Some(link) => {
            ((t!(language; "disown-title"), link.url.to_owned()), recognise.unwrap_or_else(|| site.see_devices()))
        }
        None => (site.forgotten(), site.see_devices()),
    };
    EmailContent {
        kind: Kind::NewDevice,
        subject,
        paragraphs: vec![paragraph],
        facts,
        is_warning: true,
        action: Some(action),
        action_note: disown.map(|link| t!(language; "email-disown-note", date = site.date(link.expires_at))),
        other_action: Some(other_action),
        closing: vec![closing],
        ..EmailContent::in_language(language)
    }
}

/// The sign-ins of a while, of which no email of its own was sent.
pub fn more_devices(site: &Site, email: &EmailAddress, sign_ins: &[SignIn]) -> EmailContent {
    let (language, count) = (site.language, sign_ins.len());
    let mut facts = vec![site.account(email)];
    for sign_in in sign_ins.iter().take(LISTED) {
        let mut parts = vec![site.name_in_text(&sign_in.device)];
        let location = sign_in.location.as_ref();
        parts.extend(location.map(|location| site.name_in_text(&location.in_language(language))));
        parts.push(site.time(sign_in.at));
        let unusual = sign_in.flags.iter().filter(|flag| **flag != Flag::New);
        parts.extend(unusual.map(|flag| flag_label(*flag, language)));
        facts.push((t!(language; "email-fact-device"), parts.join(" · ")));
    }
    if count > LISTED {
        facts.push((t!(language; "email-fact-more"), t!(language; "email-more-listed", count = count - LISTED)));
    }
    EmailContent {
        kind: Kind::NewDevice,
        subject: t!(language; "email-more-subject", count = count, site = &site.name),
        paragraphs: vec![t!(language; "email-more", count = count, site = &site.name)],
        facts,
        is_warning: true,
        action: Some(site.forgotten()),
        action_note: Some(t!(language; "email-more-note")),
        other_action: Some(site.see_devices()),
        closing: vec![t!(language; "email-more-closing")],
        ..EmailContent::in_language(language)
    }
}

pub fn recognise(site: &Site, email: &EmailAddress, link: Link<'_>, cause: Cause<'_>) -> EmailContent {
    let language = site.language;
    let mut facts = vec![site.account(email)];
    facts.extend(site.circumstances(cause));
    EmailContent {
        kind: Kind::Recognise,
        subject: t!(language; "email-recognise-subject", site = &site.name),
        paragraphs: vec![t!(language; "email-recognise", site = &site.name)],
        facts,
        action: Some((t!(language; "recognise-title"), link.url.into())),
        action_note: Some(t!(language; "email-link-until-date", date = site.date(link.expires_at))),
        other_action: Some(site.see_devices()),
        closing: vec![t!(language; "email-recognise-closing")],
        ..EmailContent::in_language(language)
    }
}

#[cfg(test)]
mod tests;
