//! Requires a live session for every page and server function, except those that are [`Access::Public`].

use axum::{
    extract::{Request, State},
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};

use super::{forms::FormFailure, refusal, unkept};
use crate::{
    error::AppError,
    paths::{Access, HOME, SIGN_IN, SIGN_UP, UNLOCK, access, is_background},
    server::{
        auth::{
            client,
            current::{Authenticated, CurrentSession, authenticate},
            presented,
        },
        failure::Failure,
        http::{cookie::CookieValue, language::AnswerLanguage, return_to::ReturnTo},
        state::AppState,
    },
};

/// Lets a request through with its [`CurrentSession`], or refuses it.
pub async fn require_session(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let public = access(parts.uri.path()) == Access::Public;
    let outcome = authenticate(&state, &parts).await;
    // Once a cookie has come back there is nothing to look for.
    let seen = matches!(&outcome, Ok(Authenticated { current, .. }) if current.session.token.seen);
    let asker = (!seen).then(|| unkept::asker(client::address(&parts, &state), &parts.headers));
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
            AnswerLanguage::set(request.extensions(), current.language);
            if let Some(asker) = asker {
                state.unkept.came_back(asker);
            }
            if !is_background(request.uri().path()) {
                state
                    .last_seen
                    .active(&current.session, current.ip_address, state.clock.now(), || current.source(&state));
            }
            request.extensions_mut().insert(current);
            let mut response = next.run(request).await;
            // Unless the answer itself says what the cookie is to be.
            if let Some(cookie) = renewed.filter(|_| state.cookie.set_by(response.headers()).is_none()) {
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
            if asker.is_some_and(|asker| state.unkept.is_missing(asker, state.clock.now(), state.config.https())) =>
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
        None if refusal::wants_page(request) => refusal::page(state, AnswerLanguage::of(request.extensions()), error),
        None => refusal::json(AnswerLanguage::of(request.extensions()), error),
    };
    if error.needs_sign_in() && presented::token(state, request.headers()) != CookieValue::Nothing {
        state.last_seen.turned_away(error);
        // An answer that is on its way may just have set another: a form that was sent twice must not take it back.
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return response;
        }
        let ended = (error == AppError::SessionEnded).then(|| presented::remember_ended(state, request.headers()));
        for cookie in presented::cleared(state, request.headers()).into_iter().chain(ended.flatten()) {
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
