//! Which session a request belongs to: the cookie, then the JWT, then the live row.
//!
//! Every page and server function requires one, but for those that [`PUBLIC`] names.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};

use super::{
    AppState,
    failure::Failure,
    forms::FormFailure,
    refusal,
    return_to::{HOME, ReturnTo},
    storage::Session,
    token::TokenError,
};
use crate::{error::AppError, server::email::Email};

/// The pages (and the server functions under the same paths) that need no session.
const PUBLIC: [&str; 2] = ["/sign-in", "/sign-up"];

/// The live session of a request.
#[derive(Clone, Debug)]
pub struct CurrentSession {
    pub session: Session,
    /// Its user's address, to show.
    pub email: Email,
}

/// Finds the session of a request with these headers.
///
/// # Errors
/// If there is none, its token is not valid or has expired, its row is gone, or the store did not
/// answer: a request is never let through unchecked (ASVS 16.5.3).
pub async fn authenticate(state: &AppState, headers: &HeaderMap) -> Result<CurrentSession, Failure> {
    let token = state.cookie.read(headers).ok_or(AppError::SignInRequired)?;
    let now = state.clock.now();
    let verified = state.tokens.verify(&token, now).map_err(|error| match error {
        TokenError::Expired => AppError::SessionExpired,
        TokenError::Invalid(_) | TokenError::Signing => AppError::SessionInvalid,
    })?;
    let found = state.storage.find_session(&verified.session_id).await?.ok_or(AppError::SessionEnded)?;
    if found.session.user_id != verified.user_id {
        return Err(AppError::SessionInvalid.into());
    }
    if found.session.expires_at <= now {
        return Err(AppError::SessionExpired.into());
    }
    Ok(CurrentSession { session: found.session, email: found.email })
}

/// Lets a request through with its [`CurrentSession`], or refuses it.
pub async fn require(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let public = PUBLIC.contains(&request.uri().path());
    match authenticate(&state, request.headers()).await {
        Ok(_) if public && is_visit(&request) => Redirect::to(HOME).into_response(),
        Ok(current) => {
            state.activity.note(&current.session, state.clock.now());
            request.extensions_mut().insert(current);
            next.run(request).await
        }
        Err(_) if public => next.run(request).await,
        Err(failure) => refuse(&state, &request, failure.into()),
    }
}

/// Somebody who opens a page, rather than a form that is shown again with its error.
fn is_visit(request: &Request) -> bool {
    request.method() == Method::GET && request.extensions().get::<FormFailure>().is_none()
}

fn refuse(state: &AppState, request: &Request, error: AppError) -> Response {
    let mut response = if error.needs_sign_in() && refusal::wants_html(request.headers()) {
        let return_to = match *request.method() {
            Method::GET => request.uri().path_and_query().map_or(HOME, |path| path.as_str()),
            _ => HOME,
        };
        Redirect::to(&ReturnTo::parse(return_to).sign_in_page(error.reason())).into_response()
    } else {
        refusal::answer(state, request.headers(), error)
    };
    if error.needs_sign_in() && state.cookie.is_in(request.headers()) {
        tracing::info!(%error, "a request was refused");
        response.headers_mut().append(header::SET_COOKIE, state.cookie.clear());
    }
    response
}
