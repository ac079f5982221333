//! The real router over a real SQLite file, driven over HTTP. One file a behaviour.

mod app;

mod accounts;
mod clock;
mod commands;
mod devices;
mod faults;
mod keys;
mod known_devices;
mod letters;
mod lifecycle;
mod new_devices;
mod ownership;
mod pages;
mod passwords;
mod places;
mod program;
mod proxy;
mod refusal_flood;
mod refusals;
mod requests;
mod sessions;
mod settings;
mod step_up;
mod unusual;
