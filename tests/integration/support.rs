//! What the tests share, apart from what any of them asserts.

pub mod database;
pub mod postgres;
