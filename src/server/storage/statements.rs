//! The statements: one file a table or so. They read and write rows, in SQL that both engines understand,
//! and decide nothing: that stands in [`crate::server::rules`].
//!
//! What both understand: `$1`, `RETURNING`, `ON CONFLICT`, sub-selects, views, `CASE` (not scalar `max`),
//! `EXISTS` (not `SELECT 1`), booleans by binding them, `i64` for every number.

pub mod browsers;
pub mod devices;
pub mod ended;
pub mod events;
pub mod links;
pub mod locations;
pub mod outgoing_mail;
mod session_changes;
pub mod sessions;
pub mod unreported;
pub mod users;
