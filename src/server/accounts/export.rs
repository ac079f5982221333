//! Everything stored about a person, as one JSON text that is read while it is sent.
//!
//! A log of years must not fill the memory for as long as a slow connection takes: it is read piece by piece, as
//! the connection takes them.

use futures_util::stream::{Stream, try_unfold};
use secrecy::SecretString;
use serde_json::{Value, json};

use crate::{
    error::AppError,
    model::{EventKind, PublicId, Timestamp},
    server::{
        auth::{current::CurrentSession, reauth},
        failure::Failure,
        ids::UserId,
        location::Label,
        rules,
        state::AppState,
        storage::{Event, StorageError, User},
    },
};

/// Before any entry.
const LONG_AGO: Timestamp = Timestamp::from_millis(i64::MIN);

/// Entries of the log in one piece.
const PIECE: u32 = 500;

/// What is still to be read.
pub struct Export {
    state: AppState,
    user: UserId,
    next: Part,
}

/// The parts, in their order.
enum Part {
    Account(User),
    Devices,
    EndedDevices,
    KnownDevices,
    Locations,
    WaitingEmails,
    Activity(Sent),
    Nothing,
}

/// How much of the log is sent.
#[derive(Default)]
struct Sent {
    count: u32,
    /// The entry that was last.
    last: Option<(Timestamp, EventKind, Option<PublicId>)>,
}

/// Begins the download, and records it in the security log.
///
/// # Errors
/// If the password wasn't entered recently, or the database does not answer.
pub async fn export(
    state: &AppState,
    current: &CurrentSession,
    password: Option<SecretString>,
) -> Result<Export, Failure> {
    let actor = reauth::require_recent(state, current, password).await?;
    state.throttle.admit_change(&current.session)?;
    let user = state.storage.find_user_by_id(current.session.user_id).await?.ok_or(AppError::SessionEnded)?;
    let event = Event::new(user.id, state.clock.now(), EventKind::DataDownloaded, &current.source(state));
    rules::log::add_event_by(&state.storage, &event, &actor).await?;
    Ok(Export { state: state.clone(), user: user.id, next: Part::Account(user) })
}

impl Export {
    /// The pieces of the text. After an error the text is not whole: the connection ends without the end of the
    /// answer, and no browser takes it for a complete file.
    pub fn pieces(self) -> impl Stream<Item = Result<String, AppError>> {
        try_unfold(self, |export| async { export.piece().await.map_err(|error| Failure::from(error).report()) })
    }

