#![doc = include_str!("../README.md")]

mod known;
mod ledger;
mod sync;

pub use ledger::{Commit, Ledger, Tag};
