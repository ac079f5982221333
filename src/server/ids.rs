//! Identifiers: random bytes from the system's generator.

use std::{fmt, hash::Hasher, marker::PhantomData, str::FromStr};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use secrecy::zeroize::Zeroize;
use sha2::{Digest as _, Sha256};

use crate::model::{MalformedId, PublicId};

/// The system's generator of random bytes did not answer.
#[derive(Debug, thiserror::Error)]
#[error("the system has no randomness: {0}")]
pub struct NoRandomness(#[from] getrandom::Error);

/// Fills an array from the system's generator.
///
/// # Errors
/// If the system provides no randomness.
pub fn random<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// A credential: 192 random bits (ASVS 7.2.3 and 11.5.1 ask for 128). `Purpose` keeps one sort from passing
/// for another.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Credential<Purpose>([u8; 24], PhantomData<Purpose>);

/// Identifies a session to the server: a signed token that holds it speaks for that session.
pub type SessionId = Credential<ForSession>;

/// Knows a browser again when it signs in: what its device cookie says. It signs nobody in.
pub type DeviceSecret = Credential<ForDevice>;

/// The purpose of a [`SessionId`].
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum ForSession {}

/// The purpose of a [`DeviceSecret`].
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum ForDevice {}

impl<Purpose> Credential<Purpose> {
    /// A new one.
    ///
    /// # Errors
    /// If the system provides no randomness.
    pub fn generate() -> Result<Self, NoRandomness> {
        Ok(Self(random()?, PhantomData))
    }

    /// The bytes, for storage.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The text that stands in a token or a cookie.
    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// The inverse of [`Self::encode`].
    ///
    /// # Errors
    /// If the text is no encoded credential.
    pub fn decode(text: &str) -> Result<Self, MalformedId> {
        Ok(Self(decode(text)?, PhantomData))
    }
}

/// Hashes a [`Credential`] by some of its bytes, which are random.
#[derive(Default)]
pub struct RandomHasher(u64);

impl Hasher for RandomHasher {
    fn write(&mut self, bytes: &[u8]) {
        for (index, byte) in bytes.iter().take(8).enumerate() {
            self.0 ^= u64::from(*byte) << (8 * index);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl SessionId {
    /// What is kept of it when the session has ended.
    pub fn digest(&self) -> Digest {
        Digest::of(&self.0)
    }
}

impl DeviceSecret {
    /// What is kept of it for one user: another for each, or one browser would link their accounts.
    pub fn digest(&self, user: UserId) -> Digest {
        Digest::of(&[self.0.as_slice(), user.as_bytes()].concat())
    }

    /// What is kept of it for the account that was used last, by which the sign-in page knows the browser again.
    pub fn browser(&self) -> Digest {
        Digest::of(&[b"browser\n", self.0.as_slice()].concat())
    }
}

impl<Purpose> TryFrom<Vec<u8>> for Credential<Purpose> {
    type Error = MalformedId;

    fn try_from(bytes: Vec<u8>) -> Result<Self, MalformedId> {
        Ok(Self(bytes.try_into().map_err(|_| MalformedId)?, PhantomData))
    }
}

impl<Purpose> Drop for Credential<Purpose> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<Purpose> fmt::Debug for Credential<Purpose> {
    /// It belongs in no log: ASVS 16.2.5.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credential(…)")
    }
}

/// Identifies a user inside of Latchkey, and in the token's `sub`. It is no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UserId([u8; 12]);

impl UserId {
    /// A new one.
    ///
    /// # Errors
    /// If the system provides no randomness.
    pub fn generate() -> Result<Self, NoRandomness> {
        random().map(Self)
    }

    /// The bytes, for storage.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The text that stands in a token.
    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// The inverse of [`Self::encode`].
    ///
    /// # Errors
    /// If the text is no encoded id.
    pub fn decode(text: &str) -> Result<Self, MalformedId> {
        decode(text).map(Self)
    }
}

impl TryFrom<Vec<u8>> for UserId {
    type Error = MalformedId;

    fn try_from(bytes: Vec<u8>) -> Result<Self, MalformedId> {
        bytes.try_into().map(Self).map_err(|_| MalformedId)
    }
}

/// Identifies an email, and stands in its Message-ID: by that a server recognises one that it has already. It
/// is no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EmailId([u8; 16]);

impl EmailId {
    /// A new one.
    ///
    /// # Errors
    /// If the system provides no randomness.
    pub fn generate() -> Result<Self, NoRandomness> {
        random().map(Self)
    }

    /// The bytes, for storage.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for EmailId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl FromStr for EmailId {
    type Err = MalformedId;

    fn from_str(text: &str) -> Result<Self, MalformedId> {
        decode(text).map(Self)
    }
}

impl TryFrom<Vec<u8>> for EmailId {
    type Error = MalformedId;

    fn try_from(bytes: Vec<u8>) -> Result<Self, MalformedId> {
        bytes.try_into().map(Self).map_err(|_| MalformedId)
    }
}

/// The SHA-256 of a secret: it knows the secret again, and doesn't give it away.
///
/// Without salt or stretching, for the secrets are long and random.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Of these bytes.
    pub fn of(secret: &[u8]) -> Self {
        Self(Sha256::digest(secret).into())
    }

    /// The bytes, for storage.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The text that stands in a cookie.
    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// The inverse of [`Self::encode`].
    ///
    /// # Errors
    /// If the text is no encoded digest.
    pub fn decode(text: &str) -> Result<Self, MalformedId> {
        decode(text).map(Self)
    }
}

impl TryFrom<Vec<u8>> for Digest {
    type Error = MalformedId;

    fn try_from(bytes: Vec<u8>) -> Result<Self, MalformedId> {
        bytes.try_into().map(Self).map_err(|_| MalformedId)
    }
}

/// A new public id.
///
/// # Errors
/// If the system provides no randomness.
pub fn generate_public_id() -> Result<PublicId, NoRandomness> {
    let text = URL_SAFE_NO_PAD.encode(random::<12>()?);
    Ok(text.parse().expect("12 bytes are 16 characters of base64url"))
}

fn decode<const N: usize>(text: &str) -> Result<[u8; N], MalformedId> {
    // Its length first: the text may be as long as a cookie.
    if text.len() != (N * 4).div_ceil(3) {
        return Err(MalformedId);
    }
    let mut bytes = [0; N];
    match URL_SAFE_NO_PAD.decode_slice_unchecked(text, &mut bytes) {
        Ok(length) if length == N => Ok(bytes),
        _ => Err(MalformedId),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_its_text() {
        let id = SessionId::generate().unwrap();
        assert_eq!(SessionId::decode(&id.encode()).unwrap(), id);
        assert_eq!(id.encode().len(), 32);
    }

    #[test]
    fn a_credential_never_shows_in_debug_output() {
        let (id, secret) = (SessionId::generate().unwrap(), DeviceSecret::generate().unwrap());
        assert_eq!(format!("{id:?} {secret:?}"), "Credential(…) Credential(…)");
    }

    #[test]
    fn malformed_ids_are_refused() {
        for text in ["", "a", "!!!!", &"A".repeat(31), &"A".repeat(33), &"A".repeat(4000), "é"] {
            assert!(SessionId::decode(text).is_err(), "{text}");
        }
    }

    #[test]
    fn ids_do_not_repeat() {
        let ids: std::collections::HashSet<_> = (0..10_000).map(|_| SessionId::generate().unwrap()).collect();
        assert_eq!(ids.len(), 10_000);
    }
}
