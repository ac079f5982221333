//! The security headers of every response.

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use leptos::config::LeptosOptions;

use crate::server::state::AppState;

/// For whatever is not one of our pages: nothing may load, nothing may frame it.
const CLOSED_POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The Content-Security-Policy of a page whose own scripts carry `nonce` (ASVS 3.4.3).
///
/// `wasm-unsafe-eval` lets WebAssembly compile, and nothing else be evaluated. With a [`reload_port`],
/// the page may connect to the socket there.
pub fn page_policy(nonce: &str, reload_port: Option<u32>) -> HeaderValue {
    let socket = reload_port.map(|port| format!(" ws://*:{port}")).unwrap_or_default();
    HeaderValue::try_from(format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
         connect-src 'self'{socket}; manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'"
    ))
    .expect("a nonce is base64url")
}

/// The port on which `cargo leptos watch` tells pages that there is a new build.
///
/// In debug builds only: in release, no variable makes a page connect anywhere else.
pub fn reload_port(options: &LeptosOptions) -> Option<u32> {
    let watched = cfg!(debug_assertions) && std::env::var_os("LEPTOS_WATCH").is_some();
    watched.then(|| options.reload_external_port.unwrap_or(options.reload_port))
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
    default(HeaderName::from_static("accept-ch"), latchkey_user_agent::ACCEPT_CH);
    if let Some(value) = state.config.hsts.value().filter(|_| state.config.https()) {
        default(header::STRICT_TRANSPORT_SECURITY, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(policy: &HeaderValue, directive: &str) -> String {
        let directives = policy.to_str().unwrap().split("; ").filter_map(|line| line.split_once(' '));
        directives.filter(|(name, _)| *name == directive).map(|(_, sources)| sources).collect()
    }

    #[test]
    fn a_page_connects_to_its_own_site_alone() {
        assert_eq!(sources(&page_policy("abc", None), "connect-src"), "'self'");
    }

    #[test]
    fn the_reload_socket_is_let_through_and_nothing_else_changes() {
        let (with, without) = (page_policy("abc", Some(3001)), page_policy("abc", None));
        assert_eq!(sources(&with, "connect-src"), "'self' ws://*:3001");
        assert_eq!(with.to_str().unwrap().replace(" ws://*:3001", ""), without.to_str().unwrap());
    }
}
