//! The operator's logo: an SVG or PNG file, read at the start.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use roxmltree::{Document, ParsingOptions};

use crate::server::ids::Digest;

/// The most bytes: it is on every page.
const LARGEST: u64 = 256 << 10;
/// The namespace without which no browser shows an SVG as a picture.
const SVG: &str = "http://www.w3.org/2000/svg";
/// What a PNG begins with (PNG specification, section 5.2): the signature, and the length and type of its header.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

/// Opened by itself it loads nothing and runs nothing: an SVG may hold scripts.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
);

/// Why a file can't be the logo.
#[derive(Debug, thiserror::Error)]
pub enum LogoError {
    #[error("{path} can't be read: {source}", path = path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{path} is larger than {} KiB", LARGEST >> 10, path = .0.display())]
    TooLarge(PathBuf),
    #[error("{path} is neither an SVG nor a PNG image", path = .0.display())]
    NotAnImage(PathBuf),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Svg,
    Png { width: u32, height: u32 },
}

/// The logo.
#[derive(Clone, Debug)]
pub struct Logo {
    format: Format,
    bytes: Bytes,
    path: String,
}

impl Logo {
    /// Reads it.
    ///
    /// # Errors
    /// If it can't be read, is too large, or is something else.
    pub fn read(file: &Path) -> Result<Self, LogoError> {
        let failed = |source| LogoError::File { path: file.to_owned(), source };
        let mut bytes = Vec::new();
        File::open(file).map_err(failed)?.take(LARGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
        if u64::try_from(bytes.len()).is_ok_and(|length| length > LARGEST) {
            return Err(LogoError::TooLarge(file.to_owned()));
        }
        let format = Format::of(&bytes).ok_or_else(|| LogoError::NotAnImage(file.to_owned()))?;
        let hash = URL_SAFE_NO_PAD.encode(&Digest::of(&bytes).as_bytes()[..16]);
        let path = format!("/site-logo.{hash}.{}", format.ending());
        Ok(Self { format, bytes: bytes.into(), path })
    }

    /// Where it is served: by its content, so that browsers may keep it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Its media type.
    pub fn content_type(&self) -> &'static str {
        match self.format {
            Format::Svg => "image/svg+xml",
            Format::Png { .. } => "image/png",
        }
    }

    /// Its size, as manifests write it.
    pub fn sizes(&self) -> String {
        match self.format {
            Format::Svg => "any".to_owned(),
            Format::Png { width, height } => format!("{width}x{height}"),
        }
    }

    /// The answer with it.
    pub fn answer(&self) -> Response {
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static(self.content_type())),
            (header::CONTENT_SECURITY_POLICY, POLICY),
            (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
        ];
        (headers, Body::from(self.bytes.clone())).into_response()
    }
}

impl Format {
    fn of(bytes: &[u8]) -> Option<Self> {
        if let Some(header) = bytes.strip_prefix(PNG) {
            let number = |at: usize| Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?));
            let (width, height) = number(0).zip(number(4))?;
            return (width > 0 && height > 0).then_some(Self::Png { width, height });
        }
        let text = str::from_utf8(bytes).ok()?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        // Drawing programs write a document type.
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        let document = Document::parse_with_options(text, options).ok()?;
        document.root_element().has_tag_name((SVG, "svg")).then_some(Self::Svg)
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png { .. } => "png",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, bytes: &[u8]) -> Result<Logo, String> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        Logo::read(&file).map_err(|error| error.to_string())
    }

    #[test]
    fn a_logo_is_what_is_in_it_whatever_it_is_called() {
        let svg = r#"<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg xmlns="http://www.w3.org/2000/svg"/>"#;
        for text in [svg, "\u{feff}<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"></svg>"] {
            let logo = read("logo.png", text.as_bytes()).unwrap();
            assert_eq!((logo.content_type(), logo.path().rsplit('.').next()), ("image/svg+xml", Some("svg")));
        }
        let png = read("logo", &std::fs::read("public/icon-192.png").unwrap()).unwrap();
        assert_eq!((png.sizes().as_str(), png.content_type()), ("192x192", "image/png"));
        assert_ne!(png.path(), read("logo", &std::fs::read("public/icon-512.png").unwrap()).unwrap().path());
    }

    #[test]
    fn anything_else_is_refused_by_its_name() {
        let large = format!("<svg xmlns=\"{SVG}\">{}</svg>", " ".repeat(256 << 10));
        for (bytes, words) in [
            (&b""[..], "neither"),
            (b"<html xmlns=\"http://www.w3.org/1999/xhtml\"/>", "neither"),
            (b"<svg/>", "neither"),
            (b"<svg xmlns=\"http://www.w3.org/2000/svg\">", "neither"),
            (b"\x89PNG\r\n\x1a\n", "neither"),
            (b"GIF89a", "neither"),
            (large.as_bytes(), "larger than 256 KiB"),
        ] {
            let said = read("logo.svg", bytes).unwrap_err();
            assert!(said.contains("logo.svg") && said.contains(words), "{said}");
        }
        let missing = Logo::read(Path::new("nowhere.svg")).unwrap_err().to_string();
        assert!(missing.contains("nowhere.svg can't be read"), "{missing}");
    }
}
