//! The security headers of every response.

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use crate::server::{device, state::AppState};

/// For whatever is not one of our pages: nothing may load, nothing may frame it.
const CLOSED_POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The Content-Security-Policy of a page whose own scripts carry `nonce` (ASVS 3.4.3).
///
/// `wasm-unsafe-eval` lets WebAssembly compile, and nothing else be evaluated.
pub fn page_policy(nonce: &str) -> HeaderValue {
    HeaderValue::try_from(format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
         connect-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'"
    ))
    .expect("a nonce is base64url")
}

/// Adds the headers that every response carries, unless it has its own.
pub async fn secure(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut default = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    default(header::CONTENT_SECURITY_POLICY, CLOSED_POLICY);
    // Personal unless it says otherwise (ASVS 14.3.2): only the static files do.
    default(header::CACHE_CONTROL, "no-store");
    default(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    default(header::X_FRAME_OPTIONS, "DENY");
    default(header::REFERRER_POLICY, "same-origin");
    default(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    default(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    default(
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    );
    // Asks the browser for what its User-Agent no longer tells.
    default(HeaderName::from_static("accept-ch"), device::ACCEPT_CH);
    if let Some(value) = state.config.hsts.value().filter(|_| state.config.https()) {
        default(header::STRICT_TRANSPORT_SECURITY, value);
    }
    response
}
