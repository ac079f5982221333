//! The real router over a real SQLite file, driven over HTTP. One file a behaviour.

mod app;

mod accounts;
mod devices;
mod faults;
mod pages;
mod program;
mod refusals;
mod requests;
mod sessions;
