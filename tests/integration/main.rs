//! The real router over a real SQLite file, driven over HTTP. One file a behaviour.

mod app;

mod accounts;
mod backups;
mod commands;
mod data_folder;
mod devices;
mod faults;
mod full_disk;
mod known_devices;
mod letters;
mod lifecycle;
mod new_devices;
mod pages;
mod passwords;
mod places;
mod program;
mod proxy;
mod refusals;
mod requests;
mod restored;
mod sessions;
mod starts;
mod step_up;
mod unusual;
