use leptos::prelude::*;

use super::{notice::SaidNotice, parts::ScriptTexts, password_task::PasswordTask};
use crate::{
    components::{AccountBar, Footer, ModuleScript},
    t,
};

/// The frame of every page that needs a session.
#[component]
pub fn AccountLayout(
    /// The address of the person who is signed in.
    email: String,
    /// The path of the page, or of the one that it belongs to, where the bar leads there.
    current: &'static str,
    /// Where the page leads back to, and how that is called.
    #[prop(optional)]
    back: Option<(String, String)>,
    #[prop(optional)] narrow: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <a class="button primary skip" href="#content">{t!("nav-skip")}</a>
        <AccountBar email current/>
        <PasswordTask/>
        <main class="page" class:narrow=narrow id="content" tabindex="-1">
            {back.map(|(path, name)| view! { <a class="back" href=path>{name}</a> })}
            <SaidNotice/>
            {children()}
        </main>
        <Footer/>
        <ScriptTexts/>
        <ModuleScript name="form.js"/>
        <ModuleScript name="times.js"/>
        <ModuleScript name="alive.js"/>
    }
}
