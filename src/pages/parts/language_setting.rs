use leptos::prelude::*;

use crate::{api::SetLanguage, model::Language, t, texts::language};

/// The language of the account, among the other settings of it.
#[component]
pub fn LanguageSetting() -> impl IntoView {
    let action = ServerAction::<SetLanguage>::new();
    let current = language();
    view! {
        <section class="section" aria-labelledby="language">
            <div class="section-head"><h2 id="language">{t!("account-language")}</h2></div>
            <div class="panel">
                <ActionForm action=action attr:class="setting">
                    <label for="language-choice">{t!("account-language-note")}</label>
                    <div class="setting-choice">
                        <select id="language-choice" name="language">
                            {Language::ALL
                                .map(|language| view! {
                                    <option value=language.tag() lang=language.tag() selected=language == current>{language.own_name()}</option>
                                })
                                .collect_view()}
                        </select>
                        <button class="button" type="submit">{t!("save")}</button>
                    </div>
                </ActionForm>
            </div>
        </section>
    }
}
