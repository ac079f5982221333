//! The signed token that a device carries: a JWT (RFC 7519), made and read by RFC 8725's rules.
//!
//! It says which session a request belongs to, and no more. Only the session's row says whether it is still live:
//! see [`crate::server::auth::current`].

use std::{
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};

use super::{
    key::{KeyError, Keyring},
    lifetime::GRACE,
};
use crate::{
    model::Timestamp,
    server::ids::{SessionId, UserId},
};

/// One algorithm for the one kind of key, chosen here and never by the token (RFC 8725, sections 3.1 and 3.2).
const ALGORITHM: Algorithm = Algorithm::HS256;
/// The explicit type (RFC 8725, section 3.11): no other kind of token passes for a session.
const TYPE: &str = "session+jwt";
/// The audience of session tokens (RFC 8725, section 3.9).
const AUDIENCE: &str = "latchkey";

/// What a token says. Every claim must be there.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Claims {
    sub: String,
    sid: String,
    iat: i64,
    nbf: i64,
    exp: i64,
    iss: String,
    aud: String,
}

/// What a valid token vouches for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    pub user_id: UserId,
    pub session_id: SessionId,
    /// When it was issued (seconds): it distinguishes the tokens of a session.
    pub issued_at: i64,
    /// It was good once. Only its session, if that lives, can still make use of it: for a new one.
    pub expired: bool,
    /// It is from a time that this clock has not reached: the clock was ahead, or was moved back. The
    /// same holds for it as for one that has expired.
    pub early: bool,
}

/// Why a token is not accepted.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Not signed by our keys, not of this kind, not for this audience, or no token at all.
    #[error("the token is not valid: {0}")]
    Invalid(&'static str),
    #[error("the token could not be signed")]
    Signing,
}

/// What a look at the keys' file found.
#[derive(Default)]
struct Looked {
    state: Option<FileState>,
    /// What kept it from being read: logged once, not at each look.
    complaint: Option<String>,
}

/// Its device, number, length and last change in whatever respect, owner and mode among them.
type FileState = (u64, u64, u64, i64, i64);

/// Signs and verifies tokens.
pub struct Tokens {
    keys: RwLock<Arc<Keyring>>,
    /// Where the keys come from, and what was there when it was last looked at.
    file: Option<(PathBuf, Mutex<Looked>)>,
    validation: Validation,
    issuer: String,
}

