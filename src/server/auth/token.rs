//! The signed token that a device carries: a JWT (RFC 7519), made and read by RFC 8725's rules.
//!
//! It says which session a request belongs to, and no more. Only the session's row says whether it is still live:
//! see [`crate::server::auth::current`].

mod keys;

use std::{
    borrow::Cow,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use arc_swap::ArcSwap;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{crypto::verify, decode_header, encode};
use serde::{Deserialize, Serialize};

use self::keys::{ALGORITHM, Keys, TYPE};
use super::{
    key::{KeyError, Keyring},
    lifetime::GRACE,
};
use crate::{
    model::Timestamp,
    server::ids::{SessionId, UserId},
};

/// The audience of session tokens (RFC 8725, section 3.9).
const AUDIENCE: &str = "latchkey";

/// What a token says. Every claim must be there.
#[derive(Serialize, Deserialize)]
struct Claims<'a> {
    #[serde(borrow)]
    sub: Cow<'a, str>,
    #[serde(borrow)]
    sid: Cow<'a, str>,
    iat: i64,
    nbf: i64,
    exp: i64,
    #[serde(borrow)]
    iss: Cow<'a, str>,
    #[serde(borrow)]
    aud: Cow<'a, str>,
}

/// What a token of ours says, whenever that was.
struct Said {
    user_id: UserId,
    session_id: SessionId,
    iat: i64,
    nbf: i64,
    exp: i64,
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
    keys: ArcSwap<Keys>,
    /// Where the keys come from, and what was there when it was last looked at.
    file: Option<(PathBuf, Mutex<Looked>)>,
    issuer: String,
}

impl Tokens {
    /// With these keys, for the issuer of this name.
    pub fn new(keys: Keyring, issuer: &str) -> Self {
        Self { keys: ArcSwap::from_pointee(Keys::new(keys)), file: None, issuer: issuer.to_owned() }
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
                if keys.find(&self.keys().current().kid).is_none() {
                    tracing::warn!(
                        "the previous key is not among them: devices that signed in with it must sign in again"
                    );
                }
                self.keys.store(Arc::new(Keys::new(keys)));
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
            sub: user_id.encode().into(),
            sid: session_id.encode().into(),
            iat: now.seconds(),
            nbf: now.seconds(),
            exp: expires_at.seconds(),
            iss: Cow::from(&self.issuer),
            aud: AUDIENCE.into(),
        };
        let keys = self.keys.load();
        let key = keys.current();
        encode(&key.header(), &claims, &key.signing).map_err(|_| TokenError::Signing)
    }

    /// Verifies a token as of `now`.
    ///
    /// # Errors
    /// If it is not valid.
    pub fn verify(&self, token: &str, now: Timestamp) -> Result<Verified, TokenError> {
        let Said { user_id, session_id, iat, nbf, exp } = self.read(token)?;
        Ok(Verified {
            user_id,
            session_id,
            issued_at: iat,
            expired: exp <= now.seconds(),
            early: nbf.max(iat) > now.plus(GRACE).seconds(),
        })
    }

    /// The session that a token of ours named, whenever that was: to end it, never to let anybody in.
    pub fn session_ever_named(&self, token: &str) -> Option<SessionId> {
        self.read(token).ok().map(|said| said.session_id)
    }

    /// Whether a token names a key that is none of ours: another instance's, so it is left alone.
    pub fn is_anothers(&self, token: &str) -> bool {
        let kid = decode_header(token).ok().and_then(|header| header.kid);
        kid.is_some_and(|kid| self.keys().find(&kid).is_none())
    }

    /// The keys: the one in use, and those that still verify.
    pub fn keys(&self) -> Arc<Keyring> {
        Arc::clone(&self.keys.load().ring)
    }

    /// Key, type and signature, then issuer, audience and form (ASVS 9.1.1); time is the caller's.
    fn read(&self, token: &str) -> Result<Said, TokenError> {
        let (message, signature) = token.rsplit_once('.').ok_or(TokenError::Invalid("its form"))?;
        let (header, claims) = message.split_once('.').ok_or(TokenError::Invalid("its form"))?;
        let mut keys = self.keys.load();
        let key = if let Some(key) = keys.find_by_header(header) {
            key
        } else {
            let kid = kid_of(token)?;
            if keys.find(&kid).is_none() {
                // Another process may have put a new one in use a moment ago.
                self.reload();
                keys = self.keys.load();
            }
            keys.find(&kid).ok_or(TokenError::Invalid("its key"))?
        };
        // Nothing of it is parsed before it is known to be ours.
        if !verify(signature, message.as_bytes(), &key.verifying, ALGORITHM).unwrap_or(false) {
            return Err(TokenError::Invalid("its signature"));
        }
        let claims = URL_SAFE_NO_PAD.decode(claims).map_err(|_| TokenError::Invalid("its form"))?;
        let claims: Claims<'_> = serde_json::from_slice(&claims).map_err(|_| TokenError::Invalid("its claims"))?;
        if claims.iss != self.issuer || claims.aud != AUDIENCE {
            return Err(TokenError::Invalid("its issuer or audience"));
        }
        Ok(Said {
            user_id: UserId::decode(&claims.sub).map_err(|_| TokenError::Invalid("its sub"))?,
            session_id: SessionId::decode(&claims.sid).map_err(|_| TokenError::Invalid("its sid"))?,
            iat: claims.iat,
            nbf: claims.nbf,
            exp: claims.exp,
        })
    }
}

/// The key that a token names whose header isn't byte for byte ours; it must mean the same.
fn kid_of(token: &str) -> Result<String, TokenError> {
    let header = decode_header(token).map_err(|_| TokenError::Invalid("its header"))?;
    if header.alg != ALGORITHM {
        return Err(TokenError::Invalid("its algorithm"));
    }
    if header.typ.as_deref() != Some(TYPE) {
        return Err(TokenError::Invalid("its type"));
    }
    // An extension that must be understood, and that isn't: RFC 7515, section 4.1.11.
    if header.crit.is_some() {
        return Err(TokenError::Invalid("its critical extension"));
    }
    header.kid.ok_or(TokenError::Invalid("its header"))
}

fn file_state(path: &Path) -> Option<FileState> {
    let found = std::fs::metadata(path).ok()?;
    Some((found.dev(), found.ino(), found.len(), found.ctime(), found.ctime_nsec()))
}

#[cfg(test)]
mod tests;
