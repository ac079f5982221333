//! Rows as the engines have them, and what they mean.

use std::time::Duration;

use sqlx::FromRow;

use crate::{
    model::{Device, DeviceKind, Flag, Language, Persistence, Precision, PublicId, Timestamp},
    server::{
        auth::password_hash::PasswordHash,
        email_address::EmailAddress,
        ids::{Digest, SessionId, UserId},
        location::{Label, Location},
        storage::{
            DeviceRecord, EndedSession, Event, LinkPurpose, LocationRecord, MailLink, RememberedBrowser, Session,
            SessionLeft, SessionWithUser, StorageError, TokenState, User,
        },
    },
};

#[derive(FromRow)]
pub struct UserRow {
    id: Vec<u8>,
    email: String,
    password_hash: String,
    created_at: i64,
    disabled_at: Option<i64>,
    place_precision: String,
    language: Option<String>,
}

impl TryFrom<UserRow> for User {
    type Error = StorageError;

    fn try_from(row: UserRow) -> Result<Self, StorageError> {
        Ok(Self {
            id: user_id(row.id)?,
            email: email(&row.email)?,
            password_hash: PasswordHash::from_stored(row.password_hash),
            created_at: Timestamp::from_millis(row.created_at),
            disabled_at: row.disabled_at.map(Timestamp::from_millis),
            precision: precision(&row.place_precision),
            language: language(row.language.as_deref()),
        })
    }
}

#[derive(FromRow)]
pub struct SessionRow {
    id: Vec<u8>,
    public_id: String,
    user_id: Vec<u8>,
    user_agent: String,
    browser: Option<String>,
    browser_version: Option<String>,
    os: Option<String>,
    os_version: Option<String>,
    device_kind: String,
    ip_address: String,
    location: String,
    country: Option<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    stay: String,
    signed_in_at: i64,
    last_active_at: i64,
    idle_timeout: i64,
    expires_at: i64,
    original_expires_at: Option<i64>,
    proved_at: i64,
    locked_at: Option<i64>,
    token_issued_at: i64,
    token_previous_at: Option<i64>,
    token_seen: bool,
    // Of its device, where the view was read and not the table.
    #[sqlx(default)]
    given_name: Option<String>,
    #[sqlx(default)]
    first_seen_at: Option<i64>,
    #[sqlx(default)]
    confirmed_at: Option<i64>,
    #[sqlx(default)]
    flags: String,
}

impl TryFrom<SessionRow> for Session {
    type Error = StorageError;

    fn try_from(row: SessionRow) -> Result<Self, StorageError> {
        Ok(Self {
            id: SessionId::try_from(row.id).map_err(|_| StorageError::Corrupt("session id"))?,
            device_id: public_id(&row.public_id)?,
            user_id: user_id(row.user_id)?,
            user_agent: row.user_agent,
            device: Device {
                browser: row.browser,
                browser_version: row.browser_version,
                os: row.os,
                os_version: row.os_version,
                kind: DeviceKind::from_stored(&row.device_kind),
            },
            given_name: row.given_name,
            first_seen_at: Timestamp::from_millis(row.first_seen_at.unwrap_or(row.signed_in_at)),
            confirmed_at: row.confirmed_at.map(Timestamp::from_millis),
            ip_address: row.ip_address.parse().map_err(|_| StorageError::Corrupt("IP address"))?,
            location: Location {
                label: Label::from_stored(&row.location),
                country: row.country,
                coordinates: row.latitude.zip(row.longitude),
                precision: Precision::default(),
            },
            flags: Flag::from_stored(&row.flags),
            persistence: row.stay.parse().unwrap_or(Persistence::BrowserSession),
            signed_in_at: Timestamp::from_millis(row.signed_in_at),
            last_active_at: Timestamp::from_millis(row.last_active_at),
            idle_timeout: Duration::from_millis(u64::try_from(row.idle_timeout).unwrap_or(0)),
            expires_at: Timestamp::from_millis(row.expires_at),
            original_expires_at: row.original_expires_at.map(Timestamp::from_millis),
            reauthenticated_at: Timestamp::from_millis(row.proved_at),
            locked_at: row.locked_at.map(Timestamp::from_millis),
            token: TokenState {
                issued_at: row.token_issued_at,
                previous_at: row.token_previous_at,
                seen: row.token_seen,
            },
        })
    }
}

