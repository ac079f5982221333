//! The security log of an account, as its owner sees it.

use strum::IntoEnumIterator;

use crate::{
    model::{ActivityFilter, ActivityPage, ActivityView, EndReason, EventKind, Language},
    server::{auth::current::CurrentSession, failure::Failure, state::AppState, storage::Event},
};

/// Entries on one page.
const PAGE_SIZE: u32 = 30;

/// A page (from 1) of the person's log, the newest first; a page past the last is the last.
///
/// # Errors
/// If the store does not answer.
pub async fn list(
    state: &AppState,
    current: &CurrentSession,
    show: ActivityFilter,
    page: u32,
) -> Result<ActivityPage, Failure> {
    let (user, storage) = (current.session.user_id, &state.storage);
    let (kinds, replaced) = (kinds(show), show == ActivityFilter::Everything);
    let total = storage.count_events_of_kinds(user, &kinds, replaced).await?;
    let pages = total.div_ceil(PAGE_SIZE).max(1);
    let page = page.clamp(1, pages);
    let part = (PAGE_SIZE, (page - 1) * PAGE_SIZE);
    let events = storage.list_events_of_kinds(user, &kinds, replaced, part).await?;
    let entries: Vec<_> = events.into_iter().map(|event| view(event, current.language)).collect();
    let entries = if replaced { entries } else { by_cause(entries) };
    Ok(ActivityPage { now: state.clock.now(), entries, total, page, pages })
}

fn kinds(show: ActivityFilter) -> Vec<EventKind> {
    EventKind::iter().filter(|kind| is_shown(show, *kind)).collect()
}

fn is_shown(show: ActivityFilter, kind: EventKind) -> bool {
    match show {
        ActivityFilter::Everything => true,
        // Each change asks for the password: that it was right is no news.
        ActivityFilter::Important => kind != EventKind::Reauthenticated,
        ActivityFilter::SignIns => matches!(
            kind,
            EventKind::SignedUp | EventKind::SignedIn | EventKind::SignInFailed | EventKind::SessionEnded
        ),
        ActivityFilter::Warnings => kind.is_warning(),
        ActivityFilter::Changes => {
            !matches!(
                kind,
                EventKind::SignedIn | EventKind::SignInFailed | EventKind::SessionEnded | EventKind::Reauthenticated
            ) && !kind.is_warning()
        }
    }
}

/// One entry for each cause: what a new password also did is shown in its entry.
fn by_cause(entries: Vec<ActivityView>) -> Vec<ActivityView> {
    let mut causes: Vec<ActivityView> = Vec::with_capacity(entries.len());
    for moment in entries.chunk_by(|a, b| a.at == b.at) {
        let cause = moment.iter().find(|it| matches!(it.kind, EventKind::PasswordChanged | EventKind::PasswordReset));
        let Some(cause) = cause else {
            causes.extend_from_slice(moment);
            continue;
        };
        let follows =
            |it: &&ActivityView| matches!(it.reason, Some(EndReason::PasswordChanged | EndReason::PasswordReset));
        let ended = moment.iter().filter(follows).count();
        causes.push(ActivityView { ended_others: u32::try_from(ended).unwrap_or(u32::MAX), ..cause.clone() });
    }
    causes
}

/// An entry as its owner sees it, in a language.
pub fn view(event: Event, language: Language) -> ActivityView {
    ActivityView {
        at: event.at,
        kind: event.kind,
        reason: event.reason,
        device: event.device,
        device_name: event.device_name,
        device_kind: event.device_kind,
        done_by: event.done_by,
        location: event.location.map(|location| location.in_language(language)),
        flags: event.flags,
        ip_address: event.ip_address.map(|address| address.to_string()),
        ended_others: 0,
    }
}
