//! What runs on the server only. Nothing in here knows a page, but for the router.
//!
//! From the outside in: [`serve`] and [`listen`] take connections, [`web`] answers requests, [`auth`] says whose
//! they are, [`accounts`] and [`devices`] hold what people do, [`storage`] keeps it.

pub mod accounts;
pub mod anomalies;
pub mod auth;
pub mod cli;
pub mod clock;
pub mod commands;
pub mod config;
pub mod data_dir;
pub mod demo;
pub mod devices;
pub mod email_address;
pub mod failure;
pub mod housekeeping;
pub mod http;
pub mod identity;
pub mod ids;
pub mod instance;
pub mod last_seen;
pub mod listen;
pub mod location;
pub mod mail;
pub mod private_files;
pub mod program;
pub mod recognition;
pub mod rules;
pub mod serve;
pub mod site;
pub mod state;
pub mod storage;
pub mod telemetry;
pub mod text;
pub mod web;
