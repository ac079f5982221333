//! Parts of pages that no island has.

mod activity_entry;
mod activity_log;
mod answers;
mod clock_time;
mod device_facts;
mod device_row;
mod empty_state;
mod exact_time;
mod flag_badges;
mod language_choice;
mod language_setting;
mod pager;
mod preview;
mod recently_signed_out;
mod rename_form;
mod script_texts;
mod sign_out_action_field;
mod unknown_notice;

use activity_entry::ActivityEntry;
pub use activity_log::ActivityLog;
pub use answers::Answers;
use clock_time::ClockTime;
pub use device_facts::DeviceFacts;
pub use device_row::{DeviceRow, TakeBack};
pub use empty_state::EmptyState;
pub use exact_time::{Ago, Moment};
pub use flag_badges::FlagBadges;
pub use language_choice::LanguageChoice;
pub use language_setting::LanguageSetting;
pub use pager::Pager;
pub use preview::Preview;
pub use recently_signed_out::RecentlySignedOut;
pub use rename_form::RenameForm;
pub use script_texts::ScriptTexts;
pub use sign_out_action_field::SignOutActionField;
pub use unknown_notice::UnknownNotice;