impl Tokens {
    /// With these keys, for the issuer of this name.
    pub fn new(keys: Keyring, issuer: &str) -> Self {
        let mut validation = Validation::new(ALGORITHM);
        validation.set_issuer(&[issuer]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "nbf", "iat", "aud", "sub"]);
        // Checked below against our own clock, and without leeway: one server signs and verifies.
        validation.validate_exp = false;
        Self { keys: RwLock::new(Arc::new(keys)), file: None, validation, issuer: issuer.to_owned() }
    }

    /// With the keys in a file, which another process may rotate.
    ///
    /// # Errors
    /// If the file holds no keys and can't be made to.
    pub fn from_file(path: PathBuf, issuer: &str) -> Result<Self, KeyError> {
        let tokens = Self::new(Keyring::load_or_create(&path)?, issuer);
        let looked = Looked { state: file_state(&path), complaint: None };
        Ok(Self { file: Some((path, Mutex::new(looked))), ..tokens })
    }

    /// Reads the keys again, if their file has changed. Those that are known go on where it can't be read.
    pub fn reload(&self) {
        let Some((path, looked)) = &self.file else { return };
        let mut looked = looked.lock().unwrap_or_else(PoisonError::into_inner);
        let state = file_state(path);
        if looked.state == state && looked.complaint.is_none() {
            return;
        }
        match Keyring::load(path) {
            Ok(keys) => {
                tracing::info!(kid = keys.current().kid, keys = keys.count(), "the signing keys were reloaded");
                let mut current = self.keys.write().unwrap_or_else(PoisonError::into_inner);
                if keys.find(&current.current().kid).is_none() {
                    tracing::warn!(
                        "the previous key is not among them: devices that signed in with it must sign in again"
                    );
                }
                *current = Arc::new(keys);
                *looked = Looked { state, complaint: None };
            }
            Err(error) => {
                let complaint = Some(error.to_string());
                if looked.complaint != complaint {
                    tracing::error!(
                        %error,
                        "the signing keys can't be reloaded; those in memory stay in use until the server stops: restore the file before that, or everybody is signed out"
                    );
                }
                *looked = Looked { state, complaint };
            }
        }
    }

    /// A token for this session, valid from `now` (a whole second, see [`Timestamp::seconds`]) until
    /// `expires_at`.
    ///
    /// # Errors
    /// If it can't be signed.
    pub fn issue(
        &self,
        user_id: UserId,
        session_id: &SessionId,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<String, TokenError> {
        let claims = Claims {
            sub: user_id.encode(),
            sid: session_id.encode(),
            iat: now.seconds(),
            nbf: now.seconds(),
            exp: expires_at.seconds(),
            iss: self.issuer.clone(),
            aud: AUDIENCE.to_owned(),
        };
        let keys = self.keys();
        let key = keys.current();
        let header = Header { typ: Some(TYPE.to_owned()), kid: Some(key.kid.clone()), ..Header::new(ALGORITHM) };
        let signing = EncodingKey::from_secret(key.secret.expose_secret());
        encode(&header, &claims, &signing).map_err(|_| TokenError::Signing)
    }

    /// Verifies a token as of `now`.
    ///
    /// # Errors
    /// If it is not valid.
    pub fn verify(&self, token: &str, now: Timestamp) -> Result<Verified, TokenError> {
        let claims = self.read(token)?;
        Ok(Verified {
            user_id: UserId::decode(&claims.sub).map_err(|_| TokenError::Invalid("its sub"))?,
            session_id: SessionId::decode(&claims.sid).map_err(|_| TokenError::Invalid("its sid"))?,
            issued_at: claims.iat,
            expired: claims.exp <= now.seconds(),
            early: claims.nbf.max(claims.iat) > now.plus(GRACE).seconds(),
        })
    }

    /// The session that a token of ours named, whenever that was: to end it, never to let anybody in.
    pub fn session_ever_named(&self, token: &str) -> Option<SessionId> {
        let claims = self.read(token).ok()?;
        UserId::decode(&claims.sub).ok()?;
        SessionId::decode(&claims.sid).ok()
    }

    /// Whether a token names a key that is none of ours: another instance's, so it is left alone.
    pub fn is_anothers(&self, token: &str) -> bool {
        let kid = decode_header(token).ok().and_then(|header| header.kid);
        kid.is_some_and(|kid| self.keys().find(&kid).is_none())
    }

    /// The keys: the one in use, and those that still verify.
    pub fn keys(&self) -> Arc<Keyring> {
        Arc::clone(&self.keys.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Signature first, then type, issuer, audience and form (ASVS 9.1.1); time is the caller's.
    fn read(&self, token: &str) -> Result<Claims, TokenError> {
        let kid = decode_header(token).ok().and_then(|header| header.kid).ok_or(TokenError::Invalid("its header"))?;
        let mut keys = self.keys();
        if keys.find(&kid).is_none() {
            // Another process may have put a new one in use a moment ago.
            self.reload();
            keys = self.keys();
        }
        let key = keys.find(&kid).ok_or(TokenError::Invalid("its key"))?;
        let verifying = DecodingKey::from_secret(key.secret.expose_secret());
        let data = decode::<Claims>(token, &verifying, &self.validation)
            .map_err(|_| TokenError::Invalid("its signature, issuer, audience or form"))?;
        if data.header.typ.as_deref() != Some(TYPE) {
            return Err(TokenError::Invalid("its type"));
        }
        // An extension that must be understood, and that isn't: RFC 7515, section 4.1.11.
        if data.header.crit.is_some() {
            return Err(TokenError::Invalid("its critical extension"));
        }
        Ok(data.claims)
    }
}

fn file_state(path: &Path) -> Option<FileState> {
    let found = std::fs::metadata(path).ok()?;
    Some((found.dev(), found.ino(), found.len(), found.ctime(), found.ctime_nsec()))
}

#[cfg(test)]
mod tests;
