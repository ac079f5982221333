//! Who is behind a request, and how they authenticate: passwords, tokens, sessions.

pub mod client;
pub mod current;
pub mod key;
pub mod lifetime;
pub mod password;
pub mod password_hash;
pub mod presented;
pub mod reauth;
pub mod session;
pub mod sign_ins;
pub mod throttle;
pub mod token;
