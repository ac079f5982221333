//! Links in emails, which outrank every device: they sign a device out, confirm it, or undo a change of address.
//! See [`crate::server::recognition`].

use std::time::Duration;

use super::{
    emails::{self, Cause, Link, Site},
    links::{LIFETIME, WEEK, next_link, source_at, unsaved_link, url, with_new_secret},
};
use crate::{
    error::AppError,
    model::{Language, LinkedDevice, PublicId, Timestamp},
    server::{
        auth::{client::Client, current::CurrentSession},
        email_address::EmailAddress,
        failure::Failure,
        ids::Digest,
        mail::{Kind, Sender},
        rules::{self, outgoing_mail::Attached},
        state::AppState,
        storage::{
            LinkPurpose, MailLink, OutgoingEmail, Readdressed, RequestSource, Restored, StartedSession, Undone,
            UnreportedSignIn, User,
        },
    },
};

/// How long until another such link may be sent to an address, or requested on a device: see `mail/limits.rs`.
const RETRY: Duration = Duration::from_mins(10);

/// Reports a sign-in on a new device, or an unusual one: an email with a link that signs the device out and, for a
/// new one, a link that confirms it.
pub fn about_sign_in(state: &AppState, user: &User, started: &StartedSession, source: &RequestSource) -> Attached {
    let StartedSession { session, is_new, flags, others_wait } = started;
    let at = state.clock.now();
    if *others_wait || !state.mailer.admit(Kind::NewDevice, &user.email) {
        let unreported = UnreportedSignIn {
            device: session.device_id.clone(),
            device_name: source.device_name.clone(),
            location: Some(source.location.label.clone()),
            flags: flags.clone(),
            at,
        };
        return Attached { unreported: Some(unreported), ..Attached::default() };
    }
    // A report without a link is better than none.
    let link = |purpose| about_device(state, user, &session.device_id, purpose).inspect_err(log).ok();
    let disown = link(LinkPurpose::Disown);
    let recognise = is_new.then(|| link(LinkPurpose::Recognise)).flatten();
    let [disowns, recognises] = [&disown, &recognise].map(|link| link.as_ref().map(in_email));
    let (site, cause) = (Site::of(&state.config, user.language), Cause { by: source, at });
    let content = emails::new_device(&site, &user.email, disowns, recognises, cause, flags, *is_new);
    let email = state.mailer.write(Sender::Recipient, Some(user.id), &user.email, &content);
    // What nobody is sent opens nothing.
    let links = disown.into_iter().chain(recognise).map(|(_, link)| link).filter(|_| email.is_some()).collect();
    Attached { links, emails: email.into_iter().collect(), unreported: None }
}

/// A link as an email has it.
fn in_email((url, link): &(String, MailLink)) -> Link<'_> {
    Link { url, expires_at: link.expires_at }
}

fn log(error: &Failure) {
    tracing::error!(%error, "a link could not be created");
}

/// The URL of a link about a device of `user`, and what is kept of it.
fn about_device(
    state: &AppState,
    user: &User,
    device: &PublicId,
    purpose: LinkPurpose,
) -> Result<(String, MailLink), Failure> {
    let link = unsaved_link(state, purpose, Some(user.id), user.email.clone());
    with_new_secret(state, MailLink { device: Some(device.clone()), expires_at: state.clock.now().plus(WEEK), ..link })
}

/// The device that a link would sign out, without using the link: a mail scanner may open it.
///
/// # Errors
/// If the link was used or has expired, or the database does not answer.
pub async fn check_disown(state: &AppState, link: &str, language: Language) -> Result<LinkedDevice, Failure> {
    linked_device(state, link, LinkPurpose::Disown, language).await
}

/// The device that a link would recognise, likewise.
///
/// # Errors
/// If the link was used or has expired, or the database does not answer.
pub async fn check_recognise(state: &AppState, link: &str, language: Language) -> Result<LinkedDevice, Failure> {
    linked_device(state, link, LinkPurpose::Recognise, language).await
}

async fn linked_device(
    state: &AppState,
    link: &str,
    purpose: LinkPurpose,
    language: Language,
) -> Result<LinkedDevice, Failure> {
    let (hash, now) = (Digest::of(link.as_bytes()), state.clock.now());
    let found = state.storage.find_link(&hash, purpose, now).await?.ok_or(AppError::LinkInvalid)?;
    let (user, device) = found.user_id.zip(found.device).ok_or(AppError::LinkInvalid)?;
    let record = state.storage.find_device_record(user, &device).await?.ok_or(AppError::LinkInvalid)?;
    let session = state.storage.find_device(user, &device, now).await?;
    Ok(LinkedDevice {
        now,
        name: record.label,
        kind: record.kind,
        last_seen_at: session.as_ref().map_or(record.last_seen_at, |session| session.last_active_at),
        location: session.map(|session| session.location.label.in_language(language)),
    })
}

/// What a link that disowns a device did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disowned {
    /// The device is signed out, and an email with a link to a new password was sent, unless there were too many of
    /// its kind.
    EmailSent,
    /// The account has changed its address, or is disabled: only the device is signed out.
    SignedOut,
}

