use axum::http::StatusCode;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::Title;

use crate::{
    api::{RecogniseByLink, check_recognise},
    components::{DeviceIcon, FormError},
    error::AppError,
    model::LinkedDevice,
    pages::{auth_layout::AuthLayout, failed, field, form_error},
    paths,
    server::web::{request, said::Said},
    t,
    texts::{language, last_active},
};

/// Where 'This was me' of an email leads. Opening it does nothing yet: programs open links, too.
#[component]
pub fn RecognisePage() -> impl IntoView {
    let link = field("link").unwrap_or_default();
    let error = form_error();
    let done = request::said().is_some_and(|message| message.said == Said::RecognisedByLink);
    let content = if done {
        // The frame says what was done.
        ().into_any()
    } else {
        view! {
            <Suspense>
                {Suspend::new(async move {
                    match check_recognise(link.clone()).await {
                        Ok(device) => form(link, device, error).into_any(),
                        Err(AppError::LinkInvalid) => over().into_any(),
                        Err(error) => failed(error),
                    }
                })}
            </Suspense>
        }
        .into_any()
    };
    view! {
        <Title text=t!("recognise-title")/>
        <AuthLayout title=t!("recognise-title") lead=if done { t!("recognise-done") } else { t!("recognise-lead") }>
            {content}
            <p class="aside"><a href=paths::DEVICES>{t!("refused-home")}</a></p>
        </AuthLayout>
    }
}

fn over() -> impl IntoView {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::NOT_FOUND);
    }
    view! {
        <p class="notice error" role="alert">
            {t!("recognise-over")}
        </p>
    }
}

fn form(link: String, device: LinkedDevice, error: Option<AppError>) -> impl IntoView {
    let LinkedDevice { now, name, kind, last_seen_at, location } = device;
    let active = last_active(language(), now, last_seen_at);
    let recognise = ServerAction::<RecogniseByLink>::new();
    view! {
        <ActionForm action=recognise attr:class="form" attr:data-form="">
            <FormError error/>
            <ul class="preview"><li>
                <DeviceIcon kind/>
                <p>
                    <strong><bdi translate="no">{name}</bdi></strong>
                    <span class="hint">
                        {match location {
                            Some(location) => t!("linked-device", location = location, active = active),
                            None => active,
                        }}
                    </span>
                </p>
            </li></ul>
            <p>{t!("recognise-note")}</p>
            <input type="hidden" name="link" value=link/>
            <button class="button primary" type="submit">{t!("recognise-button")}</button>
        </ActionForm>
    }
}
