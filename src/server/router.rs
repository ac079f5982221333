//! The table of contents of what is served.

use std::{any::Any, future::ready, path::Path};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::{Next, from_fn, from_fn_with_state, map_response},
    response::{Redirect, Response},
    routing::get,
};
use leptos_axum::{LeptosRoutes, generate_route_list};
use tower::Layer;
use tower_http::{
    catch_panic::CatchPanicLayer,
    services::ServeDir,
    trace::{DefaultOnResponse, TraceLayer},
};
use tracing::Level;

use super::{AppState, current, forms, headers, limits, origin, paths, refusal, return_to::HOME};
use crate::{
    app::{App, shell},
    error::AppError,
};

/// Everything that Latchkey serves, for `main` and for the tests.
pub fn build(state: AppState) -> Router {
    // From the inside out: a session first, then how a form is answered, then whose form it is.
    let pages = pages(state.clone()).layer(from_fn_with_state(state.clone(), current::require));
    let form_pages = forms::Pages { state: state.clone(), router: pages.clone() };
    let pages = pages
        .layer(from_fn_with_state(form_pages, forms::answer))
        .layer(from_fn_with_state(state.clone(), origin::require_same));

    let served = Router::new().route("/", get(|| async { Redirect::to(HOME) })).merge(pages).merge(files(&state));
    // Around the router: within it, the path has chosen its route already.
    Router::new()
        .fallback_service(from_fn(paths::canonical).layer(served))
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

/// The built site: what has its content in its name is kept for ever, the rest is asked for again.
fn files(state: &AppState) -> Router {
    let options = &state.leptos_options;
    let root = Path::new(options.site_root.as_ref());
    let package = options.site_pkg_dir.as_ref();
    let caching = if options.hash_files { "public, max-age=31536000, immutable" } else { "no-cache" };
    Router::new()
        .nest(&format!("/{package}"), folder(state, &root.join(package), caching))
        .merge(folder(state, root, "no-cache"))
}

fn folder(state: &AppState, folder: &Path, caching: &'static str) -> Router {
    let not_found = get(refusal::not_found).with_state(state.clone());
    let files = ServeDir::new(folder).precompressed_br().append_index_html_on_directories(false).fallback(not_found);
    Router::new()
        .fallback_service(files)
        .layer(from_fn_with_state(state.clone(), only_files))
        .layer(map_response(move |response| ready(cached(response, caching))))
}

/// What no file can be called is not there, rather than an error of the file system.
async fn only_files(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let possible = !path.to_ascii_lowercase().contains("%00") && path.split('/').all(|name| name.len() <= 255);
    if possible && matches!(*request.method(), Method::GET | Method::HEAD) {
        next.run(request).await
    } else {
        refusal::not_found(State(state), request).await
    }
}

/// Only what was found: that a file isn't there must not be remembered.
fn cached(mut response: Response, caching: &'static str) -> Response {
    if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    }
    response
}

/// What a panic said is in the log, not in the answer.
fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    refusal::json(AppError::Internal)
}
