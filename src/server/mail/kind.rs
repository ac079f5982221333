//! Kinds of email. Each is limited and waits by itself, so that none keeps another back. Their words are stored.

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
    /// To the present address: another was asked for.
    EmailChangeAsked,
    NewDevice,
    /// A link that confirms a device, once more.
    Recognise,
    /// A link to a new password, after a device was disowned or a change of the address undone by a link.
    ResetAfterDisowning,
    /// A link to a new password, for somebody who asked.
    Reset,
    /// To an address that somebody wants an account with.
    SignUp,
    /// To an address that somebody with an account wants to use.
    EmailChange,
}

impl Kind {
    /// Whether it tells a person what happened to their account: it goes before the others.
    pub const fn is_notice(self) -> bool {
        !matches!(self, Self::Reset | Self::SignUp | Self::EmailChange)
    }

    /// Whether it is counted before its link is made (by `Mailer::admit`), not when it is written.
    pub const fn is_admitted_first(self) -> bool {
        matches!(self, Self::NewDevice | Self::Recognise | Self::Reset | Self::SignUp | Self::EmailChange)
    }
}
