//! From a request to its answer: [`router`] is the table of contents.

pub mod canonical;
mod compression;
pub mod cross_origin;
pub mod files;
pub mod forms;
pub mod headers;
pub mod language;
pub mod limits;
pub mod refusal;
pub mod request;
pub mod require_session;
pub mod router;
pub mod said;
pub mod unkept;
