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

/// What came of a change of the address.
#[derive(Clone, Debug)]
pub enum EmailChange {
    Changed {
        before: Email,
        after: Email,
        /// Whether the link that gives the earlier address back was kept.
        undoable: bool,
    },
    /// Another account has the address, or may have it back; nothing was written, and a link stays good.
    Taken,
    /// The link is used up or too old, its asker is no longer signed in, or the account is disabled.
    LinkInvalid,
}

/// A link that is kept along with what is done, by its hash.
#[derive(Clone, Copy, Debug)]
pub struct NextLink {
    pub hash: Digest,
    pub expires_at: Timestamp,
}

/// What came of a link that undoes a change of the address.
#[derive(Clone, Debug)]
pub enum Undone {
    /// The account has this address again; the link that was kept goes there.
    Restored {
        email: Email,
        /// The address that it no longer has.
        left: Email,
    },
    Taken,
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
    async fn add_email_link(&self, link: &MailLink, now: Timestamp, by: &Actor) -> Result<(), StorageError>;

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

    /// Gives the user of a link the address that it proves, and keeps the link `undo` for the one before.
    async fn confirm_email(
        &self,
        link: &Digest,
        now: Timestamp,
        by: &Origin,
        undo: NextLink,
    ) -> Result<EmailChange, StorageError>;

    /// Gives the user of a link back the address that it was sent to, ends all their sessions, and keeps a
    /// link to a new password. Devices that were recognised since the change no longer are, and the links
    /// that later changes left are void; those of earlier ones stay.
    async fn undo_email(
        &self,
        link: &Digest,
        now: Timestamp,
        by: &Origin,
        reset: NextLink,
    ) -> Result<Undone, StorageError>;

    /// Notes that the device of a link is its user's. `None` if the link is used up or too old, was sent to
    /// an address that is no longer the user's, or the device was disowned since.
    async fn recognise_by_link(
        &self,
        link: &Digest,
        now: Timestamp,
        by: &Origin,
    ) -> Result<Option<PublicId>, StorageError>;

    /// Disowns the device of a link, and keeps a link to a new password, if the address still is that of
    /// the account. `None` if it is used up or too old.
    async fn disown_by_link(
        &self,
        link: &Digest,
        now: Timestamp,
        reset: NextLink,
    ) -> Result<Option<DisownedByLink>, StorageError>;
}
