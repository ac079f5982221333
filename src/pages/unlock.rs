use leptos::prelude::*;
use leptos_meta::Title;

use super::{auth_layout::AuthLayout, email, field, form_error};
use crate::{
    api::{SignOut, Unlock},
    components::{FormError, PasswordField, Username},
    server::{http::return_to::ReturnTo, web::request},
    t,
};

/// What a locked device shows: it asks for the password, and shows nothing else.
#[component]
pub fn UnlockPage() -> impl IntoView {
    let error = form_error();
    let next = ReturnTo::parse(&field("next").unwrap_or_default());
    // Who opens the page by hand isn't locked out.
    let locked = request::current().is_ok_and(|current| current.session.locked_at.is_some());
    let lead = if locked { t!("unlock-locked", email = email()) } else { t!("unlock-not-locked", email = email()) };
    let unlock = ServerAction::<Unlock>::new();
    let sign_out = ServerAction::<SignOut>::new();
    view! {
        <Title text=t!("unlock-title")/>
        <AuthLayout title=t!("unlock-title") lead=lead>
            <ActionForm action=unlock attr:class="form" attr:data-form="">
                <FormError error/>
                <Username email=email()/>
                <input type="hidden" name="next" value=next.as_str().to_owned()/>
                <PasswordField autocomplete="current-password" error autofocus=true/>
                <button class="button primary" type="submit">{t!("unlock-button")}</button>
            </ActionForm>
            <ActionForm action=sign_out attr:class="aside">
                <button class="button quiet" type="submit">{t!("unlock-sign-out")}</button>
            </ActionForm>
        </AuthLayout>
    }
}
