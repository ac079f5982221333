//! The files of the built site, known by what is in them.
//!
//! Times tell nothing: an older build that is put back, or an image whose files all have one time, would
//! have browsers keep what they have. So each answer has an `ETag` of its content, and no
//! `Last-Modified`. What has its content in its name is kept for ever.
//!
//! What was read is kept in memory until the file is another one, so that an answer is one write.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    io::{self, ErrorKind},
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::server::{http::preference, ids::Digest};

/// Characters of a content in a name: those of 128 bits in base64.
const HASH: usize = 22;
/// For what has its content in its name.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// For what hasn't: it is asked for again each time, and mostly answered by 304.
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// What files are packed with, the smallest first. Browsers take brotli over https, and from their own machine.
const CODINGS: [&str; 2] = ["br", "gzip"];

/// The folder of the built site.
#[derive(Debug)]
pub struct Files {
    root: PathBuf,
    read: Mutex<HashMap<String, (Stamp, File)>>,
}

/// Which file it is: a change shows in these, even if it leaves the time of the content as it was.
type Stamp = (u64, u64, i64, i64);

#[derive(Clone, Debug)]
struct File {
    body: Bytes,
    /// Strong: of the bytes that are sent.
    etag: HeaderValue,
}

impl Files {
    /// Those in `root`.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), read: Mutex::default() }
    }

    /// The path of each file that is named by its content, by its name without that.
    pub fn named_by_content(&self) -> BTreeMap<String, String> {
        let entries = fs::read_dir(&self.root).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        names.filter_map(|name| Some((without_hash(&name)?, format!("/{name}")))).collect()
    }

    /// The answer with the file that is asked for, if there is one.
    ///
    /// # Errors
    /// If it is there and can't be read.
    pub async fn answer(self: Arc<Self>, request: &Parts) -> io::Result<Option<Response>> {
        let path = request.uri.path().trim_start_matches('/');
        if !is_plain(path) || !matches!(request.method, Method::GET | Method::HEAD) {
            return Ok(None);
        }
        let wanted = path.to_owned();
        let read = move || {
            let packed = [self.find(&format!("{wanted}.br"))?, self.find(&format!("{wanted}.gz"))?];
            Ok((self.find(&wanted)?, packed))
        };
        let found: io::Result<_> = tokio::task::spawn_blocking(read).await.unwrap_or_else(|error| Err(error.into()));
        let (file, packed) = found?;
        Ok(file.map(|file| answer(request, path, &file, &packed)))
    }

    /// The file at a path of the site, if there is one.
    fn find(&self, path: &str) -> io::Result<Option<File>> {
        let file = self.root.join(path);
        let metadata = match fs::metadata(&file) {
            Ok(metadata) if metadata.is_file() => metadata,
            Ok(_) => return Ok(None),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
            Err(error) => return Err(error),
        };
        let stamp = (metadata.ino(), metadata.len(), metadata.ctime(), metadata.ctime_nsec());
        if let Some((read, file)) = self.read.lock().unwrap_or_else(PoisonError::into_inner).get(path)
            && *read == stamp
        {
            return Ok(Some(file.clone()));
        }
        let body = Bytes::from(fs::read(&file)?);
        let etag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(&Digest::of(&body).as_bytes()[..16]));
        let file = File { body, etag: HeaderValue::try_from(etag).map_err(io::Error::other)? };
        self.read.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), (stamp, file.clone()));
        Ok(Some(file))
    }
}

/// `packed` is the file as the codings of [`CODINGS`] have it, where the build made one.
fn answer(request: &Parts, path: &str, file: &File, packed: &[Option<File>; CODINGS.len()]) -> Response {
    let mut headers = HeaderMap::new();
    if packed.iter().any(Option::is_some) {
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    let mut file = file;
    for (coding, packed) in CODINGS.iter().zip(packed) {
        if let Some(packed) = packed
            && preference::takes_coding(&request.headers, coding)
        {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
            file = packed;
            break;
        }
    }
    let name = path.rsplit('/').next().unwrap_or_default();
    headers.insert(header::CACHE_CONTROL, if without_hash(name).is_some() { FOR_EVER } else { ASK_AGAIN });
    headers.insert(header::ETAG, file.etag.clone());
    if preference::has_already(&request.headers, &file.etag) {
        headers.remove(header::CONTENT_ENCODING);
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    headers.insert(header::CONTENT_TYPE, content_type(name));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(file.body.len()));
    let body = if request.method == Method::HEAD { Body::empty() } else { Body::from(file.body.clone()) };
    (headers, body).into_response()
}

/// What a file of the site can be called: no way up, nothing hidden, nothing packed by its own name.
fn is_plain(path: &str) -> bool {
    let plain = |name: &str| {
        !name.is_empty()
            && name.len() <= 255
            && !name.starts_with('.')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
    };
    path.split('/').all(plain) && Path::new(path).extension().is_none_or(|ending| ending != "br" && ending != "gz")
}

/// 'form.js' of 'form.pzNw4bxuJHyMxQqMSgk3Yd.js'.
fn without_hash(name: &str) -> Option<String> {
    let [stem, hash, extension] = name.split('.').collect::<Vec<_>>().try_into().ok()?;
    let is_hash = hash.len() == HASH && hash.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    is_hash.then(|| format!("{stem}.{extension}"))
}

fn content_type(name: &str) -> HeaderValue {
    HeaderValue::from_static(match name.rsplit('.').next().unwrap_or_default() {
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out_of_the_site() {
        for path in [
            "", "..", "../a", "a/../b", "a//b", ".hidden", "a/.b", "a%2fb", "a\\b", "a b", "a.css.br", "a.css.gz", "a/",
        ] {
            assert!(!is_plain(path), "{path}");
        }
        assert!(is_plain("pkg/latchkey.pzNw4bxuJHyMxQqMSgk3Yd.css") && is_plain("favicon.svg"));
    }

    #[test]
    fn a_name_by_content_is_told_from_others() {
        assert_eq!(without_hash("form.pzNw4bxuJHyMxQqMSgk3Yd.js").as_deref(), Some("form.js"));
        assert_eq!(without_hash("latchkey.Rk3-_bxuJHyMxQqMSgk3Yd.wasm").as_deref(), Some("latchkey.wasm"));
        for name in ["form.js", "form.min.js", "form.pzNw4bxuJHyMxQqMSgk3Yd.js.map", "pzNw4bxuJHyMxQqMSgk3Yd.js"] {
            assert_eq!(without_hash(name), None, "{name}");
        }
    }
}
