//! Which session a request belongs to: the cookie, then the JWT, then the live row.
//!
//! Every page and server function requires one, but for those that are [`Access::Public`].

use axum::{
    extract::{Request, State},
    http::{HeaderValue, Method, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};

use super::{
    AppState,
    client::{self, Client},
    cookie::Carried,
    failure::Failure,
    forms::FormFailure,
    lifetime::{self, Worth},
    location::Place,
    presented, refusal,
    return_to::ReturnTo,
    sessions,
    storage::{Actor, Ending, Origin, Session, SessionWithUser, Which},
    token::Verified,
    unkept,
};
use crate::{
    error::AppError,
    model::{EndReason, Precision, Timestamp},
    paths::{Access, HOME, SIGN_IN, SIGN_UP, UNLOCK, access},
    server::email::Email,
};

/// The live session of a request.
#[derive(Clone, Debug)]
pub struct CurrentSession {
    pub session: Session,
    /// Its user's address, to show.
    pub email: Email,
    /// How precise the person wants places kept.
    pub precision: Precision,
    /// Where the request comes from now, as the log tells it.
    pub origin: Origin,
    /// The languages that the person reads: the request's Accept-Language.
    pub languages: String,
}

impl CurrentSession {
    /// Whether the password was proved so recently that it needn't be asked again.
    pub fn is_proved(&self, state: &AppState) -> bool {
        lifetime::is_proved(self.session.proved_at, state.clock.now(), state.config.proof_lifetime)
    }

    /// As the one who does something that needs no proof of the password; [`super::proof`] has the others.
    pub fn actor(&self) -> Actor {
        Actor { session: self.session.id.clone(), origin: self.origin.clone(), proof: None }
    }
}

/// A live session, and the cookie that its browser is to have from now on, if it is another.
pub struct Authenticated {
    pub current: CurrentSession,
    pub renewed: Option<HeaderValue>,
}

/// Finds the session of a request.
///
/// # Errors
/// If there is none, its token is not valid, it is over, or the store did not answer: a request is
/// never let through unchecked (ASVS 16.5.3).
pub async fn authenticate(state: &AppState, request: &Parts) -> Result<Authenticated, Failure> {
    let token = match presented::token(state, &request.headers) {
        Carried::Value(token) => token,
        Carried::Nothing => return Err(AppError::SignInRequired.into()),
        Carried::Several => return Err(AppError::SessionInvalid.into()),
    };
    let now = state.clock.now();
    let verified = state.tokens.verify(&token, now).map_err(|_| AppError::SessionInvalid)?;
    let Some(found) = state.storage.find_session(&verified.session_id).await? else {
        // Whose it was is not known here: the store keeps its place only if that person wants it kept.
        let origin = || Client::of(request, state).origin(state, Precision::City);
        state.activity.refused(verified.session_id, now, origin);
        return Err(AppError::SessionEnded.into());
    };
    if found.session.user_id != verified.user_id {
        return Err(AppError::SessionInvalid.into());
    }
    if found.disabled {
        return Err(AppError::SessionEnded.into());
    }
    if lifetime::over(&found.session, now).is_some() {
        return Err(AppError::SessionExpired.into());
    }
    let renewed = match check_token(state, &found.session, &verified, now).await? {
        // The same token, under the name that is the instance's own.
        None if presented::is_former(state, &request.headers)
            && verified.issued_at == found.session.token.issued_at =>
        {
            Some(sessions::cookie(state, &found.session, verified.issued_at)?)
        }
        renewed => renewed,
    };
    let SessionWithUser { session, email, precision, .. } = found;
    let origin = origin(state, request, &session, precision);
    let languages = client::languages(&request.headers);
    Ok(Authenticated { current: CurrentSession { session, email, precision, origin, languages }, renewed })
}

/// Where a request of a session comes from. What its device is was read off when it signed in.
fn origin(state: &AppState, request: &Parts, session: &Session, precision: Precision) -> Origin {
    let ip_address = client::address(request, state);
    let place = if ip_address == session.ip_address && !session.place.is_unknown() {
        Place { precision, ..session.place.clone() }
    } else {
        state.locator.locate(ip_address, precision)
    };
    Origin {
        device: Some(session.public_id.clone()),
        device_name: session.name(),
        device_kind: session.device.kind,
        ip_address,
        place,
    }
}

/// Whether this token of a live session is still good; the cookie with the next, if that is due.
async fn check_token(
    state: &AppState,
    session: &Session,
    token: &Verified,
    now: Timestamp,
) -> Result<Option<HeaderValue>, Failure> {
    match lifetime::worth(session.token, token.issued_at, now, state.config.token_lifetime) {
        Worth::Good => {
            state.activity.token_seen(session);
            Ok(None)
        }
        // Once the successor has come back, its browser has it: who still sends the old one gets none.
        Worth::Succeeded if session.token.seen => Ok(None),
        Worth::Succeeded => sessions::cookie(state, session, session.token.issued_at).map(Some),
        Worth::Due => match state.storage.renew(&session.id, token.issued_at, now.seconds()).await {
            Ok(true) => sessions::cookie(state, session, now.seconds()).map(Some),
            // Another request was faster, or the session has just ended.
            Ok(false) => {
                let found = state.storage.find_session(&session.id).await?.ok_or(AppError::SessionEnded)?;
                sessions::cookie(state, &found.session, found.session.token.issued_at).map(Some)
            }
            // A token that is still valid does without: reading goes on while nothing can be written.
            Err(error) if !token.expired && !token.early => {
                tracing::warn!(%error, "a token was not renewed");
                Ok(None)
            }
            Err(error) => Err(error.into()),
        },
        Worth::Reused => {
            let ending = Ending { reason: EndReason::TokenReused, at: now, by: None };
            state.storage.end(Which::One(&session.id), ending).await?;
            tracing::warn!(device = %session.public_id, "a replaced token came back: its session was ended as possibly stolen");
            Err(AppError::SessionEnded.into())
        }
        Worth::Unknown => Err(AppError::SessionInvalid.into()),
    }
}

/// Lets a request through with its [`CurrentSession`], or refuses it.
pub async fn require(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let public = access(parts.uri.path()) == Access::Public;
    let outcome = authenticate(&state, &parts).await;
    // Once a cookie has come back there is nothing to look for.
    let seen = matches!(&outcome, Ok(Authenticated { current, .. }) if current.session.token.seen);
    let asker = (!seen).then(|| unkept::asker(&state, &parts));
    let former = presented::without_former(&state, &parts.headers);
    let mut request = Request::from_parts(parts, body);
    match outcome {
        Ok(Authenticated { current, .. }) if is_locked(&current, request.uri().path()) => {
            refuse(&state, &request, AppError::DeviceLocked)
        }
        Ok(_) if matches!(request.uri().path(), SIGN_IN | SIGN_UP) && is_visit(&request) => {
            Redirect::to(HOME).into_response()
        }
        Ok(Authenticated { current, renewed }) => {
            if let Some(asker) = asker {
                state.unkept.came_back(asker);
            }
            state.activity.active(&current.session, &current.origin, state.clock.now());
            request.extensions_mut().insert(current);
            let mut response = next.run(request).await;
            // Unless the answer itself says what the cookie is to be.
            if let Some(cookie) = renewed.filter(|_| !response.headers().contains_key(header::SET_COOKIE)) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            replace_former(&state, &mut response, former);
            response
        }
        Err(_) if public => {
            let mut response = next.run(request).await;
            replace_former(&state, &mut response, former);
            if let Some(asker) = asker.filter(|_| state.cookie.set_by(response.headers()) == Some(true)) {
                state.unkept.handed_out(asker);
            }
            response
        }
        Err(Failure::Refused(AppError::SignInRequired))
            if asker.is_some_and(|asker| state.unkept.is_missing(asker, &state)) =>
        {
            refuse(&state, &request, AppError::CookieNotKept)
        }
        Err(failure) => refuse(&state, &request, failure.report()),
    }
}

/// Once the answer sets the cookie under its present name, the one under the former name has to go.
fn replace_former(state: &AppState, response: &mut Response, former: Option<HeaderValue>) {
    if let Some(former) = former.filter(|_| state.cookie.set_by(response.headers()).is_some()) {
        response.headers_mut().append(header::SET_COOKIE, former);
    }
}

fn is_locked(current: &CurrentSession, path: &str) -> bool {
    current.session.locked_at.is_some() && access(path) == Access::Session
}

/// Somebody who opens a page, rather than a form that is shown again with its error.
fn is_visit(request: &Request) -> bool {
    matches!(*request.method(), Method::GET | Method::HEAD) && request.extensions().get::<FormFailure>().is_none()
}

fn refuse(state: &AppState, request: &Request, error: AppError) -> Response {
    let page = match error {
        _ if !refusal::wants_page(request) => None,
        AppError::DeviceLocked => Some(return_to(request).page_before(UNLOCK, None)),
        _ if error.needs_sign_in() => Some(return_to(request).page_before(SIGN_IN, error.reason())),
        _ => None,
    };
    let mut response = match page {
        Some(page) => Redirect::to(&page).into_response(),
        None if refusal::wants_page(request) => refusal::page(state, error),
        None => refusal::json(error),
    };
    if error.needs_sign_in() && presented::token(state, request.headers()) != Carried::Nothing {
        state.activity.turned_away(error);
        // An answer that is on its way may just have set another: a form that was sent twice must not take it back.
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return response;
        }
        for cookie in presented::cleared(state, request.headers()) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    response
}

fn return_to(request: &Request) -> ReturnTo {
    let wanted = match *request.method() {
        Method::GET => request.uri().path_and_query().map_or(HOME, |path| path.as_str()),
        _ => HOME,
    };
    ReturnTo::parse(wanted)
}
