//! Which session cookie of a request is ours, and which are left alone.
//!
//! Instances on different ports of a host see each other's cookies. A cookie signed with another instance's key is
//! neither read nor cleared. Before instances had names, all of them used the same cookie name: such a cookie is
//! ours if our key signed it.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue};

use crate::server::{http::cookie::CookieValue, ids::Digest, state::AppState};

/// How long the sign-in page says how a session ended.
const SAID_FOR: Duration = Duration::from_mins(10);

/// The token that a request presents.
pub fn token(state: &AppState, headers: &HeaderMap) -> CookieValue {
    match state.cookie.read(headers) {
        CookieValue::Nothing => former(state, headers).map_or(CookieValue::Nothing, CookieValue::Value),
        found => found,
    }
}

/// A token of ours under the former name, if nothing is there under the present one.
pub fn is_former(state: &AppState, headers: &HeaderMap) -> bool {
    state.cookie.read(headers) == CookieValue::Nothing && former(state, headers).is_some()
}

/// The `Set-Cookie` that clears our cookie under the former name.
pub fn without_former(state: &AppState, headers: &HeaderMap) -> Option<HeaderValue> {
    former(state, headers).map(|_| state.cookie.clear_former())
}

/// The `Set-Cookie`s that clear those of our cookies that no longer work.
pub fn cleared(state: &AppState, headers: &HeaderMap) -> Vec<HeaderValue> {
    let own = match state.cookie.read(headers) {
        CookieValue::Nothing => None,
        CookieValue::Value(token) if state.tokens.is_anothers(&token) => None,
        CookieValue::Value(_) | CookieValue::Several => Some(state.cookie.clear()),
    };
    own.into_iter().chain(without_former(state, headers)).collect()
}

/// The digest of the session that this browser had before it was refused.
pub fn ended(state: &AppState, headers: &HeaderMap) -> Option<Digest> {
    let of_token = || match token(state, headers) {
        CookieValue::Value(token) => state.tokens.session_ever_named(&token).map(|session| session.digest()),
        CookieValue::Nothing | CookieValue::Several => None,
    };
    match state.ended_cookie.read(headers) {
        CookieValue::Value(text) => Digest::decode(&text).ok(),
        CookieValue::Nothing => of_token(),
        CookieValue::Several => None,
    }
}

/// The `Set-Cookie` by which the sign-in page can say how the session ended, in place of the token that is cleared.
pub fn remember_ended(state: &AppState, headers: &HeaderMap) -> Option<HeaderValue> {
    let CookieValue::Value(token) = token(state, headers) else { return None };
    let session = state.tokens.session_ever_named(&token)?;
    Some(state.ended_cookie.set(session.digest().encode(), Some(SAID_FOR)))
}

fn former(state: &AppState, headers: &HeaderMap) -> Option<String> {
    match state.cookie.read_former(headers) {
        CookieValue::Value(token) => state.tokens.session_ever_named(&token).map(|_| token),
        CookieValue::Nothing | CookieValue::Several => None,
    }
}
