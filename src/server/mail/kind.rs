//! Kinds of email. Each has its own limits and queue, so that none holds up another. Their words are stored.

/// What an email is about.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// Something else that a person should know of their account.
    #[default]
    Notice,
    PasswordChanged,
    EmailChanged,
    /// To the current address: a change was requested.
    EmailChangeAsked,
    NewDevice,
    /// A link that confirms a device, sent again.
    Recognise,
    /// A link to a new password, after a device was disowned or a change of the address undone by a link.
    ResetAfterDisowning,
    /// A link to a new password, on request.
    Reset,
    /// To an address that somebody wants an account with.
    SignUp,
    /// To an address that somebody with an account wants to use.
    EmailChange,
}

impl Kind {
    /// Whether it reports an event to the account's owner: such emails go first.
    pub const fn is_notice(self) -> bool {
        !matches!(self, Self::Reset | Self::SignUp | Self::EmailChange)
    }

    /// Whether it is counted before its link is made (by `Mailer::admit`), not when it is written.
    pub const fn is_admitted_first(self) -> bool {
        matches!(self, Self::NewDevice | Self::Recognise | Self::Reset | Self::SignUp | Self::EmailChange)
    }
}
