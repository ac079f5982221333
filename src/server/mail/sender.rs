//! Who causes an email: when too many wait, the sender with the most loses one.

use std::net::IpAddr;

use crate::server::{
    email_address::EmailAddress,
    ids::{Digest, UserId},
};

/// Who causes an email.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sender {
    /// Somebody who isn't signed in.
    Network(IpAddr),
    Account(UserId),
    /// The recipient.
    Recipient,
}

impl Sender {
    /// What is kept of it with an email to `recipient`.
    pub fn digest(self, recipient: &EmailAddress) -> Digest {
        match self {
            Self::Network(address) => Digest::of(address.to_string().as_bytes()),
            Self::Account(user) => Digest::of(user.as_bytes()),
            Self::Recipient => Digest::of(recipient.key().as_bytes()),
        }
    }
}