#[derive(FromRow)]
pub struct SessionWithUserRow {
    #[sqlx(flatten)]
    session: SessionRow,
    email: String,
    disabled_at: Option<i64>,
    password_due_at: Option<i64>,
    place_precision: String,
    language: Option<String>,
}

impl TryFrom<SessionWithUserRow> for SessionWithUser {
    type Error = StorageError;

    fn try_from(row: SessionWithUserRow) -> Result<Self, StorageError> {
        Ok(Self {
            session: row.session.try_into()?,
            email: email(&row.email)?,
            disabled: row.disabled_at.is_some(),
            password_due: row.password_due_at.is_some(),
            precision: precision(&row.place_precision),
            language: language(row.language.as_deref()),
        })
    }
}

#[derive(FromRow)]
pub struct EndedRow {
    public_id: String,
    user_id: Vec<u8>,
    device_name: String,
    device_kind: String,
    reason: String,
    ended_by: Option<String>,
    ended_at: i64,
    refused: i64,
    first_refused_at: Option<i64>,
    last_refused_at: Option<i64>,
}

impl TryFrom<EndedRow> for EndedSession {
    type Error = StorageError;

    fn try_from(row: EndedRow) -> Result<Self, StorageError> {
        Ok(Self {
            device_id: public_id(&row.public_id)?,
            user_id: user_id(row.user_id)?,
            device_name: row.device_name,
            device_kind: DeviceKind::from_stored(&row.device_kind),
            reason: row.reason.parse().map_err(|_| StorageError::Corrupt("reason"))?,
            ended_by: row.ended_by,
            ended_at: Timestamp::from_millis(row.ended_at),
            refused: u32::try_from(row.refused).unwrap_or(u32::MAX),
            first_refused_at: row.first_refused_at.map(Timestamp::from_millis),
            last_refused_at: row.last_refused_at.map(Timestamp::from_millis),
        })
    }
}

#[derive(FromRow)]
pub struct EventRow {
    user_id: Vec<u8>,
    at: i64,
    kind: String,
    reason: Option<String>,
    device_name: Option<String>,
    device_kind: Option<String>,
    done_by: Option<String>,
    ip_address: Option<String>,
    location: Option<String>,
    device_id: Option<String>,
    flags: String,
}

/// An entry with its place in the log.
#[derive(FromRow)]
pub struct NumberedEventRow {
    pub id: i64,
    #[sqlx(flatten)]
    pub event: EventRow,
}

impl TryFrom<EventRow> for Event {
    type Error = StorageError;

    fn try_from(row: EventRow) -> Result<Self, StorageError> {
        Ok(Self {
            user_id: user_id(row.user_id)?,
            at: Timestamp::from_millis(row.at),
            kind: row.kind.parse().map_err(|_| StorageError::Corrupt("kind of event"))?,
            reason: row.reason.map(|reason| reason.parse()).transpose().map_err(|_| StorageError::Corrupt("reason"))?,
            device: row.device_id.map(|id| public_id(&id)).transpose()?,
            device_name: row.device_name,
            device_kind: DeviceKind::from_stored(row.device_kind.as_deref().unwrap_or_default()),
            done_by: row.done_by,
            ip_address: row.ip_address.and_then(|address| address.parse().ok()),
            location: row.location.as_deref().map(Label::from_stored),
            precision: Precision::default(),
            flags: Flag::from_stored(&row.flags),
        })
    }
}

#[derive(FromRow)]
pub struct DeviceRow {
    id: String,
    name: Option<String>,
    label: String,
    kind: String,
    first_seen_at: i64,
    last_seen_at: i64,
    confirmed_at: Option<i64>,
    disowned_at: Option<i64>,
}

