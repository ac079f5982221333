//! What HTTP says of a request, without the application: cookies, addresses, preferences, paths.

pub mod cookie;
pub mod forwarded;
pub mod language;
pub mod preference;
pub mod return_to;
