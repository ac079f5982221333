//! The dashboard: which devices it shows, in which order, and what else can be shown.

use std::{
    cmp::Reverse,
    hash::{DefaultHasher, Hash, Hasher},
};

use strum::IntoEnumIterator;

use super::{filter::others, view::view};
use crate::{
    model::{DevicePage, DeviceView, DevicesOverview, Filter, Language, Level, PublicIds, Sort, Timestamp},
    server::{
        anomalies::flags_of, auth::current::CurrentSession, failure::Failure, rules, state::AppState, storage::Session,
    },
};

/// Devices on one page of the list.
pub const PAGE_SIZE: u32 = 20;

/// Which devices are wanted, and how.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub show: Option<Filter>,
    /// What their name or location contains, in any case.
    pub find: Option<String>,
    pub sort: Sort,
    /// Counted from 1; one past the last is the last.
    pub page: u32,
}

impl Wanted {
    /// Whether these are some of the other devices only.
    fn is_some(&self) -> bool {
        self.show.is_some() || self.find.is_some()
    }

    fn matches(&self, session: &Session, language: Language) -> bool {
        let Some(find) = &self.find else { return true };
        let words = find.to_lowercase();
        let location = session.location.label.in_language(language);
        [session.name(), session.device.name(), location].iter().any(|text| text.to_lowercase().contains(&words))
    }
}

/// A page of the person's devices, all or some.
///
/// An account has few sessions (`--session-limit`): choosing among them here, rather than in each
/// store, keeps the rules in one place.
///
/// # Errors
/// If the store does not answer.
pub async fn list(state: &AppState, current: &CurrentSession, wanted: &Wanted) -> Result<DevicesOverview, Failure> {
    let now = state.clock.now();
    let sessions = state.storage.list_sessions(current.session.user_id, now).await?;
    let count = |filter| length(others(&sessions, current, Some(filter), now));
    let filters = Filter::iter().map(|filter| (filter, count(filter))).filter(|(_, count)| *count > 0);
    let may_vouch = rules::actor::has_authority(&state.storage, &current.session.id, now).await?;
    let mut unknown: Vec<_> =
        others(&sessions, current, None, now).filter(|session| may_vouch && session.confirmed_at.is_none()).collect();
    unknown.sort_by_key(|session| urgency(session));
    let asked = |session: &Session| may_vouch && session.id != current.session.id && !flags_of(session).is_empty();
    let show = |session: &Session| DeviceView { asked: asked(session), ..view(session.clone(), current, now) };
    let chosen = chosen(&sessions, current, wanted, &asked, now);
    let this = sessions.iter().filter(|session| !wanted.is_some() && session.id == current.session.id);
    let all: Vec<_> = this.chain(chosen.iter().copied()).collect();
    let total = length(all.iter());
    let pages = total.div_ceil(PAGE_SIZE).max(1);
    let page = wanted.page.clamp(1, pages);
    let size = PAGE_SIZE as usize;
    let devices = all.into_iter().skip((page as usize - 1) * size).take(size).map(show).collect();
    Ok(DevicesOverview {
        state: fingerprint(&sessions),
        all: length(sessions.iter()),
        filters: filters.filter(|(filter, _)| *filter != Filter::Forgotten).collect(),
        forgotten: count(Filter::Forgotten),
        unknown: unknown.into_iter().map(show).collect(),
        may_vouch,
        filter: wanted.show,
        chosen: wanted.is_some().then(|| PublicIds(chosen.iter().map(|it| it.device_id.clone()).collect())),
        page: DevicePage {
            now,
            devices,
            total,
            with_this: !wanted.is_some(),
            page,
            pages,
            reauthenticated: current.is_reauthenticated(state),
        },
    })
}

/// What changes with the list of a person's devices.
///
/// # Errors
/// If the store does not answer.
pub async fn state_of_list(state: &AppState, current: &CurrentSession) -> Result<String, Failure> {
    Ok(fingerprint(&state.storage.list_sessions(current.session.user_id, state.clock.now()).await?))
}

/// Of which devices there are, and their states; not of when they were active.
fn fingerprint(sessions: &[Session]) -> String {
    let mut ids: Vec<_> = sessions.iter().collect();
    ids.sort_by_key(|session| session.device_id.as_str());
    let mut hasher = DefaultHasher::new();
    for session in ids {
        session.device_id.hash(&mut hasher);
        (session.name(), session.locked_at, session.confirmed_at, session.expires_at).hash(&mut hasher);
        for flag in &flags_of(session) {
            flag.as_str().hash(&mut hasher);
        }
    }
    format!("{:x}", hasher.finish())
}

/// The other devices that are wanted: those that wait for an answer first, the most urgent of them at the head;
/// then the rest as it is sorted.
fn chosen<'a>(
    sessions: &'a [Session],
    current: &'a CurrentSession,
    wanted: &'a Wanted,
    asked: &impl Fn(&Session) -> bool,
    now: Timestamp,
) -> Vec<&'a Session> {
    let mut chosen: Vec<_> = others(sessions, current, wanted.show, now)
        .filter(|session| wanted.matches(session, current.language))
        .collect();
    let location = |session: &Session| session.location.label.in_language(current.language).to_lowercase();
    // Of those that are alike the last active stays first: so they come from the store.
    match wanted.sort {
        Sort::LastActive => {}
        Sort::SignedIn => chosen.sort_by_key(|session| Reverse(session.signed_in_at)),
        Sort::Name => chosen.sort_by_cached_key(|session| (session.name().to_lowercase(), location(session))),
        Sort::Location => chosen.sort_by_cached_key(|session| (location(session), session.name().to_lowercase())),
    }
    chosen.sort_by_key(|session| {
        asked(session).then(|| urgency(session)).map_or((1, None), |urgency| (0, Some(urgency)))
    });
    chosen
}

/// The most urgent flag first, then more of them.
fn urgency(session: &Session) -> Reverse<(Option<Level>, usize)> {
    let flags = flags_of(session);
    Reverse((flags.iter().map(|flag| flag.level()).max(), flags.len()))
}

fn length(of: impl Iterator) -> u32 {
    u32::try_from(of.count()).unwrap_or(u32::MAX)
}
