//! What a server function answers, as HTTP: to a program, and to a plain form.
//!
//! Leptos answers every error with 500, and a form without JavaScript by a redirect with the error
//! in the URL. Here an error has its own status; and a plain form that fails gets its page again in
//! the answer itself, with the message and what was typed (never a password). So a server
//! function has the path of the page that shows its form, and reload and bookmarks work; a button without
//! fields that stands in a page of another path gets a plain page with the message instead.

use std::time::Duration;

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use leptos::{prelude::FromServerFnError, server_fn::error::SERVER_FN_ERROR_HEADER};
use tokio::time::timeout;
use tower::ServiceExt;
use tracing::Instrument;

use super::{limits, refusal, said};
use crate::{
    error::AppError,
    paths::{API, Access, HOME, ROOT, SIGN_IN, UNLOCK, access},
    server::{
        http::{language::AnswerLanguage, return_to::ReturnTo},
        state::AppState,
    },
};

/// Bytes of a request's body: our longest form is a hundredth of it.
const BODY_LIMIT: usize = 64 * 1024;
/// How long it may take to arrive.
const BODY_TIMEOUT: Duration = Duration::from_secs(20);
/// Comes with a form that a script sends (public/form.js), and after which a page follows.
const FORM: HeaderName = HeaderName::from_static("latchkey-form");
/// How long the page that follows may take, before what was done is not said any more.
const SAID_LIFETIME: Duration = Duration::from_mins(1);
/// Bytes of a server function's answer that are read again here: an error is a few hundred.
const ERROR_LIMIT: usize = 64 * 1024;

/// Comes with the request for a page that shows a failed form again.
#[derive(Clone, Debug)]
pub struct FormFailure {
    pub error: AppError,
    pub form: FormState,
}

/// What a form was sent with: each form asks for its own fields by name. No password is among them, so
/// that none can be written into a page.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct FormState(Vec<(String, String)>);

impl FormState {
    /// Reads `application/x-www-form-urlencoded`.
    fn parse(form: &[u8]) -> Self {
        Self(
            url::form_urlencoded::parse(form)
                .filter(|(name, _)| !name.contains("password"))
                .map(|(name, value)| (name.into_owned(), value.into_owned()))
                .collect(),
        )
    }

    /// The value of a field. `None` is a box that was not ticked, a choice that was not made, or no field
    /// of the form.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }
}

/// Names alone: what people type doesn't belong in a log.
impl std::fmt::Debug for FormState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

/// The application with its pages, to render one from within.
#[derive(Clone)]
pub struct Pages {
    pub state: AppState,
    pub router: Router,
}

/// Reads the body within its limits, lets the server function answer, and puts the answer as HTTP has it.
pub async fn answer(State(pages): State<Pages>, mut request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        // What answers programs does so to everybody: Leptos would send a browser back where it came
        // from, which may be anywhere.
        if request.uri().path().starts_with(API) {
            request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        }
        return with_own_status(next.run(request).await).await;
    }
    let (parts, body) = request.into_parts();
    let body = match timeout(BODY_TIMEOUT, to_bytes(body, BODY_LIMIT)).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => return refusal::answer(&pages.state, &parts, AppError::TooLarge),
        Err(_) => return refusal::answer(&pages.state, &parts, AppError::TooSlow),
    };
    if let Err(error) = limits::check_form(&body) {
        return refusal::answer(&pages.state, &parts, error);
    }
    let plain_form = refusal::wants_html(&parts.headers);
    let mut inner = Request::from_parts(parts.clone(), Body::from(body.clone()));
    // So that Leptos answers each in the same way, and its redirects are made here.
    inner.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    // In a task of its own: a client that closes the connection must not stop it halfway, with its row written and
    // its email not sent.
    let done = pages.state.background.spawn(next.run(inner).in_current_span()).await;
    let response = match done {
        Ok(response) => with_own_status(response).await,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => return refusal::answer(&pages.state, &parts, AppError::Unavailable),
        },
    };
    let response = pages.say(response, plain_form || parts.headers.contains_key(FORM));
    if plain_form { pages.to_plain_form(parts, &body, response).await } else { response }
}

/// Gives an error the status that it has of its own, where Leptos gave it 500.
async fn with_own_status(response: Response) -> Response {
    if !response.headers().contains_key(SERVER_FN_ERROR_HEADER) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    // It names the function by its path; nobody reads it.
    parts.headers.remove(SERVER_FN_ERROR_HEADER);
    let body = to_bytes(body, ERROR_LIMIT).await.unwrap_or_default();
    let error = AppError::de(body.clone());
    let mut response = Response::from_parts(parts, Body::from(body));
    refusal::mark(&mut response, error);
    response
}

