//! Times, lengths and lists as people say them.

use std::time::Duration;

use intl::{
    datetime::{DateStyle, DateTime, format_date, format_datetime, format_time},
    list::format_list,
    relative::{RelativeUnit, format_relative},
};
use time::UtcDateTime;

use crate::{
    model::{Language, Timestamp},
    t,
};

/// How long after its last request a device still counts as active now.
///
/// Twice the interval at which last activity is written, so that a device in use never flickers.
const ACTIVE_NOW: Duration = Duration::from_mins(2);

/// In minutes: what one more of which is said of longer times.
const UNITS: [(u64, RelativeUnit); 6] = [
    (525_960, RelativeUnit::Year),
    (43_830, RelativeUnit::Month),
    (10_080, RelativeUnit::Week),
    (1_440, RelativeUnit::Day),
    (60, RelativeUnit::Hour),
    (1, RelativeUnit::Minute),
];

/// Dates are written as in Britain: the day first, and 24 hours.
fn locale(language: Language) -> &'static str {
    match language {
        Language::En => "en-GB",
        _ => language.tag(),
    }
}

/// 'just now', '5 minutes ago', '3 days ago'.
pub fn ago(language: Language, now: Timestamp, then: Timestamp) -> String {
    let minutes = now.since(then).as_secs() / 60;
    let Some((count, unit)) =
        UNITS.into_iter().map(|(length, unit)| (minutes / length, unit)).find(|(count, _)| *count > 0)
    else {
        return t!(language; "time-just-now");
    };
    #[expect(clippy::cast_precision_loss, reason = "a count of years, days or minutes")]
    let count = count as f64;
    format_relative(locale(language), -count, unit, &intl::relative::RelativeTimeFormatOptions::default())
}

/// 'Active now' or 'Active 5 minutes ago'.
pub fn last_active(language: Language, now: Timestamp, at: Timestamp) -> String {
    if now.since(at) < ACTIVE_NOW {
        t!(language; "time-active-now")
    } else {
        t!(language; "time-active", ago = ago(language, now, at))
    }
}

/// '1 hour', '30 days', '1 day 12 hours': after 'for', 'after' or 'within'.
pub fn length(language: Language, duration: Duration) -> String {
    let seconds = duration.as_secs();
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    let mut parts = Vec::new();
    if days > 0 {
        parts.push(t!(language; "time-days", count = days));
    }
    if hours > 0 {
        parts.push(t!(language; "time-hours", count = hours));
    }
    if minutes > 0 {
        parts.push(t!(language; "time-minutes", count = minutes));
    }
    if parts.is_empty() || !seconds.is_multiple_of(60) {
        parts.push(t!(language; "time-seconds", count = seconds % 60));
    }
    parts.join(" ")
}

/// 'A, B and C'.
pub fn list(language: Language, items: &[String]) -> String {
    let items: Vec<_> = items.iter().map(String::as_str).collect();
    format_list(locale(language), &items, &intl::list::ListFormatOptions::default())
}

/// A moment in UTC: the server doesn't know where the person is.
#[derive(Clone, Copy)]
pub struct Moment(UtcDateTime);

impl Moment {
    /// Of a time.
    pub fn of(at: Timestamp) -> Self {
        Self(UtcDateTime::from_unix_timestamp(at.seconds()).unwrap_or(UtcDateTime::UNIX_EPOCH))
    }

    /// '23 November 2026 at 22:03 UTC'.
    pub fn text(self, language: Language) -> String {
        format!("{} UTC", format_datetime(locale(language), &self.parts(), DateStyle::Long, DateStyle::Short))
    }

    /// '22:03 UTC'.
    pub fn clock(self, language: Language) -> String {
        format!("{} UTC", format_time(locale(language), &self.parts(), DateStyle::Short))
    }

    /// 'Monday, 23 November 2026'.
    pub fn day(self, language: Language) -> String {
        format_date(locale(language), &self.parts(), DateStyle::Full)
    }

    fn parts(self) -> DateTime {
        let Self(at) = self;
        DateTime {
            year: at.year(),
            month: at.month().into(),
            day: at.day(),
            hour: at.hour(),
            minute: at.minute(),
            second: at.second(),
            millisecond: 0,
        }
    }
}
