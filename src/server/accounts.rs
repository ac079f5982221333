//! Signing up and in, and what a person does with the account itself.

mod change_email;
mod change_password;
mod confirm;
mod delete;
mod emails;
mod export;
mod handed;
mod language;
mod links;
mod mailbox;
mod reset;
mod sign_in;
mod sign_up;

pub use self::{
    change_email::{Changed, change_email},
    change_password::change_password,
    confirm::{Confirmed, check_confirm, confirm},
    delete::delete,
    export::{Export, export},
    language::set_language,
    mailbox::{
        Disowned, check_disown, check_recognise, check_undo, disown_by_link, recognise_by_link, request_recognition,
        undo_email,
    },
    reset::{check_reset, request_reset, reset},
    sign_in::sign_in,
    sign_up::{SignedUp, sign_up},
};
