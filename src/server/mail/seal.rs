//! Emails are encrypted while they wait: they contain live links, of which the database otherwise holds only
//! digests.
//!
//! Each has a key of its own, derived (HKDF, RFC 5869) from the signing key in use and the email's id, and is
//! encrypted by ChaCha20-Poly1305 (RFC 8439). Its recipient and kind are authenticated with it: somebody who can
//! write to the database, and no more, can't have a link sent elsewhere. It says which signing key that was, so that
//! it can be opened after a rotation.

use std::sync::Arc;

use ring::{
    aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    error::Unspecified,
    hkdf::{HKDF_SHA256, Salt},
};
use secrecy::ExposeSecret;

use crate::server::{
    auth::{key::SigningKey, token::Tokens},
    ids::{EmailId, NoRandomness, random},
    storage::LeasedEmail,
};

/// What keeps these keys apart from whatever else may be derived from a signing key.
const LABEL: &[u8] = b"latchkey outgoing mail, version 1";

/// Encrypts emails that wait, and decrypts them.
pub struct Sealer(Arc<Tokens>);

/// Why an email was not encrypted.
#[derive(Debug, thiserror::Error)]
pub enum NotSealed {
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
    #[error("it could not be encrypted")]
    Cipher,
}

/// Why an email can't be decrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOpened {
    #[error("the signing key that it was encrypted under is gone")]
    NoKey,
    #[error("it is not what was encrypted")]
    Changed,
}

impl Sealer {
    /// With the signing keys.
    pub fn new(tokens: Arc<Tokens>) -> Self {
        Self(tokens)
    }

    /// Encrypts an email; the signing key's id, and what is kept.
    ///
    /// # Errors
    /// If the system has no randomness to give, or the message is too long.
    pub fn seal(&self, email: Envelope<'_>, mut message: Vec<u8>) -> Result<(String, Vec<u8>), NotSealed> {
        let keys = self.0.keys();
        let signing = keys.current();
        // A key is used once. The nonce is random all the same: it must not hang on that alone.
        let nonce: [u8; NONCE_LEN] = random()?;
        let key = derive(signing, email.id).map_err(|Unspecified| NotSealed::Cipher)?;
        key.seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(email.authenticated()),
            &mut message,
        )
        .map_err(|Unspecified| NotSealed::Cipher)?;
        drop(message.splice(..0, nonce));
        Ok((signing.kid.clone(), message))
    }

    /// Decrypts an email.
    ///
    /// # Errors
    /// If its key is gone, or anything of it was changed.
    pub fn open(&self, email: &LeasedEmail) -> Result<Vec<u8>, NotOpened> {
        if self.0.keys().find(&email.key_id).is_none() {
            // Another process may have put a new one in use a moment ago.
            self.0.reload();
        }
        let keys = self.0.keys();
        let signing = keys.find(&email.key_id).ok_or(NotOpened::NoKey)?;
        let envelope = Envelope { id: email.id, recipient: &email.recipient, kind: &email.kind };
        decrypt(signing, envelope, &email.message).ok_or(NotOpened::Changed)
    }
}

/// What is authenticated with a message.
#[derive(Clone, Copy)]
pub struct Envelope<'a> {
    pub id: EmailId,
    pub recipient: &'a str,
    pub kind: &'a str,
}

impl Envelope<'_> {
    fn authenticated(self) -> Vec<u8> {
        // No word of a kind, and no address, has a line break.
        [self.kind, "\n", self.recipient].concat().into_bytes()
    }
}

fn derive(signing: &SigningKey, id: EmailId) -> Result<LessSafeKey, Unspecified> {
    let extracted = Salt::new(HKDF_SHA256, id.as_bytes()).extract(signing.secret.expose_secret());
    let key = UnboundKey::from(extracted.expand(&[LABEL], &CHACHA20_POLY1305)?);
    Ok(LessSafeKey::new(key))
}

fn decrypt(signing: &SigningKey, envelope: Envelope<'_>, sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, ciphertext) = sealed.split_first_chunk::<NONCE_LEN>()?;
    let mut message = ciphertext.to_vec();
    let key = derive(signing, envelope.id).ok()?;
    let nonce = Nonce::assume_unique_for_key(*nonce);
    let length = key.open_in_place(nonce, Aad::from(envelope.authenticated()), &mut message).ok()?.len();
    message.truncate(length);
    Some(message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::Timestamp,
        server::auth::key::{Keyring, SigningKey},
    };

    fn sealer(key: u8) -> Sealer {
        Sealer::new(Arc::new(Tokens::new(Keyring::of(SigningKey::new([key; 32])), "test")))
    }

    fn leased(id: EmailId, (key_id, message): (String, Vec<u8>)) -> LeasedEmail {
        LeasedEmail {
            id,
            recipient: "ada@example.com".to_owned(),
            kind: "reset".to_owned(),
            key_id,
            message,
            created_at: Timestamp::from_millis(0),
            tries: 1,
            leased_until: Timestamp::from_millis(0),
        }
    }

    fn sealed(sealer: &Sealer) -> LeasedEmail {
        let id = EmailId::generate().unwrap();
        let envelope = Envelope { id, recipient: "ada@example.com", kind: "reset" };
        leased(id, sealer.seal(envelope, b"a link".to_vec()).unwrap())
    }

    #[test]
    fn what_is_sealed_is_opened_and_nothing_of_it_shows() {
        let sealer = sealer(1);
        let email = sealed(&sealer);
        assert!(!email.message.windows(4).any(|part| part == b"link"));
        assert_eq!(sealer.open(&email).unwrap(), b"a link");
    }

    #[test]
    fn a_changed_email_and_one_of_another_key_are_not_opened() {
        let ours = sealer(1);
        let changes: [fn(&mut LeasedEmail); 6] = [
            |email| email.recipient = "eve@example.com".to_owned(),
            |email| email.kind = "notice".to_owned(),
            |email| email.id = EmailId::generate().unwrap(),
            |email| email.message[0] ^= 1,
            |email| *email.message.last_mut().unwrap() ^= 1,
            |email| email.message.truncate(5),
        ];
        for (number, change) in changes.into_iter().enumerate() {
            let mut email = sealed(&ours);
            change(&mut email);
            assert_eq!(ours.open(&email), Err(NotOpened::Changed), "change {number}");
        }
        assert_eq!(sealer(2).open(&sealed(&ours)), Err(NotOpened::NoKey));
    }
}
