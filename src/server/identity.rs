//! How this site presents itself: its name and its logo, which an operator may choose.

mod logo;

use std::sync::Arc;

use axum::{
    http::{HeaderValue, Method, header, request::Parts},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

pub use self::logo::{Logo, LogoError};
use super::config::Config;
use crate::components::SiteIdentity;

/// What it is without the setting.
pub const DEFAULT_NAME: &str = "Latchkey";
const MANIFEST: &str = "/manifest.webmanifest";
/// What the build serves there, where nothing was chosen.
const DEFAULT_MANIFEST: &str = include_str!("../../public/manifest.webmanifest");

/// The name and the logo.
#[derive(Clone, Debug)]
pub struct Identity {
    name: Arc<str>,
    logo: Option<Arc<Logo>>,
}

impl Identity {
    /// As `config` has it.
    ///
    /// # Errors
    /// If the logo can't be read, is too large, or is no image of a kind that is supported.
    pub fn open(config: &Config) -> Result<Self, LogoError> {
        let logo = config.logo.as_deref().map(Logo::read).transpose()?;
        Ok(Self { name: config.site_name.as_str().into(), logo: logo.map(Arc::new) })
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The path of the logo.
    pub fn logo_path(&self) -> &str {
        self.logo.as_ref().map_or("/logo.svg", |logo| logo.path())
    }

    /// For the pages.
    pub fn for_pages(&self) -> SiteIdentity {
        SiteIdentity { name: Arc::clone(&self.name), logo: self.logo_path().into() }
    }

    /// The path and the type of the icon that browsers show for the site, where it is not the build's.
    pub fn icon(&self) -> Option<(String, &'static str)> {
        self.logo.as_ref().map(|logo| (logo.path().to_owned(), logo.content_type()))
    }

    /// The answer with the logo, or the manifest, if that is asked for and was chosen.
    pub fn answer(&self, request: &Parts) -> Option<Response> {
        if !matches!(request.method, Method::GET | Method::HEAD) {
            return None;
        }
        let path = request.uri.path();
        if let Some(logo) = self.logo.as_ref().filter(|logo| logo.path() == path) {
            return Some(logo.answer());
        }
        let is_chosen = self.logo.is_some() || &*self.name != DEFAULT_NAME;
        (path == MANIFEST && is_chosen).then(|| {
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static("application/manifest+json")),
                (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
            ];
            (headers, self.manifest().to_string()).into_response()
        })
    }

    /// See <https://www.w3.org/TR/appmanifest/>.
    fn manifest(&self) -> Value {
        let mut manifest: Value = serde_json::from_str(DEFAULT_MANIFEST).expect("the build's manifest is JSON");
        manifest["name"] = (&*self.name).into();
        manifest["short_name"] = (&*self.name).into();
        if let Some(logo) = &self.logo {
            manifest["icons"] = json!([{ "src": logo.path(), "sizes": logo.sizes(), "type": logo.content_type() }]);
        }
        manifest
    }
}