impl TryFrom<DeviceRow> for DeviceRecord {
    type Error = StorageError;

    fn try_from(row: DeviceRow) -> Result<Self, StorageError> {
        Ok(Self {
            id: public_id(&row.id)?,
            given_name: row.name,
            label: row.label,
            kind: DeviceKind::from_stored(&row.kind),
            first_seen_at: Timestamp::from_millis(row.first_seen_at),
            last_seen_at: Timestamp::from_millis(row.last_seen_at),
            confirmed_at: row.confirmed_at.map(Timestamp::from_millis),
            disowned_at: row.disowned_at.map(Timestamp::from_millis),
        })
    }
}

#[derive(FromRow)]
pub struct RememberedRow {
    email: String,
    last_stay: Option<String>,
    recognised: bool,
    shut_out: bool,
    live: Option<bool>,
    last_end: Option<String>,
}

impl TryFrom<RememberedRow> for RememberedBrowser {
    type Error = StorageError;

    fn try_from(row: RememberedRow) -> Result<Self, StorageError> {
        Ok(Self {
            email: email(&row.email)?,
            // A choice that this version doesn't know is taken for the strictest.
            persistence: row.last_stay.and_then(|stay| stay.parse().ok()).unwrap_or(Persistence::Shared),
            is_recognised: row.recognised,
            is_shut_out: row.shut_out,
            session: row.live.map(|live| if live { SessionLeft::Live } else { SessionLeft::Expired }),
            last_end: row.last_end.and_then(|reason| reason.parse().ok()),
        })
    }
}

#[derive(FromRow)]
pub struct LocationRow {
    ip_address: Option<String>,
    location: String,
    country: Option<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    first_at: i64,
    last_at: i64,
    recognised: bool,
}

impl From<LocationRow> for LocationRecord {
    fn from(row: LocationRow) -> Self {
        Self {
            ip_address: row.ip_address.and_then(|address| address.parse().ok()),
            location: Location {
                label: Label::from_stored(&row.location),
                country: row.country,
                coordinates: row.latitude.zip(row.longitude),
                precision: Precision::default(),
            },
            first_at: Timestamp::from_millis(row.first_at),
            last_at: Timestamp::from_millis(row.last_at),
            recognised: row.recognised,
        }
    }
}

#[derive(FromRow)]
pub struct LinkRow {
    link_hash: Vec<u8>,
    purpose: String,
    user_id: Option<Vec<u8>>,
    email: String,
    password_hash: Option<String>,
    device_id: Option<String>,
    expires_at: i64,
}

impl TryFrom<LinkRow> for MailLink {
    type Error = StorageError;

    fn try_from(row: LinkRow) -> Result<Self, StorageError> {
        Ok(Self {
            hash: Digest::try_from(row.link_hash).map_err(|_| StorageError::Corrupt("link"))?,
            purpose: row.purpose.parse::<LinkPurpose>().map_err(|_| StorageError::Corrupt("purpose"))?,
            user_id: row.user_id.map(user_id).transpose()?,
            email: email(&row.email)?,
            password_hash: row.password_hash.map(PasswordHash::from_stored),
            device: row.device_id.map(|id| public_id(&id)).transpose()?,
            expires_at: Timestamp::from_millis(row.expires_at),
        })
    }
}

fn user_id(bytes: Vec<u8>) -> Result<UserId, StorageError> {
    bytes.try_into().map_err(|_| StorageError::Corrupt("user id"))
}

fn public_id(text: &str) -> Result<PublicId, StorageError> {
    text.parse().map_err(|_| StorageError::Corrupt("public id"))
}

/// One that this version doesn't know is taken for the most private.
fn precision(word: &str) -> Precision {
    word.parse().unwrap_or(Precision::None)
}

/// One that this version doesn't know is as good as none.
fn language(tag: Option<&str>) -> Option<Language> {
    tag?.parse().ok()
}

fn email(text: &str) -> Result<EmailAddress, StorageError> {
    EmailAddress::from_stored(text).map_err(|_| StorageError::Corrupt("email address"))
}
