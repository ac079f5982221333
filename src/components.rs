//! One component a file: the parts that pages and islands are made of. Those of pages only are not for the browser.

#[cfg(feature = "ssr")]
mod account_bar;
mod brand;
#[cfg(feature = "ssr")]
mod device_icon;
#[cfg(feature = "ssr")]
mod email_field;
mod footer;
#[cfg(feature = "ssr")]
mod form_error;
mod live_text;
mod module_script;
#[cfg(feature = "ssr")]
mod password_field;
mod password_prompt;
mod sign_out_dialog;

#[cfg(feature = "ssr")]
pub use account_bar::AccountBar;
pub use brand::{Brand, SiteIdentity};
#[cfg(feature = "ssr")]
pub use device_icon::DeviceIcon;
#[cfg(feature = "ssr")]
pub use email_field::EmailField;
pub use footer::Footer;
#[cfg(feature = "ssr")]
pub use form_error::FormError;
pub use live_text::LiveText;
pub use module_script::{ModuleScript, ScriptPaths};
#[cfg(feature = "ssr")]
pub use password_field::PasswordField;
pub use password_prompt::{PasswordPrompt, PasswordTexts, Reveal, Username};
pub use sign_out_dialog::{DialogTexts, OthersWords, Question, SignOutDialog};
