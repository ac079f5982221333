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

    /// '23 November 2026'.
    pub fn date(self, language: Language) -> String {
        format_date(locale(language), &self.parts(), DateStyle::Long)
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

#[cfg(test)]
mod tests {
    use super::*;

    const THEN: Timestamp = Timestamp::from_millis(1_795_471_387_000);

    fn after(seconds: u64) -> Timestamp {
        THEN.plus(Duration::from_secs(seconds))
    }

    #[test]
    fn times_read_as_a_person_says_them() {
        for (seconds, english, german) in [
            (59, "just now", "gerade eben"),
            (60, "1 minute ago", "vor 1 Minute"),
            (3 * 86_400 + 5, "3 days ago", "vor 3 Tagen"),
            (15 * 86_400, "2 weeks ago", "vor 2 Wochen"),
            (400 * 86_400, "1 year ago", "vor 1 Jahr"),
        ] {
            assert_eq!(ago(Language::En, after(seconds), THEN), english);
            assert_eq!(ago(Language::De, after(seconds), THEN), german);
        }
        assert_eq!(ago(Language::Ar, after(120), THEN), "قبل دقيقتين");
        assert_eq!(last_active(Language::En, after(119), THEN), "Active now");
        assert_eq!(last_active(Language::En, after(300), THEN), "Active 5 minutes ago");
        assert_eq!(last_active(Language::Ja, after(300), THEN), "5 分前に使用");
    }

    #[test]
    fn a_clock_that_went_backwards_reads_as_now() {
        assert_eq!(ago(Language::En, THEN, after(3600)), "just now");
    }

    #[test]
    fn moments_are_in_utc_and_in_the_order_of_the_language() {
        let moment = Moment::of(THEN);
        for (language, text, day) in [
            (Language::En, "23 November 2026 at 22:03 UTC", "Monday, 23 November 2026"),
            (Language::De, "23. November 2026 um 22:03 UTC", "Montag, 23. November 2026"),
            (Language::Fr, "23 novembre 2026 à 22:03 UTC", "lundi 23 novembre 2026"),
            (Language::Es, "23 de noviembre de 2026 a las 22:03 UTC", "lunes, 23 de noviembre de 2026"),
            (Language::Ja, "2026年11月23日 22:03 UTC", "2026年11月23日月曜日"),
            (Language::Ar, "23 نوفمبر 2026 في 10:03 م UTC", "الاثنين، 23 نوفمبر 2026"),
        ] {
            assert_eq!((moment.text(language).as_str(), moment.day(language).as_str()), (text, day));
        }
        assert_eq!(moment.clock(Language::En), "22:03 UTC");
    }

    #[test]
    fn lengths_are_whole_units_with_their_plural_forms() {
        for (seconds, english, german) in [
            (600, "10 minutes", "10 Minuten"),
            (3600, "1 hour", "1 Stunde"),
            (30 * 86_400, "30 days", "30 Tagen"),
            (129_600, "1 day 12 hours", "1 Tag 12 Stunden"),
            (90, "1 minute 30 seconds", "1 Minute 30 Sekunden"),
            (0, "0 seconds", "0 Sekunden"),
        ] {
            let duration = Duration::from_secs(seconds);
            assert_eq!(length(Language::En, duration), english);
            assert_eq!(length(Language::De, duration), german);
        }
        assert_eq!(length(Language::Ar, Duration::from_hours(48)), "يومين");
    }
}