/// Signs the device of a link out and, where the address still is that of the account, sends another link, to a new
/// password: this one was valid for a week, which is too long for a password.
///
/// # Errors
/// If the link was used or has expired, or the database does not answer.
pub async fn disown_by_link(state: &AppState, link: &str, client: &Client) -> Result<Disowned, Failure> {
    let (hash, at) = (Digest::of(link.as_bytes()), state.clock.now());
    let source = source_at(state, &hash, LinkPurpose::Disown, client).await?;
    let (secret, reset) = next_link(state, LIFETIME)?;
    let url = url(&state.config, LinkPurpose::Reset, &secret);
    let link = Link { url: &url, expires_at: reset.expires_at };
    let emails = |user, email: &EmailAddress, language| {
        let content = emails::reset_after_disowning(&Site::of(&state.config, language), email, link);
        state.mailer.write(Sender::Recipient, Some(user), email, &content).into_iter().collect()
    };
    let done = rules::links::disown_by_link(&state.storage, &hash, at, &source, reset, emails).await?;
    let done = done.ok_or(AppError::LinkInvalid)?;
    tracing::warn!(device = %done.device, "a device was disowned by the link in an email");
    state.mailer.wake();
    Ok(if done.is_current { Disowned::EmailSent } else { Disowned::SignedOut })
}

/// Recognises the device of a link: access to the account's mailbox is authority over the account.
///
/// # Errors
/// If the link was used or has expired, the device was disowned since or is forgotten, the address is no longer
/// that of the account, or the database does not answer.
pub async fn recognise_by_link(state: &AppState, link: &str, client: &Client) -> Result<(), Failure> {
    let (hash, now) = (Digest::of(link.as_bytes()), state.clock.now());
    let source = source_at(state, &hash, LinkPurpose::Recognise, client).await?;
    let device =
        rules::links::recognise_by_link(&state.storage, &hash, now, &source).await?.ok_or(AppError::LinkInvalid)?;
    tracing::info!(%device, "a device was recognised by the link in an email");
    Ok(())
}

/// Sends the link that recognises this device again. `false` if it has been recognised.
///
/// # Errors
/// If there were too many requests, the account is gone, or the database does not answer.
pub async fn request_recognition(state: &AppState, current: &CurrentSession) -> Result<bool, Failure> {
    let session = &current.session;
    state.throttle.admit_change(session)?;
    if session.confirmed_at.is_some() {
        return Ok(false);
    }
    if !state.mailer.admit_device(&session.device_id) || !state.mailer.admit(Kind::Recognise, &current.email) {
        return Err(Failure::TooManyEmails(RETRY));
    }
    let user = state.storage.find_user_by_id(session.user_id).await?.ok_or(AppError::SessionEnded)?;
    let (url, link) = about_device(state, &user, &session.device_id, LinkPurpose::Recognise)?;
    let source = current.plain_source(state);
    let cause = Cause { by: &source, at: state.clock.now() };
    let in_email = Link { url: &url, expires_at: link.expires_at };
    let content = emails::recognise(&Site::of(&state.config, user.language), &user.email, in_email, cause);
    let email = state.mailer.write(Sender::Recipient, Some(user.id), &user.email, &content);
    rules::links::add_link(&state.storage, &link, None, email.as_slice()).await?;
    state.mailer.wake();
    Ok(true)
}

/// The address that a link would restore, without using it.
///
/// # Errors
/// If the link was used or has expired, or the database does not answer.
pub async fn check_undo(state: &AppState, link: &str) -> Result<EmailAddress, Failure> {
    let found = state.storage.find_link(&Digest::of(link.as_bytes()), LinkPurpose::Undo, state.clock.now()).await?;
    found.map(|link| link.email).ok_or_else(|| AppError::LinkInvalid.into())
}

/// Restores the address that a link was sent to, signs out every device, and sends a link to a new password there:
/// only a device with authority over the account could have changed the address.
///
/// # Errors
/// If the link was used or has expired, the account is disabled, another account has the address or may have it
/// back, or the database does not answer.
pub async fn undo_email(state: &AppState, link: &str, client: &Client) -> Result<(), Failure> {
    let (hash, now) = (Digest::of(link.as_bytes()), state.clock.now());
    let source = source_at(state, &hash, LinkPurpose::Undo, client).await?;
    let (secret, reset) = next_link(state, LIFETIME)?;
    let url = url(&state.config, LinkPurpose::Reset, &secret);
    let link = Link { url: &url, expires_at: reset.expires_at };
    let emails = |done: &Restored| {
        let site = Site::of(&state.config, done.language);
        let emails = [
            (&done.left, emails::email_changed(&site, &done.left, &done.email, now, None)),
            (&done.email, emails::reset_after_undo(&site, &done.email, link)),
        ];
        let write = |(to, content)| state.mailer.write(Sender::Recipient, Some(done.user), to, &content);
        emails.into_iter().filter_map(write).collect()
    };
    match rules::links::undo_email(&state.storage, &hash, now, &source, reset, emails).await? {
        Undone::LinkInvalid => Err(AppError::LinkInvalid.into()),
        Undone::Taken => Err(AppError::EmailTaken.into()),
        Undone::Restored => {
            tracing::warn!("a change of the address was undone by the link in an email");
            state.mailer.wake();
            Ok(())
        }
    }
}

/// Reports a change of address to the previous address, with the link that undoes it, if there is one: `undo` is
/// its secret, and it works `until` then.
pub fn about_new_address(state: &AppState, done: &Readdressed, undo: &str, until: Timestamp) -> Vec<OutgoingEmail> {
    let undo = done.undoable.then(|| url(&state.config, LinkPurpose::Undo, undo));
    let undo = undo.as_deref().map(|url| Link { url, expires_at: until });
    let (site, now) = (Site::of(&state.config, done.language), state.clock.now());
    let content = emails::email_changed(&site, &done.before, &done.after, now, undo);
    state.mailer.write(Sender::Recipient, Some(done.user), &done.before, &content).into_iter().collect()
}
