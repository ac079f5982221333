//! What happened to an account, as its owner reads it.

use serde::{Deserialize, Serialize};

use super::{DeviceKind, Flag, PublicId, Timestamp, isolated};

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

impl EndReason {
    /// The end of the sentence that begins with the device's name, as in 'Chrome on Windows 11: signed out on the
    /// device itself'.
    pub fn describe(self, ended_by: Option<&str>) -> String {
        match (self, ended_by.map(isolated)) {
            (Self::SignedOut, _) => "signed out on the device itself".to_owned(),
            (Self::SignedOutRemotely, Some(by)) => format!("signed out by you from {by}"),
            (Self::SignedOutRemotely, None) => "signed out by you".to_owned(),
            (Self::Replaced, _) => "it signed in again".to_owned(),
            (Self::Idle, _) => "signed out after a long time without activity".to_owned(),
            (Self::Expired, _) => "signed out when its session expired".to_owned(),
            (Self::Limit, _) => "signed out to make room for a newer device".to_owned(),
            (Self::TokenReused, _) => "signed out because its sign-in may have been copied".to_owned(),
            (Self::PasswordChanged, _) => "signed out when the password was changed".to_owned(),
            (Self::PasswordReset, _) => "signed out when the password was reset".to_owned(),
            (Self::Operator, _) => "signed out by the administrator of this server".to_owned(),
            (Self::Disowned, Some(by)) => format!("signed out as not yours from {by}"),
            (Self::Disowned, None) => "signed out as not yours".to_owned(),
            (Self::EmailRestored, _) => "signed out when the email address was restored".to_owned(),
            (Self::Disabled, _) => "signed out when the account was disabled".to_owned(),
            (Self::Restored, _) => "signed out because the server's data was restored from a backup".to_owned(),
        }
    }
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
    /// What happened, as a heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::SignedUp => "Account created",
            Self::SignedIn => "Signed in",
            Self::SignInFailed => "Failed sign-in",
            Self::SessionEnded => "Signed out",
            Self::TokenRefused => "Refused a device that was signed out",
            Self::Reauthenticated => "Password confirmed",
            Self::ReauthenticationFailed => "Wrong password on a signed-in device",
            Self::PasswordChanged => "Password changed",
            Self::ResetRequested => "Password reset requested",
            Self::PasswordReset => "Password reset",
            Self::EmailRestored => "Email address restored",
            Self::EmailChanged => "Email address changed",
            Self::DeviceLocked => "Device locked",
            Self::DeviceShortened => "Device set to sign out tonight",
            Self::DeviceUnlocked => "Device unlocked",
            Self::DeviceKept => "Sign-out tonight cancelled",
            Self::DeviceUnrecognised => "Device no longer recognised",
            Self::DataDownloaded => "Data downloaded",
            Self::DeviceMoved => "Used from an unusual location",
            Self::DeviceConfirmed => "Device recognised",
            Self::DeviceRenamed => "Device renamed",
            Self::PrivacyChanged => "Location privacy changed",
        }
    }

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

    /// As a choice.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Important => "Important",
            Self::SignIns => "Sign-ins",
            Self::Warnings => "Warnings",
            Self::Changes => "Changes",
            Self::Everything => "Everything",
        }
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
