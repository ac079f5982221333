//! Which of a person's other devices match a filter.

use std::time::Duration;

use crate::{
    model::{DeviceKind, Filter, Timestamp},
    server::{anomalies, auth::current::CurrentSession, storage::Session},
};

/// A device idle for this long is listed under 'not used'.
const UNUSED: Duration = Duration::from_hours(30 * 24);

/// The person's other sessions, all or those that match `filter`.
pub fn others<'a>(
    sessions: &'a [Session],
    current: &'a CurrentSession,
    filter: Option<Filter>,
    now: Timestamp,
) -> impl Iterator<Item = &'a Session> {
    sessions
        .iter()
        .filter(|session| session.id != current.session.id)
        .filter(move |session| filter.is_none_or(|filter| matches(filter, session, &current.session, now)))
}

fn matches(filter: Filter, session: &Session, this: &Session, now: Timestamp) -> bool {
    let idle = now.since(session.last_active_at);
    match filter {
        Filter::Unused => idle >= UNUSED,
        Filter::Forgotten => idle >= anomalies::UNUSED,
        // The location of this one must be known: otherwise all others would be elsewhere.
        Filter::Abroad => {
            this.location.country.is_some()
                && session.location.country.is_some()
                && session.location.country != this.location.country
        }
        Filter::Browsers => session.device.kind == DeviceKind::Desktop,
        Filter::Phones => matches!(session.device.kind, DeviceKind::Phone | DeviceKind::Tablet),
    }
}
