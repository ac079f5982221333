//! Every path of the site, and who may enter it.
//!
//! A page and the server function of its form have the same path, and so the same access. The macro
//! `#[server]` takes literals only: a test compares them with this table.

use crate::model::PublicId;

/// Who may enter a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody: no session is needed.
    Public,
    /// A device that is signed in.
    Session,
    /// A device that is signed in, even while it is locked: it enters its password, or leaves.
    WhileLocked,
}

macro_rules! paths {
    ($($name:ident = $path:literal, $access:ident;)*) => {
        $(pub const $name: &str = $path;)*

        /// The table: every path with who may enter it.
        pub const ALL: &[(&str, Access)] = &[$(($path, Access::$access)),*];
    };
}

paths! {
    SIGN_IN = "/sign-in", Public;
    SIGN_UP = "/sign-up", Public;
    CONFIRM = "/sign-up/confirm", Public;
    FORGOTTEN = "/password/forgotten", Public;
    RESET = "/password/reset", Public;
    PASSWORD_ADVICE = "/password/advice", Public;
    DISOWN = "/devices/disown", Public;
    RECOGNISE = "/devices/recognise", Public;
    UNDO = "/account/undo", Public;
    LANGUAGE = "/language", Public;

    UNLOCK = "/unlock", WhileLocked;
    SIGN_OUT = "/sign-out", WhileLocked;

    DEVICES = "/devices", Session;
    DEVICE = "/devices/detail", Session;
    SIGN_OUT_DEVICE = "/devices/sign-out", Session;
    SIGN_OUT_OTHERS = "/devices/sign-out-others", Session;
    RENAME = "/devices/rename", Session;
    CONFIRM_DEVICE = "/devices/confirm", Session;
    NOT_ME = "/devices/not-me", Session;
    TAKE_BACK = "/devices/undo", Session;
    SEND_LINK = "/devices/send-link", Session;
    ACTIVITY = "/activity", Session;
    DOWNLOAD_ACTIVITY = "/activity/download", Session;
    ACCOUNT = "/account", Session;
    PRIVACY = "/account/privacy", Session;
    ACCOUNT_LANGUAGE = "/account/language", Session;
    CHANGE_PASSWORD = "/account/password", Session;
    CHANGE_EMAIL = "/account/email", Session;
    DOWNLOAD = "/account/download", Session;
    DELETE = "/account/delete", Session;

    // What pages and islands read. The pages before sign-in call theirs within the server.
    API_DEVICES = "/api/devices", Session;
    API_DEVICE = "/api/device", Session;
    API_DEVICE_DETAIL = "/api/devices/detail", Session;
    API_SESSION = "/api/session", Session;
    API_RECEIPTS = "/api/receipts", Session;
    API_ACTIVITY = "/api/activity", Session;
    API_PRIVACY = "/api/account/privacy", Session;
    API_CONFIRM = "/api/sign-up/confirm", Session;
    API_RESET = "/api/password/reset", Session;
    API_DISOWN = "/api/devices/disown", Session;
    API_RECOGNISE = "/api/devices/recognise", Session;
    API_UNDO = "/api/account/undo", Session;
}

/// Leads to [`HOME`].
pub const ROOT: &str = "/";
/// Leads to [`CHANGE_PASSWORD`].
pub const WELL_KNOWN_CHANGE_PASSWORD: &str = "/.well-known/change-password";
/// The page after sign-in where no other was asked for.
pub const HOME: &str = DEVICES;
/// What stands under it answers programs.
pub const API: &str = "/api/";
/// The scripts and the style sheet. Files are served to everybody.
pub const PACKAGE: &str = "/pkg/";

/// Who may enter `path`. One that the table doesn't have needs a session.
pub fn access(path: &str) -> Access {
    ALL.iter().find(|(known, _)| *known == path).map_or(Access::Session, |(_, access)| *access)
}

/// Whether a person who signs in may be sent on to `path`: only to pages, and to none that signs in or out.
pub fn is_returned_to(path: &str) -> bool {
    !matches!(path, ROOT | SIGN_IN | SIGN_UP | SIGN_OUT | UNLOCK)
        && !["//", API, PACKAGE].iter().any(|start| path.starts_with(start))
}

/// Whether a page of ours may be at `path`.
pub fn is_page(path: &str) -> bool {
    !path.starts_with(API) && ALL.iter().any(|(known, _)| *known == path)
}

/// The page at `path` about one device.
pub fn about(path: &str, device: &PublicId) -> String {
    format!("{path}?device={device}")
}

/// Whether a page that is open asks for `path` by itself. Nobody does anything with the device then.
pub fn is_background(path: &str) -> bool {
    path == API_SESSION
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_path_has_one_access_and_an_unknown_one_needs_a_session() {
        let paths: HashSet<_> = ALL.iter().map(|(path, _)| path).collect();
        assert_eq!(paths.len(), ALL.len());
        assert_eq!(access(SIGN_IN), Access::Public);
        assert_eq!(access(UNLOCK), Access::WhileLocked);
        for path in [DEVICES, "/devices/of-somebody", "/sign-in/", "/api/sign-in"] {
            assert_eq!(access(path), Access::Session, "{path}");
        }
    }

    #[test]
    fn nobody_returns_to_what_signs_in_or_out_or_is_no_page() {
        for path in [SIGN_IN, SIGN_UP, SIGN_OUT, UNLOCK, ROOT, API_DEVICES, "/pkg/latchkey.css"] {
            assert!(!is_returned_to(path), "{path}");
        }
        assert!(is_returned_to(HOME) && is_returned_to(SIGN_OUT_DEVICE) && is_returned_to(UNDO));
    }
}
