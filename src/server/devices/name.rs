//! The given name of a device.

use crate::{
    error::AppError,
    model::PublicId,
    server::{
        auth::current::CurrentSession,
        failure::Failure,
        rules,
        state::AppState,
        text::{is_invisible, shapes_others},
    },
};

/// Characters of a device's name.
pub const MAX_NAME: usize = 60;

/// Renames one of the person's devices to `name`; an empty name restores the automatic one.
///
/// # Errors
/// If the name is too long or contains unreadable characters, the person has no such device, this device has been
/// signed out, or the database does not answer.
pub async fn rename(state: &AppState, current: &CurrentSession, device: &PublicId, name: &str) -> Result<(), Failure> {
    let name = tidy_name(name)?;
    state.throttle.admit_change(&current.session)?;
    let (user, now) = (current.session.user_id, state.clock.now());
    let renamed =
        rules::devices::set_device_name(&state.storage, user, device, name.as_deref(), now, &current.actor(state))
            .await?;
    if renamed { Ok(()) } else { Err(AppError::DeviceNotFound.into()) }
}

/// The trimmed name; `None` if nothing is left.
///
/// Any script, but no character that can't be seen, breaks the line or turns the text around it: a
/// name must not pass for another, nor for something else of the page (Unicode's Trojan Source,
/// CVE-2021-42574).
fn tidy_name(name: &str) -> Result<Option<String>, AppError> {
    let name = name.trim();
    if name.chars().any(|c| c.is_control() || is_invisible(c)) {
        return Err(AppError::NameInvalid);
    }
    if name.chars().count() > MAX_NAME {
        return Err(AppError::NameTooLong);
    }
    // What shapes other characters shows nothing by itself.
    if !name.is_empty() && name.chars().all(|c| c.is_whitespace() || shapes_others(c)) {
        return Err(AppError::NameInvalid);
    }
    Ok(Some(name.to_owned()).filter(|name| !name.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_of_any_script_and_of_one_line() {
        assert_eq!(tidy_name("  Kitchen iPad "), Ok(Some("Kitchen iPad".to_owned())));
        for name in ["台所のiPad", "آيباد المطبخ", "Küche 🍳", "<script>alert(1)</script>"] {
            assert_eq!(tidy_name(name), Ok(Some(name.to_owned())));
        }
        for nothing in ["", "   ", "\t"] {
            assert_eq!(tidy_name(nothing), Ok(None));
        }
        for shaped in [
            "👨\u{200d}👩\u{200d}👧 می\u{200c}خواهم",
            "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} iPad",
            "טלפון 2\u{200f}",
            "ᠠ\u{180b}",
        ] {
            assert_eq!(tidy_name(shaped), Ok(Some(shaped.to_owned())));
        }
        for name in [
            "two\nlines",
            "turned \u{202e}dnuora",
            "nul\0",
            "a\u{2028}b",
            "\u{200b}",
            "a\u{ad}b",
            "\u{61c}",
            "\u{3164}",
            "a\u{e0001}",
            "\u{200d}\u{e0041}",
            "\u{2800}",
        ] {
            assert_eq!(tidy_name(name), Err(AppError::NameInvalid), "{name:?}");
        }
        assert!(tidy_name(&"台".repeat(MAX_NAME)).is_ok());
        assert_eq!(tidy_name(&"a".repeat(MAX_NAME + 1)), Err(AppError::NameTooLong));
    }
}
