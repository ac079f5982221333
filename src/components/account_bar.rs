use leptos::prelude::*;

use super::Brand;
use crate::api::SignOut;

/// The bar on top of every page that needs a session: whose it is, and the way out (ASVS 7.4.4).
#[component]
pub fn AccountBar(
    /// The address of the person who is signed in.
    email: String,
) -> impl IntoView {
    let sign_out = ServerAction::<SignOut>::new();
    view! {
        <header class="account-bar">
            <Brand/>
            <span class="account-email">{email}</span>
            <ActionForm action=sign_out>
                <button class="button quiet" type="submit">"Sign out"</button>
            </ActionForm>
        </header>
    }
}