    async fn piece(mut self) -> Result<Option<(String, Self)>, StorageError> {
        let (storage, user) = (&self.state.storage, self.user);
        let (piece, next) = match self.next {
            Part::Account(user) => {
                let account = json!({
                    "email": user.email.as_str(), "created_at": user.created_at,
                    "precision_of_places": user.precision,
                    "language": user.language,
                });
                let times = "milliseconds since 1970-01-01T00:00:00Z";
                (format!(r#"{{"account":{account},"times":"{times}""#), Part::Devices)
            }
            Part::Devices => {
                let sessions = storage.list_sessions(user, self.state.clock.now()).await?;
                let devices = sessions.into_iter().map(|session| {
                    json!({
                        "id": session.device_id, "name": session.name(), "user_agent": session.user_agent,
                        "ip_address": session.ip_address, "location": session.location.label.english(),
                        "country": session.location.country, "coordinates": session.location.coordinates,
                        "flags": session.flags, "first_seen_at": session.first_seen_at, "stay": session.persistence,
                        "signed_in_at": session.signed_in_at, "last_active_at": session.last_active_at,
                        "expires_at": session.expires_at,
                    })
                });
                (list("devices", devices), Part::EndedDevices)
            }
            Part::EndedDevices => {
                let ended = storage.list_ended(user, LONG_AGO, u32::MAX).await?.into_iter().map(|ended| {
                    json!({
                        "id": ended.device_id, "name": ended.device_name, "reason": ended.reason,
                        "ended_at": ended.ended_at, "ended_by": ended.ended_by, "refused": ended.refused,
                        "last_refused_at": ended.last_refused_at,
                    })
                });
                (list("ended_devices", ended), Part::KnownDevices)
            }
            Part::KnownDevices => {
                let devices = storage.list_devices(user).await?.into_iter().map(|device| {
                    json!({
                        "id": device.id, "name": device.given_name, "label": device.label,
                        "first_seen_at": device.first_seen_at, "last_seen_at": device.last_seen_at,
                        "confirmed_at": device.confirmed_at,
                    })
                });
                (list("known_devices", devices), Part::Locations)
            }
            Part::Locations => {
                let locations = storage.list_locations(user, None, u32::MAX).await?.into_iter().map(|record| {
                    json!({
                        "location": record.location.label.english(), "country": record.location.country,
                        "coordinates": record.location.coordinates, "ip_address": record.ip_address,
                        "first_at": record.first_at, "last_at": record.last_at,
                    })
                });
                (list("places", locations), Part::WaitingEmails)
            }
            Part::WaitingEmails => {
                let emails = storage.list_waiting_emails(Some(user)).await?.into_iter().map(|email| {
                    json!({
                        "to": email.recipient, "kind": email.kind, "created_at": email.created_at, "tries": email.tries,
                        "next_try_at": email.next_try_at,
                    })
                });
                (list("waiting_emails", emails), Part::Activity(Sent::default()))
            }
            Part::Activity(sent) => activity(&self.state, user, sent).await?,
            Part::Nothing => return Ok(None),
        };
        self.next = next;
        Ok(Some((piece, self)))
    }
}

/// The next entries of the log, the newest first, and what follows them.
async fn activity(state: &AppState, user: UserId, mut sent: Sent) -> Result<(String, Part), StorageError> {
    let begins = sent.last.is_none();
    let mut text = String::from(if begins { r#","activity":["# } else { "" });
    // The last one again: entries may have come since, and moved all.
    let page = state.storage.list_events(user, PIECE, sent.count.saturating_sub(1)).await?;
    let is_last = page.len() < PIECE as usize;
    for event in sent.unsent(page) {
        if sent.last.is_some() {
            text.push(',');
        }
        text += &json!({
            "at": event.at, "kind": event.kind, "reason": event.reason, "device": event.device_name,
            "done_by": event.done_by, "ip_address": event.ip_address,
            "location": event.location.as_ref().map(Label::english), "device_id": event.device, "flags": event.flags,
        })
        .to_string();
        sent.last = Some((event.at, event.kind, event.device));
    }
    if is_last {
        text += "]}";
        return Ok((text, Part::Nothing));
    }
    sent.count = sent.count.saturating_sub(u32::from(!begins)) + PIECE;
    // Never empty, which would end the answer: it is possible that all these entries were sent already.
    text.push('\n');
    Ok((text, Part::Activity(sent)))
}

impl Sent {
    /// Those of a page that follow the last that was sent.
    fn unsent(&self, mut page: Vec<Event>) -> Vec<Event> {
        let Some((at, kind, device)) = &self.last else { return page };
        let is_last = |event: &Event| event.at == *at && event.kind == *kind && event.device == *device;
        let first = match page.iter().position(is_last) {
            Some(index) => index + 1,
            // It was purged in the meantime, or newer entries pushed it off this page.
            None => page.iter().position(|event| event.at < *at).unwrap_or(page.len()),
        };
        page.split_off(first)
    }
}

/// A field with a list. One element at a time: each takes many times its text.
fn list(name: &str, elements: impl Iterator<Item = Value>) -> String {
    let mut text = format!(r#","{name}":["#);
    for (index, element) in elements.enumerate() {
        if index > 0 {
            text.push(',');
        }
        text += &element.to_string();
    }
    text.push(']');
    text
}
