//! The language of an answer.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::http::Extensions;

use crate::model::Language;

/// The language of the answer to a request. Whose request it is becomes known on its way in: what is outside hears of
/// it as well.
#[derive(Clone, Debug, Default)]
pub struct AnswerLanguage(Arc<AtomicUsize>);

impl AnswerLanguage {
    /// As the browser says.
    pub fn new(language: Language) -> Self {
        Self(Arc::new(AtomicUsize::new(language as usize)))
    }

    /// As it is known now; English for a request that has none.
    pub fn of(extensions: &Extensions) -> Language {
        extensions.get().map_or_else(Language::default, |Self(language)| {
            Language::ALL.get(language.load(Ordering::Relaxed)).copied().unwrap_or_default()
        })
    }

    /// That of the account is known.
    pub fn set(extensions: &Extensions, language: Language) {
        if let Some(Self(known)) = extensions.get() {
            known.store(language as usize, Ordering::Relaxed);
        }
    }
}
