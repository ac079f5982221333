use leptos::{either::Either, prelude::*};
use leptos_meta::Title;

use crate::{
    api::RequestReset,
    components::{EmailField, FormError},
    pages::{auth_layout::AuthLayout, form_error, sent},
    paths,
    server::web::{request, said::Said},
};

/// Where people ask for a link that resets their password.
#[component]
pub fn ForgottenPage() -> impl IntoView {
    let error = form_error();
    let email = sent("email").unwrap_or_default();
    let request_reset = ServerAction::<RequestReset>::new();
    let content = if request::said().is_some_and(|message| message.said == Said::ResetSent) {
        // The frame says that it was sent.
        Either::Left(())
    } else {
        Either::Right(view! {
            <ActionForm action=request_reset attr:class="form" attr:data-form="">
                <FormError error/>
                <EmailField email error/>
                <button class="button primary" type="submit">"Send the link"</button>
            </ActionForm>
        })
    };
    view! {
        <Title text="Forgot your password?"/>
        <AuthLayout title="Forgot your password?" lead="We send you a link to choose a new one.">
            {content}
            <p class="aside"><a href=paths::SIGN_IN>"Back to sign in"</a></p>
        </AuthLayout>
    }
}
