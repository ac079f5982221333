//! The cookies: one carries the token, one recognises the browser.

use std::{sync::Arc, time::Duration};

use axum::http::{HeaderMap, HeaderValue, header};
use axum_extra::extract::cookie::{Cookie, SameSite};
use time::Duration as CookieAge;

use crate::server::instance::InstanceId;

/// What a request carries in one of the cookies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CookieValue {
    Nothing,
    Value(String),
    /// Several that differ.
    Several,
}

/// How a cookie is called and set.
///
/// `HttpOnly`, `SameSite=Lax` and `Path=/`; over https also Secure and under the `__Host-` prefix, so
/// that no other host can set it (ASVS 3.3.1 to 3.3.4). Its name ends in that of the instance: cookies
/// are shared by all ports of a host.
#[derive(Clone, Debug)]
pub struct HostCookie {
    name: Arc<str>,
    /// Without the instance, as it was called before instances had names: other instances of this host
    /// may still call theirs so.
    former: &'static str,
    secure: bool,
}

impl HostCookie {
    /// The one with the token, for a site that people reach over https, or not.
    pub fn session(https: bool, instance: &InstanceId) -> Self {
        Self::named(if https { "__Host-latchkey" } else { "latchkey" }, https, instance)
    }

    /// The one that recognises a browser when it signs in: it is not a credential.
    pub fn device(https: bool, instance: &InstanceId) -> Self {
        Self::named(if https { "__Host-latchkey-device" } else { "latchkey-device" }, https, instance)
    }

    /// The one that says on the next page what was done.
    pub fn said(https: bool, instance: &InstanceId) -> Self {
        Self::named(if https { "__Host-latchkey-done" } else { "latchkey-done" }, https, instance)
    }

    /// The one that names the session that this browser had, by its digest: it signs nobody in.
    pub fn ended(https: bool, instance: &InstanceId) -> Self {
        Self::named(if https { "__Host-latchkey-ended" } else { "latchkey-ended" }, https, instance)
    }

    /// The one with the language that was chosen in this browser.
    pub fn language(https: bool, instance: &InstanceId) -> Self {
        Self::named(if https { "__Host-latchkey-language" } else { "latchkey-language" }, https, instance)
    }

