//! The security log of an account, as its owner sees it.

use crate::{
    model::{ActivityPage, ActivityView},
    server::{auth::current::CurrentSession, failure::Failure, state::AppState, storage::Event},
};

/// Entries on one page.
const PAGE_SIZE: u32 = 30;

/// A page (from 1) of the person's log, the newest first; a page past the last is the last.
///
/// # Errors
/// If the database does not answer.
pub async fn list(state: &AppState, current: &CurrentSession, page: u32) -> Result<ActivityPage, Failure> {
    let user = current.session.user_id;
    let total = state.storage.count_events(user).await?;
    let pages = total.div_ceil(PAGE_SIZE).max(1);
    let page = page.clamp(1, pages);
    let events = state.storage.list_events(user, PAGE_SIZE, (page - 1) * PAGE_SIZE).await?;
    Ok(ActivityPage {
        now: state.clock.now(),
        entries: events.into_iter().map(|event| view(event, &current.languages)).collect(),
        total,
        page,
        pages,
    })
}

/// An entry as its owner sees it, whose Accept-Language is `languages`.
pub fn view(event: Event, languages: &str) -> ActivityView {
    ActivityView {
        at: event.at,
        kind: event.kind,
        reason: event.reason,
        device: event.device,
        device_name: event.device_name,
        device_kind: event.device_kind,
        done_by: event.done_by,
        location: event.location.map(|location| location.in_languages(languages)),
        flags: event.flags,
        ip_address: event.ip_address.map(|address| address.to_string()),
    }
}