impl Pages {
    /// Has the page that follows say what was done, if one does.
    fn say(&self, mut response: Response, page_follows: bool) -> Response {
        if let Some(done) = said::take(response.headers_mut()).filter(|_| page_follows) {
            let cookie = self.state.said_cookie.set(done, Some(SAID_LIFETIME));
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }

    async fn to_plain_form(&self, request: Parts, form: &Bytes, response: Response) -> Response {
        if response.headers().contains_key(header::CONTENT_DISPOSITION) {
            return response;
        }
        let (mut parts, body) = response.into_parts();
        let mut answer = if parts.status.is_success() {
            let location = parts.headers.remove(header::LOCATION);
            Redirect::to(location.as_ref().and_then(|path| path.to_str().ok()).unwrap_or(HOME)).into_response()
        } else {
            let error = AppError::de(to_bytes(body, ERROR_LIMIT).await.unwrap_or_default());
            self.failed_form(request, form, error).await
        };
        for name in [header::SET_COOKIE, header::RETRY_AFTER, HeaderName::from_static("clear-site-data")] {
            if parts.headers.contains_key(&name) {
                answer.headers_mut().remove(&name);
            }
            for value in parts.headers.get_all(&name) {
                answer.headers_mut().append(name.clone(), value.clone());
            }
        }
        answer
    }

    async fn failed_form(&self, request: Parts, form: &Bytes, error: AppError) -> Response {
        if error.needs_sign_in() {
            return Redirect::to(&ReturnTo::parse(HOME).page_before(SIGN_IN, error.reason())).into_response();
        }
        match error {
            AppError::DeviceLocked => return Redirect::to(UNLOCK).into_response(),
            // There is no form here.
            AppError::MethodNotAllowed | AppError::NotFound => {
                return refusal::page(&self.state, AnswerLanguage::of(&request.extensions), error);
            }
            _ => {}
        }
        let (form_state, language) = (FormState::parse(form), AnswerLanguage::of(&request.extensions));
        // A refusal must cost less than what it refuses: no page is rendered for it.
        if matches!(error, AppError::Busy | AppError::TooManyAttempts | AppError::TooManyEmails)
            && access(request.uri.path()) == Access::Public
        {
            let secrets = url::form_urlencoded::parse(form)
                .map(|(name, _)| name)
                .filter(|name| matches!(name.as_ref(), "password" | "new_password"));
            return refusal::page_with_form(&self.state, language, error, request.uri.path(), &form_state.0, secrets);
        }
        let page = self.router.clone().oneshot(page_request(request, form_state, error)).await.into_response();
        if page.status() != StatusCode::OK {
            return refusal::page(&self.state, language, error);
        }
        let mut page = page;
        refusal::mark(&mut page, error);
        page
    }
}

/// The request for the page of a form, as if the person opened it, with what has to be shown. What was
/// sent goes with it beside the URL, which ends up in logs.
fn page_request(sent: Parts, form: FormState, error: AppError) -> Request {
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = sent.uri.path().parse().unwrap_or_else(|_| Uri::from_static(ROOT));
    *request.headers_mut() = headers_of_a_visit(sent.headers);
    *request.extensions_mut() = sent.extensions;
    request.extensions_mut().insert(FormFailure { error, form });
    request
}

fn headers_of_a_visit(mut headers: HeaderMap) -> HeaderMap {
    for name in [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::TRANSFER_ENCODING] {
        headers.remove(name);
    }
    headers
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_password_is_never_kept() {
        let form =
            FormState::parse(b"email=a%40b.c&password=secret&new_password=secret&next=%2Fdevices&precision=city");
        for (name, value) in [("email", Some("a@b.c")), ("next", Some("/devices")), ("precision", Some("city"))] {
            assert_eq!(form.value(name), value);
        }
        assert_eq!(form.value("password").or(form.value("new_password")).or(form.value("other")), None);
        assert!(!format!("{form:?}").contains("a@b.c"));
    }

    proptest! {
        #[test]
        fn no_form_panics_or_makes_a_request_elsewhere(form in prop::collection::vec(any::<u8>(), 0..200)) {
            let (parts, ()) = axum::http::Request::builder().uri("/sign-in?next=x").body(()).unwrap().into_parts();
            let request = page_request(parts, FormState::parse(&form), AppError::Malformed);
            prop_assert_eq!(request.uri(), "/sign-in");
        }

        #[test]
        fn a_field_is_read_as_it_was_typed(name in "[a-z_]{1,8}", value in "\\PC{0,80}") {
            prop_assume!(!name.contains("password"));
            let form = url::form_urlencoded::Serializer::new(String::new()).append_pair(&name, &value).finish();
            let form = FormState::parse(form.as_bytes());
            prop_assert_eq!(form.value(&name), Some(value.as_str()));
        }
    }
}
