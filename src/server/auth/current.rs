//! Which session a request belongs to: the cookie, then the JWT, then the live row.

use std::{net::IpAddr, ops::Deref, sync::Arc};

use axum::http::{HeaderValue, request::Parts};

use super::{
    client::{self, Client},
    lifetime::{self, TokenStatus},
    presented, session,
    token::Verified,
};
use crate::{
    error::AppError,
    model::{EndReason, Language, Precision, Timestamp},
    server::{
        failure::Failure,
        http::cookie::CookieValue,
        location::Location,
        rules,
        state::AppState,
        storage::{Actor, RequestSource, Revocation, Session, SessionSelection, SessionWithUser},
    },
};

/// The live session of a request.
#[derive(Clone, Debug)]
pub struct CurrentSession {
    /// As the database had it when the request came.
    found: Arc<SessionWithUser>,
    /// The address of the request, according to trusted proxies.
    pub ip_address: IpAddr,
    /// The language of the account, else of the browser.
    pub language: Language,
}

impl Deref for CurrentSession {
    type Target = SessionWithUser;

    fn deref(&self) -> &SessionWithUser {
        &self.found
    }
}

impl CurrentSession {
    /// The language of the account: emails are in it, whatever browser acts.
    pub fn account_language(&self) -> Option<Language> {
        self.found.language
    }

    /// Whether the password was entered recently enough not to be asked for again.
    pub fn is_reauthenticated(&self, state: &AppState) -> bool {
        lifetime::is_reauthenticated(self.session.reauthenticated_at, state.clock.now(), state.config.reauth_lifetime)
    }

    /// The source with the type of the device instead of its given name: somebody who is signed in may have chosen
    /// that, and emails go to the owner.
    pub fn plain_source(&self, state: &AppState) -> RequestSource {
        RequestSource { device_name: self.session.device.short_name(), ..self.source(state) }
    }

    /// The source of the request, as the security log shows it. What its device is was read off when it signed in.
    pub fn source(&self, state: &AppState) -> RequestSource {
        let (session, precision) = (&self.session, self.precision);
        let location = if self.ip_address == session.ip_address && !session.location.is_unknown() {
            Location { precision, ..session.location.clone() }
        } else {
            state.locations.locate(self.ip_address, precision)
        };
        RequestSource { ip_address: self.ip_address, location, ..RequestSource::of(session) }
    }

    /// The actor for actions that need no re-authentication; [`super::reauth`] makes the others.
    pub fn actor(&self, state: &AppState) -> Actor {
        Actor { session: self.session.id.clone(), source: self.source(state), reauthentication: None }
    }
}

/// A live session, and a new cookie for its browser, if one is due.
pub struct Authenticated {
    pub current: CurrentSession,
    pub renewed: Option<HeaderValue>,
}

/// Finds the session of a request.
///
/// # Errors
/// If there is none, its token is not valid, it has ended, or the database did not answer: a request is never let
/// through unchecked (ASVS 16.5.3).
pub async fn authenticate(state: &AppState, request: &Parts) -> Result<Authenticated, Failure> {
    let token = match presented::token(state, &request.headers) {
        CookieValue::Value(token) => token,
        CookieValue::Nothing => return Err(AppError::SignInRequired.into()),
        CookieValue::Several => return Err(AppError::SessionInvalid.into()),
    };
    let now = state.clock.now();
    let verified = state.tokens.verify(&token, now).map_err(|_| AppError::SessionInvalid)?;
    let Some(found) = state.storage.check_session(&verified.session_id, verified.user_id).await? else {
        // Whose token it was is not known here: its location is stored only if that person allows it.
        let source = || Client::of(request, state).source(state, Precision::City);
        state.last_seen.refused(verified.session_id, now, source);
        return Err(AppError::SessionEnded.into());
    };
    if found.session.user_id != verified.user_id {
        return Err(AppError::SessionInvalid.into());
    }
    if found.disabled {
        return Err(AppError::SessionEnded.into());
    }
    if lifetime::end_reason(&found.session, now).is_some() {
        return Err(AppError::SessionExpired.into());
    }
    let renewed = match check_token(state, &found.session, &verified, now).await? {
        // The same token, under the name that is the instance's own.
        None if presented::is_former(state, &request.headers)
            && verified.issued_at == found.session.token.issued_at =>
        {
            Some(session::cookie(state, &found.session, verified.issued_at)?)
        }
        renewed => renewed,
    };
    let ip_address = client::address(request, state);
    let language = found.language.or_else(|| client::language(&request.headers, state)).unwrap_or_default();
    Ok(Authenticated { current: CurrentSession { found, ip_address, language }, renewed })
}

/// Checks that this token of a live session is still valid. Returns the cookie with the next token, if one is due.
async fn check_token(
    state: &AppState,
    session: &Session,
    token: &Verified,
    now: Timestamp,
) -> Result<Option<HeaderValue>, Failure> {
    match lifetime::token_status(session.token, token.issued_at, now, state.config.token_lifetime) {
        TokenStatus::Good => {
            state.last_seen.token_seen(session);
            Ok(None)
        }
        // Once the successor has come back, its browser has it: who still sends the old one gets none.
        TokenStatus::Succeeded if session.token.seen => Ok(None),
        TokenStatus::Succeeded => session::cookie(state, session, session.token.issued_at).map(Some),
        TokenStatus::Due => {
            match rules::sessions::renew(&state.storage, &session.id, token.issued_at, now.seconds()).await {
                Ok(true) => session::cookie(state, session, now.seconds()).map(Some),
                // Another request was faster, or the session has just ended.
                Ok(false) => {
                    let found = state.storage.find_session(&session.id).await?.ok_or(AppError::SessionEnded)?;
                    session::cookie(state, &found.session, found.session.token.issued_at).map(Some)
                }
                // A token that is still valid does without: reading goes on while nothing can be written.
                Err(error) if !token.expired && !token.early => {
                    tracing::warn!(%error, "a token could not be renewed");
                    Ok(None)
                }
                Err(error) => Err(error.into()),
            }
        }
        TokenStatus::Reused => {
            let revocation = Revocation { reason: EndReason::TokenReused, at: now, by: None };
            rules::sessions::revoke(&state.storage, SessionSelection::One(&session.id), revocation).await?;
            tracing::warn!(device = %session.device_id, "a replaced token came back: its session was revoked as possibly stolen");
            Err(AppError::SessionEnded.into())
        }
        TokenStatus::Unknown => Err(AppError::SessionInvalid.into()),
    }
}
