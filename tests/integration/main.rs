//! The real router over a real SQLite file, driven over HTTP. One file a behaviour.

mod app;

mod accounts;
mod change_of_address;
mod commands;
mod devices;
mod faults;
mod international_addresses;
mod known_devices;
mod letters;
mod lifecycle;
mod mail_files;
mod mail_limits;
mod mail_server;
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
