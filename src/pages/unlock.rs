use leptos::prelude::*;
use leptos_meta::Title;

use super::{auth_layout::AuthLayout, email, field, form_error};
use crate::{
    api::{SignOut, Unlock},
    components::{FormError, PasswordField, Username},
    model::isolated,
    server::{http::return_to::ReturnTo, web::request},
};

/// What a locked device shows: it asks for the password, and shows nothing else.
#[component]
pub fn UnlockPage() -> impl IntoView {
    let error = form_error();
    let next = ReturnTo::parse(&field("next").unwrap_or_default());
    // Who opens the page by hand isn't locked out.
    let locked = request::current().is_ok_and(|current| current.session.locked_at.is_some());
    let why = if locked { "You locked this device." } else { "This device isn't locked." };
    let lead = format!("{why} It is still signed in as {}.", isolated(&email()));
    let unlock = ServerAction::<Unlock>::new();
    let sign_out = ServerAction::<SignOut>::new();
    view! {
        <Title text="Enter your password"/>
        <AuthLayout title="Enter your password" lead=lead>
            <ActionForm action=unlock attr:class="form" attr:data-form="">
                <FormError error/>
                <Username email=email()/>
                <input type="hidden" name="next" value=next.as_str().to_owned()/>
                <PasswordField autocomplete="current-password" error autofocus=true/>
                <button class="button primary" type="submit">"Unlock"</button>
            </ActionForm>
            <ActionForm action=sign_out attr:class="aside">
                <button class="button quiet" type="submit">"Sign out instead"</button>
            </ActionForm>
        </AuthLayout>
    }
}
