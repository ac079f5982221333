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
    t,
    texts::rich,
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
        <Title text=t!("undo-title")/>
        <AuthLayout title=t!("undo-title") lead=if done { t!("done") } else { t!("undo-lead") }>
            {content}
            <p class="aside"><a href=paths::SIGN_IN>{t!("go-to-sign-in")}</a></p>
        </AuthLayout>
    }
}

fn over() -> impl IntoView {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::NOT_FOUND);
    }
    view! {
        <p class="notice error" role="alert">
            {t!("undo-over")}
        </p>
    }
}

fn form(link: String, email: String, error: Option<AppError>) -> impl IntoView {
    let undo = ServerAction::<UndoEmail>::new();
    view! {
        <ActionForm action=undo attr:class="form" attr:data-form="">
            <FormError error/>
            <p>{rich("undo-note").element("email", view! { <strong class="address"><bdi>{email}</bdi></strong> }).view()}</p>
            <input type="hidden" name="link" value=link/>
            <button class="button danger solid" type="submit">{t!("undo-button")}</button>
        </ActionForm>
    }
}
