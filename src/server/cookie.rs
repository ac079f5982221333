//! The cookies: one carries the token, one knows a browser again.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, header};
use axum_extra::extract::cookie::{Cookie, SameSite};
use time::Duration as CookieAge;

/// What a request carries in one of the cookies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carried {
    Nothing,
    Value(String),
    /// Several that differ.
    Several,
}

/// How a cookie is called and set.
///
/// `HttpOnly`, `SameSite=Lax` and `Path=/`; over https also Secure and under the `__Host-` prefix, so
/// that no other host can set it (ASVS 3.3.1 to 3.3.4).
#[derive(Clone, Copy, Debug)]
pub struct HostCookie {
    /// Over http, and over https.
    names: [&'static str; 2],
    secure: bool,
}

impl HostCookie {
    /// The one with the token, for a site that people reach over https, or not.
    pub const fn session(https: bool) -> Self {
        Self { names: ["latchkey", "__Host-latchkey"], secure: https }
    }

    /// The one that knows a browser again when it signs in: it signs nobody in.
    pub const fn device(https: bool) -> Self {
        Self { names: ["latchkey-device", "__Host-latchkey-device"], secure: https }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        if self.secure { self.names[1] } else { self.names[0] }
    }

    /// What a request carries.
    ///
    /// Names are compared as they were sent: a library that decodes them would take
    /// `%5F_Host-latchkey`, which any host may set, for ours. What other applications of the host
    /// put beside it, in whatever encoding, is none of our business. Two that differ are refused:
    /// one of them was put there by somebody else.
    pub fn read(self, headers: &HeaderMap) -> Carried {
        let mut carried = Carried::Nothing;
        for header in headers.get_all(header::COOKIE) {
            for pair in header.as_bytes().split(|byte| *byte == b';') {
                let pair = pair.trim_ascii();
                let Some(value) = pair.strip_prefix(self.name().as_bytes()).and_then(|rest| rest.strip_prefix(b"="))
                else {
                    continue;
                };
                let value = String::from_utf8_lossy(value).into_owned();
                carried = match carried {
                    Carried::Nothing => Carried::Value(value),
                    Carried::Value(other) if other == value => Carried::Value(other),
                    Carried::Value(_) | Carried::Several => Carried::Several,
                };
            }
        }
        carried
    }

    /// The `Set-Cookie` that hands it out: for so long, or until the browser is closed.
    pub fn set(self, value: String, kept: Option<Duration>) -> HeaderValue {
        self.header(value, kept.map(|kept| CookieAge::try_from(kept).unwrap_or(CookieAge::MAX)))
    }

    /// The `Set-Cookie` that takes it back.
    pub fn clear(self) -> HeaderValue {
        self.header(String::new(), Some(CookieAge::ZERO))
    }

    fn header(self, value: String, max_age: Option<CookieAge>) -> HeaderValue {
        let mut cookie = Cookie::build((self.name(), value))
            .http_only(true)
            .same_site(SameSite::Lax)
            .path("/")
            .secure(self.secure)
            .build();
        cookie.set_max_age(max_age.map(|age| CookieAge::seconds(age.whole_seconds())));
        HeaderValue::try_from(cookie.to_string()).expect("a value is base64url and dots")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KEPT: Option<Duration> = Some(Duration::from_mins(1));

    fn read(cookies: &[&[u8]]) -> Carried {
        let mut headers = HeaderMap::new();
        for cookie in cookies {
            headers.append(header::COOKIE, HeaderValue::from_bytes(cookie).unwrap());
        }
        HostCookie::session(false).read(&headers)
    }

    #[test]
    fn the_cookie_is_kept_from_scripts_and_from_other_sites() {
        let cookie = HostCookie::session(false);
        assert_eq!(cookie.set("a.b.c".into(), KEPT), "latchkey=a.b.c; HttpOnly; SameSite=Lax; Path=/; Max-Age=60");
        assert_eq!(cookie.set("a.b.c".into(), None), "latchkey=a.b.c; HttpOnly; SameSite=Lax; Path=/");
    }

    #[test]
    fn over_https_it_is_secure_and_bound_to_the_host() {
        let cookie = HostCookie::session(true);
        assert_eq!(cookie.set("a.b.c".into(), None), "__Host-latchkey=a.b.c; HttpOnly; SameSite=Lax; Secure; Path=/");
        assert_eq!(cookie.clear(), "__Host-latchkey=; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=0");
    }

    #[test]
    fn it_is_found_among_whatever_else_there_is() {
        let token = || Carried::Value("a.b.c".into());
        assert_eq!(read(&[b"latchkey=a.b.c"]), token());
        assert_eq!(read(&["theme=café; latchkey=a.b.c;x".as_bytes(), b"other=1"]), token());
        assert_eq!(read(&[b"a=\xff", b"latchkey=a.b.c", b"latchkey=a.b.c"]), token());
        assert_eq!(read(&[b"latchkey-device=d", b"latchkeyx=a", b"xlatchkey=b", b"latchkey", b""]), Carried::Nothing);
    }

    #[test]
    fn a_name_that_only_decodes_to_ours_is_another() {
        for name in ["%6catchkey", "%5F_Host-latchkey", "Latchkey", "latchkey ", "\"latchkey\""] {
            assert_eq!(read(&[format!("{name}=a.b.c").as_bytes()]), Carried::Nothing, "{name}");
        }
    }

    #[test]
    fn of_two_that_differ_none_is_taken() {
        assert_eq!(read(&[b"latchkey=a.b.c; latchkey=x"]), Carried::Several);
        assert_eq!(read(&[b"latchkey=a", b"latchkey=b; latchkey=b"]), Carried::Several);
    }

    proptest! {
        #[test]
        fn no_cookie_panics_and_none_but_ours_is_taken(text in prop::collection::vec(0x20_u8..=0xff, 0..200)) {
            let value = HeaderValue::from_bytes(&text);
            let mut headers = HeaderMap::new();
            if let Ok(value) = value {
                headers.insert(header::COOKIE, value);
            }
            if HostCookie::session(false).read(&headers) != Carried::Nothing {
                prop_assert!(text.windows(9).any(|window| window == b"latchkey="));
            }
        }
    }
}
