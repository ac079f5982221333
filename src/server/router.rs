//! The table of contents of what is served.

use std::any::Any;

use axum::{
    Router,
    extract::Request,
    middleware::{from_fn, from_fn_with_state},
    response::{Redirect, Response},
    routing::{any, get},
};
use leptos_axum::{LeptosRoutes, generate_route_list};
use tower::Layer;
use tower_http::{
    catch_panic::CatchPanicLayer,
    trace::{DefaultOnResponse, TraceLayer},
};
use tracing::Level;

use super::{AppState, canonical, current, files, forms, headers, limits, origin, refusal};
use crate::{
    app::{App, shell},
    error::AppError,
    paths::{HOME, ROOT},
};

/// Everything that Latchkey serves, for `main` and for the tests.
pub fn build(state: AppState) -> Router {
    // From the inside out: a session first, then how a form is answered, then whose form it is.
    let pages = pages(state.clone()).layer(from_fn_with_state(state.clone(), current::require));
    let form_pages = forms::Pages { state: state.clone(), router: pages.clone() };
    let pages = pages
        .layer(from_fn_with_state(form_pages, forms::answer))
        .layer(from_fn_with_state(state.clone(), origin::require_same));

    let served = Router::new()
        .route(ROOT, get(|| async { Redirect::to(HOME) }))
        .merge(pages)
        .fallback_service(any(files::serve).with_state(state.clone()));
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
        .layer(from_fn_with_state(state, headers::secure))
}

/// The pages and the server functions; each path that takes a form shows it as well.
fn pages(state: AppState) -> Router {
    let shell_state = state.clone();
    Router::new()
        .leptos_routes(&state, generate_route_list(App), move || shell(&shell_state))
        .method_not_allowed_fallback(refusal::method_not_allowed)
        .with_state(state)
}

/// What a panic said is in the log, not in the answer.
fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    refusal::json(AppError::Internal)
}
