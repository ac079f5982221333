//! The server functions: the whole public surface. Each is thin: extract, call, map.
//!
//! All need a session, but for those whose path [`crate::paths`] opens to everybody: a request without one is
//! refused before it comes here. One that a form calls has the path of the page with that form. Some need
//! `password`, unless it was entered recently.

mod account;
mod activity;
mod devices;
mod language;
mod session;

pub use account::{
    ChangeEmail, ChangePassword, Confirm, DeleteAccount, Download, RequestReset, ResetPassword, SetPrecision, SignUp,
    UndoEmail, advise_password, change_email, change_password, check_confirm, check_reset, check_undo, confirm,
    delete_account, download, find_privacy, request_reset, reset_password, set_precision, sign_up, undo_email,
};
pub use activity::{download_activity, list_activity, list_recently_signed_out};
pub use devices::{
    ConfirmDevice, DisownByLink, DisownDevice, RecogniseByLink, RenameDevice, RequestRecognition, SignOutDevice,
    SignOutOthers, TakeBack, check_disown, check_recognise, confirm_device, describe_device, disown_by_link,
    disown_device, find_device, list_devices, recognise_by_link, rename_device, request_recognition, sign_out_device,
    sign_out_others, take_back,
};
pub use language::{ChooseLanguage, SetLanguage, choose_language, set_language};
pub use session::{SignIn, SignOut, Unlock, check_session, sign_in, sign_out, unlock};
