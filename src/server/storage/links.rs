//! One-time links. What one does is done in the transaction that uses it up, with every condition in it:
//! an answer that was read before may be over by then.

use async_trait::async_trait;

use super::{Actor, Address, Event, LinkPurpose, MailLink, NewSession, Origin, StorageError, User};
use crate::{
    model::{PublicId, Timestamp},
    server::{
        email::Email,
        ids::{Digest, UserId},
    },
};

/// What came of a link to a new address.
#[derive(Clone, Debug)]
pub enum EmailConfirmed {
    Changed {
        before: Email,
        after: Email,
    },
    /// The address has another account; nothing was written, and the link stays good.
    Taken,
    /// It is used up or too old, its asker is no longer signed in, or the account is disabled.
    LinkInvalid,
}

/// What came of a link that disowns a device.
#[derive(Clone, Debug)]
pub struct DisownedByLink {
    pub user: UserId,
    pub device: PublicId,
    /// Where the link that was kept in its place goes; none if the account has another address.
    pub email: Option<Email>,
}

/// One-time links that are sent by e-mail.
#[async_trait]
pub trait Links {
    /// Keeps a link. `false`, and it is not kept, if its address is no longer that of its user.
    async fn add_link(&self, link: &MailLink) -> Result<bool, StorageError>;

    /// Keeps a link to a new address that `by` asks for, in place of an earlier one. It is good as long as
    /// that session lives.
    async fn add_email_link(&self, link: &MailLink, by: &Actor) -> Result<(), StorageError>;

    /// The link, if it has not expired at `now`.
    async fn find_link(
        &self,
        hash: &Digest,
        purpose: LinkPurpose,
        now: Timestamp,
    ) -> Result<Option<MailLink>, StorageError>;

    /// Makes the account of a link, which must have been asked for with this address and password, and its
    /// first session. `None` if the link is used up or too old.
    async fn confirm_sign_up(
        &self,
        link: &Digest,
        user: &User,
        event: &Event,
        session: NewSession<'_>,
    ) -> Result<Option<Address>, StorageError>;

    /// Gives the user of a link the address that it proves.
    async fn confirm_email(&self, link: &Digest, now: Timestamp, by: &Origin) -> Result<EmailConfirmed, StorageError>;

    /// Disowns the device of a link, and keeps a link to a new password, good until `reset_until`, if the
    /// address still is that of the account. `None` if it is used up or too old.
    async fn disown_by_link(
        &self,
        link: &Digest,
        now: Timestamp,
        reset: &Digest,
        reset_until: Timestamp,
    ) -> Result<Option<DisownedByLink>, StorageError>;
}
