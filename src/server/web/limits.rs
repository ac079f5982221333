//! How much of a request is read before it is known whose it is.
//!
//! Some of what follows takes longer than linear time: the router compares each parameter of the query
//! with each one before it. Within these limits that is nothing. They are many times what our own
//! pages and any browser send.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Uri, header},
    middleware::Next,
    response::Response,
};

use super::refusal;
use crate::{
    error::AppError,
    server::{
        http::language::AnswerLanguage,
        listen::{HEAD, Overload},
        state::AppState,
    },
};

/// Bytes of the path and the query: as many as RFC 9110, section 4.1 asks for, at least.
const TARGET: usize = 8 * 1024;
/// Fields of a query or a form.
const FIELDS: usize = 64;
/// Lines of headers.
const LINES: usize = 100;
/// Cookies: browsers keep at most 180 of a host.
const COOKIES: usize = 200;

/// Refuses what is more than any of our pages sends, before anything else is done for it.
pub async fn admit(State(state): State<AppState>, request: Request, next: Next) -> Response {
    match check(&request) {
        Ok(()) => next.run(request).await,
        // It is not read either.
        Err(error @ AppError::HeadersTooLarge) => refusal::json(AnswerLanguage::of(request.extensions()), error),
        Err(error) => refusal::answer(&state, &request.into_parts().0, error),
    }
}

/// # Errors
/// If it has more fields than any form of ours.
pub fn check_form(form: &[u8]) -> Result<(), AppError> {
    if has_too_many(form, b'&', FIELDS) { Err(AppError::TooLarge) } else { Ok(()) }
}

fn check(request: &Request) -> Result<(), AppError> {
    if request.extensions().get::<Overload>().is_some() {
        return Err(AppError::Overloaded);
    }
    check_headers(request.headers())?;
    check_target(request.uri())
}

fn check_target(uri: &Uri) -> Result<(), AppError> {
    let query = uri.query().unwrap_or_default();
    if uri.path().len() + query.len() > TARGET || has_too_many(query.as_bytes(), b'&', FIELDS) {
        return Err(AppError::UriTooLong);
    }
    Ok(())
}

fn check_headers(headers: &HeaderMap) -> Result<(), AppError> {
    let size: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    let cookies = headers.get_all(header::COOKIE).iter().flat_map(axum::http::HeaderValue::as_bytes);
    let is_fine = headers.len() <= LINES && size <= HEAD && cookies.filter(|byte| **byte == b';').count() < COOKIES;
    if is_fine { Ok(()) } else { Err(AppError::HeadersTooLarge) }
}

fn has_too_many(text: &[u8], separator: u8, most: usize) -> bool {
    text.iter().filter(|byte| **byte == separator).nth(most - 1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(text: &str) -> Result<(), AppError> {
        check_target(&text.parse().unwrap())
    }

    #[test]
    fn a_long_target_and_many_fields_are_refused() {
        let fields = |count: usize| vec!["a"; count].join("&");
        assert_eq!(target(&format!("/{}", "a".repeat(TARGET - 1))), Ok(()));
        assert_eq!(target(&format!("/{}", "a".repeat(TARGET))), Err(AppError::UriTooLong));
        assert_eq!(target(&format!("/?{}", "a".repeat(TARGET))), Err(AppError::UriTooLong));
        assert_eq!(target(&format!("/?{}", fields(FIELDS))), Ok(()));
        assert_eq!(target(&format!("/?{}", fields(FIELDS + 1))), Err(AppError::UriTooLong));
        assert_eq!(check_form(fields(FIELDS).as_bytes()), Ok(()));
        assert_eq!(check_form(fields(FIELDS + 1).as_bytes()), Err(AppError::TooLarge));
    }

    #[test]
    fn many_or_large_headers_and_many_cookies_are_refused() {
        let with = |lines: &[String]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(header::COOKIE, line.parse().unwrap());
            }
            check_headers(&headers)
        };
        assert_eq!(with(&["a=b".to_owned()]), Ok(()));
        assert_eq!(with(&["a".repeat(HEAD)]), Err(AppError::HeadersTooLarge));
        assert_eq!(with(&vec!["a=b".to_owned(); LINES]), Ok(()));
        assert_eq!(with(&vec!["a=b".to_owned(); LINES + 1]), Err(AppError::HeadersTooLarge));
        assert_eq!(with(&["a=b;".repeat(COOKIES - 1)]), Ok(()));
        assert_eq!(with(&["a=b;".repeat(COOKIES)]), Err(AppError::HeadersTooLarge));
    }
}
