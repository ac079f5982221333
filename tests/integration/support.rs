//! What the tests share, apart from what any of them asserts.

mod agents;
mod app;
mod browser;
mod database;
mod devices;
mod mail;
pub mod postgres;
mod program;
mod time;

pub use self::{
    agents::{CHROME, FIREFOX, SAFARI},
    app::{EMAIL, PASSWORD, TestApp},
    browser::{Browser, HTML, code, location, session_cookie},
    database::{Connection, Engine, Installation, Stored},
    devices::{detail, names, overview, sign_in},
    mail::{confirmed, letter, letters, link, secret},
    program::{Running, json_client, latchkey, run, run_with_input},
    time::{DAY, HOUR, MINUTE, soon},
};
pub(crate) use database::sqlite_only;
