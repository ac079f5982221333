//! The dashboard: which devices it shows, in which order, and what else can be shown.

use std::cmp::Reverse;

use strum::IntoEnumIterator;

use super::{filter::others, view::view};
use crate::{
    model::{DevicePage, DevicesOverview, Filter, PublicIds, Timestamp},
    server::{anomalies, auth::current::CurrentSession, failure::Failure, rules, state::AppState, storage::Session},
};

/// Devices on one page of the list.
pub const PAGE_SIZE: u32 = 20;

/// A page (from 1) of the person's devices, all or some; a page past the last is the last.
///
/// An account has few sessions (`--session-limit`): choosing among them here, rather than in each
/// store, keeps the rules in one place.
///
/// # Errors
/// If the database does not answer.
pub async fn list(
    state: &AppState,
    current: &CurrentSession,
    filter: Option<Filter>,
    page: u32,
) -> Result<DevicesOverview, Failure> {
    let now = state.clock.now();
    let sessions = state.storage.list_sessions(current.session.user_id, now).await?;
    let count = |filter| length(others(&sessions, current, Some(filter), now));
    let filters = Filter::iter().map(|filter| (filter, count(filter))).filter(|(_, count)| *count > 0);
    let may_vouch = rules::actor::has_authority(&state.storage, &current.session.id, now).await?;
    let mut unknown: Vec<_> =
        others(&sessions, current, None, now).filter(|session| may_vouch && session.confirmed_at.is_none()).collect();
    unknown.sort_by_key(|session| by_flags(session, now));
    Ok(DevicesOverview {
        all: length(sessions.iter()),
        filters: filters.filter(|(filter, _)| *filter != Filter::Forgotten).collect(),
        forgotten: count(Filter::Forgotten),
        unknown: unknown.into_iter().map(|session| view(session.clone(), current, now)).collect(),
        may_vouch,
        page: page_of(state, current, &sessions, filter, page, now),
        filter,
        chosen: filter.map(|filter| {
            PublicIds(others(&sessions, current, Some(filter), now).map(|it| it.device_id.clone()).collect())
        }),
    })
}

fn page_of(
    state: &AppState,
    current: &CurrentSession,
    sessions: &[Session],
    filter: Option<Filter>,
    page: u32,
    now: Timestamp,
) -> DevicePage {
    let this = sessions.iter().filter(|session| filter.is_none() && session.id == current.session.id);
    let mut chosen: Vec<_> = others(sessions, current, filter, now).collect();
    // Else the order stays: the last active first.
    chosen.sort_by_key(|session| by_flags(session, now));
    let shown: Vec<_> = this.chain(chosen).collect();
    let total = length(shown.iter());
    let pages = total.div_ceil(PAGE_SIZE).max(1);
    let page = page.clamp(1, pages);
    let size = PAGE_SIZE as usize;
    let devices = shown.into_iter().skip((page as usize - 1) * size).take(size);
    DevicePage {
        now,
        devices: devices.map(|session| view(session.clone(), current, now)).collect(),
        total,
        page,
        pages,
        reauthenticated: current.is_reauthenticated(state),
    }
}

/// Flagged devices come first, those with most flags before the others.
fn by_flags(session: &Session, now: Timestamp) -> Reverse<usize> {
    Reverse(anomalies::flags_of(session, now).len())
}

fn length(of: impl Iterator) -> u32 {
    u32::try_from(of.count()).unwrap_or(u32::MAX)
}
