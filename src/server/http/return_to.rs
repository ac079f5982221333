//! Where a person goes on after signing in: paths of this site only (no open redirect).

use url::Url;

use crate::paths::{HOME, is_returned_to};

/// A path of this site, with its query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnTo(String);

impl ReturnTo {
    /// `wanted`, if it is a path of this site that is worth returning to; else [`HOME`].
    pub fn parse(wanted: &str) -> Self {
        Self::own_path(wanted).unwrap_or_else(|| Self(HOME.to_owned()))
    }

    /// The path, in a form that fits a header and a link.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The page (such as that to sign in) that comes back here, and may say why it is shown.
    pub fn page_before(&self, page: &str, reason: Option<&str>) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        if let Some(reason) = reason {
            query.append_pair("reason", reason);
        }
        if self.0 != HOME {
            query.append_pair("next", &self.0);
        }
        let query = query.finish();
        if query.is_empty() { page.to_owned() } else { format!("{page}?{query}") }
    }

    /// The URL parser that browsers use, so that nothing they would read otherwise slips through:
    /// `//host`, `/\host`, a tab or a line break within.
    fn own_path(wanted: &str) -> Option<Self> {
        let base = Url::parse("http://latchkey.invalid/").expect("a constant");
        if !wanted.starts_with('/') {
            return None;
        }
        let url = base.join(wanted).ok().filter(|url| url.origin() == base.origin() && url.username().is_empty())?;
        if !is_returned_to(url.path()) {
            return None;
        }
        Some(Self(url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn own_paths_are_returned_to() {
        for path in ["/devices?page=2", "/devices/sign-out?device=abc"] {
            assert_eq!(ReturnTo::parse(path).as_str(), path);
        }
    }

    #[test]
    fn no_other_site_is() {
        for elsewhere in [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "javascript:alert(1)",
            "evil.example",
            "///evil.example",
            "/..//evil.example",
            "/.//evil.example",
            "/%2e//evil.example",
            " //evil.example",
            "/sign-in",
            "/sign-out",
            "http:/evil.example",
        ] {
            assert_eq!(ReturnTo::parse(elsewhere).as_str(), HOME, "{elsewhere:?}");
        }
    }

    #[test]
    fn the_sign_in_page_comes_back() {
        assert_eq!(
            ReturnTo::parse("/devices?page=2").page_before("/sign-in", Some("expired")),
            "/sign-in?reason=expired&next=%2Fdevices%3Fpage%3D2"
        );
        assert_eq!(ReturnTo::parse(HOME).page_before("/sign-in", None), "/sign-in");
    }

    proptest! {
        #[test]
        fn whatever_comes_in_a_path_of_this_site_goes_out(wanted in "[/\\\\]{0,3}\\PC{0,60}") {
            let path = ReturnTo::parse(&wanted).as_str().to_owned();
            prop_assert!(path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/\\"));
            prop_assert!(axum::http::HeaderValue::from_str(&path).is_ok());
        }
    }
}
