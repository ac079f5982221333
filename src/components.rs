//! One component a file: the parts that pages and islands are made of.

mod account_bar;
mod brand;
mod device_icon;
mod email_field;
mod footer;
mod form_error;
mod live_text;
mod module_script;
mod password_field;
mod password_prompt;
mod sign_out_dialog;

pub use account_bar::AccountBar;
pub use brand::{Brand, SiteIdentity};
pub use device_icon::DeviceIcon;
pub use email_field::EmailField;
pub use footer::Footer;
pub use form_error::FormError;
pub use live_text::LiveText;
pub use module_script::{ModuleScript, ScriptPaths};
pub use password_field::PasswordField;
pub use password_prompt::{PasswordPrompt, Reveal, Username};
pub use sign_out_dialog::{Question, SignOutDialog};
