//! The real router over a real SQLite file, driven over HTTP. One file a behaviour.

mod app;

mod accounts;
mod clock;
mod broken_log;
mod commands;
mod data_folder;
mod devices;
mod faults;
mod full_disk;
mod floods;
mod keys;
mod known_devices;
mod letters;
mod lifecycle;
mod limits;
mod new_devices;
mod ownership;
mod link_races;
mod new_devices;
mod outdated_proofs;
mod pages;
mod passwords;
mod places;
mod program;
mod protocols;
mod proxy;
mod refusal_flood;
mod refusals;
mod requests;
mod sessions;
mod starts;
mod settings;
mod step_up;
mod twin_sign_ins;
mod unusual;
