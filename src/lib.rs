//! Latchkey: see every device that is signed in to an account, and sign any of them out, at once.
//!
//! One codebase, built twice: with `ssr` for the server, with `hydrate` for the islands in the
//! browser. Imports go one way: pages to components to model; pages to api; api to server.

// A view's type is as deep as the view.
#![recursion_limit = "256"]

pub mod api;
pub mod components;
pub mod error;
pub mod islands;
pub mod model;
pub mod paths;

#[cfg(feature = "ssr")]
pub mod app;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;

/// Wakes the islands of a page; the hydration script that the server wrote into it calls this.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
