use leptos::{either::Either, prelude::*};
use leptos_meta::Title;

use crate::{
    api::RequestReset,
    components::{EmailField, FormError},
    pages::{auth_layout::AuthLayout, form_error, sent},
    paths,
    server::web::{request, said::Said},
    t,
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
                <button class="button primary" type="submit">{t!("forgotten-button")}</button>
            </ActionForm>
        })
    };
    view! {
        <Title text=t!("forgotten-title")/>
        <AuthLayout title=t!("forgotten-title") lead=t!("forgotten-lead")>
            {content}
            <p class="aside"><a href=paths::SIGN_IN>{t!("forgotten-back")}</a></p>
        </AuthLayout>
    }
}
