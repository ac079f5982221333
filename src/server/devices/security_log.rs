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
    let (kinds, replaced) = selection(show);
    let total = storage.count_events_of_kinds(user, &kinds, replaced).await?;
    let pages = total.div_ceil(PAGE_SIZE).max(1);
    let page = page.clamp(1, pages);
    let part = (PAGE_SIZE, (page - 1) * PAGE_SIZE);
    let events = storage.list_events_of_kinds(user, &kinds, replaced, part).await?;
    let entries: Vec<_> = events.into_iter().map(|event| view(event, current.language)).collect();
    let entries = if replaced { entries } else { by_cause(entries) };
    Ok(ActivityPage { now: state.clock.now(), entries, total, page, pages })
}

/// Which kinds of entries are listed, and whether sessions that went on as another are, too.
pub(super) fn selection(show: ActivityFilter) -> (Vec<EventKind>, bool) {
    (EventKind::iter().filter(|kind| is_shown(show, *kind)).collect(), show == ActivityFilter::Everything)
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

/// One entry for each cause: what it also did is shown in its entry.
pub(super) fn by_cause(entries: Vec<ActivityView>) -> Vec<ActivityView> {
    let mut causes: Vec<ActivityView> = Vec::with_capacity(entries.len());
    for moment in entries.chunk_by(|a, b| a.at == b.at) {
        if let Some(cause) = moment.iter().find(|it| ends_others(it.kind)) {
            let ended = moment.iter().filter(|it| it.reason.is_some_and(follows));
            causes.push(ActivityView { ended_others: length(ended.count()), ..cause.clone() });
            continue;
        }
        for together in moment.chunk_by(|a, b| ended_together(a, b) || began_together(a, b)) {
            // The newest is the first: an account was made before its first device was signed in.
            let cause = together.last().filter(|it| it.kind == EventKind::SignedUp).unwrap_or(&together[0]);
            let ended = together.iter().filter(|it| it.kind == EventKind::SessionEnded).count();
            causes.push(ActivityView { ended_others: length(ended.saturating_sub(1)), ..cause.clone() });
        }
    }
    causes
}

/// Whether it ends sessions by itself, and starts another in the place of the one that did it.
const fn ends_others(kind: EventKind) -> bool {
    matches!(kind, EventKind::PasswordChanged | EventKind::PasswordReset | EventKind::EmailRestored)
}

/// Whether it is for such a cause that a session ended.
const fn follows(reason: EndReason) -> bool {
    matches!(reason, EndReason::PasswordChanged | EndReason::PasswordReset | EndReason::EmailRestored)
}

/// Devices that were signed out at one stroke.
fn ended_together(a: &ActivityView, b: &ActivityView) -> bool {
    let remotely = |it: &ActivityView| {
        matches!(it.reason, Some(EndReason::SignedOutRemotely | EndReason::Disowned))
            && it.kind == EventKind::SessionEnded
    };
    remotely(a) && remotely(b) && (a.reason, &a.done_by) == (b.reason, &b.done_by)
}

/// An account and its first device.
fn began_together(a: &ActivityView, b: &ActivityView) -> bool {
    (a.kind, b.kind) == (EventKind::SignedIn, EventKind::SignedUp)
}

fn length(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
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
