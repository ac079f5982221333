//! What the emails say of a site, an account and a sign-in, and where they lead.

use crate::{
    model::{Flag, Language, Precision, Timestamp, isolated_in},
    paths,
    server::{config::Config, email_address::EmailAddress, location::Label, storage::RequestSource},
    t,
    texts::Moment,
};

/// The site that an email is from, and the language that it is in.
#[derive(Clone, Debug)]
pub struct Site {
    /// What it is called.
    pub(super) name: String,
    /// Where it is reached, without a slash at the end.
    pub(super) url: String,
    pub(super) language: Language,
}

impl Site {
    /// As `config` has it; to the holder of an account with this language, if it has one.
    pub fn of(config: &Config, language: Option<Language>) -> Self {
        let url = config.public_url().as_str().trim_end_matches('/').to_owned();
        Self { name: config.site_name.clone(), url, language: language.unwrap_or_default() }
    }

    pub(super) fn page(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// Whose account it is about.
    pub(super) fn account(&self, email: &EmailAddress) -> Fact {
        (t!(self.language; "email-fact-account"), self.name_in_text(email.as_str()))
    }

    /// On what device, where and when. The location only if the person wants one stored.
    pub(super) fn circumstances(&self, Cause { by, at }: Cause<'_>) -> Vec<Fact> {
        let mut facts = vec![(t!(self.language; "email-fact-device"), self.name_in_text(&by.device_name))];
        if by.location.precision != Precision::None {
            let location = self.name_in_text(&by.location.label.in_language(self.language));
            facts.push((t!(self.language; "email-fact-location"), location));
        }
        facts.push((t!(self.language; "email-fact-time"), self.time(at)));
        facts
    }

    /// What somebody chose, or a device says: it turns no text around it.
    pub(super) fn name_in_text(&self, name: &str) -> String {
        isolated_in(name, self.language)
    }

    /// In UTC: the person's time zone is not known.
    pub(super) fn time(&self, at: Timestamp) -> String {
        Moment::of(at).text(self.language)
    }

    /// The end of a day or longer.
    pub(super) fn date(&self, at: Timestamp) -> String {
        Moment::of(at).date(self.language)
    }

    /// The end of minutes.
    pub(super) fn clock(&self, at: Timestamp) -> String {
        Moment::of(at).clock(self.language)
    }

    pub(super) fn see_devices(&self) -> (String, String) {
        (t!(self.language; "email-see-devices"), self.page(paths::DEVICES))
    }

    pub(super) fn forgotten(&self) -> (String, String) {
        (t!(self.language; "reset-title"), self.page(paths::FORGOTTEN))
    }
}

/// A name and a value: 'Device', 'Chrome on Windows'.
pub(super) type Fact = (String, String);

/// Who did something, and when.
#[derive(Clone, Copy, Debug)]
pub struct Cause<'a> {
    pub by: &'a RequestSource,
    pub at: Timestamp,
}

/// A link that works until `expires_at`.
#[derive(Clone, Copy, Debug)]
pub struct Link<'a> {
    pub url: &'a str,
    pub expires_at: Timestamp,
}

/// A sign-in that a digest lists.
#[derive(Clone, Debug)]
pub struct SignIn {
    pub device: String,
    pub location: Option<Label>,
    pub flags: Vec<Flag>,
    pub at: Timestamp,
}
