//! The table of contents of what is served.

use std::{any::Any, sync::Arc};

use axum::{
    Router,
    extract::{Request, State},
    http::request::Parts,
    middleware::{from_fn, from_fn_with_state},
    response::{Redirect, Response},
    routing::{any, get},
};
use leptos::prelude::{provide_context, use_context};
use leptos_axum::{LeptosRoutes, generate_route_list};
use tower::Layer;
use tower_http::{
    catch_panic::CatchPanicLayer,
    trace::{DefaultOnResponse, TraceLayer},
};
use tracing::Level;

use super::{
    canonical, compression, cross_origin, forms, headers, language, limits, refusal, require_session::require_session,
};
use crate::{
    app::{App, shell},
    components::SiteIdentity,
    error::AppError,
    model::Language,
    paths::{CHANGE_PASSWORD, HOME, ROOT, WELL_KNOWN_CHANGE_PASSWORD},
    server::{http::language::AnswerLanguage, state::AppState},
};

/// Everything that Latchkey serves, for `main` and for the tests.
pub fn build(state: AppState) -> Router {
    // From the inside out: a session first, then how a form is answered, then whose form it is.
    let pages = pages(state.clone()).layer(from_fn_with_state(state.clone(), require_session));
    let form_pages = forms::Pages { state: state.clone(), router: pages.clone() };
    let pages = pages
        .layer(from_fn_with_state(form_pages, forms::answer))
        .layer(from_fn_with_state(state.clone(), cross_origin::require_same))
        .layer(compression::layer())
        .layer(from_fn(compression::keep_secrets_plain));

    let served = Router::new()
        .route(ROOT, get(|| async { Redirect::to(HOME) }))
        // Where password managers look for it: W3C, 'A Well-Known URL for Changing Passwords'.
        .route(WELL_KNOWN_CHANGE_PASSWORD, get(|| async { Redirect::to(CHANGE_PASSWORD) }))
        .merge(pages)
        .fallback_service(any(file).with_state(state.clone()));
    // Around the router: within it, the path has chosen its route already.
    Router::new()
        .fallback_service(from_fn(canonical::redirect).layer(served))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(|request: &Request| tracing::debug_span!("request", method = %request.method(), path = request.uri().path()))
                .on_response(DefaultOnResponse::new().level(Level::DEBUG))
                // What failed was logged where it did; a line for each 503 would make a flood dear.
                .on_failure(()),
        )
        // Before anything is done for a request; what is refused here has its headers as well.
        .layer(from_fn_with_state(state.clone(), limits::admit))
        .layer(from_fn_with_state(state.clone(), language::choose))
        .layer(from_fn_with_state(state, headers::secure))
}

/// The pages and the server functions; each path that takes a form shows it as well.
fn pages(state: AppState) -> Router {
    let (shell_state, identity) = (state.clone(), state.identity.for_pages());
    Router::new()
        .leptos_routes_with_context(
            &state,
            generate_route_list(App),
            move || provide_texts(&identity),
            move || shell(&shell_state),
        )
        .method_not_allowed_fallback(refusal::method_not_allowed)
        .with_state(state)
}

/// For [`crate::t`] and the errors of server functions.
fn provide_texts(identity: &SiteIdentity) {
    provide_context(identity.clone());
    if let Some(request) = use_context::<Parts>() {
        provide_context(AnswerLanguage::of(&request.extensions));
    }
}

/// A file of the site; or that there is nothing.
async fn file(State(state): State<AppState>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    if let Some(answer) = state.identity.answer(&parts) {
        return answer;
    }
    match Arc::clone(&state.files).answer(&parts).await {
        Ok(Some(answer)) => answer,
        Ok(None) => refusal::not_found(State(state), Request::from_parts(parts, body)).await,
        Err(error) => {
            tracing::error!(%error, path = parts.uri.path(), "a file of the site can't be read");
            refusal::answer(&state, &parts, AppError::Internal)
        }
    }
}

/// What a panic said is in the log, not in the answer.
fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    refusal::json(Language::default(), AppError::Internal)
}
