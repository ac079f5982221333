//! The keys as tokens need them: parsed once, not for each request.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header};
use secrecy::ExposeSecret;

use crate::server::auth::key::{Keyring, SigningKey};

/// One algorithm for the one kind of key, chosen here and never by the token (RFC 8725, sections 3.1 and 3.2).
pub const ALGORITHM: Algorithm = Algorithm::HS256;
/// The explicit type (RFC 8725, section 3.11): no other kind of token passes for a session.
pub const TYPE: &str = "session+jwt";

/// The key in use, then those that still verify.
pub struct Keys {
    pub ring: Arc<Keyring>,
    prepared: Vec<Key>,
}

/// A key, and what stands at the beginning of each token that it signs.
pub struct Key {
    kid: String,
    encoded_header: String,
    pub signing: EncodingKey,
    pub verifying: DecodingKey,
}

impl Keys {
    /// Prepares those of `ring`.
    pub fn new(ring: Keyring) -> Self {
        let prepared = ring.iter().map(Key::new).collect();
        Self { ring: Arc::new(ring), prepared }
    }

    /// The key in use.
    pub fn current(&self) -> &Key {
        &self.prepared[0]
    }

    /// The key of this name.
    pub fn find(&self, kid: &str) -> Option<&Key> {
        self.prepared.iter().find(|key| key.kid == kid)
    }

    /// The key whose tokens begin with exactly this: there is nothing in such a header to parse and to check.
    pub fn find_by_header(&self, encoded: &str) -> Option<&Key> {
        self.prepared.iter().find(|key| key.encoded_header == encoded)
    }
}

impl Key {
    fn new(key: &SigningKey) -> Self {
        let secret = key.secret.expose_secret();
        let mut prepared = Self {
            kid: key.kid.clone(),
            encoded_header: String::new(),
            signing: EncodingKey::from_secret(secret),
            verifying: DecodingKey::from_secret(secret),
        };
        let json = serde_json::to_vec(&prepared.header()).expect("a header is JSON");
        prepared.encoded_header = URL_SAFE_NO_PAD.encode(json);
        prepared
    }

    /// The header of its tokens.
    pub fn header(&self) -> Header {
        Header { typ: Some(TYPE.to_owned()), kid: Some(self.kid.clone()), ..Header::new(ALGORITHM) }
    }
}
