//! Refuses what another site makes a browser send (CSRF; ASVS 3.5.1 and 3.5.3).
//!
//! The algorithm is that of Go's `net/http.CrossOriginProtection`: a request that may change state
//! must come from this origin by `Sec-Fetch-Site`, or where a browser doesn't send that, by
//! `Origin`. One that has neither was not sent by a browser in use today.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};
use url::Url;

use super::refusal;
use crate::{error::AppError, server::state::AppState};

/// Lets through what can't have been sent by another site.
pub async fn require_same(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if is_safe(request.method()) || is_same_origin(request.headers(), state.config.public_url.as_ref()) {
        return next.run(request).await;
    }
    tracing::warn!(path = request.uri().path(), "a request from another site was refused");
    refusal::answer(&state, &request.into_parts().0, AppError::CrossSite)
}

/// RFC 9110, section 9.2.1: no state changes by these.
fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn is_same_origin(headers: &HeaderMap, public_url: Option<&Url>) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        // 'none': the person, by the browser's own means, not a page.
        return site == "same-origin" || site == "none";
    }
    headers.get(header::ORIGIN).is_none_or(|origin| is_own(origin, headers.get(header::HOST), public_url))
}

fn is_own(origin: &HeaderValue, host: Option<&HeaderValue>, public_url: Option<&Url>) -> bool {
    let Some(origin) = origin.to_str().ok().and_then(|text| Url::parse(text).ok()) else {
        return false;
    };
    if public_url.is_some_and(|public_url| public_url.origin() == origin.origin()) {
        return true;
    }
    let authority = &origin[url::Position::BeforeUsername..url::Position::AfterPort];
    host.is_some_and(|host| host == authority)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(headers: &[(&'static str, &'static str)]) -> bool {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)))
            .collect::<HeaderMap>();
        is_same_origin(&headers, Some(&"https://devices.example".parse().unwrap()))
    }

    #[test]
    fn our_own_pages_and_tools_are_let_through() {
        assert!(same(&[("sec-fetch-site", "same-origin")]));
        assert!(same(&[("sec-fetch-site", "none")]));
        assert!(same(&[("origin", "http://127.0.0.1:3000"), ("host", "127.0.0.1:3000")]));
        assert!(same(&[("origin", "https://devices.example"), ("host", "10.0.0.7:3000")]));
        assert!(same(&[("host", "127.0.0.1:3000")]));
    }

    #[test]
    fn other_sites_are_refused() {
        for site in ["cross-site", "same-site", "", "anything"] {
            assert!(
                !same(&[("sec-fetch-site", site), ("origin", "http://a.example"), ("host", "a.example")]),
                "{site}"
            );
        }
        for origin in
            ["https://evil.example", "null", "", "http://127.0.0.1:3001", "http://127.0.0.1:3000.evil.example"]
        {
            assert!(!same(&[("origin", origin), ("host", "127.0.0.1:3000")]), "{origin}");
        }
        assert!(!same(&[("origin", "http://devices.example")]));
    }
}
