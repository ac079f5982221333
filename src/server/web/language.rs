//! The language of an answer: that of the account, else the one chosen in the browser, else the one it prefers.

use axum::{
    extract::{Request, State},
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};

use crate::server::{auth::client, http::language::AnswerLanguage, state::AppState};

/// Chooses the language of the answer, as far as the browser says. Caches keep answers in other languages apart.
pub async fn choose(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let language = client::language(request.headers(), &state).unwrap_or_default();
    request.extensions_mut().insert(AnswerLanguage::new(language));
    let mut response = next.run(request).await;
    if response.headers().contains_key(header::CONTENT_LANGUAGE) {
        response.headers_mut().append(header::VARY, HeaderValue::from_static("accept-language, cookie"));
    }
    response
}
