//! Which devices speak for the account.
//!
//! A device is recognised when the account was made on it, when a recognised device said that it is the
//! person's, or by the link in the email about its sign-in. The password alone recognises nothing: a thief
//! may know it. As long as a recognised device was active within [`GUARD`], one that nobody recognised
//!
//! - doesn't sign out, lock, shorten or rename a recognised one, nor push one out at the session limit;
//! - doesn't say whose a device is, itself included;
//! - doesn't change the password, the address or how places are kept, nor delete the account.
//!
//! What proves the mailbox stands above this: the links to a new password, to sign a device out, to
//! recognise one, and to undo a change of the address. A device that isn't recognised voids none of them.
//! Where no recognised device was active for so long (the only one was lost, or there never was one), the
//! password is enough again. The store looks within the transaction of what is done.

use std::time::Duration;

/// For how long after its last activity a recognised device is waited for: time to read the email about a
/// sign-in, and as long as the links in it are good.
pub const GUARD: Duration = Duration::from_hours(7 * 24);
