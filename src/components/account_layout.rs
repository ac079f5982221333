use leptos::prelude::*;

use super::{AccountBar, Footer, ModuleScript};

/// The frame of every page that needs a session.
#[component]
pub fn AccountLayout(
    /// The address of the person who is signed in.
    email: String,
    /// The path of the page, where the bar leads to it.
    current: &'static str,
    #[prop(optional)] narrow: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <AccountBar email current/>
        <main class="page" class:narrow=narrow>{children()}</main>
        <Footer/>
        <ModuleScript name="form.js"/>
        <ModuleScript name="times.js"/>
    }
}
