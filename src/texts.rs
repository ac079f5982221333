//! Everything that people read, in their language. The texts themselves are in `locales/`, one catalogue a language, in
//! the syntax of [Fluent](https://projectfluent.org/fluent/guide/).
//!
//! | in a page | what it makes |
//! |---|---|
//! | `t!("account-title")` | a text |
//! | `t!("devices-signed-in", count = 3)` | a text with a number, in its plural form, or with a name |
//! | `t!(language; "location-unknown")` | the same where no page says which language |
//! | [`Rich`] | a text with elements in it: a link, a time |
//!
//! A name that people chose is isolated from the text around it, so that neither turns the other around (UAX #9).
//! On the server only: islands are given their texts.

mod catalogue;
mod current;
mod message;
mod rich;
mod times;
mod words;

pub use catalogue::catalogue;
pub use current::language;
pub use message::{Message, Value};
pub use rich::{Rich, rich};
pub use times::{Moment, ago, last_active, length, list};
pub use words::{
    activity_filter_label, end_reason, event_title, filter_label, flag_label, kind_label, sort_label, take_back_label,
};

/// A text of the catalogue, by its key: in the language of the page, or in the one before the semicolon.
#[macro_export]
macro_rules! t {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::t!($crate::texts::language(); $key $(, $name = $value)*)
    };
    ($language:expr; $key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::texts::Message::new($key)$(.with(stringify!($name), $value))*.text($language)
    };
}
