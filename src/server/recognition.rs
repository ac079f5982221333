//! Which devices have authority over the account.
//!
//! A device is recognised if the account was created on it, if a recognised device confirmed it, or by the link in
//! the email about its sign-in. The password alone is not enough: a thief may know it. As long as a recognised
//! device was active within [`GUARD`], an unrecognised one
//!
//! - can't sign out, lock, shorten or rename a recognised one, or push one out at the session limit;
//! - can't confirm or disown a device, itself included;
//! - can't change the password, the address or the location setting, or delete the account.
//!
//! Links in emails outrank this: those to a new password, to sign a device out, to recognise one, and to undo a
//! change of address. An unrecognised device voids none of them. If no recognised device was active for that long
//! (the only one was lost, or there never was one), the password is enough again. All this is checked within the
//! transaction of the action.

use std::time::Duration;

/// How long after its last activity a recognised device counts as in use: time to read the email about a sign-in,
/// and as long as the links in it are valid.
pub const GUARD: Duration = Duration::from_hours(7 * 24);
