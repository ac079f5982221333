use leptos::prelude::*;

use super::{
    notice::SaidNotice,
    parts::{LanguageChoice, ScriptTexts},
};
use crate::components::{Brand, ModuleScript};

/// The frame of the pages that need no session: a narrow card under the name.
#[component]
pub fn AuthLayout(
    /// What the page is for.
    #[prop(into)]
    title: String,
    /// One sentence more about it.
    #[prop(into)]
    lead: String,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="auth">
            <header><Brand/></header>
            <main class="auth-card">
                <h1>{title}</h1>
                <p class="lead">{lead}</p>
                <SaidNotice/>
                {children()}
            </main>
            <LanguageChoice/>
        </div>
        <ScriptTexts/>
        <ModuleScript name="form.js"/>
    }
}
