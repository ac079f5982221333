//! Compresses pages and what server functions answer. Files of the site are compressed when they are built.
//!
//! Compression tells by an answer's length how much of it repeats (BREACH, <https://www.breachattack.com>): where
//! an attacker can have a browser ask again and again with texts of the attacker's choice, each answer of which
//! holds a secret as well, the lengths give the secret away. So nothing that another site had the browser ask
//! for is compressed, and no page that a one-time link leads to.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use tower_http::{CompressionLevel, compression::CompressionLayer};

/// Of zstd's levels the default; of gzip's one that takes half the time of its default, for some per cent more.
const LEVEL: CompressionLevel = CompressionLevel::Precise(3);

/// Compresses what is worth it as the request accepts it (RFC 9110, section 12.5.3): not images, nor streams of
/// events, nor what is compressed already.
pub fn layer() -> CompressionLayer {
    CompressionLayer::new().quality(LEVEL)
}

/// Has a request whose answer may give something away accept nothing but the plain answer.
pub async fn keep_secrets_plain(mut request: Request, next: Next) -> Response {
    if is_from_another_site(request.headers()) || request.uri().query().is_some_and(holds_link) {
        request.headers_mut().remove(header::ACCEPT_ENCODING);
    }
    next.run(request).await
}

/// By Fetch Metadata (<https://www.w3.org/TR/fetch-metadata/>). A browser too old to send it brings our cookies
/// from another site only where a person follows a link: they are `SameSite=Lax`.
fn is_from_another_site(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    site.is_some_and(|site| !matches!(site, b"same-origin" | b"none"))
}

/// The links that are sent by email carry their secret in this parameter, and the page has it in its form.
fn holds_link(query: &str) -> bool {
    url::form_urlencoded::parse(query.as_bytes()).any(|(name, _)| name == "link")
}
