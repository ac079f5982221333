//! What runs on the server only. Nothing in here knows a page.

pub mod accounts;
pub mod activity;
pub mod activity_log;
pub mod canonical;
pub mod client;
pub mod clock;
pub mod commands;
pub mod config;
pub mod cookie;
pub mod current;
pub mod data_dir;
pub mod device;
pub mod devices;
pub mod email;
pub mod failure;
pub mod files;
pub mod forms;
pub mod headers;
pub mod housekeeping;
pub mod ids;
pub mod instance;
pub mod key;
pub mod letter;
pub mod lifetime;
pub mod limits;
pub mod listen;
pub mod location;
pub mod mail;
pub mod origin;
pub mod overview;
pub mod password;

pub mod preference;
pub mod presented;
pub mod private_files;
pub mod proof;
pub mod recognition;
pub mod refusal;
pub mod request;
pub mod return_to;
pub mod router;
pub mod serve;
pub mod sessions;
pub mod sign_ins;
pub mod storage;
pub mod telemetry;
pub mod throttle;
pub mod token;
pub mod unkept;
pub mod unusual;

use std::sync::Arc;

use axum::extract::FromRef;
use leptos::config::LeptosOptions;

use crate::components::ScriptPaths;

use self::{
    activity::Activity, clock::Clock, config::Config, cookie::HostCookie, files::Files, location::Locate, mail::Mailer,
    password::Passwords, sign_ins::SignIns, storage::Storage, throttle::Throttle, token::Tokens, unkept::Unkept,
};

/// What every request may need; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    pub config: Arc<Config>,
    pub storage: Arc<dyn Storage>,
    pub clock: Arc<dyn Clock>,
    pub locator: Arc<dyn Locate>,
    pub tokens: Arc<Tokens>,
    pub passwords: Passwords,
    pub throttle: Throttle,
    pub sign_ins: SignIns,
    pub mailer: Mailer,
    pub cookie: HostCookie,
    pub device_cookie: HostCookie,
    pub activity: Activity,
    pub unkept: Unkept,
    pub leptos_options: LeptosOptions,
    pub files: Arc<Files>,
    /// The paths of the scripts, by their names in `public/`.
    pub scripts: ScriptPaths,
    /// The path of the style sheet, by its content's name where it has one.
    pub stylesheet: Arc<str>,
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos_options.clone()
    }
}
