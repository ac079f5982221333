use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    api::SignIn,
    components::{AuthLayout, EmailField, FormError, PasswordField},
    error::AppError,
    server::{request, return_to::ReturnTo},
};

/// Where people sign in, and are told why they have to.
#[component]
pub fn SignInPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let failure = request::form_failure();
    let error = failure.as_ref().map(|failure| failure.error);
    let email = failure.and_then(|failure| failure.email).unwrap_or_default();
    let reason = query.get_str("reason").and_then(AppError::from_reason).filter(|_| error.is_none());
    let next = ReturnTo::parse(query.get_str("next").unwrap_or_default());
    let sign_in = ServerAction::<SignIn>::new();
    view! {
        <Title text="Sign in"/>
        <AuthLayout title="Sign in" lead="See every device on your account, and sign any of them out.">
            {reason.map(|reason| view! { <p class="notice" role="status">{reason.to_string()}</p> })}
            <ActionForm action=sign_in attr:class="form" attr:data-form="">
                <FormError error/>
                <input type="hidden" name="next" value=next.as_str().to_owned()/>
                <EmailField email error/>
                <PasswordField autocomplete="current-password" error/>
                <button class="button primary" type="submit">"Sign in"</button>
            </ActionForm>
            <p class="aside">"New to Latchkey? " <a href="/sign-up">"Create an account"</a></p>
        </AuthLayout>
    }
}
