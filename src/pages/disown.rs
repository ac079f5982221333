use axum::http::StatusCode;
use leptos::{either::Either, prelude::*};
use leptos_axum::ResponseOptions;
use leptos_meta::Title;

use crate::{
    api::{DisownByLink, check_disown},
    components::{DeviceIcon, FormError},
    error::AppError,
    model::LinkedDevice,
    pages::{auth_layout::AuthLayout, failed, field, form_error},
    paths,
    server::web::{request, said::Said},
    t,
    texts::{language, last_active, rich},
};

/// Where 'This wasn't me' of an email leads. Opening it does nothing yet: programs open links, too.
#[component]
pub fn DisownPage() -> impl IntoView {
    let link = field("link").unwrap_or_default();
    let error = form_error();
    let done = request::said().is_some_and(|message| matches!(message.said, Said::Disowned | Said::DisownedAndSent));
    let content = if done {
        // The frame says what was done.
        Either::Left(())
    } else {
        Either::Right(view! {
            <Suspense>
                {Suspend::new(async move {
                    match check_disown(link.clone()).await {
                        Ok(device) => form(link, device, error).into_any(),
                        // Of these nobody can ask for a new one.
                        Err(AppError::LinkInvalid) => over().into_any(),
                        Err(error) => failed(error),
                    }
                })}
            </Suspense>
        })
    };
    view! {
        <Title text=t!("disown-title")/>
        <AuthLayout title=t!("disown-title") lead=if done { t!("done") } else { t!("disown-lead") }>
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
            {rich("disown-over")
                .around("link", |text| view! { <a href=paths::FORGOTTEN>{text}</a> }.into_any())
                .view()}
        </p>
    }
}

fn form(link: String, device: LinkedDevice, error: Option<AppError>) -> impl IntoView {
    let LinkedDevice { now, name, kind, last_seen_at, location } = device;
    let active = last_active(language(), now, last_seen_at);
    let what = match location {
        Some(_) => t!("disown-signed-in"),
        None => t!("disown-signed-out"),
    };
    let action = if location.is_some() { t!("disown-button") } else { t!("disown-send") };
    let disown = ServerAction::<DisownByLink>::new();
    view! {
        <ActionForm action=disown attr:class="form" attr:data-form="">
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
            <p>{what}</p>
            <input type="hidden" name="link" value=link/>
            <button class="button danger solid" type="submit">{action}</button>
        </ActionForm>
    }
}
