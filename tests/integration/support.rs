//! What the tests share, apart from what any of them asserts.

mod agents;
mod app;
mod browser;
mod database;
mod devices;
mod mail;
mod owners;
pub mod postgres;
mod processes;
mod program;
mod sign_ins;
mod smtp;
mod time;

pub use self::{
    agents::{CHROME, FIREFOX, SAFARI},
    app::{EMAIL, PASSWORD, TestApp},
    browser::{Browser, HTML, code, location, session_cookie},
    database::{Connection, Engine, Installation, Stored},
    devices::{detail, names, overview, sign_in},
    mail::{confirmed, emails_wait, link, link_to, secret, sent_email, sent_emails},
    owners::{actor, held_by, reauthenticated_long_ago, stored},
    processes::run_as_root_of_a_namespace,
    program::{Running, json_client, latchkey, mode, run, run_with_input},
    sign_ins::{SignIn, event},
    smtp::{smtp_server, smtp_server_at},
    time::{DAY, HOUR, MINUTE, soon},
};
pub(crate) use database::sqlite_only;
