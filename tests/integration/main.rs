//! The real router over a real SQLite file, driven over HTTP. One file a behaviour.

mod app;

mod accounts;
mod commands;
mod devices;
mod faults;
mod form_state;
mod known_devices;
mod letters;
mod lifecycle;
mod names;
mod new_devices;
mod pages;
mod passwords;
mod places;
mod program;
mod proxy;
mod refusals;
mod requests;
mod sessions;
mod step_up;
mod unusual;
