use leptos::prelude::*;

use super::Brand;
use crate::{api::SignOut, paths, t};

/// The bar on top of every page that needs a session: whose it is, and how to sign out (ASVS 7.4.4).
#[component]
pub fn AccountBar(
    /// The address of the person who is signed in.
    email: String,
    /// The path of the page, where the bar leads to it.
    current: &'static str,
) -> impl IntoView {
    let sign_out = ServerAction::<SignOut>::new();
    let pages = [
        (paths::DEVICES, t!("nav-devices")),
        (paths::ACTIVITY, t!("nav-activity")),
        (paths::ACCOUNT, t!("nav-settings")),
    ];
    let links = pages.map(|(path, name)| {
        view! { <a href=path aria-current=(path == current).then_some("page")>{name}</a> }
    });
    view! {
        <header class="account-bar">
            <Brand/>
            <nav aria-label=t!("nav-account")>{links.collect_view()}</nav>
            <bdi class="account-email" translate="no" title=email.clone()>{email.clone()}</bdi>
            <ActionForm action=sign_out>
                <button class="button quiet" type="submit">{t!("sign-out")}</button>
            </ActionForm>
        </header>
    }
}
