use leptos::prelude::*;
use leptos_meta::Title;

use super::{auth_layout::AuthLayout, form_error, sent};
use crate::{
    api::SignUp,
    components::{EmailField, FormError, PasswordField},
    error::AppError,
    paths,
    server::{
        config,
        web::{request, said::Said},
    },
    t,
    texts::{language, rich},
};

/// Where people create an account.
#[component]
pub fn SignUpPage() -> impl IntoView {
    let closed = request::state().config.sign_up() == config::SignUp::Closed;
    let content = if closed {
        view! { <p class="notice">{AppError::SignUpClosed.text(language())}</p> }.into_any()
    } else if request::said().is_some_and(|message| message.said == Said::SignUpSent) {
        // The frame says that it was sent.
        ().into_any()
    } else {
        view! { <SignUpForm/> }.into_any()
    };
    view! {
        <Title text=t!("sign-up-title")/>
        <AuthLayout title=t!("sign-up-title") lead=t!("sign-up-lead")>
            {content}
            <p class="aside">{rich("sign-up-sign-in").around("link", |text| view! { <a href=paths::SIGN_IN>{text}</a> }.into_any()).view()}</p>
        </AuthLayout>
    }
}

#[component]
fn SignUpForm() -> impl IntoView {
    let error = form_error();
    let email = sent("email").unwrap_or_default();
    let sign_up = ServerAction::<SignUp>::new();
    view! {
        <ActionForm action=sign_up attr:class="form" attr:data-form="">
            <FormError error/>
            <EmailField email error/>
            <PasswordField autocomplete="new-password" error/>
            <button class="button primary" type="submit">{t!("confirm-create")}</button>
        </ActionForm>
    }
}
