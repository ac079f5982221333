//! Signing up and in, and what a person does with the account itself.

mod advice;
mod change_email;
mod change_password;
mod confirm;
mod delete;
mod digests;
pub mod emails;
mod export;
mod handed;
mod language;
mod links;
mod mailbox;
mod remembered;
mod reset;
mod sign_in;
mod sign_up;

pub use self::{
    advice::advise,
    change_email::{Changed, change_email},
    change_password::change_password,
    confirm::{Confirmed, check_confirm, confirm},
    delete::delete,
    digests::report_sign_ins,
    export::{Export, export},
    language::set_language,
    mailbox::{
        Disowned, check_disown, check_recognise, check_undo, disown_by_link, recognise_by_link, request_recognition,
        undo_email,
    },
    remembered::{Ended, Remembered, ended, remembered},
    reset::{check_reset, request_reset, reset, reset_link},
    sign_in::sign_in,
    sign_up::{SignedUp, sign_up},
};
