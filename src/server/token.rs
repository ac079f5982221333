//! The signed token that a device carries: a JWT (RFC 7519), made and read by RFC 8725's rules.
//!
//! It says which session a request belongs to, and no more. Whether that session still lives, only
//! its row tells: see [`super::current`].

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};

use super::{
    ids::{SessionId, UserId},
    key::SigningKey,
};
use crate::model::Timestamp;

/// One algorithm for the one key, chosen here and never by the token (RFC 8725, sections 3.1 and 3.2).
const ALGORITHM: Algorithm = Algorithm::HS256;
/// The explicit type (RFC 8725, section 3.11): no other kind of token passes for a session.
const TYPE: &str = "session+jwt";
/// Whom a session token is for (RFC 8725, section 3.9).
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
}

/// Why a token is not accepted.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// It was good once.
    #[error("the token has expired")]
    Expired,
    /// Not signed by this key, not of this kind, not for this audience, not yet valid, or no token at all.
    #[error("the token is not valid: {0}")]
    Invalid(&'static str),
    #[error("the token could not be signed")]
    Signing,
}

/// Signs and verifies tokens.
pub struct Tokens {
    signing: EncodingKey,
    verifying: DecodingKey,
    validation: Validation,
    issuer: String,
}

impl Tokens {
    /// With `key`, for the issuer of this name.
    pub fn new(key: &SigningKey, issuer: &str) -> Self {
        let mut validation = Validation::new(ALGORITHM);
        validation.set_issuer(&[issuer]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
        // Checked below against our own clock, and without leeway: one server signs and verifies.
        validation.validate_exp = false;
        Self {
            signing: EncodingKey::from_secret(key.expose_secret()),
            verifying: DecodingKey::from_secret(key.expose_secret()),
            validation,
            issuer: issuer.to_owned(),
        }
    }

    /// A token for this session, valid from `now` until `expires_at`.
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
        let header = Header { typ: Some(TYPE.to_owned()), ..Header::new(ALGORITHM) };
        encode(&header, &claims, &self.signing).map_err(|_| TokenError::Signing)
    }

    /// Verifies a token as of `now`.
    ///
    /// # Errors
    /// If it has expired, or is not valid.
    pub fn verify(&self, token: &str, now: Timestamp) -> Result<Verified, TokenError> {
        let (verified, claims) = self.read(token)?;
        if claims.nbf > now.seconds() || claims.iat > now.seconds() {
            return Err(TokenError::Invalid("it is not valid yet"));
        }
        if claims.exp <= now.seconds() {
            return Err(TokenError::Expired);
        }
        Ok(verified)
    }

    /// The session that a token of ours named, whenever that was: to end it, never to let anybody in.
    pub fn session_ever_named(&self, token: &str) -> Option<SessionId> {
        self.read(token).ok().map(|(verified, _)| verified.session_id)
    }

    /// Signature first, then type, issuer, audience and form (ASVS 9.1.1); time is the caller's.
    fn read(&self, token: &str) -> Result<(Verified, Claims), TokenError> {
        let data = decode::<Claims>(token, &self.verifying, &self.validation)
            .map_err(|_| TokenError::Invalid("its signature, issuer, audience or form"))?;
        if data.header.typ.as_deref() != Some(TYPE) {
            return Err(TokenError::Invalid("its type"));
        }
        // An extension that must be understood, and that isn't: RFC 7515, section 4.1.11.
        if data.header.crit.is_some() {
            return Err(TokenError::Invalid("its critical extension"));
        }
        let verified = Verified {
            user_id: UserId::decode(&data.claims.sub).map_err(|_| TokenError::Invalid("its sub"))?,
            session_id: SessionId::decode(&data.claims.sid).map_err(|_| TokenError::Invalid("its sid"))?,
        };
        Ok((verified, data.claims))
    }
}

#[cfg(test)]
mod tests;