    fn named(former: &'static str, secure: bool, instance: &InstanceId) -> Self {
        Self { name: format!("{former}-{}", instance.as_str()).into(), former, secure }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What a request carries.
    ///
    /// Names are compared as they were sent: a library that decodes them would take `%5F_Host-latchkey`, which any
    /// host may set, for ours. Cookies of other applications on the host, in whatever encoding, are ignored. Two
    /// values that differ are refused: somebody else set one of them.
    pub fn read(&self, headers: &HeaderMap) -> CookieValue {
        read(&self.name, headers)
    }

    /// What a request carries under the former name. Its value must say whose it is: it may be another instance's.
    pub fn read_former(&self, headers: &HeaderMap) -> CookieValue {
        read(self.former, headers)
    }

    /// The `Set-Cookie` header. `Some(age)` makes it persistent; `None` ends it with the browser session.
    pub fn set(&self, value: String, kept: Option<Duration>) -> HeaderValue {
        self.header(&self.name, value, kept.map(|kept| CookieAge::try_from(kept).unwrap_or(CookieAge::MAX)))
    }

    /// The `Set-Cookie` that clears it.
    pub fn clear(&self) -> HeaderValue {
        self.header(&self.name, String::new(), Some(CookieAge::ZERO))
    }

    /// The `Set-Cookie` that clears the one under the former name.
    pub fn clear_former(&self) -> HeaderValue {
        self.header(self.former, String::new(), Some(CookieAge::ZERO))
    }

    /// `Some(true)` if a response sets this cookie, `Some(false)` if it clears it.
    pub fn set_by(&self, headers: &HeaderMap) -> Option<bool> {
        headers.get_all(header::SET_COOKIE).iter().find_map(|cookie| {
            let value = cookie.as_bytes().strip_prefix(self.name.as_bytes())?.strip_prefix(b"=")?;
            Some(!value.starts_with(b";"))
        })
    }

    fn header(&self, name: &str, value: String, max_age: Option<CookieAge>) -> HeaderValue {
        let mut cookie =
            Cookie::build((name, value)).http_only(true).same_site(SameSite::Lax).path("/").secure(self.secure).build();
        cookie.set_max_age(max_age.map(|age| CookieAge::seconds(age.whole_seconds())));
        HeaderValue::try_from(cookie.to_string()).expect("a value is base64url and dots")
    }
}

fn read(name: &str, headers: &HeaderMap) -> CookieValue {
    let mut found = CookieValue::Nothing;
    for header in headers.get_all(header::COOKIE) {
        for pair in header.as_bytes().split(|byte| *byte == b';') {
            let pair = pair.trim_ascii();
            let Some(value) = pair.strip_prefix(name.as_bytes()).and_then(|rest| rest.strip_prefix(b"=")) else {
                continue;
            };
            let value = String::from_utf8_lossy(value).into_owned();
            found = match found {
                CookieValue::Nothing => CookieValue::Value(value),
                CookieValue::Value(other) if other == value => CookieValue::Value(other),
                CookieValue::Value(_) | CookieValue::Several => CookieValue::Several,
            };
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KEPT: Option<Duration> = Some(Duration::from_mins(1));

    fn session(https: bool) -> HostCookie {
        HostCookie::session(https, &"abcdefgh".parse().unwrap())
    }

    fn read(cookies: &[&[u8]]) -> CookieValue {
        let mut headers = HeaderMap::new();
        for cookie in cookies {
            headers.append(header::COOKIE, HeaderValue::from_bytes(cookie).unwrap());
        }
        session(false).read(&headers)
    }

    #[test]
    fn the_cookie_is_kept_from_scripts_and_from_other_sites() {
        let cookie = session(false);
        assert_eq!(
            cookie.set("a.b.c".into(), KEPT),
            "latchkey-abcdefgh=a.b.c; HttpOnly; SameSite=Lax; Path=/; Max-Age=60"
        );
        assert_eq!(cookie.set("a.b.c".into(), None), "latchkey-abcdefgh=a.b.c; HttpOnly; SameSite=Lax; Path=/");
    }

    #[test]
    fn over_https_it_is_secure_and_bound_to_the_host() {
        let cookie = session(true);
        assert_eq!(
            cookie.set("a.b.c".into(), None),
            "__Host-latchkey-abcdefgh=a.b.c; HttpOnly; SameSite=Lax; Secure; Path=/"
        );
        assert_eq!(cookie.clear(), "__Host-latchkey-abcdefgh=; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=0");
    }

    #[test]
    fn it_is_found_among_whatever_else_there_is() {
        let token = || CookieValue::Value("a.b.c".into());
        assert_eq!(read(&[b"latchkey-abcdefgh=a.b.c"]), token());
        assert_eq!(read(&["theme=café; latchkey-abcdefgh=a.b.c;x".as_bytes(), b"other=1"]), token());
        assert_eq!(read(&[b"a=\xff", b"latchkey-abcdefgh=a.b.c", b"latchkey-abcdefgh=a.b.c"]), token());
        assert_eq!(
            read(&[
                b"latchkey-device-abcdefgh=d",
                b"latchkey-abcdefghx=a",
                b"xlatchkey-abcdefgh=b",
                b"latchkey-abcdefgh",
                b"latchkey=a",
                b"latchkey-bcdefghi=a",
                b""
            ]),
            CookieValue::Nothing
        );
    }

    #[test]
    fn a_name_that_only_decodes_to_ours_is_another() {
        for name in [
            "%6catchkey-abcdefgh",
            "%5F_Host-latchkey-abcdefgh",
            "Latchkey-abcdefgh",
            "latchkey-abcdefgh ",
            "\"latchkey-abcdefgh\"",
        ] {
            assert_eq!(read(&[format!("{name}=a.b.c").as_bytes()]), CookieValue::Nothing, "{name}");
        }
    }

    #[test]
    fn of_two_that_differ_none_is_taken() {
        assert_eq!(read(&[b"latchkey-abcdefgh=a.b.c; latchkey-abcdefgh=x"]), CookieValue::Several);
        assert_eq!(read(&[b"latchkey-abcdefgh=a", b"latchkey-abcdefgh=b; latchkey-abcdefgh=b"]), CookieValue::Several);
    }

    #[test]
    fn each_instance_has_names_of_its_own() {
        let instance = |name: &str| name.parse::<InstanceId>().unwrap();
        let [one, other] = ["abcdefgh", "bcdefghi"].map(|name| HostCookie::session(true, &instance(name)));
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("__Host-latchkey-abcdefgh=a; __Host-latchkey=former"));
        assert_eq!(one.read(&headers), CookieValue::Value("a".into()));
        assert_eq!(other.read(&headers), CookieValue::Nothing);
        assert_eq!(other.read_former(&headers), CookieValue::Value("former".into()));
        assert_eq!(HostCookie::device(true, &instance("abcdefgh")).name(), "__Host-latchkey-device-abcdefgh");
    }

    #[test]
    fn whether_a_response_sets_or_clears_it_is_recognised() {
        let set_by = |cookies: &[HeaderValue]| {
            let mut headers = HeaderMap::new();
            for cookie in cookies {
                headers.append(header::SET_COOKIE, cookie.clone());
            }
            session(false).set_by(&headers)
        };
        assert_eq!(set_by(&[]), None);
        assert_eq!(set_by(&[session(true).set("a".into(), None), session(false).clear_former()]), None);
        assert_eq!(set_by(&[session(true).clear(), session(false).set("a".into(), None)]), Some(true));
        assert_eq!(set_by(&[session(false).clear()]), Some(false));
    }

    proptest! {
        #[test]
        fn no_cookie_panics_and_none_but_ours_is_taken(text in prop::collection::vec(0x20_u8..=0xff, 0..200)) {
            let value = HeaderValue::from_bytes(&text);
            let mut headers = HeaderMap::new();
            if let Ok(value) = value {
                headers.insert(header::COOKIE, value);
            }
            if session(false).read(&headers) != CookieValue::Nothing {
                prop_assert!(text.windows(9).any(|window| window == b"latchkey-abcdefgh="));
            }
        }
    }
}
