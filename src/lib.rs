//! Latchkey: see every device that is signed in to an account, and sign any of them out, at once.
//!
//! One codebase, built twice: with `ssr` for the server, with `hydrate` for the islands in the browser.
//! `docs/architecture.md` draws what happens to a request.
//!
//! | module | what is in it | built for |
//! |---|---|---|
//! | `app` | the document around every page, and the table of routes | server |
//! | `pages` | one file for each page | server |
//! | [`islands`] | what moves in a page: the device list | both |
//! | [`components`] | parts of pages and islands | both |
//! | [`api`] | the server functions: everything that a form or an island may call | both |
//! | [`model`] | what goes over the network | both |
//! | [`error`] | the one error that people and programs see | both |
//! | `texts` | everything that people read, in their language | server |
//! | `server` | sessions, accounts, storage, email: what runs on the server only | server |
//!
//! Imports go one way: `app` to `pages` to [`islands`] to [`components`] to [`model`]; `pages` to [`api`] to `server`.
//! Nothing in `server` knows a page.

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
#[cfg(feature = "ssr")]
pub mod texts;

/// Wakes the islands of a page; the hydration script that the server wrote into it calls this.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
