//! The answer to a request that is refused: JSON to a program, a plain page to a person.

use std::{borrow::Cow, fmt::Write};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use html_escape::encode_double_quoted_attribute;
use leptos::prelude::FromServerFnError;

pub use crate::server::http::preference::wants_html;
use crate::{
    error::AppError,
    paths::{API, HOME},
    server::{http::preference, state::AppState},
};

/// Seconds after which coming back is worth it: a full queue of passwords empties in about as many.
const RETRY_SOON: &str = "3";
const RETRY_LATER: &str = "60";

/// Whether a request is for a page. What stands under `/api/` answers programs, which may ask for nothing
/// in particular; a person who opens it asks for a page by name.
pub fn wants_page(request: &Request) -> bool {
    if request.uri().path().starts_with(API) {
        preference::names_html(request.headers())
    } else {
        wants_html(request.headers())
    }
}

/// The answer to a request with `headers`.
pub fn answer(state: &AppState, headers: &HeaderMap, error: AppError) -> Response {
    if wants_html(headers) { page(state, error) } else { json(error) }
}

/// As the server functions answer: see [`AppError`].
pub fn json(error: AppError) -> Response {
    let mut response = Body::from(error.ser()).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    mark(&mut response, error);
    response
}

/// A plain page: it needs nothing but the style sheet, for whatever else may be what is broken.
pub fn page(state: &AppState, error: AppError) -> Response {
    page_that_leads_on(state, error, &format!(r#"<p><a class="button" href="{HOME}">Go to your devices</a></p>"#))
}

/// The same with the form that was refused, to be sent again: what was typed is in it, and each of
/// `secrets` is asked for again.
pub fn page_with_form<'a>(
    state: &AppState,
    error: AppError,
    path: &str,
    kept: &[(String, String)],
    secrets: impl Iterator<Item = Cow<'a, str>>,
) -> Response {
    let mut form = format!(r#"<form method="post" action="{}">"#, encode_double_quoted_attribute(path));
    for (name, value) in kept {
        let [name, value] = [name, value].map(|text| encode_double_quoted_attribute(text));
        let _ = write!(form, r#"<input type="hidden" name="{name}" value="{value}">"#);
    }
    for name in secrets {
        let name = encode_double_quoted_attribute(&name);
        let _ = write!(form, r#"<p><label>Password <input type="password" name="{name}" required></label></p>"#);
    }
    form.push_str(r#"<p><button class="button">Try again</button></p></form>"#);
    page_that_leads_on(state, error, &form)
}

fn page_that_leads_on(state: &AppState, error: AppError, onwards: &str) -> Response {
    let title = match error {
        AppError::NotFound | AppError::DeviceNotFound => "Not found",
        AppError::Busy | AppError::Overloaded | AppError::Unavailable => "Back in a moment",
        AppError::TooManyAttempts | AppError::TooManyEmails => "Not so fast",
        AppError::Internal => "Something went wrong",
        _ => "That didn't work",
    };
    let mut response = Html(format!(
        r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} · {name}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{stylesheet}">
</head>
<body>
<main class="plain">
<img src="{logo}" alt="{name}" height="40">
<h1>{title}</h1>
<p>{error}</p>
{onwards}
</main>
</body>
</html>
"#,
        stylesheet = state.stylesheet,
        name = encode_double_quoted_attribute(state.identity.name()),
        logo = state.identity.logo_path(),
    ))
    .into_response();
    mark(&mut response, error);
    response
}

/// Gives a response the status of `error`, and says when to come back where that may help.
pub fn mark(response: &mut Response, error: AppError) {
    *response.status_mut() = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let retry_after = match error {
        AppError::Busy | AppError::Overloaded | AppError::Unavailable => RETRY_SOON,
        AppError::TooManyAttempts | AppError::TooManyEmails => RETRY_LATER,
        _ => return,
    };
    // Unless somebody knew it more precisely.
    response.headers_mut().entry(header::RETRY_AFTER).or_insert(HeaderValue::from_static(retry_after));
}

/// For a path that leads nowhere.
#[expect(clippy::unused_async, reason = "a handler is async")]
pub async fn not_found(State(state): State<AppState>, request: Request) -> Response {
    if wants_page(&request) { page(&state, AppError::NotFound) } else { json(AppError::NotFound) }
}

/// For a path that takes another method.
pub async fn method_not_allowed(State(state): State<AppState>, request: Request) -> Response {
    let error = AppError::MethodNotAllowed;
    if wants_page(&request) { page(&state, error) } else { json(error) }
}
