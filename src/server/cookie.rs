//! The cookie that carries the token.

use axum::http::{HeaderMap, HeaderValue, header};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use time::Duration as CookieAge;

use crate::model::Timestamp;

/// How the session cookie is called and set.
///
/// `HttpOnly`, `SameSite=Lax` and `Path=/`; over https also Secure and under the `__Host-` prefix, so
/// that no other host can set it (ASVS 3.3.1 to 3.3.4).
#[derive(Clone, Copy, Debug)]
pub struct SessionCookie {
    secure: bool,
}

impl SessionCookie {
    /// For a site that people reach over https, or not.
    pub const fn new(https: bool) -> Self {
        Self { secure: https }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        if self.secure { "__Host-latchkey" } else { "latchkey" }
    }

    /// The token that a request carries.
    pub fn read(self, headers: &HeaderMap) -> Option<String> {
        CookieJar::from_headers(headers).get(self.name()).map(|cookie| cookie.value().to_owned())
    }

    /// The `Set-Cookie` that hands out a token until `expires_at`.
    pub fn set(self, token: String, now: Timestamp, expires_at: Timestamp) -> HeaderValue {
        let age = CookieAge::try_from(expires_at.since(now)).unwrap_or(CookieAge::MAX);
        self.header(token, CookieAge::seconds(age.whole_seconds()))
    }

    /// The `Set-Cookie` that takes it back.
    pub fn clear(self) -> HeaderValue {
        self.header(String::new(), CookieAge::ZERO)
    }

    /// Whether the request carries the cookie at all, with whatever in it.
    pub fn is_in(self, headers: &HeaderMap) -> bool {
        headers.contains_key(header::COOKIE) && self.read(headers).is_some()
    }

    fn header(self, value: String, max_age: CookieAge) -> HeaderValue {
        let cookie = Cookie::build((self.name(), value))
            .http_only(true)
            .same_site(SameSite::Lax)
            .path("/")
            .secure(self.secure)
            .max_age(max_age)
            .build();
        HeaderValue::try_from(cookie.to_string()).expect("a token is base64url and dots")
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(0);

    #[test]
    fn the_cookie_is_kept_from_scripts_and_from_other_sites() {
        let set = SessionCookie::new(false).set("a.b.c".into(), NOW, NOW.plus(Duration::from_mins(1)));
        assert_eq!(set, "latchkey=a.b.c; HttpOnly; SameSite=Lax; Path=/; Max-Age=60");
    }

    #[test]
    fn over_https_it_is_secure_and_bound_to_the_host() {
        let set = SessionCookie::new(true).set("a.b.c".into(), NOW, NOW.plus(Duration::from_mins(1)));
        assert_eq!(set, "__Host-latchkey=a.b.c; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=60");
        assert_eq!(
            SessionCookie::new(true).clear(),
            "__Host-latchkey=; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=0"
        );
    }
}
