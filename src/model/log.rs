//! What happened to an account, as its owner reads it.

use serde::{Deserialize, Serialize};

use super::{DeviceKind, Flag, PublicId, Timestamp};

/// Why a session ended.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum EndReason {
    /// By the person, on the device itself.
    SignedOut,
    /// From another device.
    SignedOutRemotely,
    /// Signed in again in the same browser, or continued under a new id.
    Replaced,
    /// It sent no request for its idle timeout.
    Idle,
    /// It reached its absolute lifetime.
    Expired,
    /// There were too many sessions; it was idle the longest.
    Limit,
    /// A token came back that had been replaced: somebody else may hold a copy.
    TokenReused,
    PasswordChanged,
    PasswordReset,
    /// By the administrator of the server.
    Operator,
    /// The person disowned it: by the link in an email, or on another device.
    Disowned,
    /// The account was disabled.
    Disabled,
    /// The database was restored from a backup: it may have been revoked since.
    Restored,
    /// The person took the account's address back, by the link in an email.
    EmailRestored,
}

/// What an entry of the security log is about (ASVS 16.3.1).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum EventKind {
    SignedUp,
    SignedIn,
    SignInFailed,
    SessionEnded,
    TokenRefused,
    #[serde(rename = "password_proved")]
    #[strum(serialize = "password_proved")]
    Reauthenticated,
    #[serde(rename = "password_proof_failed")]
    #[strum(serialize = "password_proof_failed")]
    ReauthenticationFailed,
    PasswordChanged,
    ResetRequested,
    PasswordReset,
    EmailChanged,
    EmailRestored,
    DeviceLocked,
    DeviceShortened,
    DeviceUnlocked,
    DeviceKept,
    DeviceUnrecognised,
    DataDownloaded,
    DeviceMoved,
    DeviceConfirmed,
    DeviceRenamed,
    PrivacyChanged,
}

impl EventKind {
    /// Whether it is shown as a warning.
    pub const fn is_warning(self) -> bool {
        matches!(self, Self::SignInFailed | Self::TokenRefused | Self::ReauthenticationFailed | Self::DeviceMoved)
    }
}

/// One entry of the security log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActivityView {
    pub at: Timestamp,
    pub kind: EventKind,
    pub reason: Option<EndReason>,
    /// The device that it happened to, if it is one that is known.
    pub device: Option<PublicId>,
    pub device_name: Option<String>,
    pub device_kind: DeviceKind,
    /// The device that did it, if it was another.
    pub done_by: Option<String>,
    pub location: Option<String>,
    /// Until it is erased.
    pub ip_address: Option<String>,
    /// Why it was flagged.
    pub flags: Vec<Flag>,
    /// How many other devices were signed out by it.
    #[serde(default)]
    pub ended_others: u32,
}

/// Which entries are listed.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, strum::EnumString, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ActivityFilter {
    /// What a person would want to know; what follows from something else by itself is left out.
    #[default]
    Important,
    SignIns,
    Warnings,
    Changes,
    Everything,
}

impl ActivityFilter {
    /// In the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Important, Self::SignIns, Self::Warnings, Self::Changes, Self::Everything];

    /// As it stands in links.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// As what kind of file the log is downloaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::EnumString, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ActivityFormat {
    /// A table for spreadsheets.
    Csv,
    /// For programs.
    Json,
}

impl ActivityFormat {
    /// Its word: in links, and at the end of the file's name.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// As a choice.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Json => "JSON",
        }
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
        }
    }
}

/// One page of the security log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActivityPage {
    pub now: Timestamp,
    pub entries: Vec<ActivityView>,
    pub total: u32,
    /// Counted from 1.
    pub page: u32,
    pub pages: u32,
}

/// A device that was signed out recently, and whether it has tried to come back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecentSignOut {
    pub device: PublicId,
    pub device_name: String,
    pub device_kind: DeviceKind,
    pub reason: EndReason,
    pub ended_by: Option<String>,
    pub ended_at: Timestamp,
    /// How often it was refused since.
    pub refused: u32,
    pub first_refused_at: Option<Timestamp>,
    pub last_refused_at: Option<Timestamp>,
}
