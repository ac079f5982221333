//! The answer to a request that is refused: JSON to a program, a plain page to a person.

use std::{borrow::Cow, fmt::Write};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{Html, IntoResponse, Response},
};
use html_escape::{encode_double_quoted_attribute, encode_text};
use serde_json::json;

pub use crate::server::http::preference::wants_html;
use crate::{
    error::AppError,
    model::Language,
    paths::{API, HOME},
    server::{
        http::{language::AnswerLanguage, preference},
        state::AppState,
    },
    t,
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

/// The answer to a request.
pub fn answer(state: &AppState, request: &Parts, error: AppError) -> Response {
    let language = AnswerLanguage::of(&request.extensions);
    if wants_html(&request.headers) { page(state, language, error) } else { json(language, error) }
}

/// As the server functions answer: see [`AppError`].
pub fn json(language: Language, error: AppError) -> Response {
    let body = json!({ "code": error.code(), "message": error.text(language), "field": error.field() });
    let mut response = Body::from(body.to_string()).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    mark(&mut response, error);
    response
}

/// A plain page: it needs nothing but the style sheet, for whatever else may be what is broken.
pub fn page(state: &AppState, language: Language, error: AppError) -> Response {
    let home = t!(language; "refused-home");
    let onwards = format!(r#"<p><a class="button" href="{HOME}">{}</a></p>"#, encode_text(&home));
    page_that_leads_on(state, language, error, &onwards)
}

/// The same with the form that was refused, to be sent again: what was typed is in it, and each of
/// `secrets` is asked for again.
pub fn page_with_form<'a>(
    state: &AppState,
    language: Language,
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
    let [password, again] = [t!(language; "password"), t!(language; "refused-again")];
    let [password, again] = [&password, &again].map(|text| encode_text(text));
    for name in secrets {
        let name = encode_double_quoted_attribute(&name);
        let _ = write!(form, r#"<p><label>{password} <input type="password" name="{name}" required></label></p>"#);
    }
    let _ = write!(form, r#"<p><button class="button">{again}</button></p></form>"#);
    page_that_leads_on(state, language, error, &form)
}

fn page_that_leads_on(state: &AppState, language: Language, error: AppError, onwards: &str) -> Response {
    let title = match error {
        AppError::NotFound | AppError::DeviceNotFound => t!(language; "refused-not-found"),
        AppError::Busy | AppError::Overloaded | AppError::Unavailable => t!(language; "refused-busy"),
        AppError::TooManyAttempts | AppError::TooManyEmails => t!(language; "refused-often"),
        AppError::Internal => t!(language; "refused-internal"),
        _ => t!(language; "failed"),
    };
    let message = error.text(language);
    let mut response = Html(format!(
        r#"<!DOCTYPE html>
<html lang="{lang}" dir="{dir}">
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
<p>{message}</p>
{onwards}
</main>
</body>
</html>
"#,
        lang = language.tag(),
        dir = language.direction(),
        title = encode_text(&title),
        message = encode_text(&message),
        stylesheet = state.stylesheet,
        name = encode_double_quoted_attribute(state.identity.name()),
        logo = state.identity.logo_path(),
    ))
    .into_response();
    response.headers_mut().insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
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
    let language = AnswerLanguage::of(request.extensions());
    if wants_page(&request) { page(&state, language, AppError::NotFound) } else { json(language, AppError::NotFound) }
}

/// For a path that takes another method.
pub async fn method_not_allowed(State(state): State<AppState>, request: Request) -> Response {
    let (language, error) = (AnswerLanguage::of(request.extensions()), AppError::MethodNotAllowed);
    if wants_page(&request) { page(&state, language, error) } else { json(language, error) }
}
