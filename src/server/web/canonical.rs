//! One path a page: slashes at the end, or several in a row, lead to the path without them.

use axum::{
    extract::Request,
    http::{HeaderValue, Method, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::paths::PACKAGE;

/// Sends a visit to the path as it is spelt; a form that was sent to another spelling is served there.
pub async fn redirect(mut request: Request, next: Next) -> Response {
    let Some(target) = respelt(request.uri()) else { return next.run(request).await };
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return match HeaderValue::try_from(target.as_str()) {
            Ok(target) => (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, target)]).into_response(),
            Err(_) => next.run(request).await,
        };
    }
    if let Ok(uri) = target.parse::<Uri>() {
        *request.uri_mut() = uri;
    }
    next.run(request).await
}

/// The path and query, if they are to be spelt otherwise. It begins with one slash, which no other
/// follows, so that it stays on this site (`//host` would not, nor what browsers read as that: `/\host`).
fn respelt(uri: &Uri) -> Option<String> {
    let path = uri.path();
    // A folder of files is none of the pages, and is not there.
    let is_folder = path.starts_with(PACKAGE) && !path.contains("//");
    if is_folder || !path.starts_with('/') || (!path.contains("//") && (path == "/" || !path.ends_with('/'))) {
        return None;
    }
    let names: Vec<_> = path.split('/').filter(|name| !name.is_empty()).collect();
    let path = format!("/{}", names.join("/")).replace('\\', "%5C");
    Some(uri.query().map_or_else(|| path.clone(), |query| format!("{path}?{query}")))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn slashes_that_say_nothing_are_left_out() {
        for (sent, target) in [
            ("/sign-in/", "/sign-in"),
            ("//sign-in", "/sign-in"),
            ("//sign-in//?next=/a//b/", "/sign-in?next=/a//b/"),
            ("/devices///detail/?device=x", "/devices/detail?device=x"),
            ("//", "/"),
            ("//evil.example", "/evil.example"),
            ("///evil.example/", "/evil.example"),
            ("//%5Cevil.example", "/%5Cevil.example"),
        ] {
            assert_eq!(
                respelt(&Uri::builder().path_and_query(sent).build().unwrap()).as_deref(),
                Some(target),
                "{sent}"
            );
        }
        for path in ["/", "/sign-in", "/sign-in?next=//evil.example/", "*"] {
            assert_eq!(respelt(&path.parse().unwrap()), None, "{path}");
        }
    }

    proptest! {
        #[test]
        fn no_spelling_leads_to_another_site(path in "/{1,3}[/\\\\.%a-z@:]{0,30}") {
            let Ok(uri) = Uri::builder().path_and_query(path.as_str()).build() else { return Ok(()) };
            if let Some(target) = respelt(&uri) {
                let base = url::Url::parse("http://latchkey.invalid/").unwrap();
                prop_assert_eq!(base.join(&target).unwrap().origin(), base.origin(), "{}", target);
            }
        }
    }
}
