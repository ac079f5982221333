//! Which devices speak for the account.
//!
//! A device is recognised when the account was made on it, when a recognised device said that it is the
//! person's, or by the link in the email about its sign-in. The password alone recognises nothing: a thief
//! may know it. As long as a recognised device was active within [`GUARD`], one that nobody recognised
//!
//! - doesn't sign out, lock, shorten or rename a recognised one, nor push one out at the session limit;
//! - doesn't say whose a device is, itself included;
//! - doesn't change the password, the address or the location setting, nor delete the account.
//!
//! Links in emails stand above this: those to a new password, to sign a device out, to recognise one, and to undo a
//! change of address. An unrecognised device voids none of them. If no recognised device was active for that long
//! (the only one was lost, or there never was one), the password is enough again. All this is checked within the
//! transaction of the action.

use std::time::Duration;

/// For how long after its last activity a recognised device is waited for: time to read the email about a
/// sign-in, and as long as the links in it are good.
pub const GUARD: Duration = Duration::from_hours(7 * 24);
