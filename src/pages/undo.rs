use axum::http::StatusCode;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::Title;

use crate::{
    api::{UndoEmail, check_undo},
    components::FormError,
    error::AppError,
    pages::{auth_layout::AuthLayout, failed, field, form_error},
    paths,
    server::web::{request, said::Said},
};

/// Where 'restore this address' of an email leads. Opening it does nothing yet: programs open links, too.
#[component]
pub fn UndoPage() -> impl IntoView {
    let link = field("link").unwrap_or_default();
    let error = form_error();
    let done = request::said().is_some_and(|message| message.said == Said::EmailRestored);
    let content = if done {
        // The frame says what was done.
        ().into_any()
    } else {
        view! {
            <Suspense>
                {Suspend::new(async move {
                    match check_undo(link.clone()).await {
                        Ok(email) => form(link, email, error).into_any(),
                        Err(AppError::LinkInvalid) => over().into_any(),
                        Err(error) => failed(error),
                    }
                })}
            </Suspense>
        }
        .into_any()
    };
    view! {
        <Title text="Restore your address"/>
        <AuthLayout title="Restore your address" lead=if done { "Done." } else { "Undo a change of your account's email address." }>
            {content}
            <p class="aside"><a href=paths::SIGN_IN>"Go to sign in"</a></p>
        </AuthLayout>
    }
}

fn over() -> impl IntoView {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::NOT_FOUND);
    }
    view! {
        <p class="notice error" role="alert">
            "This link was already used, has expired, or is void because an earlier change was undone. If you can't get into your account, contact the administrator of this server."
        </p>
    }
}

fn form(link: String, email: String, error: Option<AppError>) -> impl IntoView {
    let undo = ServerAction::<UndoEmail>::new();
    view! {
        <ActionForm action=undo attr:class="form" attr:data-form="">
            <FormError error/>
            <p>"Your account gets the address " <strong class="address"><bdi>{email}</bdi></strong> " back. Every device is signed out, and we email you a link to choose a new password."</p>
            <input type="hidden" name="link" value=link/>
            <button class="button danger solid" type="submit">"Restore address"</button>
        </ActionForm>
    }
}
