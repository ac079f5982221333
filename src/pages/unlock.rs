use leptos::prelude::*;
use leptos_meta::Title;

use super::{email, field, form_error};
use crate::{
    api::{SignOut, Unlock},
    components::{AuthLayout, FormError, PasswordField},
    model::isolated,
    server::http::return_to::ReturnTo,
};

/// What a locked device shows: it asks for the password, and shows nothing else.
#[component]
pub fn UnlockPage() -> impl IntoView {
    let error = form_error();
    let next = ReturnTo::parse(&field("next").unwrap_or_default());
    let unlock = ServerAction::<Unlock>::new();
    let sign_out = ServerAction::<SignOut>::new();
    view! {
        <Title text="Enter your password"/>
        <AuthLayout title="Enter your password" lead=format!("You locked this device. It is still signed in as {}.", isolated(&email()))>
            <ActionForm action=unlock attr:class="form" attr:data-form="">
                <FormError error/>
                <input type="hidden" name="next" value=next.as_str().to_owned()/>
                <PasswordField autocomplete="current-password" error/>
                <button class="button primary" type="submit">"Unlock"</button>
            </ActionForm>
            <ActionForm action=sign_out attr:class="aside">
                <button class="button quiet" type="submit">"Sign out instead"</button>
            </ActionForm>
        </AuthLayout>
    }
}
