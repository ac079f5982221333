//! What a server function answers, as HTTP: to a program, and to a plain form.
//!
//! Leptos answers every error with 500, and a form without JavaScript by a redirect with the error
//! in the URL. Here an error has its own status; and a plain form that fails gets its page again in
//! the answer itself, with the message and what was typed (never a password). So every server
//! function of a form has the path of the page that shows it, and reload and bookmarks work.

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use leptos::{prelude::FromServerFnError, server_fn::error::SERVER_FN_ERROR_HEADER};
use tower::ServiceExt;

use super::{AppState, refusal, return_to::ReturnTo};
use crate::error::AppError;

/// Bytes of a request's body: our longest form is a hundredth of it.
const BODY_LIMIT: usize = 64 * 1024;
/// Bytes of a server function's answer that are read again here: an error is a few hundred.
const ERROR_LIMIT: usize = 64 * 1024;

/// The fields that are shown again in a form that failed. No secret is among them.
const KEPT: [&str; 3] = ["email", "next", "device"];

/// Comes with the request for a page that shows a failed form again.
#[derive(Clone, Debug)]
pub struct FormFailure {
    pub error: AppError,
    /// The address as it was typed, where the form has one.
    pub email: Option<String>,
}

/// The application with its pages, to render one from within.
#[derive(Clone)]
pub struct Pages {
    pub state: AppState,
    pub router: Router,
}

/// Reads the body within its limit, lets the server function answer, and puts the answer as HTTP has it.
pub async fn answer(State(pages): State<Pages>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        return with_own_status(next.run(request).await).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_LIMIT).await else {
        return refusal::answer(&pages.state, &parts.headers, AppError::TooLarge);
    };
    let plain_form = refusal::wants_html(&parts.headers);
    let mut inner = Request::from_parts(parts.clone(), Body::from(body.clone()));
    // So that Leptos answers each in the same way, and its redirects are made here.
    inner.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let response = with_own_status(next.run(inner).await).await;
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
    async fn to_plain_form(&self, request: Parts, form: &Bytes, response: Response) -> Response {
        let (mut parts, body) = response.into_parts();
        let mut answer = if parts.status.is_success() {
            let location = parts.headers.remove(header::LOCATION);
            Redirect::to(location.as_ref().and_then(|path| path.to_str().ok()).unwrap_or("/")).into_response()
        } else {
            let error = AppError::de(to_bytes(body, ERROR_LIMIT).await.unwrap_or_default());
            self.failed_form(request, form, error).await
        };
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            answer.headers_mut().append(header::SET_COOKIE, cookie.clone());
        }
        answer
    }

    async fn failed_form(&self, request: Parts, form: &Bytes, error: AppError) -> Response {
        if error.needs_sign_in() {
            return Redirect::to(&ReturnTo::parse("/").sign_in_page(error.reason())).into_response();
        }
        let kept: Vec<(String, String)> = url::form_urlencoded::parse(form)
            .filter(|(name, _)| KEPT.contains(&name.as_ref()))
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        let page = self.router.clone().oneshot(page_request(request, &kept, error)).await.into_response();
        if page.status() != StatusCode::OK {
            return refusal::page(&self.state, error);
        }
        let mut page = page;
        refusal::mark(&mut page, error);
        page
    }
}

/// The request for the page of a form, as if the person opened it, with what has to be shown.
fn page_request(form: Parts, kept: &[(String, String)], error: AppError) -> Request {
    let field = |name: &str| kept.iter().find(|(kept, _)| kept == name).map(|(_, value)| value.clone());
    // The address doesn't belong in a URL, not even in one that stays inside.
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(kept.iter().filter(|(name, _)| name != "email"))
        .finish();
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = format!("{}?{query}", form.uri.path()).parse().unwrap_or_else(|_| Uri::from_static("/"));
    *request.headers_mut() = headers_of_a_visit(form.headers);
    *request.extensions_mut() = form.extensions;
    request.extensions_mut().insert(FormFailure { error, email: field("email") });
    request
}

fn headers_of_a_visit(mut headers: HeaderMap) -> HeaderMap {
    for name in [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::TRANSFER_ENCODING] {
        headers.remove(name);
    }
    headers
}
